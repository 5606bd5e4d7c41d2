"""The queue of a desk: a ticket for who comes, a call, a conversation."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.directory.models import Service
from lgnet.encounters.enums import NeedKind, Setting
from lgnet.encounters.enums_desk import VisitState
from lgnet.encounters.models import Appointment, Desk, Encounter, Need, Room, ServiceGiven, Visit
from lgnet.encounters.rules_desk import may_go
from lgnet.kernel.ids import derived_uuid

from .answers import answer_by_services
from .contacts import record_encounter
from .desk_refusals import CalledByOther, MovedOn, NobodyWaits, SentOtherwise


@transaction.atomic
def arrive(
    *,
    id: UUID,
    desk_id: UUID,
    by: Any,
    called_name: str = "",
    language: str = "",
    need: str = "",
    appointment: Appointment | None = None,
) -> Visit:
    """Give somebody who came the next number of the day, and return the ticket.

    Numbers of a desk and day have no gaps: the desk is locked while one is given, and tickets
    are never deleted. A form sent twice makes one ticket. Raises SentOtherwise where the second
    says something else, Desk.DoesNotExist outside the open scope.
    """
    desk = Desk.objects.select_for_update(no_key=True).order_by().get(pk=desk_id, is_active=True)
    name = called_name.strip() or None
    saved = Visit.objects.filter(pk=id).order_by().first()
    if saved is None and appointment is not None:
        # Who comes by appointment comes once, whoever notes it.
        saved = Visit.objects.filter(appointment=appointment).order_by().first()
        if saved is not None:
            return saved
    if saved is not None:
        told = (desk.pk, name, language, need)
        if (saved.desk_id, saved.called_name, saved.language, saved.need) != told:
            raise SentOtherwise
        return saved
    now = timezone.now()
    today = timezone.localdate(now)
    last = Visit.objects.filter(desk=desk, came_on=today).aggregate(models.Max("number"))
    visit = Visit.objects.create(
        id=id,
        desk=desk,
        came_on=today,
        number=(last["number__max"] or 0) + 1,
        called_name=name,
        language=language,
        need=need,
        arrived_at=now,
        appointment=appointment,
        recorded_by=by,
    )
    record(verb="encounters.visit_arrived", target=visit, number=visit.number)
    return visit


@transaction.atomic
def call_visit(*, visit_id: UUID, room: Room, by: Any) -> Visit:
    """Call a ticket to a room, and return it; calling one's own again says another room.

    Raises CalledByOther where a colleague has it, MovedOn where it no longer waits.
    """
    visit = _locked(visit_id)
    if visit.state in (VisitState.CALLED, VisitState.TAKEN) and visit.called_by_id != by.pk:
        raise CalledByOther(visit)
    if visit.state == VisitState.CALLED and visit.room_id == room.pk:
        return visit
    if visit.state != VisitState.CALLED and not may_go(visit.state, VisitState.CALLED):
        raise MovedOn(visit)
    return _called(visit, room=room, by=by)


@transaction.atomic
def call_next(*, desk_id: UUID, room: Room, by: Any) -> Visit:
    """Call who has waited longest, and return the ticket; two who call get two tickets.

    Raises NobodyWaits.
    """
    visit = (
        Visit.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
        .filter(desk=desk_id, came_on=timezone.localdate(), state=VisitState.WAITING)
        .order_by("number")
        .first()
    )
    if visit is None:
        raise NobodyWaits
    return _called(visit, room=room, by=by)


@transaction.atomic
def put_back(*, visit_id: UUID, by: Any) -> Visit:
    """Let a ticket wait again, with its number and place. Raises MovedOn, CalledByOther."""
    visit = _locked(visit_id)
    if visit.state == VisitState.WAITING:
        return visit
    _check_hands(visit, by)
    return _moved(visit, VisitState.WAITING, by=by)


@transaction.atomic
def end_waiting(*, visit_id: UUID, state: VisitState, by: Any) -> Visit:
    """Say that somebody did not come when called, or has left. Raises MovedOn, CalledByOther."""
    visit = _locked(visit_id)
    if visit.state == state:
        return visit
    if state == VisitState.NO_SHOW:
        _check_hands(visit, by)
    return _moved(visit, state, by=by)


@transaction.atomic
def take_visit(*, visit_id: UUID, by: Any) -> Visit:
    """Begin the conversation: the visit becomes a contact at the desk; return the visit.

    A visit makes one contact, however often the button is pressed. Who came by appointment is
    known; of the others it can be said later. Raises CalledByOther, MovedOn.
    """
    visit = _locked(visit_id)
    if visit.state == VisitState.TAKEN and visit.called_by_id == by.pk:
        return visit
    if visit.state in (VisitState.CALLED, VisitState.TAKEN) and visit.called_by_id != by.pk:
        raise CalledByOther(visit)
    if not may_go(visit.state, VisitState.TAKEN):
        raise MovedOn(visit)
    now = timezone.now()
    # Whom this member may not see is not named by them either.
    booked = Appointment.objects.filter(pk=visit.appointment_id).select_related("person").first()
    visit.encounter = record_encounter(
        id=derived_uuid("encounters.visit", visit.pk),
        by=by,
        setting=Setting.DESK,
        happened_at=now,
        person=booked.person if booked else None,
        language=visit.language,
        needs=[NeedKind(visit.need)] if visit.need else [],
    )
    visit.state, visit.taken_at, visit.taken_by = VisitState.TAKEN, now, by
    visit.save(update_fields=["encounter", "state", "taken_at", "taken_by"])
    record(verb="encounters.visit_taken", target=visit, encounter=visit.encounter.pk)
    return visit


@transaction.atomic
def give_services(*, visit_id: UUID, services: Collection[Service], by: Any) -> Visit:
    """Say what was given in a conversation, and return the visit; a service counts once.

    Raises MovedOn where nobody has begun it.
    """
    visit = _locked(visit_id)
    if visit.state not in (VisitState.TAKEN, VisitState.DONE) or visit.encounter_id is None:
        raise MovedOn(visit)
    had = set(
        ServiceGiven.objects.filter(encounter=visit.encounter_id)
        .order_by()
        .values_list("service_id", flat=True)
    )
    new = [service for service in dict.fromkeys(services) if service.pk not in had]
    encounter = Encounter.objects.get(pk=visit.encounter_id)
    ServiceGiven.objects.bulk_create(
        [ServiceGiven(encounter=encounter, service=service, given_by=by) for service in new]
    )
    if new:
        # What is given answers the needs that waited for it.
        waiting = Need.objects.filter(encounter=encounter, answers__isnull=True).order_by("id")
        answer_by_services(list(waiting), new, by=by, at=timezone.now())
        record(verb="encounters.visit_services", target=visit, count=len(new))
    return visit


@transaction.atomic
def finish_visit(*, visit_id: UUID, by: Any) -> Visit:
    """End the conversation, and return the visit. Raises MovedOn."""
    visit = _locked(visit_id)
    if visit.state == VisitState.DONE:
        return visit
    return _moved(visit, VisitState.DONE, by=by)


def _locked(visit_id: UUID) -> Visit:
    return (
        Visit.objects.select_for_update(no_key=True, of=("self",))
        .select_related("room", "called_by")
        .order_by()
        .get(pk=visit_id)
    )


def _check_hands(visit: Visit, by: Any) -> None:
    if visit.state == VisitState.CALLED and visit.called_by_id != by.pk:
        raise CalledByOther(visit)


def _called(visit: Visit, *, room: Room, by: Any) -> Visit:
    if room.desk_id != visit.desk_id:
        raise Room.DoesNotExist
    visit.state, visit.room = VisitState.CALLED, room
    visit.called_at, visit.called_by = timezone.now(), by
    visit.save(update_fields=["state", "room", "called_at", "called_by"])
    record(verb="encounters.visit_called", target=visit, number=visit.number, room=room.pk)
    return visit


def _moved(visit: Visit, state: VisitState, *, by: Any) -> Visit:
    if not may_go(visit.state, state):
        raise MovedOn(visit)
    now: dt.datetime = timezone.now()
    visit.state = state
    waits = state == VisitState.WAITING
    visit.ended_at, visit.ended_by = (None, None) if waits else (now, by)
    if waits:
        visit.called_at = visit.called_by = visit.room = None
    visit.save(update_fields=["state", "ended_at", "ended_by", "called_at", "called_by", "room"])
    record(verb="encounters.visit_moved", target=visit, state=state.value)
    return visit
