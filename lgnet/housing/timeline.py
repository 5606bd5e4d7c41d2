"""The timeline: places as rows, nights as columns, and what takes them as bars. Pure layout."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from .board import is_open_on, runs_over
from .enums import OccupancyKind

# How many nights a page can show, and how many of them lie before tonight.
LENGTHS = {7: 1, 14: 3, 28: 7}
USUAL = 28
# The end of a stay is marked when so many days, or fewer, are left: the narrowest that holds.
MARKS = (10, 30, 60)
OVER = "over"


@dataclass(frozen=True, slots=True)
class Window:
    """The nights ``[first, first + days)`` of a page."""

    first: dt.date
    days: int
    tonight: dt.date

    @staticmethod
    def from_query(query: Mapping[str, str], *, tonight: dt.date) -> "Window":
        """Read an address: ``days`` and ``from``; what it says wrongly is as if it were not there.

        A first night more than ten years away is such a wrong one.
        """
        days = int(query.get("days", "0")) if query.get("days", "").isdecimal() else USUAL
        days = days if days in LENGTHS else USUAL
        usual = tonight - dt.timedelta(days=LENGTHS[days])
        try:
            first = dt.date.fromisoformat(query.get("from", ""))
        except ValueError:
            first = usual
        is_near = abs((first - tonight).days) <= 3_660
        return Window(first if is_near else usual, days, tonight)

    @property
    def end(self) -> dt.date:
        """Return the first night after the page."""
        return self.first + dt.timedelta(days=self.days)

    @property
    def nights(self) -> list[dt.date]:
        """Return the nights in order."""
        return [self.first + dt.timedelta(days=number) for number in range(self.days)]

    @property
    def today_column(self) -> int:
        """Return the column of tonight, from 1 on; 0 where it is not on the page."""
        column = (self.tonight - self.first).days + 1
        return column if 1 <= column <= self.days else 0

    @property
    def weekend_columns(self) -> list[int]:
        """Return the columns of Saturdays and Sundays."""
        return [number for number, night in enumerate(self.nights, 1) if night.weekday() >= 5]

    def moved(self, pages: int) -> "Window":
        """Return the window so many pages later."""
        return Window(self.first + dt.timedelta(days=pages * self.days), self.days, self.tonight)

    def query(self, **more: str) -> str:
        """Return the end of its address."""
        is_usual = self.first == self.tonight - dt.timedelta(days=LENGTHS[self.days])
        parts = {
            "days": "" if self.days == USUAL else str(self.days),
            "from": "" if is_usual else self.first.isoformat(),
            **more,
        }
        found = urlencode({name: value for name, value in parts.items() if value})
        return f"?{found}" if found else ""


@dataclass(slots=True)
class Bar:
    """Nights ``[first, end)`` of one thing in one place; ``end`` None for no end.

    ``column`` counts from 1; the page shows ``span`` nights of it. ``mark`` is 60, 30, 10 or
    "over" where the end of the stay is near; ``day`` of ``total`` is the clock of its term today.
    The texts are given by ``cell_words``.
    """

    key: str
    kind: str
    first: dt.date
    end: dt.date | None
    column: int
    span: int
    is_cut_before: bool
    is_cut_after: bool
    person_id: UUID | None = None
    stay_id: UUID | None = None
    request_id: UUID | None = None
    expires_at: dt.datetime | None = None
    reason: str | None = None
    called: str = ""
    words: str = ""
    shape: str = ""
    until: str = ""
    clock: str = ""
    dates: str = ""
    time_left: str = ""
    day: int | None = None
    total: int | None = None
    left: int | None = None
    mark: str = ""

    @property
    def may_move(self) -> bool:
        """Return whether somebody is there, or will be, who can move to another place."""
        is_stay = self.kind in (OccupancyKind.STAY, OccupancyKind.BOOKING)
        return is_stay and bool(self.called) and self.mark != OVER


@dataclass(slots=True)
class Row:
    """A place with its bars in order. ``is_first`` marks the first of its unit."""

    place: Any
    is_first: bool
    bars: list[Bar] = field(default_factory=list)


@dataclass(slots=True)
class House:
    """A structure with the rows of its places."""

    structure: Any
    rows: list[Row] = field(default_factory=list)


def lay_out(
    places: Iterable[Any],
    nights: Iterable[Any],
    over: Iterable[Any],
    window: Window,
) -> list[House]:
    """Return the houses of ``queries.board.places_between``, whose order keeps them together.

    ``nights`` are the rows of ``nights_between``, ``over`` those of ``open_ends``.
    """
    bars: dict[UUID, list[Bar]] = defaultdict(list)
    for row in nights:
        bars[row.place_id].append(bar(row, window))
    is_over = {row.place_id: row for row in over if runs_over(row, window.tonight)}
    houses: list[House] = []
    unit = None
    for place in places:
        row = is_over.get(place.pk)
        if row is not None and window.today_column and is_open_on(place, window.tonight):
            bars[place.pk].append(_over_bar(row, bars[place.pk], window))
        structure = place.unit.structure
        if not houses or houses[-1].structure.pk != structure.pk:
            houses.append(House(structure))
        own = sorted(bars[place.pk], key=lambda one: one.column)
        houses[-1].rows.append(Row(place, place.unit_id != unit, own))
        unit = place.unit_id
    return houses


def bar(row: Any, window: Window) -> Bar:
    """Return the bar of some nights that lie, at least in part, in the window."""
    first, end = row.nights.lower, row.nights.upper
    start = max(first, window.first)
    stop = min(end or window.end, window.end)
    made = Bar(
        key=str(row.id),
        kind=row.kind,
        first=first,
        end=end,
        column=(start - window.first).days + 1,
        span=(stop - start).days,
        is_cut_before=first < window.first,
        is_cut_after=end is None or end > window.end,
        person_id=row.person_id,
        stay_id=row.stay_id,
        request_id=row.request_id or row.of_request,
        expires_at=row.expires_at,
        reason=row.reason,
    )
    if row.counts_from is not None and row.ended_on is None:
        _set_clock(made, row, window.tonight)
    return made


def _set_clock(made: Bar, row: Any, tonight: dt.date) -> None:
    """Give the bar of a stay that runs the day of its term, and a mark where the end is near."""
    if tonight >= row.counts_from:
        made.day = (tonight - row.counts_from).days + 1
    if row.due_on is None:
        return
    made.total = (row.due_on - row.counts_from).days
    if made.end == row.due_on:
        made.left = (row.due_on - tonight).days
        made.mark = mark_of(made.left)


def mark_of(left: int) -> str:
    """Return the mark of a stay with so many days left; empty while the end is far."""
    if left <= 0:
        return OVER
    return next((str(most) for most in MARKS if left <= most), "")


def _over_bar(row: Any, known: Iterable[Bar], window: Window) -> Bar:
    """Return the bar, to tonight, of who may still sleep where their time is over."""
    first = window.first
    for one in known:
        if one.stay_id == row.stay_id and one.end is not None:
            first, one.mark = max(first, one.end), ""
    after = window.tonight + dt.timedelta(days=1)
    return Bar(
        key=f"over-{row.place_id}",
        kind=OccupancyKind.STAY,
        first=first,
        end=after,
        column=(first - window.first).days + 1,
        span=(after - first).days,
        is_cut_before=False,
        is_cut_after=False,
        person_id=row.person_id,
        stay_id=row.stay_id,
        mark=OVER,
    )
