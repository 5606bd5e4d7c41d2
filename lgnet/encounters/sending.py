"""How a reminder leaves the house: one interface, a backend for each channel.

``REMINDER_BACKENDS`` in the settings names the backend of each channel by its dotted path; a
channel without one is not used. The text never names the service, the need or the person.
"""

import json
import logging
import urllib.request
from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from .enums_desk import ReminderChannel

log = logging.getLogger(__name__)
WAIT = 5  # seconds


class NotTaken(Exception):
    """The service outside did not take a message."""


class NotKnown(Exception):
    """The service outside did not answer in time: it may have taken the message."""


class Backend(Protocol):
    """Takes one message.

    Raises NotTaken where it could not be handed over, NotKnown where that is not known.
    """

    def __call__(self, *, channel: ReminderChannel, to: str, text: str) -> None: ...


def by_email(*, channel: ReminderChannel, to: str, text: str) -> None:
    """Send through the mail server of the installation."""
    try:
        send_mail(_("Reminder"), text, None, [to])
    except TimeoutError as problem:
        raise NotKnown from problem
    except OSError as problem:
        raise NotTaken from problem


def by_gateway(*, channel: ReminderChannel, to: str, text: str) -> None:
    """Hand number and text as JSON to the city's gateway for the channel."""
    address = settings.REMINDER_GATEWAYS[channel.value]
    if not address.startswith("https://"):
        raise NotTaken(channel.value)
    body = json.dumps({"to": to, "text": text}).encode()
    told = urllib.request.Request(  # noqa: S310  (https alone, from the settings)
        address, data=body, headers={"Content-Type": "application/json"}, method="POST"
    )
    try:
        with urllib.request.urlopen(told, timeout=WAIT):  # noqa: S310
            return
    except TimeoutError as problem:
        raise NotKnown(channel.value) from problem
    except OSError as problem:
        raise NotTaken(channel.value) from problem


def to_console(*, channel: ReminderChannel, to: str, text: str) -> None:
    """Send nothing: say in the log that a message would leave. For the demo and for trying out."""
    log.info("reminder_would_leave", extra={"channel": channel.value})


def channels() -> dict[ReminderChannel, Backend]:
    """Return the channels of this installation with their backends."""
    named: dict[str, str] = settings.REMINDER_BACKENDS
    return {ReminderChannel(name): import_string(path) for name, path in named.items()}
