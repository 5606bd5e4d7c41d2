"""Rules of homes: housing first and co-housing. Pure functions over values."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lgnet.kernel.nights import add_months

from .enums import EndReason, StructureKind
from .enums_homes import Retained
from .enums_house import Destination

# Calendar months after which somebody looks who still has a home.
RETENTION_MONTHS = (6, 12, 24)

# A structure of the network is no home of one's own, and a hospital is none.
WITHOUT_HOME = (EndReason.OTHER_STRUCTURE, EndReason.HEALTH_FACILITY)


@dataclass(frozen=True, slots=True)
class Lived:
    """A stay as far as retention asks: nights ``[started_on, ended_on)``, None for no end yet."""

    kind: str
    started_on: dt.date
    ended_on: dt.date | None = None
    reason: str | None = None
    destination: int | None = None

    def has(self, night: dt.date) -> bool:
        """Return whether they had a place here on a night."""
        return self.started_on <= night and (self.ended_on is None or night < self.ended_on)

    @property
    def is_home(self) -> bool:
        """Return whether this was a housing first flat."""
        return self.kind == StructureKind.HOUSING_FIRST


def moved_in(stays: Iterable[Lived]) -> dt.date | None:
    """Return somebody's first night in a housing first flat, None for nobody's."""
    return min((one.started_on for one in stays if one.is_home), default=None)


def retained(stays: Collection[Lived], *, months: int, tonight: dt.date) -> Retained:
    """Return where somebody lives ``months`` calendar months after they moved in.

    ``stays`` are all of one person's in which they slept. Housed still: on the night of that day
    they have a housing first flat, this one or another; or the last stay before it ended in a
    home. In any other structure of the network they have none. What nobody knows counts neither
    way. Raises ValueError for who never moved into a flat.
    """
    first = moved_in(stays)
    if first is None:
        raise ValueError("Retention is of who moved into a housing first flat.")
    night = add_months(first, months)
    if night > tonight:
        return Retained.TOO_EARLY
    here = [one for one in stays if one.has(night)]
    if any(one.is_home for one in here):
        return Retained.IN_FLAT
    if here:
        return Retained.WITHOUT
    left = [one for one in stays if one.ended_on is not None and one.ended_on <= night]
    return after(max(left, key=lambda one: (one.ended_on or night, one.started_on)))


def after(stay: Lived) -> Retained:
    """Return where the end of a stay led: by what was told of it, else by why it ended."""
    if stay.destination is not None:
        is_home = stay.destination == Destination.HOME
        return Retained.OWN_HOME if is_home else Retained.WITHOUT
    if stay.reason == EndReason.OWN_HOME:
        return Retained.OWN_HOME
    return Retained.WITHOUT if stay.reason in WITHOUT_HOME else Retained.UNKNOWN


def days_since(last: dt.date | None, *, today: dt.date) -> int | None:
    """Return how many days ago something was, None where it never was."""
    return None if last is None else max((today - last).days, 0)


def next_meeting(*, met: Iterable[dt.date], agreed: Iterable[dt.date | None]) -> dt.date | None:
    """Return the next meeting of a house: the earliest agreed on after the last that took place.

    ``met`` are the days of the meetings, ``agreed`` the days that each named for the next.
    """
    last = max(met, default=dt.date.min)
    return min((day for day in agreed if day is not None and day > last), default=None)
