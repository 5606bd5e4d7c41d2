"""A contact in words, the same on every page."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from lgnet.people.catalogue import language_label

from .enums import NeedKind
from .models import Encounter


@dataclass(frozen=True, slots=True)
class ListLine:
    """A contact as lists show it."""

    encounter: Encounter
    setting: str
    needs: list[str]
    place: str
    by: str


@dataclass(frozen=True, slots=True)
class Line(ListLine):
    """A contact as its own page shows it."""

    services: list[str]
    language: str


def list_line(encounter: Any) -> ListLine:
    """Return the words of a contact read by ``queries.contacts.encounters_listed``."""
    return ListLine(**_listed(encounter, encounter.need_kinds))


def line_of(encounter: Encounter) -> Line:
    """Return the words of a contact read by ``queries.contacts.encounters``."""
    return Line(
        **_listed(encounter, [need.kind for need in encounter.needs.all()]),
        services=[service_words(given) for given in encounter.services_given.all()],
        language=language_label(encounter.language) if encounter.language else "",
    )


def _listed(encounter: Encounter, kinds: Iterable[str]) -> dict[str, Any]:
    author = encounter.recorded_by
    return {
        "encounter": encounter,
        "setting": str(encounter.get_setting_display()),
        "needs": [str(NeedKind(kind).label) for kind in dict.fromkeys(kinds)],
        "place": encounter.neighbourhood.name if encounter.neighbourhood else "",
        "by": author.get_full_name() if author else "",
    }


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
