"""A contact in words, the same on every page."""

import datetime as dt
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _

from lgnet.people.catalogue import language_label

from .models import Encounter


@dataclass(frozen=True, slots=True)
class Line:
    """A contact as lists and its own page show it."""

    encounter: Encounter
    setting: str
    needs: list[str]
    services: list[str]
    language: str
    place: str
    by: str


def line_of(encounter: Encounter) -> Line:
    """Return the words of a contact read by ``queries.contacts.encounters``."""
    author = encounter.recorded_by
    return Line(
        encounter=encounter,
        setting=str(encounter.get_setting_display()),
        needs=list(dict.fromkeys(str(need.get_kind_display()) for need in encounter.needs.all())),
        services=[service_words(given) for given in encounter.services_given.all()],
        language=language_label(encounter.language) if encounter.language else "",
        place=encounter.neighbourhood.name if encounter.neighbourhood else "",
        by=author.get_full_name() if author else "",
    )


def service_words(given: object) -> str:
    """Return a service given, with how many where more than one."""
    service, quantity = given.service, given.quantity  # type: ignore[attr-defined]
    return f"{service} × {quantity}" if quantity > 1 else str(service)


def night_words(night: dt.date, *, tonight: dt.date) -> str:
    """Return the heading of a night and the day before it, named by the date it begins on."""
    if night == tonight:
        return _("Today and tonight")
    if night == tonight - dt.timedelta(days=1):
        return _("Yesterday and last night")
    return formats.date_format(night, "DATE_FORMAT")
