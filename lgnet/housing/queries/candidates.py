"""Where a party could sleep: the free places of one night by unit, with reasons in words.

This is the seam for a matching engine: whatever orders places better answers in ``candidates``.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from lgnet.housing import fitting, rules
from lgnet.housing.enums import PlaceNeed
from lgnet.housing.models import PlacementRequest
from lgnet.kernel.nights import tonight
from lgnet.people.models import Person

from .places import free_places, live, usable_places
from .requests import party_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit with free places; those fit for who needs a bed low down come first."""

    unit: Any
    places: tuple[Any, ...]
    room: fitting.UnitNight
    fit: fitting.Fit

    @property
    def structure(self) -> Any:
        """Return the structure the unit is in."""
        return self.unit.structure

    @property
    def fits(self) -> bool:
        """Return whether nothing known speaks against it."""
        return not self.fit.against

    @property
    def ends_by(self) -> dt.date | None:
        """Return the earliest morning by which a stay in one of its places ends, if any does."""
        return min((one.ends_by for one in self.places if one.ends_by), default=None)


def party_wishes(
    request: PlacementRequest, party: Sequence[Person], first: dt.date
) -> fitting.Party:
    """Return what counts of the people of a request for where they can sleep."""
    return fitting.Party(
        guests=tuple(fitting.guest_of(person, first) for person in party),
        size=len(party) + request.unnamed,
        needs=frozenset(request.needs),
        declines=frozenset(request.declines),
    )


def candidates(
    request: PlacementRequest,
    *,
    party: Sequence[Person] | None = None,
    first: dt.date | None = None,
) -> list[Candidate]:
    """Return the units with free places for a request: those that fit first, then the others.

    Both by structure, unit and label. ``party`` and ``first``, the people and the first night,
    are read from the request where they are not given. Two queries.
    """
    if first is None:
        first = rules.first_night(asked_from=request.from_on, tonight=tonight())
    people = party_of(request) if party is None else party
    wishes = party_wishes(request, people, first)
    by_unit: dict[UUID, list[Any]] = {}
    for place in free_places(first):
        by_unit.setdefault(place.unit_id, []).append(place)
    counts = _counts(by_unit, people, first)
    found = []
    for unit_id, places in by_unit.items():
        places.sort(key=lambda one: _as_counted(one.label))
        if PlaceNeed.LOWER_BUNK in wishes.needs:
            places.sort(key=lambda one: not one.is_low)
        total, others = counts.get(unit_id, (len(places), 0))
        low_beds = {one.is_low for one in places}
        low = True if True in low_beds else None if None in low_beds else False
        room = fitting.UnitNight(places[0].unit, len(places), total, others, low)
        found.append(Candidate(room.unit, tuple(places), room, fitting.fit(room, wishes)))
    return sorted(found, key=lambda one: not one.fits)


def _as_counted(label: str) -> list[tuple[int, str]]:
    """Return what sorts labels as people count: 9 before 10."""
    parts = re.split(r"(\d+)", label)
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


def _counts(unit_ids: Any, people: Sequence[Person], first: dt.date) -> dict[UUID, tuple[int, int]]:
    """Return by unit how many places can be used, and how many people of others sleep there."""
    mine = [person.pk for person in people]
    sleeping = (
        Q(occupancies__nights__contains=first, occupancies__person__isnull=False)
        & ~Q(occupancies__person__in=mine)
        & live("occupancies__")
    )
    rows = (
        usable_places(first)
        .filter(unit__in=list(unit_ids))
        .values("unit")
        .annotate(
            total=Count("id", distinct=True),
            others=Count("occupancies", filter=sleeping, distinct=True),
        )
        .order_by()
    )
    return {row["unit"]: (row["total"], row["others"]) for row in rows}
