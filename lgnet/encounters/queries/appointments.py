"""Reads of appointments: a day, free times, who works when."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from lgnet.accounts.models import User
from lgnet.directory.catalogue import Hours, Span, hours_book, moment_of
from lgnet.network.queries import members_who_may

from ..enums_desk import AppointmentState, ReminderOutcome
from ..models import Appointment, Desk, Interpreter, Reminder, WorkingHours
from ..rules_desk import Slot, free_slots, hangs

ALL_DAY = (Span(dt.time(0), dt.time(0)),)


def workers() -> list[User]:
    """Return who of the open cell sees people by appointment, by name, each once."""
    found = members_who_may("desk.queue").select_related("user")
    return list({member.user_id: member.user for member in found}.values())


def interpreters() -> models.QuerySet[Interpreter]:
    """Return the interpreters in use by name."""
    return Interpreter.objects.filter(is_active=True).order_by("name", "pk")


def hours_of(desk: Desk, day: dt.date) -> Hours | None:
    """Return when a desk's site is open from a day on; None where it has no site.

    Where nobody has written down the week, it is open but on the days closed by exception.
    """
    if desk.site is None:
        return None
    hours = hours_book([desk.site.pk], since=day).of_site(desk.site)
    if hours.are_known:
        return hours
    return replace(hours, week=dict.fromkeys(range(7), ALL_DAY))


def appointments_on(desk: Desk, day: dt.date) -> models.QuerySet[Appointment]:
    """Return the appointments of a desk that begin on a day, in order, with what lines show."""
    first = moment_of(day, dt.time(0))
    last = moment_of(day + dt.timedelta(days=1), dt.time(0))
    return (
        Appointment.objects.filter(desk=desk, span__overlap=(first, last))
        .select_related("worker", "room", "interpreter", "person")
        .order_by("span", "pk")
    )


def appointment_by_id(appointment_id: UUID) -> Appointment | None:
    """Return an appointment of the open cell with what its page shows, or None."""
    return (
        Appointment.objects.filter(pk=appointment_id)
        .select_related("desk__site", "worker", "room", "interpreter", "person", "recorded_by")
        .first()
    )


def due_between(start: dt.datetime, end: dt.datetime) -> models.QuerySet[Appointment]:
    """Return the booked appointments that begin in a time, for reminders."""
    return (
        Appointment.objects.filter(state=AppointmentState.BOOKED, span__startswith__gte=start)
        .filter(span__startswith__lt=end)
        .select_related("desk__site", "person")
        .order_by("span", "pk")
    )


def was_sent(reminder_id: UUID) -> bool:
    """Return whether a reminder left."""
    return Reminder.objects.filter(pk=reminder_id, outcome=ReminderOutcome.SENT).order_by().exists()


def is_unsure(reminders: Sequence[Reminder], *, now: dt.datetime) -> bool:
    """Return whether nobody knows if the last reminder left, so that somebody must decide."""
    if not reminders:
        return False
    last = reminders[-1]
    hanging = last.outcome == ReminderOutcome.SENDING and hangs(last.recorded_at, now=now)
    return hanging or last.outcome == ReminderOutcome.UNSURE


@dataclass(frozen=True, slots=True)
class WorkerDay:
    """The free times of a worker on a day."""

    worker: Any
    slots: list[Slot]


def free_on(desk: Desk, day: dt.date, *, minutes: int) -> list[WorkerDay]:
    """Return who works at a desk on a day and their free times, in three queries and the site's."""
    works: dict[UUID, list[tuple[dt.time, dt.time]]] = defaultdict(list)
    names: dict[UUID, Any] = {}
    lines = WorkingHours.objects.filter(desk=desk, weekday=day.weekday()).select_related("worker")
    for line in lines.order_by("worker__full_name", "starts", "pk"):
        works[line.worker.pk].append((line.starts, line.ends))
        names[line.worker.pk] = line.worker
    taken = taken_by(list(works), day)
    hours = hours_of(desk, day)
    now = timezone.now()
    return [
        WorkerDay(
            names[pk],
            list(
                free_slots(day, works=spans, taken=taken[pk], minutes=minutes, now=now, hours=hours)
            ),
        )
        for pk, spans in works.items()
    ]


def taken_by(worker_ids: list[UUID], day: dt.date) -> dict[UUID, list[Slot]]:
    """Return the times of a day that are promised already, by worker; of hidden people too."""
    first = moment_of(day, dt.time(0))
    last = moment_of(day + dt.timedelta(days=1), dt.time(0))
    # The times alone, so whom they are with does not matter: the database refuses them anyway.
    found: dict[UUID, list[Slot]] = defaultdict(list)
    rows = Appointment.spans.filter(worker__in=worker_ids, span__overlap=(first, last)).exclude(
        state=AppointmentState.CANCELLED
    )
    for worker_id, span in rows.order_by("span").values_list("worker_id", "span"):
        found[worker_id].append(Slot(span.lower, span.upper))
    return found
