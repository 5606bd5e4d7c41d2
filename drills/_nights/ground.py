"""The state of the model, and the questions its verbs ask: what is free, what is the term."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from .values import (
    CARRY_DAYS,
    FAR,
    ROME,
    Bed,
    Closure,
    Hold,
    House,
    Refused,
    Request,
    Row,
    Stay,
    months_later,
)


@dataclass(slots=True)
class Ground:
    """The state, and what the verbs ask of it. ``now`` is moved by who uses it."""

    houses: list[House]
    beds: list[Bed]
    minors: frozenset[int]
    now: dt.datetime
    rows: set[Row] = field(default_factory=set)
    requests: list[Request] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    closures: list[Closure] = field(default_factory=list)

    @property
    def today(self) -> dt.date:
        return self.now.astimezone(ROME).date()

    @property
    def tonight(self) -> dt.date:
        """Before six in the morning it is still the night before."""
        local = self.now.astimezone(ROME)
        return local.date() - dt.timedelta(days=1 if local.hour < 6 else 0)

    def live(self) -> set[Row]:
        """Return what takes nights: a hold that ran out takes none."""
        return {row for row in self.rows if row.until is None or row.until > self.now}

    # Holds and rows

    def _active(self, request: int) -> list[int]:
        return [
            number
            for number, hold in enumerate(self.holds)
            if hold.request == request and hold.state == "active"
        ]

    def _end_hold(self, number: int, state: str, reason: str = "") -> None:
        self.holds[number].state, self.holds[number].reason = state, reason
        self.rows = {row for row in self.rows if row.hold != number}

    def rows_of(self, stay: int) -> list[Row]:
        return sorted((row for row in self.rows if row.stay == stay), key=lambda row: row.first)

    def _stays_of(self, request: int) -> list[Stay]:
        return [stay for stay in self.stays if stay.request == request]

    def _shorten(self, row: Row, end: dt.date) -> None:
        self.rows.discard(row)
        if min(row.end, end) > row.first:
            self.rows.add(replace(row, end=min(row.end, end)))

    def _blocks_of(self, request: int) -> set[Row]:
        return {row for row in self.rows if row.kind == "block" and row.request == request}

    def _clash(self, wanted: set[Row], mine: set[Row]) -> set[Row]:
        """Return the rows of others that share a night with one of ``wanted``."""
        return {
            row
            for row in self.live() - mine
            for one in wanted
            if (row.place == one.place or (one.person is not None and row.person == one.person))
            and row.shares_a_night(one)
        }

    # The term

    def term(self, house: int, person: int, first: dt.date) -> tuple[dt.date, dt.date]:
        """Return the first night that counts, and the morning by which it must end."""
        months = self.houses[house].months
        if months is None:
            return first, FAR
        clock = first
        if self.houses[house].programme:
            for stay in self.stays:
                is_before = stay.person == person and stay.started <= first
                if is_before and self._counts(stay) and self._goes_on(stay, first):
                    clock = min(clock, stay.clock)
        longer = [s.extended for s in self.stays if s.person == person and s.clock == clock]
        return clock, max([months_later(clock, months), *longer])

    def _is_of_count(self, one: Stay, other: Stay) -> bool:
        return one.person == other.person and one.clock == other.clock

    def _counts(self, stay: Stay) -> bool:
        house = self.houses[stay.house]
        return house.programme and house.months is not None

    def _goes_on(self, stay: Stay, first: dt.date) -> bool:
        if stay.ended is None:
            return True
        return stay.ended > stay.started and (first - stay.ended).days <= CARRY_DAYS

    def _spoils_a_later_one(self, stay: Stay) -> bool:
        """Return whether a later stay would have had to count from this one's first night."""
        if not self._counts(stay):
            return False
        return any(
            later.person == stay.person
            and later.started > stay.started
            and self._counts(later)
            and (later.ended is None or later.ended > later.started)
            and (later.started - stay.due).days <= CARRY_DAYS
            and later.clock > stay.clock
            for later in self.stays
        )

    # What stands in the way

    def next_free(self, place: int, night: dt.date) -> int | None:
        """Return the nearest free place: of the unit, of the house, then any, by number."""
        bed, live = self.beds[place], self.live()

        def distance(other: int) -> tuple[bool, bool, int]:
            there = self.beds[other]
            return (there.unit != bed.unit, there.house != bed.house, other)

        return min(
            (
                other
                for other in range(len(self.beds))
                if other != place
                and self._is_open(other, night)
                and not any(row.place == other and row.covers(night) for row in live)
                and not self._is_over(other)
            ),
            key=distance,
            default=None,
        )

    def is_to_check(self, place: int) -> bool:
        """Return whether somebody may still sleep there: over their time, and nobody said.

        Only of a place that can be used tonight and that nobody else has.
        """
        night = self.tonight
        is_had = any(row.place == place and row.covers(night) for row in self.live())
        return self._is_open(place, night) and not is_had and self._is_over(place)

    def _is_over(self, place: int) -> bool:
        night, live = self.tonight, self.live()
        for row in live:
            if row.place != place or row.stay is None:
                continue
            stay = self.stays[row.stay]
            is_past = stay.ended is None and stay.due <= night and row.end == stay.due
            if is_past and not any(
                other.place == place and stay.due <= other.first <= night for other in live
            ):
                return True
        return False

    def _near(
        self,
        places: Iterable[int],
        persons: set[int],
        first: dt.date,
        but: Callable[[Row], bool] = lambda row: False,
    ) -> list[Row]:
        return [
            row
            for row in self.live()
            if (row.place in places or row.person in persons) and row.end > first and not but(row)
        ]

    def _check_free(
        self, near: list[Row], places: Iterable[int], persons: set[int], night: dt.date
    ) -> None:
        there = [row for row in near if row.covers(night)]
        if any(row.person in persons for row in there):
            raise Refused("PersonHasPlace")
        if there:
            raise Refused(
                *("PlaceClosed" if row.kind == "closure" else "PlaceTaken" for row in there)
            )
        if any(self.is_to_check(place) for place in places):
            raise Refused("PlaceToCheck")

    def _check_strangers(self, units: set[int], party: set[int], night: dt.date) -> None:
        for row in self.live():
            bed = self.beds[row.place]
            is_there = bed.unit in units and bed.is_room and row.covers(night)
            if is_there and row.person is not None and row.person not in party:
                raise Refused("MinorBesideStrangers")

    def _free_until(
        self, near: list[Row], place: int, persons: set[int], places: set[int], first: dt.date
    ) -> dt.date:
        nexts = [
            row.first
            for row in near
            if row.first > first and (row.place in places or row.person in persons)
        ]
        bed = self.beds[place]
        return min([bed.closed_on, self.houses[bed.house].closed_on, *nexts])

    def _is_open(self, place: int, night: dt.date) -> bool:
        bed = self.beds[place]
        return bed.opened_on <= night < min(bed.closed_on, self.houses[bed.house].closed_on)

    def _check_open(self, places: Iterable[int], night: dt.date) -> None:
        if not all(self._is_open(place, night) for place in places):
            raise Refused("PlaceClosed")

    def _check_days(self, request: Request, first: dt.date) -> None:
        if request.until_on <= first:
            raise Refused("NightsPassed")
