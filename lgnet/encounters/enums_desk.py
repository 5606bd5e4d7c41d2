"""Closed lists of the desk: visits, appointments, reminders."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitState(models.TextChoices):
    """Where a visit to a desk stands; a ticket keeps its number through all of them."""

    WAITING = "waiting", _("Waiting")
    CALLED = "called", _("Called")
    TAKEN = "taken", _("With a worker")
    DONE = "done", _("Done")
    NO_SHOW = "no_show", _("Did not come when called")
    LEFT = "left", _("Left")


class AppointmentState(models.TextChoices):
    """Where an appointment stands."""

    BOOKED = "booked", _("Booked")
    CAME = "came", _("Came")
    MISSED = "missed", _("Did not come")
    CANCELLED = "cancelled", _("Cancelled")


class ReminderChannel(models.TextChoices):
    """How a reminder reaches someone."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    WHATSAPP = "whatsapp", _("WhatsApp")


class ReminderOutcome(models.TextChoices):
    """What became of a reminder.

    ``sending``: marked, and handed over after that; ``unsure``: nobody knows whether it left. All
    the others but ``sent`` mean that nobody was written to.
    """

    SENDING = "sending", _("On its way")
    UNSURE = "unsure", _("Not known whether it left: it is not sent again by itself")
    SENT = "sent", _("Sent")
    UNSAFE = "unsafe", _("Not sent: a message there is not safe")
    UNKNOWN = "unknown", _("Not sent: nobody has asked yet whether a message is safe")
    NO_WAY = "no_way", _("Not sent: there is no number or address")
    FAILED = "failed", _("Not sent: the service did not take it")
