"""What pages of the inventory show besides forms: who must move, runs of nights, photos."""

import base64
import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lgnet.network.access import can

from .actions.in_use import InUse
from .models import HousingStructure, Place, StructurePhoto
from .queries.history import Day, PlaceRow
from .queries.places import occupants_of

# What a letter of a place's nights is called, and the mark where there is no room for words.
NIGHTS = {
    "S": (_("Slept in"), "●"),
    "E": (_("Expected"), "◐"),
    "H": (_("Held"), "◌"),
    "B": (_("With the unit"), "▤"),
    "C": (_("Closed"), "✕"),
    "F": (_("Free"), "○"),
    "-": (_("Not there"), ""),
}
# A run of so many nights has room for its words.
ROOM_FOR_WORDS = 4


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody who has a place that is to be closed; ``name`` is empty where one may not see it."""

    place: Place
    state: Any
    name: str
    until: dt.date | None
    url: str


def movers(request: Any, rows: Sequence[InUse]) -> list[Mover]:
    """Return who must move before places can be closed: names only to who may see them."""
    may_see = can(request.membership, "housing.place")
    places = (
        Place.objects.select_related("unit__structure")
        .filter(pk__in={row.place_id for row in rows})
        .order_by()
        .in_bulk()
    )
    called = occupants_of([_Seen(row.person_id) for row in rows]) if may_see else {}
    found = [
        Mover(
            place=places[row.place_id],
            state=row.state.label,
            name=called.get(row.person_id, "") if row.person_id else "",
            until=row.end,
            url=reverse("housing:place", args=[row.place_id]) if may_see else "",
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.place.unit.name, one.place.label, one.until is None))


@dataclass(frozen=True, slots=True)
class _Seen:
    occupant_id: Any


@dataclass(frozen=True, slots=True)
class Run:
    """Nights in a row on which a place was the same."""

    letter: str
    length: int
    first: dt.date

    @property
    def words(self) -> Any:
        """Return what the place was."""
        return NIGHTS[self.letter][0]

    @property
    def mark(self) -> str:
        """Return the mark that stands for the words."""
        return NIGHTS[self.letter][1]

    @property
    def has_room(self) -> bool:
        """Return whether the words fit."""
        return self.length >= ROOM_FOR_WORDS and self.letter != "-"


def runs(row: PlaceRow, first: dt.date) -> list[Run]:
    """Return a place's nights as runs, from the night ``first`` on."""
    found, at = [], first
    for letter, group in itertools.groupby(row.letters):
        length = len(list(group))
        found.append(Run(letter, length, at))
        at += dt.timedelta(days=length)
    return found


def by_unit(rows: Iterable[PlaceRow], first: dt.date) -> list[tuple[str, list[Any]]]:
    """Return (unit, [(label, runs)]) of places in order."""
    return [
        (name, [(row.label, runs(row, first)) for row in group])
        for (_key, name), group in itertools.groupby(rows, key=lambda row: (row.unit_id, row.unit))
    ]


def listed(places: Iterable[Place]) -> list[tuple[str, list[str]]]:
    """Return (unit, labels) of places in order: each unit is named once."""
    return [
        (name, [place.label for place in group])
        for (_key, name), group in itertools.groupby(
            places, key=lambda place: (place.unit_id, place.unit.name)
        )
    ]


def added_up(days: Sequence[Day]) -> dict[str, int]:
    """Return the nights of all days: of places there, slept in, closed, free."""
    names = ("places", "taken", "expected", "held", "blocked", "closed", "usable", "free")
    return {name: sum(getattr(day, name) for day in days) for name in names}


def lacks_programme(house: HousingStructure) -> bool:
    """Return whether the time limit starts anew at each stay, as no programme carries it on."""
    return house.is_capped and house.funding_line_id is None


def thumbnail(photo: StructurePhoto) -> str:
    """Return the small picture as an address that holds it whole: no cache or log keeps it."""
    return f"data:image/jpeg;base64,{base64.b64encode(photo.thumbnail).decode()}"


PARTS = {
    "house": _("The house"),
    "house_places": _("Rooms and places"),
    "house_closures": _("Closures"),
    "house_seasons": _("Seasons"),
    "house_upkeep": _("Inspections and defects"),
    "house_photos": _("Photos"),
    "house_rules": _("House rules"),
    "house_history": _("History and costs"),
}


def frame(house: HousingStructure, part: str) -> dict[str, Any]:
    """Return what every page of a house shows: the house, and the way to its other pages."""
    tabs = [
        {
            "label": label,
            "url": reverse(f"housing:{name}", args=[house.pk]),
            "is_here": name == part,
        }
        for name, label in PARTS.items()
    ]
    return {"house": house, "tabs": tabs, "houses_url": reverse("housing:houses")}
