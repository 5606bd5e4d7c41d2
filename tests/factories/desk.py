"""Desks, tickets, appointments: made in the open scope."""

import datetime as dt
import itertools
import secrets

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from lgnet.encounters.models import (
    Appointment,
    Desk,
    Interpreter,
    Reminder,
    Room,
    Visit,
    WallLink,
    WorkingHours,
)
from tests.factories.network import make_user

_numbers = itertools.count(1)


def make_desk(**fields) -> Desk:
    return Desk.objects.create(**{"name": f"Sportello {next(_numbers)}"} | fields)


def make_room(desk=None, **fields) -> Room:
    return Room.objects.create(
        desk=desk or make_desk(), **{"name": f"Stanza {next(_numbers)}"} | fields
    )


def make_visit(desk=None, **fields) -> Visit:
    first = {
        "came_on": timezone.localdate(),
        "number": next(_numbers),
        "arrived_at": timezone.now(),
        "called_name": "Amina",
    }
    return Visit.objects.create(desk=desk or make_desk(), **first | fields)


def make_working_hours(desk=None, *, worker=None, **fields) -> WorkingHours:
    first = {"weekday": 0, "starts": dt.time(9), "ends": dt.time(12)}
    return WorkingHours.objects.create(
        desk=desk or make_desk(), worker=worker or make_user(), **first | fields
    )


def make_interpreter(**fields) -> Interpreter:
    return Interpreter.objects.create(**{"name": "Sara", "languages": ["ara"]} | fields)


def make_appointment(desk=None, *, worker=None, starts_at=None, **fields) -> Appointment:
    start = starts_at or timezone.now() + dt.timedelta(days=1)
    first = {
        "span": DateTimeTZRange(start, start + dt.timedelta(minutes=30), "[)"),
        "known_as": "Momo",
    }
    return Appointment.objects.create(
        desk=desk or make_desk(), worker=worker or make_user(), **first | fields
    )


def make_reminder(appointment=None, **fields) -> Reminder:
    first = {"outcome": "no_way"}
    return Reminder.objects.create(appointment=appointment or make_appointment(), **first | fields)


def make_appointment_today() -> Appointment:
    """Make one more appointment of today, all at one desk."""
    desk = Desk.objects.order_by("name").first() or make_desk()
    return make_appointment(desk, starts_at=timezone.now())


def make_wall_link(*, desk=None, **fields) -> WallLink:
    first = {
        "place": "Sala",
        "token_hash": secrets.token_bytes(32),
        "until_on": timezone.localdate() + dt.timedelta(days=30),
    }
    return WallLink.objects.create(desk=desk or make_desk(), **first | fields)
