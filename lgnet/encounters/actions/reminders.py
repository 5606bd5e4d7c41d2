"""Reminding people of appointments, where that does no harm."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.encounters.enums_desk import ReminderChannel, ReminderOutcome
from lgnet.encounters.models import Appointment, Reminder
from lgnet.encounters.queries.appointments import due_between
from lgnet.encounters.sending import Backend, NotTaken, channels
from lgnet.people.enums import ContactKind, Safety
from lgnet.people.models import ContactPoint

# By phone a text message comes first; WhatsApp where there is no other way by phone.
WAYS = {
    ContactKind.PHONE: (ReminderChannel.SMS, ReminderChannel.WHATSAPP),
    ContactKind.EMAIL: (ReminderChannel.EMAIL,),
}
SPOKEN = {"ara": "ar", "eng": "en", "ita": "it"}


@transaction.atomic
def remind(*, appointment: Appointment, by: Any = None) -> Reminder:
    """Remind somebody of an appointment and return what became of it; once sent, never again.

    Nobody is written to at a number or address where a message is not safe, nor where nobody
    has asked yet.
    """
    Appointment.spans.select_for_update(no_key=True).order_by().get(pk=appointment.pk)
    sent = Reminder.objects.filter(appointment=appointment, outcome=ReminderOutcome.SENT).first()
    if sent is not None:
        return sent
    channel, outcome = _tried(appointment)
    tried = Reminder.objects.create(
        appointment=appointment, channel=channel, outcome=outcome, recorded_by=by
    )
    record(verb="encounters.reminded", target=appointment, outcome=outcome.value)
    return tried


def remind_of_tomorrow(*, now: dt.datetime) -> int:
    """Remind of what begins within a day and has not been tried yet; return how many were sent."""
    due = due_between(now, now + dt.timedelta(days=1)).filter(reminders__isnull=True)
    tried = [remind(appointment=one) for one in due]
    return sum(one.outcome == ReminderOutcome.SENT for one in tried)


def neutral_text(appointment: Appointment) -> str:
    """Return the message: a day and an hour, in the person's language where we write it."""
    spoken = SPOKEN.get((appointment.person.language or "") if appointment.person else "", "it")
    at = timezone.localtime(appointment.span.lower)
    with translation.override(spoken):
        return _("Reminder: %(day)s at %(time)s. You know where.") % {
            "day": formats.date_format(at, "l j F"),
            "time": formats.time_format(at, "H:i"),
        }


def _tried(appointment: Appointment) -> tuple[str, ReminderOutcome]:
    if appointment.person is None:
        return "", ReminderOutcome.NO_WAY
    points = ContactPoint.objects.filter(
        person=appointment.person, ended_at__isnull=True, kind__in=WAYS
    ).order_by("-created_at", "-pk")
    has_unsafe = has_unknown = False
    open_ways = channels()
    for point in points:
        backend = _backend(point, open_ways)
        if point.message_safety == Safety.NO:
            has_unsafe = True
        elif point.message_safety != Safety.YES:
            has_unknown = True
        elif backend is not None:
            try:
                backend[1](channel=backend[0], to=point.value, text=neutral_text(appointment))
            except NotTaken:
                return backend[0], ReminderOutcome.FAILED
            return backend[0], ReminderOutcome.SENT
    if has_unsafe:
        return "", ReminderOutcome.UNSAFE
    return "", ReminderOutcome.UNKNOWN if has_unknown else ReminderOutcome.NO_WAY


def _backend(
    point: ContactPoint, open_ways: dict[ReminderChannel, Backend]
) -> tuple[ReminderChannel, Backend] | None:
    for channel in WAYS[ContactKind(point.kind)]:
        if channel in open_ways:
            return channel, open_ways[channel]
    return None
