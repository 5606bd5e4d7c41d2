"""Today's queue of a desk: call, begin, say what was given, end."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.directory.queries import services as all_services
from lgnet.network.access import access
from lgnet.people.catalogue import language_label
from lgnet.ui.undo import offer_undo

from ..actions import queue as verbs
from ..actions.desk_refusals import DeskRefused
from ..actions.hearing import hear_needs
from ..board_words import need_lines
from ..enums import NeedKind
from ..enums_desk import VisitState
from ..forms.desk import RoomForm, ServicesForm
from ..models import Desk, Room, Visit
from ..queries import desk as queries
from ..queries.needs import needs_of
from ..queries.papers import papers_of, papers_waiting_for
from ..rules_desk import waited_minutes

NOBODY = UUID(int=0)
ENDINGS = {"no_show": VisitState.NO_SHOW, "left": VisitState.LEFT}


@access(permission="desk.queue")
@require_GET
def desks(request: Any) -> HttpResponse:
    """The desks of the city; where there is one, its queue."""
    found = list(queries.desks())
    if len(found) == 1:
        return redirect("encounters:desk_queue", found[0].pk)
    may_manage = "desk.manage" in request.permissions
    return render(request, "encounters/desks.html", {"desks": found, "may_manage": may_manage})


@access(permission="desk.queue")
@require_GET
def queue(request: Any, desk_id: UUID) -> HttpResponse:
    """Who waits today, who is called where, and the way to call the next."""
    desk = desk_or_404(desk_id)
    lines = _lines(queries.queue_with_people(desk))
    waiting = [line for line in lines if line["visit"].state == VisitState.WAITING]
    busy = [line for line in lines if line["visit"].state != VisitState.WAITING]
    context = {
        "desk": desk,
        "waiting": waiting,
        "busy": busy,
        "own": [line for line in busy if line["visit"].called_by == request.user],
        "now": timezone.now(),
    }
    if request.htmx:
        return render(request, "encounters/_queue.html", context)
    record(verb="encounters.queue_seen", target=desk, shown=len(lines))
    rooms = list(queries.rooms_of(desk))
    kept = request.session.get(_key(desk))
    context |= {
        "form": RoomForm(rooms=rooms, initial={"room": kept}),
        "rooms": rooms,
        "gone": queries.gone_from(desk),
        "may_manage": "desk.manage" in request.permissions,
        "may_book": "desk.appointments" in request.permissions,
        "may_receive": "desk.reception" in request.permissions,
    }
    return render(request, "encounters/queue.html", context)


@access(permission="desk.queue")
@require_POST
def call_next(request: Any, desk_id: UUID) -> HttpResponse:
    """Call who has waited longest."""
    desk = desk_or_404(desk_id)
    room = _room(request, desk)
    if room is not None:
        _tried(
            request,
            lambda: verbs.call_next(desk_id=desk.pk, room=room, by=request.user),
        )
    return redirect("encounters:desk_queue", desk.pk)


@access(permission="desk.queue")
@require_POST
def call(request: Any, visit_id: UUID) -> HttpResponse:
    """Call one ticket; who comes second is told who has it."""
    visit = visit_or_404(visit_id)
    room = _room(request, visit.desk)
    if room is not None:
        _tried(
            request,
            lambda: verbs.call_visit(visit_id=visit.pk, room=room, by=request.user),
        )
    return redirect("encounters:desk_queue", visit.desk.pk)


@access(permission="desk.queue")
@require_POST
def move(request: Any, visit_id: UUID) -> HttpResponse:
    """Let a ticket wait again, or say that somebody did not come or has left."""
    visit = visit_or_404(visit_id)
    to = request.POST.get("to", "")
    if to == "back":
        _tried(request, lambda: verbs.put_back(visit_id=visit.pk, by=request.user))
    elif to in ENDINGS:
        done = _tried(
            request,
            lambda: verbs.end_waiting(visit_id=visit.pk, state=ENDINGS[to], by=request.user),
        )
        if done:
            offer_undo(
                request,
                action="encounters.visit_ended",
                arguments={"visit_id": str(visit.pk)},
                label=_("Number %(number)s waits no longer.") % {"number": visit.number},
            )
    else:
        messages.error(request, _("Say what became of this number."))
    return redirect("encounters:desk_queue", visit.desk.pk)


@access(permission="desk.queue")
@require_POST
def take(request: Any, visit_id: UUID) -> HttpResponse:
    """Begin the conversation: the visit becomes a contact."""
    visit = visit_or_404(visit_id)
    if not _tried(request, lambda: verbs.take_visit(visit_id=visit.pk, by=request.user)):
        return redirect("encounters:desk_queue", visit.desk.pk)
    return redirect("encounters:visit", visit.pk)


@access(permission="desk.queue")
@require_http_methods(["GET", "POST"])
def visit(request: Any, visit_id: UUID) -> HttpResponse:
    """A conversation: what was given so far, and what else."""
    found = visit_or_404(visit_id)
    given = queries.services_of(found)
    have = {service.code for service in given}
    offered = [service for service in all_services() if service.code not in have]
    form = ServicesForm(request.POST or None, services=offered)
    if request.method == "POST":
        if form.is_valid():
            _tried(
                request,
                lambda: _write_down(found, form, request.user),
            )
            return redirect("encounters:visit", found.pk)
        return _visit_page(request, found, form, given, status=422)
    record(verb="encounters.visit_seen", target=found)
    return _visit_page(request, found, form, given)


def _write_down(visit: Visit, form: ServicesForm, by: Any) -> None:
    """Write needs and services of a conversation, all of it or nothing."""
    with transaction.atomic():
        if visit.encounter_id is not None and form.cleaned_data["needs"]:
            hear_needs(encounter_id=visit.encounter_id, kinds=form.cleaned_data["needs"], by=by)
        verbs.give_services(visit_id=visit.pk, services=form.chosen, by=by)


@access(permission="desk.queue")
@require_POST
def finish(request: Any, visit_id: UUID) -> HttpResponse:
    """End the conversation and go back to the queue."""
    found = visit_or_404(visit_id)
    _tried(request, lambda: verbs.finish_visit(visit_id=found.pk, by=request.user))
    return redirect("encounters:desk_queue", found.desk.pk)


def desk_or_404(desk_id: UUID) -> Desk:
    """Return a desk of the open cell, or raise Http404."""
    desk = queries.desk_by_id(desk_id)
    if desk is None:
        raise Http404
    return desk


def visit_or_404(visit_id: UUID) -> Visit:
    """Return a ticket of the open cell, or raise Http404."""
    found = queries.visit_by_id(visit_id)
    if found is None:
        raise Http404
    return found


def _lines(visits: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the lines of a queue. What is the same on each is made once: there may be many."""
    needs = {kind.value: str(kind.label) for kind in NeedKind}
    call, gone = (
        reverse(f"encounters:{name}", args=[NOBODY]) for name in ("visit_call", "visit_move")
    )
    here = str(NOBODY)
    rows = list(visits)
    papers = papers_waiting_for({visit.known_id for visit in rows} - {None})
    return [
        _line(visit)
        | {
            "papers": papers.get(visit.known_id),
            "number": str(visit.number),
            "need": needs.get(visit.need, ""),
            "call_url": call.replace(here, str(visit.pk)),
            "move_url": gone.replace(here, str(visit.pk)),
        }
        for visit in rows
    ]


