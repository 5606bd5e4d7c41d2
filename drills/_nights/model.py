"""Nights, holds and stays in plain Python: slow, small, and with nothing of the code it judges.

Everything is a number: a place, a person, a request. ``FAR`` stands for no end. Each verb either
changes the model or raises ``Refused`` with the names of the refusals that would be right.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
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


@dataclass(slots=True)
class Nights:
    """The whole model. ``now`` is moved by who uses it."""

    houses: list[House]
    beds: list[Bed]
    minors: frozenset[int]
    now: dt.datetime
    rows: set[Row] = field(default_factory=set)
    requests: list[Request] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    closures: int = 0

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

    # Asking

    def ask(self, party: tuple[int, ...], from_on: dt.date, until_on: dt.date) -> int:
        if self._open_with(party):
            raise Refused("AlreadyAsked")
        self.requests.append(Request(party, from_on, until_on))
        return len(self.requests) - 1

    def withdraw(self, number: int) -> None:
        request = self.requests[number]
        if request.state == "withdrawn":
            return
        if request.state != "open":
            raise Refused("RequestAnswered")
        for hold in self._active(number):
            if self.holds[hold].until > self.now:
                self._end_hold(hold, "released", "person_declined")
        request.state = "withdrawn"

    def ask_again(self, number: int) -> None:
        request = self.requests[number]
        if request.state == "open":
            return
        if request.state == "placed":
            raise Refused("RequestAnswered")
        if self._open_with(request.party):
            raise Refused("AlreadyAsked")
        request.state = "open"

    def _open_with(self, party: Iterable[int]) -> bool:
        return any(one.state == "open" and set(one.party) & set(party) for one in self.requests)

    # Holding

    def hold(self, number: int, places: list[int], hours: int) -> int:
        request = self.requests[number]
        if request.state != "open":
            raise Refused("RequestAnswered")
        active = self._active(number)
        if any(self.holds[one].until > self.now for one in active):
            raise Refused("AlreadyHeld")
        first = max(request.from_on, self.tonight)
        self._check_days(request, first)
        people: list[int | None] = [*request.party][: len(places)]
        people += [None] * (len(places) - len(people))
        persons = {one for one in people if one is not None}
        self._check_open(places, first)
        near = self._near(places, persons, first)
        self._check_free(near, places, persons, first)
        for one in active:
            self._end_hold(one, "expired")
        until = self.now + dt.timedelta(hours=hours)
        self.holds.append(Hold(number, until))
        made = len(self.holds) - 1
        for place, person in zip(places, people, strict=True):
            end = self._free_until(near, place, {person} - {None}, {place}, first)
            end = min(end, request.until_on)
            self.rows.add(Row(place, person, "hold", first, end, hold=made, until=until))
        return made

    def confirm(self, number: int, *, whole: bool, accompanied: bool, strangers: bool) -> list[int]:
        hold = self.holds[number]
        if hold.state == "confirmed":
            return [n for n, stay in enumerate(self.stays) if stay.request == hold.request]
        if hold.state != "active" or hold.until <= self.now:
            raise Refused("HoldEnded")
        beds = {
            row.person: row.place
            for row in self.rows
            if row.hold == number and row.person is not None
        }
        return self.give(
            hold.request, beds, whole=whole, accompanied=accompanied, strangers=strangers
        )

    def release(self, number: int, reason: str) -> None:
        hold = self.holds[number]
        if hold.state == "released" and hold.reason == reason:
            return
        if hold.state != "active" or hold.until <= self.now:
            raise Refused("HoldEnded")
        self._end_hold(number, "released", reason)

    def sweep(self) -> None:
        for number, hold in enumerate(self.holds):
            if hold.state == "active" and hold.until <= self.now:
                self._end_hold(number, "expired")

    def _active(self, request: int) -> list[int]:
        return [
            number
            for number, hold in enumerate(self.holds)
            if hold.request == request and hold.state == "active"
        ]

    def _end_hold(self, number: int, state: str, reason: str = "") -> None:
        self.holds[number].state, self.holds[number].reason = state, reason
        self.rows = {row for row in self.rows if row.hold != number}

    # Giving

    def give(
        self,
        number: int,
        beds: dict[int, int],
        *,
        whole: bool = False,
        accompanied: bool = False,
        strangers: bool = False,
    ) -> list[int]:
        request = self.requests[number]
        if request.state != "open":
            return self._given_before(number, beds)
        first = max(request.from_on, self.tonight)
        self._check_days(request, first)
        is_minor = {person: person in self.minors for person in beds}
        if any(is_minor.values()) and all(is_minor.values()) and not accompanied:
            raise Refused("MinorAlone")
        units = {self.beds[place].unit for place in beds.values()}
        others = [
            place
            for place, bed in enumerate(self.beds)
            if whole and bed.unit in units and place not in beds.values()
        ]
        places = [*beds.values(), *others]
        self._check_open(places, first)
        own = {hold for hold in range(len(self.holds)) if self.holds[hold].request == number}
        near = self._near(places, set(beds), first, but=lambda row: row.hold in own)
        self._check_free(near, places, set(beds), first)
        if any(is_minor.values()) and not whole and not strangers:
            self._check_strangers(units, set(beds) | set(request.party), first)
        stays = []
        for person, place in beds.items():
            house = self.beds[place].house
            together = {one for one in places if self.beds[one].unit == self.beds[place].unit}
            end = min(request.until_on, self._free_until(near, place, {person}, together, first))
            clock, due = self.term(house, person, first)
            if due <= first:
                raise Refused("TermSpent")
            stay = Stay(person, house, number, first, clock, min(due, end))
            if self._spoils_a_later_one(stay):
                raise Refused("LaterStayCounts")
            stays.append(stay)
        for one in self._active(number):
            past = self.holds[one].until <= self.now
            self._end_hold(one, "expired" if past else "confirmed")
        made = []
        for stay in stays:
            self.stays.append(stay)
            made.append(len(self.stays) - 1)
            place = beds[stay.person]
            self.rows.add(Row(place, stay.person, "booking", first, stay.due, stay=made[-1]))
        for place in others:
            ends = [
                stay.due
                for stay in stays
                if self.beds[beds[stay.person]].unit == self.beds[place].unit
            ]
            self.rows.add(Row(place, None, "block", first, max(ends), request=number))
        request.state = "placed"
        return made

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

    def _given_before(self, number: int, beds: dict[int, int]) -> list[int]:
        mine = {stay.person: n for n, stay in enumerate(self.stays) if stay.request == number}
        taken = {(row.person, row.place) for row in self.rows if row.stay in mine.values()}
        if taken and set(beds.items()) <= taken:
            return [mine[person] for person in beds]
        raise Refused("RequestAnswered")

    # The life of a stay

    def arrive(self, number: int) -> None:
        stay = self.stays[number]
        if stay.ended is not None:
            raise Refused("StayEnded")
        booked = {row for row in self.rows if row.stay == number and row.kind == "booking"}
        if stay.arrived and not booked:
            return
        if self.tonight < stay.started:
            raise Refused("NotYetExpected")
        self.rows = (self.rows - booked) | {replace(row, kind="stay") for row in booked}
        stay.arrived = True

    def move(self, number: int, place: int, on: dt.date, *, strangers: bool) -> None:
        stay = self.stays[number]
        night = max(on, stay.started)
        if stay.ended is not None:
            raise Refused("StayEnded")
        if self.beds[place].house != stay.house:
            raise Refused("OtherStructure")
        mine = self.rows_of(number)
        row = next((one for one in mine if one.covers(night)), None)
        if row is None:
            raise Refused("WrongDay")
        if row.place == place:
            return
        self._check_open([place], night)
        near = self._near([place], set(), night)
        self._check_free(near, [place], set(), night)
        unit = self.beds[place].unit
        if stay.person in self.minors and unit != self.beds[row.place].unit and not strangers:
            together = {one.person for one in self._stays_of(stay.request)}
            self._check_strangers({unit}, together, night)
        end = min(row.end, self._free_until(near, place, set(), {place}, night))
        is_last = row.end == max(one.end for one in mine)
        self._shorten(row, night)
        self.rows.add(replace(row, place=place, first=night, end=end))
        if is_last:
            stay.due = end

    def move_back(self, number: int, before: list[Row], due: dt.date, after: list[Row]) -> None:
        stay = self.stays[number]
        if stay.ended is not None:
            raise Refused("StayEnded")
        mine = self.rows_of(number)
        if [(r.place, r.first, r.end) for r in mine] != [(r.place, r.first, r.end) for r in after]:
            raise Refused("StayChanged")
        again = {replace(row, kind="stay" if stay.arrived else row.kind) for row in before}
        self._check_again(again, set(mine))
        if due > stay.due and self._spoils_a_later_one(replace(stay, due=due)):
            raise Refused("NightsGivenAgain")
        self.rows = (self.rows - set(mine)) | again
        stay.due = due

    def end(self, number: int, on: dt.date) -> list[Row]:
        """End a stay; return the nights it had."""
        stay = self.stays[number]
        if stay.ended is not None:
            if stay.ended == on:
                return []
            raise Refused("StayEnded")
        if not stay.started <= on <= max(self.today, stay.started):
            raise Refused("WrongDay")
        before = self.rows_of(number)
        if all(s.ended is not None or s is stay for s in self._stays_of(stay.request)):
            before += [
                row for row in self.rows if row.kind == "block" and row.request == stay.request
            ]
        for row in before:
            self._shorten(row, on)
        stay.ended = on
        return before

    def reopen(self, number: int, before: list[Row]) -> None:
        stay = self.stays[number]
        if stay.ended is None:
            return
        places = {row.place for row in before if row.kind == "block"}
        mine = {
            row
            for row in self.rows
            if row.stay == number
            or (row.kind == "block" and row.request == stay.request and row.place in places)
        }
        self._check_again(set(before), mine)
        if self._spoils_a_later_one(stay):
            raise Refused("NightsGivenAgain")
        self.rows = (self.rows - mine) | set(before)
        stay.ended = None

    def extend(self, number: int, until: dt.date) -> None:
        """Approve that a stay lasts longer, in the place it has last."""
        stay = self.stays[number]
        row = self.rows_of(number)[-1]
        longer = replace(row, end=until)
        self._check_again({longer}, {row})
        if self._spoils_a_later_one(replace(stay, due=until)):
            raise Refused("NightsGivenAgain")
        stay.extended, stay.due = max(stay.extended, until), until
        self.rows = (self.rows - {row}) | {longer}

    def rows_of(self, stay: int) -> list[Row]:
        return sorted((row for row in self.rows if row.stay == stay), key=lambda row: row.first)

    def _stays_of(self, request: int) -> list[Stay]:
        return [stay for stay in self.stays if stay.request == request]

    def _shorten(self, row: Row, end: dt.date) -> None:
        self.rows.discard(row)
        if min(row.end, end) > row.first:
            self.rows.add(replace(row, end=min(row.end, end)))

    def _check_again(self, wanted: set[Row], mine: set[Row]) -> None:
        for row in self.live() - mine:
            for one in wanted:
                same = row.place == one.place or (
                    one.person is not None and row.person == one.person
                )
                if same and row.shares_a_night(one):
                    raise Refused("NightsGivenAgain")

    # Closing

    def close(self, places: list[int], first: dt.date, end: dt.date) -> int:
        wanted = {Row(p, None, "closure", first, end, closure=self.closures) for p in places}
        self._check_again(wanted, set())
        self.rows |= wanted
        self.closures += 1
        return self.closures - 1

    def lift(self, closure: int) -> None:
        self.rows = {row for row in self.rows if row.closure != closure}

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
                and not self.to_check(other)
            ),
            key=distance,
            default=None,
        )

    def to_check(self, place: int) -> bool:
        """Return whether somebody may still sleep there: over their time, and nobody said."""
        night, live = self.tonight, self.live()
        for row in live:
            if row.place != place or row.stay is None:
                continue
            stay = self.stays[row.stay]
            if stay.ended is None and stay.due <= night and row.end == stay.due:
                return not any(
                    other.place == place and stay.due <= other.first <= night for other in live
                )
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
        for place in places:
            is_usable = self._is_open(place, self.tonight)
            is_had = any(r.place == place and r.covers(self.tonight) for r in self.live())
            if is_usable and not is_had and self.to_check(place):
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
