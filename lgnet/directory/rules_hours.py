"""When is it open? Pure rules over values; days and hours are those of the city's clock.

One day's hours come from the first of these that speaks of it: an exception, a season, the week.
An opening belongs to the day on which it begins: what is said of Tuesday does not end Monday
night. Of exceptions on one day, one that closes goes before one with hours.
"""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from lgnet.kernel.nights import ITALY

DAY = dt.timedelta(days=1)
# So many days ahead an opening is looked for: a summer break is shorter.
FAR_AHEAD = 62
# An opening that lasts longer never closes, as far as anybody needs to know.
_LONGEST = 8


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Hours of one day; ``closes`` at or before ``opens`` is on the day after."""

    opens: dt.time
    closes: dt.time

    @property
    def is_over_midnight(self) -> bool:
        """Return whether it closes on the day after it opened, midnight itself included."""
        return self.closes <= self.opens


Week = Mapping[int, tuple[Span, ...]]  # Monday is 0


@dataclass(frozen=True, slots=True)
class SeasonHours:
    """Another week from ``first`` to ``last``, both included."""

    first: dt.date
    last: dt.date
    week: Week
    words: str = ""


@dataclass(frozen=True, slots=True)
class ExceptionHours:
    """Days with hours of their own; ``span`` None: closed."""

    first: dt.date
    last: dt.date
    span: Span | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """All that is known of when something is open.

    Nothing opens before ``first`` nor on ``end`` or later, where they are given.
    """

    week: Week = field(default_factory=dict)
    seasons: tuple[SeasonHours, ...] = ()
    exceptions: tuple[ExceptionHours, ...] = ()
    first: dt.date | None = None
    end: dt.date | None = None

    @property
    def are_known(self) -> bool:
        """Return whether anybody has written down when it is open."""
        return bool(
            any(self.week.values())
            or any(any(one.week.values()) for one in self.seasons)
            or any(one.span for one in self.exceptions)
        )


@dataclass(frozen=True, slots=True)
class Opening:
    """From when until when it is open, as moments; ``ends_at`` None: it does not close."""

    starts_at: dt.datetime
    ends_at: dt.datetime | None


def spans_on(hours: Hours, day: dt.date) -> tuple[Span, ...]:
    """Return the openings that begin on a day, in order."""
    if (hours.first and day < hours.first) or (hours.end and day >= hours.end):
        return ()
    special = [one for one in hours.exceptions if one.first <= day <= one.last]
    if special:
        spans = [one.span for one in special]
        return () if None in spans else tuple(sorted(span for span in spans if span))
    season = next((one for one in hours.seasons if one.first <= day <= one.last), None)
    week = hours.week if season is None else season.week
    return tuple(sorted(week.get(day.weekday(), ())))


def moment_of(day: dt.date, time: dt.time, zone: ZoneInfo = ITALY) -> dt.datetime:
    """Return the moment at which clocks show ``time``: UTC.

    An hour that comes twice is its first; one that is skipped is the moment of the skip.
    """
    local = dt.datetime.combine(day, time, zone)
    found = local.astimezone(dt.UTC)
    if found.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return found
    # The hour does not exist: look for the moment at which the clock jumps over it.
    before, after = sorted((local.replace(fold=1).astimezone(dt.UTC), found))
    offset = before.astimezone(zone).utcoffset()
    while after - before > dt.timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def openings(hours: Hours, first: dt.date, days: int, zone: ZoneInfo = ITALY) -> Iterator[Opening]:
    """Yield the openings that begin within ``days`` from ``first``, those that meet made one."""
    current: tuple[dt.datetime, dt.datetime] | None = None
    for number in range(days):
        day = first + number * DAY
        for span in spans_on(hours, day):
            start = moment_of(day, span.opens, zone)
            end = moment_of(day + DAY * span.is_over_midnight, span.closes, zone)
            if end <= start:
                continue
            if current is None:
                current = (start, end)
            elif start <= current[1]:
                current = (current[0], max(current[1], end))
            else:
                yield Opening(*current)
                current = (start, end)
    if current is not None:
        yield Opening(*current)


def opening_at(hours: Hours, moment: dt.datetime, zone: ZoneInfo = ITALY) -> Opening | None:
    """Return the opening that holds at a moment, or None: closed. Raises ValueError if naive."""
    today = _local_day(moment, zone)
    for opening in openings(hours, today - DAY, _LONGEST + 2, zone):
        if opening.starts_at <= moment < _end(opening):
            lasts = _end(opening) - moment > (_LONGEST - 1) * DAY
            return Opening(opening.starts_at, None) if lasts else opening
    return None


def is_open(hours: Hours, moment: dt.datetime, zone: ZoneInfo = ITALY) -> bool:
    """Return whether it is open at a moment."""
    today = _local_day(moment, zone)
    return any(
        opening.starts_at <= moment < _end(opening)
        for opening in openings(hours, today - DAY, 2, zone)
    )


def next_opening(
    hours: Hours, moment: dt.datetime, *, days: int = FAR_AHEAD, zone: ZoneInfo = ITALY
) -> Opening | None:
    """Return the first opening that begins after a moment, within ``days``, or None."""
    today = _local_day(moment, zone)
    for opening in openings(hours, today - DAY, days + 2, zone):
        if opening.starts_at > moment:
            return opening
    return None


def note_of(hours: Hours, day: dt.date) -> str:
    """Return what was written of a day's exception, or ""."""
    return next((one.note for one in hours.exceptions if one.first <= day <= one.last), "")


def shared_days(seasons: list[tuple[dt.date, dt.date]]) -> dt.date | None:
    """Return the first day that two seasons, both ends included, share; None where none do."""
    ordered = sorted(seasons)
    for (_first, last), (first, _last) in itertools.pairwise(ordered):
        if first <= last:
            return first
    return None


def _end(opening: Opening) -> dt.datetime:
    return opening.ends_at or dt.datetime.max.replace(tzinfo=dt.UTC)


def _local_day(moment: dt.datetime, zone: ZoneInfo) -> dt.date:
    if moment.tzinfo is None:
        raise ValueError("Hours need a moment with a time zone.")
    return moment.astimezone(zone).date()