def _line(visit: Visit) -> dict[str, Any]:
    return {
        "visit": visit,
        "language": language_label(visit.language) if visit.language else "",
        "minutes": str(waited_minutes(visit.arrived_at, now=timezone.now())),
    }


def _visit_page(
    request: Any, visit: Visit, form: ServicesForm, given: Any, status: int = 200
) -> HttpResponse:
    encounter = visit.encounter
    person = encounter.person if encounter else None
    may_note = person is not None and "desk.papers" in request.permissions
    context = {
        "line": _line(visit),
        "visit": visit,
        "form": form,
        "given": given,
        "encounter": encounter,
        "needs": need_lines(needs_of(encounter)) if encounter else [],
        "back": f"?visit={visit.pk}",
        "person": person,
        "papers": papers_of(person) if person and may_note else [],
        "may_note_papers": may_note,
        "is_open": visit.state == VisitState.TAKEN,
        "queue_url": reverse("encounters:desk_queue", args=[visit.desk.pk]),
    }
    return render(request, "encounters/visit.html", context, status=status)


def _key(desk: Desk) -> str:
    return f"desk_room:{desk.pk}"


def _room(request: Any, desk: Desk) -> Room | None:
    """Return the room sent with a call and remember it, or say that one is missing."""
    form = RoomForm(request.POST, rooms=queries.rooms_of(desk))
    if not form.is_valid():
        messages.error(request, _("Choose your room first."))
        return None
    request.session[_key(desk)] = str(form.chosen.pk)
    return form.chosen


def _tried(request: Any, verb: Any) -> bool:
    """Do it, or say why not; return whether it was done."""
    try:
        verb()
    except DeskRefused as refused:
        messages.error(request, str(refused))
        return False
    return True
