"""How a reminder leaves the house: one interface, a backend for each channel.

``LGNET_REMINDERS`` in the settings names the backend of each channel by its dotted path; a channel
without one is not used. The text never names the service, the need or the person.
"""

import logging
from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from .enums_desk import ReminderChannel

log = logging.getLogger(__name__)


class NotTaken(Exception):
    """The service outside did not take a message."""


class Backend(Protocol):
    """Takes one message. Raises NotTaken where it could not be handed over."""

    def __call__(self, *, to: str, text: str) -> None: ...


def by_email(*, to: str, text: str) -> None:
    """Send through the mail server of the installation."""
    try:
        send_mail(_("Reminder"), text, None, [to])
    except OSError as problem:
        raise NotTaken from problem


def to_console(*, to: str, text: str) -> None:
    """Send nothing: say in the log that a message would leave. For the demo and for trying out."""
    log.info("reminder_would_leave", extra={"characters": len(text)})


def channels() -> dict[ReminderChannel, Backend]:
    """Return the channels of this installation with their backends."""
    named: dict[str, str] = getattr(settings, "LGNET_REMINDERS", {})
    return {ReminderChannel(name): import_string(path) for name, path in named.items()}
