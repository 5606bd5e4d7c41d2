"""Rules of keeping houses in order: pure functions over values."""

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence

# Inspections and defects due within so many days stand in the list of what is due.
DUE_SOON = dt.timedelta(days=30)
# A house keeps so many photos.
MOST_PHOTOS = 12
# A unit gets at most so many places at once.
MOST_PLACES = 40

# Nights [first, end); no end where None.
Nights = tuple[dt.date, dt.date | None]


def season_gaps(seasons: Iterable[tuple[dt.date, dt.date]], *, tonight: dt.date) -> list[Nights]:
    """Return the nights from ``tonight`` on that lie in no season: seasonal places are closed.

    ``seasons`` are ``[opens_on, closes_on)``. Without a season there is one gap without an end.
    """
    gaps: list[Nights] = []
    closed_from = tonight
    for opens_on, closes_on in sorted(seasons):
        if closes_on <= closed_from:
            continue
        if opens_on > closed_from:
            gaps.append((closed_from, opens_on))
        closed_from = max(closed_from, closes_on)
    return [*gaps, (closed_from, None)]


def shared_night(seasons: Sequence[tuple[dt.date, dt.date]]) -> dt.date | None:
    """Return the first night that two seasons share, or None."""
    ordered = sorted(seasons)
    for (_, closes_on), (opens_on, _) in itertools.pairwise(ordered):
        if opens_on < closes_on:
            return opens_on
    return None


def is_overdue(*, due_on: dt.date, today: dt.date) -> bool:
    """Return whether something should have been done by now; on its day it is not late yet."""
    return due_on < today


def rate(*, taken: int, usable: int) -> int | None:
    """Return the share of the usable places that were taken, in whole percent; None of none."""
    return round(100 * taken / usable) if usable else None
