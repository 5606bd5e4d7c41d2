"""What the model of nights is made of: plain values, everything a number. ``FAR`` is no end."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

FAR = dt.date.max
ROME = ZoneInfo("Europe/Rome")
CARRY_DAYS = 30


class Refused(Exception):
    """The verb must be refused, by one of these classes."""

    def __init__(self, *names: str) -> None:
        self.names = frozenset(names)
        super().__init__(", ".join(sorted(names)))


@dataclass(frozen=True, slots=True)
class House:
    """``months`` is the term or None; ``programme``: its clock goes on from house to house."""

    months: int | None
    programme: bool
    closed_on: dt.date = FAR


@dataclass(frozen=True, slots=True)
class Bed:
    """A place: where it stands, and whether strangers sleep in the same room."""

    house: int
    unit: int
    is_room: bool = True
    opened_on: dt.date = dt.date.min
    closed_on: dt.date = FAR


@dataclass(frozen=True, slots=True)
class Row:
    """Nights ``[first, end)`` of a place; the numbers say for whom and by what."""

    place: int
    person: int | None
    kind: str
    first: dt.date
    end: dt.date
    stay: int | None = None
    hold: int | None = None
    request: int | None = None
    closure: int | None = None
    until: dt.datetime | None = None

    def covers(self, night: dt.date) -> bool:
        return self.first <= night < self.end

    def shares_a_night(self, other: "Row") -> bool:
        return self.first < other.end and other.first < self.end


@dataclass(slots=True)
class Request:
    party: tuple[int, ...]
    from_on: dt.date
    until_on: dt.date
    state: str = "open"


@dataclass(slots=True)
class Hold:
    request: int
    until: dt.datetime
    state: str = "active"
    reason: str = ""


@dataclass(slots=True)
class Closure:
    places: tuple[int, ...]
    first: dt.date
    end: dt.date


@dataclass(slots=True)
class Stay:
    person: int
    house: int
    request: int
    started: dt.date
    clock: dt.date
    due: dt.date
    ended: dt.date | None = None
    arrived: bool = False
    extended: dt.date = dt.date.min


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the day so many months later, the month's last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return dt.date(year, month + 1, number)
        except ValueError:
            continue
    return dt.date(year, month + 1, day.day)
