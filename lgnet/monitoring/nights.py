"""Places and occupied of each night, as the network may see them. Pure: exact counts in.

A reader may remember the board of any night, with the network's total. So each night is protected
as the board of that night was, by the same relations, with the total and the refuges in mind
though neither is shown here. Two things make it stricter: where one count of a city must be hidden
its whole night is, and the occupied places are told in steps of five. Every number that remains
is one the board would have shown, or is vaguer; so is whatever can be worked out from them.

The steps are for the difference of two nights: exact numbers, night after night, would tell when
one person came or left. In steps a line moves by none or by five, for one person or for nine.
"Nobody" and "all of them" are told as they are, as everywhere: both tell of no small number.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from . import rules
from .enums import Measure, Period
from .publication import Counts, publish

COUNTED = (Measure.PLACES.value, Measure.OCCUPIED_TONIGHT.value, Measure.FREE_TONIGHT.value)
# With fewer cities than these, of which no count is small, a night with a small one tells nothing.
FEWEST_OTHERS = 3


class Exact(NamedTuple):
    """What a cell's places were on a night."""

    places: int
    occupied: int

    @property
    def is_small(self) -> bool:
        """Whether one of the counts of the night is too small to be shown."""
        counts = (self.places, self.occupied, self.places - self.occupied)
        return any(rules.is_small(count) for count in counts)


class Shown(NamedTuple):
    """What is told of a night that is not hidden."""

    places: int
    occupied: int


class Night(NamedTuple):
    """A night as it was told; hidden where the numbers are missing."""

    night: dt.date
    places: int | None
    occupied: int | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What the nights of a period say together; None where every one is hidden."""

    nights: int
    hidden: int
    places: float | None
    occupied: float | None
    lowest: int | None
    highest: int | None


def shown_nights(
    cities: Mapping[UUID, Mapping[dt.date, Exact]], refuges: Iterable[Mapping[dt.date, Exact]]
) -> dict[tuple[UUID, dt.date], Shown | None]:
    """Return (city, night) to what may be told of it, None where it is hidden.

    ``refuges``: the nights of each closed cell; they only take part in what must be hidden.
    """
    closed = list(refuges)
    found: dict[tuple[UUID, dt.date], Shown | None] = {}
    for night in sorted({night for nights in cities.values() for night in nights}):
        here = {city: nights[night] for city, nights in cities.items() if night in nights}
        hidden = _hidden(here, _sum_of_refuges(closed, night))
        for city, exact in here.items():
            told = Shown(exact.places, rules.in_steps(**exact._asdict()))
            found[city, night] = None if city in hidden else told
    return found


def summary_of(nights: Iterable[Night]) -> Summary:
    """Return the medians and bounds of nights, of those that are told."""
    found = list(nights)
    occupied = [one.occupied for one in found if one.occupied is not None]
    places = [one.places for one in found if one.places is not None]
    return Summary(
        nights=len(found),
        hidden=len(found) - len(occupied),
        places=_median(places),
        occupied=_median(occupied),
        lowest=min(occupied, default=None),
        highest=max(occupied, default=None),
    )


def _median(values: list[int]) -> float | None:
    tally: dict[str, int] = {}
    for value in values:
        tally[str(value)] = tally.get(str(value), 0) + 1
    return rules.median_of(tally)


def _sum_of_refuges(closed: list[Mapping[dt.date, Exact]], night: dt.date) -> Exact | None:
    """Return the refuges' sum where they joined the board's total on that night."""
    there = [nights[night] for nights in closed if night in nights and nights[night].places]
    whole = Exact(sum(one.places for one in there), sum(one.occupied for one in there))
    return whole if rules.refuges_may_count(refuges=len(there), places=whole.places) else None


def _hidden(cities: Mapping[UUID, Exact], refuges: Exact | None) -> set[UUID]:
    """Return the cities of which a count of the night must be hidden."""
    everything = [*cities.values(), *([refuges] if refuges else [])]
    if not any(one.is_small for one in everything):
        return set()
    # Among too few others no small number can hide: looking for a way would be long and in vain.
    if sum(one.places > 0 and not one.is_small for one in cities.values()) < FEWEST_OTHERS:
        return set(cities)
    shown = publish(
        {city: _counts(exact) for city, exact in cities.items()},
        _counts(refuges) if refuges else None,
    )
    return {
        city
        for city in cities
        if any(shown[city, measure, Period.ALL.value].is_hidden for measure in COUNTED)
    }


def _counts(exact: Exact) -> Counts:
    values = (exact.places, exact.occupied, exact.places - exact.occupied)
    return Counts({(measure, ""): value for measure, value in zip(COUNTED, values, strict=True)})
