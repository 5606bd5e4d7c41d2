"""Appointments: promised once to one person, one worker, one room, one interpreter."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.directory.catalogue import Hours, note_of
from lgnet.encounters.enums_desk import AppointmentState
from lgnet.encounters.models import Appointment, Desk, Interpreter, Room
from lgnet.encounters.queries.appointments import hours_of
from lgnet.encounters.rules_desk import (
    MOST_WEEKS,
    Slot,
    Unbookable,
    check_bookable,
    may_answer,
    same_hour_weeks,
)
from lgnet.kernel.ids import derived_uuid
from lgnet.people.models import Person

from .desk_refusals import DeskRefused, NotBooked, SentOtherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be booked. ``where_to``: outside, with somebody who goes along."""

    desk: Desk
    worker: Any
    starts_at: dt.datetime
    minutes: int
    person: Person | None = None
    known_as: str = ""
    room: Room | None = None
    interpreter: Interpreter | None = None
    need: str = ""
    where_to: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """What came of booking: the appointments made, and in words those that could not be."""

    made: list[Appointment]
    refused: list[str]


def book(*, id: UUID, wanted: Wanted, by: Any) -> Appointment:
    """Book an appointment, and return it; a form sent twice books once.

    Raises NotBooked, with the field to change: a time that is past, or at which the site is
    closed; a worker, a room, an interpreter or a person promised already. Raises SentOtherwise
    where the same form was sent with other contents.
    """
    return _book(id=id, wanted=wanted, by=by, starts_at=wanted.starts_at, series_id=None)


@transaction.atomic
def book_series(*, id: UUID, wanted: Wanted, weeks: int, by: Any) -> Booked:
    """Book the same hour in so many weeks, and return what was made and what was not.

    The first must be possible: raises what ``book`` raises. A later week in which it is not is
    left out, and said.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise NotBooked(_("From 1 to %(most)s weeks.") % {"most": MOST_WEEKS}, field="weeks")
    if weeks == 1:
        return Booked([book(id=id, wanted=wanted, by=by)], [])
    made, refused = [], []
    for number, starts_at in enumerate(same_hour_weeks(wanted.starts_at, weeks)):
        own_id = derived_uuid("appointment", id, number) if number else id
        try:
            made.append(_book(id=own_id, wanted=wanted, by=by, starts_at=starts_at, series_id=id))
        except NotBooked as problem:
            if number == 0:
                raise
            day = formats.date_format(timezone.localtime(starts_at), "j F")
            refused.append(f"{day}: {problem}")
    return Booked(made, refused)


@transaction.atomic
def answer_appointment(*, appointment_id: UUID, state: AppointmentState, by: Any) -> Appointment:
    """Say that an appointment is cancelled, was kept or missed, or put it back; return it.

    Raises DeskRefused where it stands otherwise meanwhile or its time was given away,
    Appointment.DoesNotExist outside the open scope.
    """
    found = (
        Appointment.objects.select_for_update(no_key=True, of=("self",))
        .order_by()
        .get(pk=appointment_id)
    )
    if found.state == state:
        return found
    if not may_answer(found.state, state):
        raise DeskRefused(
            _("This appointment stands otherwise by now: %(state)s.")
            % {"state": found.get_state_display()}
        )
    found.state = state
    is_open = state == AppointmentState.BOOKED
    found.answered_at, found.answered_by = (None, None) if is_open else (timezone.now(), by)
    try:
        with transaction.atomic():
            found.save(update_fields=["state", "answered_at", "answered_by"])
    except IntegrityError:
        raise DeskRefused(_("This time has been given to somebody else meanwhile.")) from None
    record(verb="encounters.appointment_answered", target=found, state=state.value)
    return found


@transaction.atomic
def _book(
    *, id: UUID, wanted: Wanted, by: Any, starts_at: dt.datetime, series_id: UUID | None
) -> Appointment:
    slot = Slot(starts_at, starts_at + dt.timedelta(minutes=wanted.minutes))
    saved = Appointment.spans.filter(pk=id).order_by().first()
    if saved is not None:
        same = (saved.worker_id, saved.span.lower) == (wanted.worker.pk, starts_at)
        if not same or saved.person_id != (wanted.person.pk if wanted.person else None):
            raise SentOtherwise
        return saved
    _check(wanted, slot)
    made = Appointment(
        id=id,
        desk=wanted.desk,
        worker=wanted.worker,
        room=None if wanted.where_to else wanted.room,
        interpreter=wanted.interpreter,
        person=wanted.person,
        known_as=wanted.known_as.strip() or None,
        span=DateTimeTZRange(slot.starts_at, slot.ends_at, "[)"),
        need=wanted.need,
        where_to=wanted.where_to.strip() or None,
        series_id=series_id,
        recorded_by=by,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as problem:
        raise _taken(problem, wanted) from None
    record(
        verb="encounters.appointment_booked",
        target=made,
        person=wanted.person.pk if wanted.person else None,
    )
    return made


def _check(wanted: Wanted, slot: Slot) -> None:
    if wanted.person is None and not wanted.known_as.strip():
        raise NotBooked(_("Write what you call this person."), field="known_as")
    if wanted.room is not None and wanted.room.desk_id != wanted.desk.pk:
        raise NotBooked(_("This room is not at this desk."), field="room")
    day = timezone.localdate(slot.starts_at)
    hours: Hours | None = None if wanted.where_to else hours_of(wanted.desk, day)
    try:
        check_bookable(slot, now=timezone.now(), hours=hours)
    except Unbookable as problem:
        raise NotBooked(_words(problem, hours, day)) from None


def _words(problem: Unbookable, hours: Hours | None, day: dt.date) -> str:
    if problem.reason == "past":
        return _("This time is past. Choose a later one.")
    if problem.reason == "far":
        return _("This is more than six months ahead. Choose an earlier day.")
    if problem.reason == "length":
        return _("An appointment lasts from 10 minutes to 4 hours.")
    note = note_of(hours, day) if hours else ""
    if note:
        return _("The desk is closed then: %(why)s.") % {"why": note}
    return _("The desk is closed then. Choose a time at which it is open.")


def _taken(problem: IntegrityError, wanted: Wanted) -> NotBooked:
    told = getattr(problem.__cause__, "diag", None)
    name = (told.constraint_name if told is not None else None) or ""
    if name == "encounters_worker_booked_once":
        return NotBooked(
            _("%(name)s has another appointment at this time.") % {"name": wanted.worker.full_name}
        )
    if name == "encounters_room_booked_once":
        return NotBooked(_("This room is taken at this time."), field="room")
    if name == "encounters_interpreter_booked_once":
        return NotBooked(
            _("The interpreter has another appointment at this time."), field="interpreter"
        )
    if name == "encounters_person_booked_once":
        return NotBooked(_("This person has another appointment at this time."))
    raise problem
