"""Nights, holds and stays in plain Python: slow, small, and with nothing of the code it judges.

Everything is a number: a place, a person, a request. Each verb either changes the model or raises
``Refused`` with the names of the refusals that would be right.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .ground import Ground
from .values import FAR, Closure, Hold, Refused, Request, Row, Stay, months_later


@dataclass
class Asking(Ground):
    """Asking for places, holding and giving them."""

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

    def _given_before(self, number: int, beds: dict[int, int]) -> list[int]:
        mine = {stay.person: n for n, stay in enumerate(self.stays) if stay.request == number}
        taken = {(row.person, row.place) for row in self.rows if row.stay in mine.values()}
        if taken and set(beds.items()) <= taken:
            return [mine[person] for person in beds]
        raise Refused("RequestAnswered")


@dataclass
class Nights(Asking):
    """The whole model: what becomes of stays, too, and of places out of service."""

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
        if self._clash(again, set(mine)):
            raise Refused("NightsGivenAgain")
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
            before += self._blocks_of(stay.request)
        for row in before:
            self._shorten(row, on)
        stay.ended = on
        return before

    def reopen(self, number: int, before: list[Row]) -> None:
        stay = self.stays[number]
        if stay.ended is None:
            return
        places = {row.place for row in before if row.kind == "block"}
        mine = set(self.rows_of(number))
        mine |= {row for row in self._blocks_of(stay.request) if row.place in places}
        if self._clash(set(before), mine) or self._spoils_a_later_one(stay):
            raise Refused("NightsGivenAgain")
        self.rows = (self.rows - mine) | set(before)
        stay.ended = None

    def extend(self, number: int, months: int) -> None:
        """Let a second person approve that somebody may stay so many months beyond the term."""
        stay = self.stays[number]
        term = self.houses[stay.house].months
        if term is None:
            raise Refused("NoTerm")
        until = self.extended_until(number, months)
        mine = self.rows_of(number)
        if stay.ended is None and mine:
            last = mine[-1]
            rows = {last} | {
                row
                for row in self._blocks_of(stay.request)
                if row.end == last.end and self.beds[row.place].unit == self.beds[last.place].unit
            }
            longer = {replace(row, end=until) for row in rows}
            self._check_next(longer, rows, last)
            if self.term(stay.house, stay.person, stay.started)[0] < stay.clock:
                raise Refused("TermSpent")
            if self._spoils_a_later_one(replace(stay, due=max(stay.due, until))):
                raise Refused("LaterStayCounts")
            self.rows = (self.rows - rows) | longer
            stay.due = max(stay.due, until)
        stay.extended = max(stay.extended, until)

    def extended_until(self, number: int, months: int) -> dt.date:
        """Return so many months after the end of the term, or after tonight."""
        stay = self.stays[number]
        term = self.houses[stay.house].months
        if term is None:
            return FAR
        longer = [s.extended for s in self.stays if self._is_of_count(s, stay)]
        ends = max([months_later(stay.clock, term), *longer])
        return months_later(max(ends, self.tonight), months)

    def _check_next(self, longer: set[Row], rows: set[Row], last: Row) -> None:
        bed = self.beds[last.place]
        closes = min(bed.closed_on, self.houses[bed.house].closed_on)
        later = {replace(row, first=last.end) for row in longer}
        if self._clash(later, rows) or closes < next(iter(later)).end:
            raise Refused("NextInTheWay")

    # Closing

    def close(self, places: tuple[int, ...], first: dt.date, end: dt.date) -> int:
        self._check_closing(places, first, end)
        self.closures.append(Closure(places, first, end))
        made = len(self.closures) - 1
        self.rows |= {Row(place, None, "closure", first, end, closure=made) for place in places}
        return made

    def end_closure(self, number: int, end: dt.date) -> None:
        closure = self.closures[number]
        if end == closure.end:
            return
        if min(end, closure.end) < self.tonight:
            raise Refused("NightPassed")
        if end > closure.end:
            self._check_closing(closure.places, closure.end, end)
        mine = {row for row in self.rows if row.closure == number}
        self.rows -= mine
        if end > closure.first:
            self.rows |= {replace(row, end=end) for row in mine}
        closure.end = end

    def _check_closing(self, places: tuple[int, ...], first: dt.date, end: dt.date) -> None:
        """Nobody is moved by a closure, and nothing is closed twice."""
        nights = {Row(place, None, "closure", first, end) for place in places}
        there = self._clash(nights, set())
        is_over = first <= self.tonight < end and any(self.is_to_check(one) for one in places)
        if is_over or any(row.kind != "closure" for row in there):
            raise Refused("MustMove")
        if there:
            raise Refused("AlreadyClosed")
