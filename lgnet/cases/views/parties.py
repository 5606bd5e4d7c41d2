"""The people of a case: who is in it, who joins, who leaves, through whom it goes on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lgnet.audit.actions import record
from lgnet.housing.queries import running_stay_of
from lgnet.kernel.ids import uuid7
from lgnet.network.access import access
from lgnet.people.models import Person

from ..actions import refusals
from ..actions.parties import go_on_through, join_case, leave_case
from ..enums_parties import Leaving
from ..forms.parties import GoOnForm, JoinForm, LeaveForm
from ..models import Case, CaseParty
from ..queries import cases as case_queries
from ..queries import parties as queries
from ..rules import is_running
from .parts import parts_of


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def people(request: Any, case_id: UUID) -> HttpResponse:
    """Show who is in a case and who was, and let somebody of the household join."""
    case = _case(case_id)
    free = {str(one.pk): one for one in _who_may_join(case)}
    choices = [(key, one.known_as) for key, one in free.items()]
    if request.method == "GET":
        record(verb="cases.viewed", target=case, person=case.person_id)
        return _people(request, case, JoinForm(initial={"id": uuid7()}, people=choices))
    form = JoinForm(request.POST, people=choices)
    if not form.is_valid():
        return _people(request, case, form, status=422)
    person = free[form.cleaned_data["person"]]
    try:
        join_case(id=form.cleaned_data["id"], case=case, person=person, by=request.user)
    except refusals.CaseRefused as refused:
        form.add_error("person", str(refused))
        return _people(request, case, form, status=409)
    messages.success(request, _("%(name)s is in the case now.") % {"name": person.known_as})
    return redirect("cases:people", case.pk)


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def party_leave(request: Any, party_id: UUID) -> HttpResponse:
    """Write that somebody is no longer in a case that goes on for the others."""
    party = queries.party_by_id(party_id)
    if party is None:
        raise Http404
    if party.left_at is not None:
        return redirect("cases:people", party.case_id)
    if request.method == "GET":
        record(verb="cases.viewed", target=party.case, person=party.person_id)
        return _leaving(request, party, LeaveForm())
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _leaving(request, party, form, status=422)
    told = form.cleaned_data
    leave_case(party=party, leaving=Leaving(told["leaving"]), note=told["note"], by=request.user)
    messages.success(request, _("%(name)s left the case.") % {"name": party.person.known_as})
    return redirect("cases:people", party.case_id)


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def go_on(request: Any, case_id: UUID) -> HttpResponse:
    """Let a case go on through another adult: the person it went through leaves."""
    case = _case(case_id)
    adults = [one.person for one in queries.present_in(case) if not one.person.may_be_minor]
    choices = [(str(one.pk), one.known_as) for one in adults]
    if request.method == "GET":
        record(verb="cases.viewed", target=case, person=case.person_id)
        return _going_on(request, case, GoOnForm(initial={"seen": case.person_id}, adults=choices))
    form = GoOnForm(request.POST, adults=choices)
    if not form.is_valid():
        return _going_on(request, case, form, status=422)
    told = form.cleaned_data
    try:
        go_on_through(
            case=case,
            to=UUID(told["to"]),
            seen=told["seen"],
            leaving=Leaving(told["leaving"]),
            note=told["note"],
            by=request.user,
        )
    except refusals.CaseRefused as refused:
        sent = request.POST.copy()
        sent["seen"] = str(_case(case_id).person_id)
        form = GoOnForm(sent, adults=choices)
        form.add_error(None, str(refused))
        return _going_on(request, _case(case_id), form, status=409)
    messages.success(request, _("The case goes on."))
    return redirect("cases:people", case.pk)


def _case(case_id: UUID) -> Case:
    return get_object_or_404(case_queries.cases(), pk=case_id)


def _who_may_join(case: Case) -> list[Person]:
    """Return who lives with the person of a running case and is in no case."""
    if not is_running(case.state):
        return []
    return queries.free_of_cases(queries.household_beside(case.person))


def _people(request: Any, case: Case, form: JoinForm, status: int = 200) -> HttpResponse:
    every = list(queries.parties_of(case))
    context = {
        "case": case,
        "is_running": is_running(case.state),
        "present": [one for one in every if one.left_at is None],
        "past": [one for one in every if one.left_at is not None],
        "form": form,
        "may_join": bool(form.fields["person"].choices),  # type: ignore[attr-defined]
        "parts": parts_of(request, case),
    }
    return render(request, "cases/people.html", context, status=status)


def _leaving(request: Any, party: CaseParty, form: LeaveForm, status: int = 200) -> HttpResponse:
    context = {
        "case": party.case,
        "person": party.person,
        "form": form,
        "stay": running_stay_of(party.person),
    }
    return render(request, "cases/party_leave.html", context, status=status)


def _going_on(request: Any, case: Case, form: GoOnForm, status: int = 200) -> HttpResponse:
    context = {
        "case": case,
        "person": case.person,
        "form": form,
        "stay": running_stay_of(case.person),
        "is_running": is_running(case.state),
        "has_adult": bool(form.fields["to"].choices),  # type: ignore[attr-defined]
    }
    return render(request, "cases/go_on.html", context, status=status)
