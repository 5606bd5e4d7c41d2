"""Pages of duplicates: the queue, two records side by side, linking and taking apart."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.network.access import access
from lgnet.ui import undo

from .. import pairs, registry
from ..actions.links import (
    DecidedMeanwhile,
    LinkRefused,
    decide_pair,
    in_order,
    state_of,
    take_apart,
)
from ..cards import card_of
from ..enums import Verdict
from ..link_hooks import MERGE, UNDO, together_of, undo_arguments
from ..links import PICKED, group_ids
from ..models import PairVerdict, Person
from .one import person_or_404

PAPERS = "people.papers"
_FIRST, _SECOND = "first", "second"


@access(permission=MERGE)
@require_GET
def duplicates(request: Any) -> HttpResponse:
    """The pairs that wait for a decision, the likeliest first; or those nobody was sure of."""
    is_unsure = request.GET.get("show") == "not_sure"
    found = pairs.queue(Verdict.UNSURE if is_unsure else None)
    record(verb="people.duplicates_listed", kind="people.duplicatecandidate", shown=len(found))
    context = {
        "candidates": [{"pair": pair, "url": _pair_url(pair.first, pair.second)} for pair in found],
        "is_unsure": is_unsure,
        "is_cut": len(found) == pairs.MOST_SHOWN,
        "open_url": reverse("people:duplicates"),
        "unsure_url": f"{reverse('people:duplicates')}?show=not_sure",
    }
    return render(request, "people/duplicates.html", context)


@access(permission=MERGE)
@require_http_methods(["GET", "POST"])
def pair(request: Any, person_id: UUID, other_id: UUID) -> HttpResponse:
    """Two records side by side. Posted: what was decided on them."""
    first, second = _both_or_404(person_id, other_id)
    if request.method == "POST":
        return _decide(request, first, second)
    for person in (first, second):
        record(verb="people.viewed", target=person)
    return _pair_page(request, first, second)


def _decide(request: Any, first: Person, second: Person) -> HttpResponse:
    told = request.POST.get("verdict", "")
    if told not in Verdict.values:
        return _pair_page(request, first, second, problem=_("Choose one of the answers."))
    try:
        decided = decide_pair(
            one_id=first.pk,
            other_id=second.pk,
            verdict=Verdict(told),
            by=request.user,
            seen=request.POST.get("seen", ""),
            picks=_picks(request.POST, first, second),
        )
    except LinkRefused as refused:
        return _pair_page(request, first, second, problem=str(refused), status=409)
    except DecidedMeanwhile:
        problem = _("Somebody else has decided on these two meanwhile. Look again.")
        return _pair_page(request, first, second, problem=problem, status=409)
    words = {
        Verdict.SAME: _("The two records are read together now."),
        Verdict.NEVER: _("Noted: never the same person."),
        Verdict.UNSURE: _("Noted: not sure. The pair waits in the other list."),
    }[Verdict(told)]
    if decided.is_new:
        undo.offer_undo(request, action=UNDO, arguments=undo_arguments(decided), label=words)
    else:
        messages.success(request, words)
    if told == Verdict.SAME:
        return redirect("people:detail", first.pk)
    following = pairs.next_pair()
    return redirect("people:pair", *following) if following else redirect("people:duplicates")


def _pair_page(
    request: Any, first: Person, second: Person, *, problem: str = "", status: int = 0
) -> HttpResponse:
    verdict = _verdict_of(first, second)
    group = group_ids([first.pk]).get(first.pk, frozenset())
    context = {
        "first": card_of(first),
        "second": card_of(second),
        "lines": pairs.lines_of(first, second, with_numbers=PAPERS in request.permissions),
        "reasons": pairs.reasons_for(first, second),
        "problem": problem,
        "verdict": verdict,
        "seen": state_of(verdict),
        "is_together": second.pk in group,
        "page_url": _pair_url(first, second),
        "preview_url": reverse("people:pair_preview", args=[first.pk, second.pk]),
        "queue_url": reverse("people:duplicates"),
        "apart_url": reverse("people:take_apart", args=[first.pk]),
    }
    return render(request, "people/pair.html", context, status=status or (422 if problem else 200))


@access(permission=MERGE)
@require_GET
def pair_preview(request: Any, person_id: UUID, other_id: UUID) -> HttpResponse:
    """Everything that linking two records would show together, before it is done."""
    first, second = _both_or_404(person_id, other_id)
    everybody = pairs.all_of(first, second)
    for person in everybody:
        record(verb="people.viewed", target=person)
    context = {
        "first": first,
        "second": second,
        "records": pairs.seen_together(
            everybody, request.permissions, with_numbers=PAPERS in request.permissions
        ),
        "warnings": registry.link_warnings(everybody, request.permissions),
        "picks": {
            f"pick_{field}": value
            for field in PICKED
            if (value := request.GET.get(f"pick_{field}", "")) in (_FIRST, _SECOND)
        },
        "seen": request.GET.get("seen", "")[:80],
        "page_url": _pair_url(first, second),
        "queue_url": reverse("people:duplicates"),
    }
    return render(request, "people/pair_preview.html", context)


@access(permission=MERGE)
@require_http_methods(["GET", "POST"])
def apart(request: Any, person_id: UUID) -> HttpResponse:
    """Take one record out of those it is read with, at any time."""
    person = person_or_404(person_id)
    together = together_of(person)
    if together is None:
        messages.info(request, _("This record stands alone. There is nothing to take apart."))
        return redirect("people:detail", person.pk)
    problem = ""
    if request.method == "POST":
        chosen = request.POST.get("again", "")
        if chosen in ("may", "never"):
            take_apart(person_id=person.pk, never=chosen == "never", by=request.user)
            messages.success(request, _("The record stands alone again."))
            return redirect("people:detail", person.pk)
        problem = _("Choose whether the records may be proposed again.")
    context = {
        "person": person,
        "others": [card_of(other) for other in together.others],
        "problem": problem,
        "detail_url": reverse("people:detail", args=[person.pk]),
    }
    return render(request, "people/take_apart.html", context, status=422 if problem else 200)


def _both_or_404(one_id: UUID, other_id: UUID) -> tuple[Person, Person]:
    """Return both records, the older first; one out of sight is the same 404 as none."""
    found = pairs.both(one_id, other_id)
    if found is None:
        raise Http404
    return found


def _verdict_of(first: Person, second: Person) -> PairVerdict | None:
    small, large = in_order(first.pk, second.pk)
    rows = PairVerdict.objects.filter(first=small, second=large).select_related("decided_by")
    return rows.order_by().first()


def _picks(posted: Any, first: Person, second: Person) -> dict[str, str]:
    """Return which record's value is shown for each field picked."""
    sides = {_FIRST: str(first.pk), _SECOND: str(second.pk)}
    picked = {field: posted.get(f"pick_{field}", "") for field in PICKED}
    return {field: sides[side] for field, side in picked.items() if side in sides}


def _pair_url(one: Person, other: Person) -> str:
    return reverse("people:pair", args=[one.pk, other.pk])
