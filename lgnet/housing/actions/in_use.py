"""Who has places that somebody wants to close: asked under the locks of their nights."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from lgnet.housing.enums import OccupancyKind, PlaceState
from lgnet.housing.models import Place
from lgnet.housing.queries.places import places_on
from lgnet.kernel.nights import tonight

from .locks import lock_nights
from .nights import in_the_way
from .upkeep_refusals import MustMove

# Nights [first, end); no end where None.
Nights = tuple[dt.date, dt.date | None]


@dataclass(frozen=True, slots=True)
class InUse:
    """Nights somebody has in a place; ``state`` is a PlaceState, ``end`` None for no end."""

    place_id: UUID
    person_id: UUID | None
    state: PlaceState
    first: dt.date
    end: dt.date | None


STATES = {
    OccupancyKind.HOLD: PlaceState.HELD,
    OccupancyKind.BOOKING: PlaceState.EXPECTED,
    OccupancyKind.STAY: PlaceState.TAKEN,
    OccupancyKind.BLOCK: PlaceState.BLOCKED,
}


def in_use(nights: Mapping[UUID, Sequence[Nights]]) -> list[InUse]:
    """Return who has the places on their nights, in order; closures are nobody.

    Somebody whose stay ran over its time tonight is there too: nobody recorded that they left.
    The caller holds the places' locks. Two queries.
    """
    pieces = [piece for wanted in nights.values() for piece in wanted]
    if not pieces:
        return []
    first = min(begin for begin, _ in pieces)
    found = [
        InUse(one.place_id, one.person_id, STATES[OccupancyKind(one.kind)], one.first, one.end)
        for one in in_the_way(places=nights, persons=[], first=first)
        if one.kind != OccupancyKind.CLOSURE
        and any(overlap((one.first, one.end), piece) for piece in nights[one.place_id])
    ]
    night = tonight()
    now = [
        place for place, wanted in nights.items() if any(holds(piece, night) for piece in wanted)
    ]
    over = places_on(night).filter(pk__in=now, state=PlaceState.TO_CHECK)
    return found + [
        InUse(place.pk, place.occupant_id, PlaceState.TO_CHECK, night, None)  # type: ignore[attr-defined]
        for place in over
    ]


def check_nobody(nights: Mapping[UUID, Sequence[Nights]]) -> None:
    """Raise MustMove where somebody has one of the places on its nights."""
    rows = in_use(nights)
    if rows:
        raise MustMove(rows)


def lock_places(places: Iterable[Place]) -> None:
    """Wait for the locks of the places' nights; needs a transaction."""
    lock_nights(places=[place.pk for place in places])


def overlap(one: Nights, other: Nights) -> bool:
    """Return whether two ranges of nights share a night."""
    return (other[1] is None or one[0] < other[1]) and (one[1] is None or other[0] < one[1])


def holds(nights: Nights, night: dt.date) -> bool:
    """Return whether ``night`` is one of the nights."""
    return nights[0] <= night and (nights[1] is None or night < nights[1])


def without(nights: Nights, taken: Iterable[Nights]) -> list[Nights]:
    """Return the parts of ``nights`` that none of ``taken`` has, in order."""
    left = [nights]
    for begin, end in sorted(taken, key=lambda one: one[0]):
        parts: list[Nights] = []
        for piece in left:
            if not overlap(piece, (begin, end)):
                parts.append(piece)
                continue
            if piece[0] < begin:
                parts.append((piece[0], begin))
            if end is not None and (piece[1] is None or end < piece[1]):
                parts.append((end, piece[1]))
        left = parts
    return left
