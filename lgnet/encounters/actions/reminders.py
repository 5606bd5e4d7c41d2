"""Reminding people of appointments, where that does no harm."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.encounters.enums_desk import ReminderChannel, ReminderOutcome
from lgnet.encounters.models import Appointment, Reminder
from lgnet.encounters.rules_desk import HANGS_AFTER, hangs
from lgnet.encounters.sending import Backend, NotKnown, NotTaken, channels
from lgnet.kernel.tenancy import Scope, required_scope, scope
from lgnet.notifications.actions import notify
from lgnet.people.enums import ContactKind, Safety
from lgnet.people.models import ContactPoint

# By phone a text message comes first; WhatsApp where there is no other way by phone.
WAYS = {
    ContactKind.PHONE: (ReminderChannel.SMS, ReminderChannel.WHATSAPP),
    ContactKind.EMAIL: (ReminderChannel.EMAIL,),
}
# Kinds of notices, by what became of a reminder; their words are in desk_hooks.py.
TROUBLE = {
    ReminderOutcome.UNSURE: "encounters.reminder_unsure",
    ReminderOutcome.FAILED: "encounters.reminder_failed",
}
SPOKEN = {"ara": "ar", "eng": "en", "ita": "it"}


@dataclass(frozen=True, slots=True)
class Way:
    """A backend, its channel, the number or address."""

    channel: ReminderChannel
    backend: Backend
    to: str


@transaction.atomic
def remind(*, appointment: Appointment, by: Any = None, is_again: bool = False) -> Reminder:
    """Remind somebody of an appointment and return the try; once sent, never again.

    The try is marked as on its way, and the message leaves after the commit: a crash before it
    sends nothing, a crash after it sends nothing more. Where nobody knows whether the last one
    left, only ``is_again`` sends another: somebody has decided that twice does less harm than
    never. Nobody is written to at a number or address where a message is not safe, nor where
    nobody has asked yet.
    """
    Appointment.spans.select_for_update(no_key=True).order_by().get(pk=appointment.pk)
    tries = Reminder.objects.filter(appointment=appointment).order_by("-recorded_at", "-pk")
    sent = tries.filter(outcome=ReminderOutcome.SENT).first()
    if sent is not None:
        return sent
    open_one = tries.filter(outcome=ReminderOutcome.SENDING).first()
    if open_one is not None and not _settled_if_hanging(open_one):
        return open_one
    last = tries.first()
    if last is not None and last.outcome == ReminderOutcome.UNSURE and not is_again:
        return last
    found = _way_to(appointment)
    outcome = ReminderOutcome.SENDING if isinstance(found, Way) else found
    tried = Reminder.objects.create(
        appointment=appointment,
        channel=found.channel if isinstance(found, Way) else "",
        outcome=outcome,
        recorded_by=by,
    )
    record(verb="encounters.reminded", target=appointment, outcome=outcome.value)
    if isinstance(found, Way):
        text, cell = neutral_text(appointment), required_scope("a reminder")

        def leave() -> None:
            _hand_over(tried.pk, found, text, cell)

        transaction.on_commit(leave, robust=True)
    return tried


def settle_hanging() -> list[Reminder]:
    """Say of each reminder that hangs that nobody knows whether it left; return them."""
    old = Reminder.objects.select_for_update(of=("self",), skip_locked=True).filter(
        outcome=ReminderOutcome.SENDING, recorded_at__lt=timezone.now() - HANGS_AFTER
    )
    found = list(old.order_by("pk"))
    return [one for one in found if _settled_if_hanging(one)]


def _settled_if_hanging(sending: Reminder) -> bool:
    """Return whether a reminder on its way hangs; then it is said so."""
    if not hangs(sending.recorded_at, now=timezone.now()):
        return False
    _settle(sending, ReminderOutcome.UNSURE)
    return True


def _settle(sending: Reminder, outcome: ReminderOutcome) -> None:
    sending.outcome = outcome
    sending.save(update_fields=["outcome"])
    record(verb="encounters.reminder_settled", target=sending.appointment, outcome=outcome.value)
    if outcome in TROUBLE:
        _tell_who_booked(sending.appointment, outcome, sending.pk)


def _tell_who_booked(appointment: Appointment, outcome: ReminderOutcome, tried: UUID) -> None:
    """Tell who made the appointment, once a try; an import that named nobody tells the worker."""
    notify(
        user_ids=[appointment.recorded_by_id or appointment.worker_id],
        kind=TROUBLE[outcome],
        arguments={"at": appointment.span.lower},
        url_name="encounters:appointment",
        url_args={"appointment_id": appointment.pk},
        once_key=f"{TROUBLE[outcome]}:{tried}",
    )


def _hand_over(reminder_id: UUID, way: Way, text: str, cell: Scope) -> None:
    """Send, outside any transaction, then say what became of it.

    Whatever ends the process in between leaves the reminder on its way, until it hangs.
    """
    outcome = ReminderOutcome.SENT
    try:
        way.backend(channel=way.channel, to=way.to, text=text)
    except NotTaken:
        outcome = ReminderOutcome.FAILED
    except NotKnown:
        outcome = ReminderOutcome.UNSURE
    with scope(
        city_id=cell.city_id,
        user_id=cell.user_id,
        compartment_id=cell.compartment_id,
        audiences=cell.audiences,
    ):
        waiting = Reminder.objects.select_for_update(of=("self",)).filter(pk=reminder_id)
        found = waiting.exclude(outcome=ReminderOutcome.SENT).order_by("pk").first()
        if found is not None:
            _settle(found, outcome)


def neutral_text(appointment: Appointment) -> str:
    """Return the message: a day and an hour, in the person's language where we write it."""
    spoken = SPOKEN.get((appointment.person.language or "") if appointment.person else "", "it")
    at = timezone.localtime(appointment.span.lower)
    with translation.override(spoken):
        return _("Reminder: %(day)s at %(time)s. You know where.") % {
            "day": formats.date_format(at, "l j F"),
            "time": formats.time_format(at, "H:i"),
        }


def _way_to(appointment: Appointment) -> Way | ReminderOutcome:
    """Return how somebody can be written to, or why not."""
    if appointment.person is None:
        return ReminderOutcome.NO_WAY
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
            return Way(channel=backend[0], backend=backend[1], to=point.value)
    if has_unsafe:
        return ReminderOutcome.UNSAFE
    return ReminderOutcome.UNKNOWN if has_unknown else ReminderOutcome.NO_WAY


def _backend(
    point: ContactPoint, open_ways: dict[ReminderChannel, Backend]
) -> tuple[ReminderChannel, Backend] | None:
    for channel in WAYS[ContactKind(point.kind)]:
        if channel in open_ways:
            return channel, open_ways[channel]
    return None
