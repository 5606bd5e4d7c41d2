"""Minors: who answers for them, the steps of the path where nobody does, whom to follow."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access
from lgnet.ui import drafts, undo

from .. import households
from ..actions.family_refusals import FamilyRefused, NoPath
from ..actions.guardians import end_guardianship, record_guardian
from ..actions.minor_path import mark_step, unmark_step
from ..enums import GuardianKind, MinorStep
from ..forms.families import NEW, DayForm, GuardianForm
from ..models import Guardianship, Person
from ..wording_families import age_or_unknown, minor_badge, standing_words, steps_words
from .families import tell
from .one import person_or_404
from .picking import NobodyThere, person_picked, who_context

UNDO_GUARDIAN, UNDO_GUARDIAN_END = "people.record_guardian", "people.end_guardian"
UNDO_STEP, UNDO_STEP_OFF = "people.minor_step", "people.minor_step_off"


@access(permission="people.edit")
@require_http_methods(["GET", "POST"])
def guardian_new(request: Any, person_id: UUID) -> HttpResponse:
    """Record who answers for a minor: somebody of ours, or somebody known by name."""
    person = person_or_404(person_id)
    key = f"people.guardian:new:{person.pk}"
    if request.method == "POST":
        return _recorded(request, person, GuardianForm(request.POST), key)
    record(verb="people.viewed", target=person)
    first = {"id": uuid7(), "day": timezone.localdate()}
    initial, kept = drafts.initial_for(request, key, GuardianForm, first)
    return _guardian_page(request, person, GuardianForm(initial=initial), kept)


def _recorded(request: Any, person: Person, form: GuardianForm, key: str) -> HttpResponse:
    status = 422
    if form.is_valid():
        typed = form.cleaned_data
        try:
            guardian = person_picked(form)
            row = record_guardian(
                id=typed["id"],
                person=person,
                kind=GuardianKind(typed["kind"]),
                from_on=typed["day"],
                guardian=guardian,
                guardian_name=typed["known_as"] if typed["who"] == NEW else "",
                by=request.user,
            )
        except NobodyThere:
            form.add_error("who", _("This person is not here any more. Search again."))
        except ValidationError as problem:
            form.add_error(None, problem)
        except FamilyRefused as refused:
            tell(form, refused)
            status = 409
        else:
            drafts.clear(request, key)
            undo.offer_undo(
                request,
                action=UNDO_GUARDIAN,
                arguments={"guardianship_id": str(row.pk)},
                label=_("Saved who answers for this person."),
            )
            return redirect(f"{reverse('people:detail', args=[person.pk])}#people-family")
    kept = drafts.kept_for(request, key)
    return _guardian_page(request, person, form, kept, status=status)


def _guardian_page(
    request: Any, person: Person, form: GuardianForm, kept: drafts.Kept, *, status: int = 200
) -> HttpResponse:
    context = {
        **who_context(request, form, but=person.pk),
        "person": person,
        "kept": kept,
        "draft_key": kept.key,
        "back_url": reverse("people:detail", args=[person.pk]),
        "list_url": reverse("people:search"),
    }
    return render(request, "people/families/guardian.html", context, status=status)


@access(permission="people.edit")
@require_http_methods(["GET", "POST"])
def guardian_end(request: Any, guardianship_id: UUID) -> HttpResponse:
    """End a guardianship, with the way back; the record stays."""
    rows = Guardianship.objects.select_related("person")
    row = get_object_or_404(rows, pk=guardianship_id)
    label = _("First day on which they no longer answer")
    initial, status = {"day": timezone.localdate()}, 200
    if request.method == "GET":
        record(verb="people.viewed", target=row.person)
        form = DayForm(initial=initial, label=label)
    else:
        form, status = DayForm(request.POST, label=label), 422
        if form.is_valid():
            try:
                end_guardianship(id=row.pk, on=form.cleaned_data["day"], by=request.user)
            except FamilyRefused as refused:
                tell(form, refused)
                status = 409
            else:
                undo.offer_undo(
                    request,
                    action=UNDO_GUARDIAN_END,
                    arguments={"guardianship_id": str(row.pk)},
                    label=_("Ended. It stays visible with its dates."),
                )
                return redirect(f"{reverse('people:detail', args=[row.person_id])}#people-family")
    context = {
        "form": form,
        "person": row.person,
        "kind": row.get_kind_display(),
        "back_url": reverse("people:detail", args=[row.person_id]),
        "list_url": reverse("people:search"),
    }
    return render(request, "people/families/guardian_end.html", context, status=status)


@access(permission="people.minors")
@require_POST
def minor_step(request: Any, person_id: UUID, step: str) -> HttpResponse:
    """Mark a step of the path as done, or take the mark away; each can be undone."""
    person = person_or_404(person_id)
    if step not in MinorStep.values:
        raise Http404
    chosen = MinorStep(step)
    if request.POST.get("state") == "open":
        _take_off(request, person, chosen)
    else:
        _put_on(request, person, chosen)
    return redirect(f"{reverse('people:detail', args=[person.pk])}#people-minor")


def _put_on(request: Any, person: Person, step: MinorStep) -> None:
    try:
        row, is_new = mark_step(person_id=person.pk, step=step, by=request.user)
    except NoPath as refused:
        messages.warning(request, str(refused))
        return
    if not is_new:
        messages.info(request, _("This step was marked as done already."))
        return
    undo.offer_undo(
        request,
        action=UNDO_STEP,
        arguments={"person_id": str(person.pk), "step": row.step},
        label=_("The step is done."),
    )


def _take_off(request: Any, person: Person, step: MinorStep) -> None:
    was = unmark_step(person_id=person.pk, step=step, by=request.user)
    if was is None:
        return
    undo.offer_undo(
        request,
        action=UNDO_STEP_OFF,
        arguments={
            "person_id": str(person.pk),
            "step": was.step,
            "done_at": was.done_at.isoformat(),
            "done_by": str(was.done_by_id or ""),
        },
        label=_("The step is open again."),
    )


@access(permission="people.minors")
@require_GET
def minors(request: Any) -> HttpResponse:
    """Minors perhaps alone and those who grew up on the way: for whom somebody has to act."""
    page = page_by(households.minors_to_follow(), "created_at", **keys_in(request.GET))
    found = households.followed(page.rows)
    is_first = not any(keys_in(request.GET).values())
    grown = households.grown_to_follow()[: households.MOST_GROWN] if is_first else []
    came_of_age = [one for one in households.followed(grown) if one.standing.came_of_age]
    record(verb="people.minors_listed", kind="people.person", shown=len(found) + len(came_of_age))
    context = {
        "rows": [minor_line(one) for one in found],
        "grown": [minor_line(one) for one in came_of_age],
        "list_url": reverse("people:search"),
    }
    return render(request, "people/minors.html", context | links_of(page, request.GET))


def minor_line(one: households.Followed) -> dict[str, Any]:
    """Return somebody to follow as lists show them."""
    kind, words = minor_badge(one.standing) or ("idle", _("Of age"))
    return {
        "person": one.person,
        "url": f"{reverse('people:detail', args=[one.person.pk])}#people-minor",
        "age": age_or_unknown(one.person),
        "badge_kind": kind,
        "badge_words": words,
        "when": standing_words(one.standing),
        "steps": steps_words(one.standing),
    }
