"""A family parts, and finds together again."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lgnet.kernel.ids import uuid7
from lgnet.network.access import access

from ..actions.family_refusals import FamilyRefused
from ..actions.household_moves import return_to_household, split_household
from ..forms.families import PeopleForm
from ..models import Person
from ..wording_families import FamilyLine, choices_of, household_lines
from .families import household_or_404, offer_way_back, tell


@access(permission="people.edit")
@require_http_methods(["GET", "POST"])
def household_split(request: Any, household_id: UUID) -> HttpResponse:
    """Part a family in two: who goes goes together, in one step."""
    lines = household_or_404(household_id)
    shown, label = household_lines(lines), _("Who goes and lives together?")
    if request.method == "GET":
        return _page(request, household_id, _new_form(shown.present, label))
    form, status = _sent_form(request, [*shown.present, *shown.past], label), 422
    if form.is_valid():
        typed = form.cleaned_data
        try:
            new, move = split_household(
                household_id=household_id,
                new_id=typed["id"],
                people=typed["people"],
                on=typed["day"],
                by=request.user,
            )
        except (FamilyRefused, Person.DoesNotExist) as refused:
            _tell(form, refused)
            status = 409
        else:
            offer_way_back(request, move, _("They live apart now. The time before stays."))
            return redirect("people:household", new.pk)
    form.offer(choices_of(shown.present))
    return _page(request, household_id, form, status=status)


@access(permission="people.edit")
@require_http_methods(["GET", "POST"])
def household_rejoin(request: Any, household_id: UUID) -> HttpResponse:
    """Let people who left live in the family again, wherever they have been meanwhile."""
    lines = household_or_404(household_id)
    shown, label = household_lines(lines), _("Who is back?")
    if request.method == "GET":
        return _page(request, household_id, _new_form(shown.may_return, label), is_return=True)
    form, status = _sent_form(request, [*shown.present, *shown.past], label), 422
    if form.is_valid():
        typed = form.cleaned_data
        try:
            move = return_to_household(
                household_id=household_id,
                people=typed["people"],
                on=typed["day"],
                by=request.user,
            )
        except (FamilyRefused, Person.DoesNotExist) as refused:
            _tell(form, refused)
            status = 409
        else:
            offer_way_back(request, move, _("They are together again."))
            return redirect("people:household", household_id)
    form.offer(choices_of(shown.may_return))
    return _page(request, household_id, form, is_return=True, status=status)


def _new_form(people: list[FamilyLine], label: str) -> PeopleForm:
    initial = {"id": uuid7(), "day": timezone.localdate()}
    return PeopleForm(initial=initial, people=choices_of(people), label=label)


def _sent_form(request: Any, people: list[FamilyLine], label: str) -> PeopleForm:
    """Return a form that takes everybody there ever was: sent twice, they have moved by then."""
    return PeopleForm(request.POST, people=choices_of(people), label=label)


def _tell(form: PeopleForm, refused: Exception) -> None:
    if isinstance(refused, FamilyRefused):
        tell(form, refused)
    else:
        form.add_error("people", _("Somebody of them is not here any more. Load the page again."))


def _page(
    request: Any,
    household_id: UUID,
    form: PeopleForm,
    *,
    is_return: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "is_return": is_return,
        "back_url": reverse("people:household", args=[household_id]),
        "list_url": reverse("people:search"),
    }
    return render(request, "people/families/move.html", context, status=status)
