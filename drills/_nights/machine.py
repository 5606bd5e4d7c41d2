"""The machine: asks, holds, gives, moves, ends, closes in any order, as days go by."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from lgnet.housing import queries
from lgnet.housing.actions import closures, extensions, holds, moves, placing, requests, stays
from lgnet.housing.enums import ClosureReason, EndReason, ExtensionReason, ReleaseReason
from lgnet.kernel.ids import uuid7

from .comparison import Comparison, pick
from .values import FAR

NUMBERS = st.integers(0, 11)
SPANS = (1, 2, 5, 28, 45, 200)
STARTS = (0, 0, 0, 1, 3, 25, 31, 100, 184, 215)
HOURS = (0, 1, 3, 4, 10, 24, 48, 24 * 27, 24 * 31, 24 * 120, 24 * 185)


class NightsMachine(Comparison):
    """Bind ``world`` in a subclass, and run it inside a transaction with the world's scope."""

    @rule(party=NUMBERS, start=NUMBERS, span=st.none() | NUMBERS)
    def ask(self, party: int, start: int, span: int | None) -> None:
        people = pick(self._without_request(), party)
        first = self.model.tonight + dt.timedelta(days=pick(STARTS, start))
        until = FAR if span is None else first + dt.timedelta(days=pick(SPANS, span))
        number = uuid7()
        made = self._both(
            lambda: requests.ask_for_place(
                id=number,
                person=self.world.people[people[0]],
                members=[self.world.people[one] for one in people[1:]],
                from_on=first,
                until_on=None if until == FAR else until,
                by=self.world.by,
            ),
            lambda: self.model.ask(people, first, until),
        )
        if made is not None:
            self.requests.append(number)

    @rule(party=NUMBERS, start=NUMBERS, place=NUMBERS)
    def ask_and_give(self, party: int, start: int, place: int) -> None:
        """What happens most, as one step, so that houses fill."""
        asked = len(self.requests)
        self.ask(party, start, None)
        if len(self.requests) > asked:
            self.give(0, place, False, False, False, False)

    @precondition(lambda self: self.requests)
    @rule(number=NUMBERS, again=st.booleans())
    def withdraw_or_ask_again(self, number: int, again: bool) -> None:
        n = self._number(self.requests, number)
        request = self._request(n)
        if again:
            self._both(
                lambda: requests.reopen_request(request=request, by=self.world.by),
                lambda: self.model.ask_again(n),
            )
        else:
            self._both(
                lambda: requests.withdraw_request(request=request, by=self.world.by),
                lambda: self.model.withdraw(n),
            )

    @precondition(lambda self: self.requests)
    @rule(
        number=NUMBERS,
        place=NUMBERS,
        alone=st.booleans(),
        whole=st.booleans(),
        accompanied=st.booleans(),
        strangers=st.booleans(),
    )
    def give(
        self, number: int, place: int, alone: bool, whole: bool, accompanied: bool, strangers: bool
    ) -> None:
        n = self._open_request(number)
        party = self.model.requests[n].party
        chosen = party[:1] if alone else party
        count = len(self.world.places)
        beds = {person: (place + step) % count for step, person in enumerate(chosen)}
        options = {"is_accompanied": accompanied, "by": self.world.by}
        if len(beds) == 1 and not whole and not strangers:
            person, where = next(iter(beds.items()))
            if person == party[0]:
                self._give(
                    lambda: [
                        placing.give_place(
                            request=self._request(n), place=self.world.places[where], **options
                        )
                    ],
                    lambda: self.model.give(n, beds, accompanied=accompanied),
                )
                return
        self._give(
            lambda: placing.give_places(
                request=self._request(n),
                beds={
                    self.world.people[person].pk: self.world.places[where]
                    for person, where in beds.items()
                },
                whole_unit=whole,
                accepts_strangers=strangers,
                **options,
            ),
            lambda: self.model.give(
                n, beds, whole=whole, accompanied=accompanied, strangers=strangers
            ),
        )

    @precondition(lambda self: self.requests)
    @rule(number=NUMBERS, place=NUMBERS, count=st.integers(1, 3), hours=st.integers(1, 48))
    def hold(self, number: int, place: int, count: int, hours: int) -> None:
        n = self._open_request(number)
        wanted = [(place + step) % len(self.world.places) for step in range(count)]
        hold_id = uuid7()
        made = self._both(
            lambda: holds.hold_places(
                id=hold_id,
                request=self._request(n),
                places=[self.world.places[one] for one in wanted],
                hours=hours,
                by=self.world.by,
            ),
            lambda: self.model.hold(n, wanted, hours),
        )
        if made is not None:
            self.holds.append(hold_id)

    @precondition(lambda self: self.holds)
    @rule(number=NUMBERS, whole=st.booleans(), accompanied=st.booleans(), strangers=st.booleans())
    def confirm(self, number: int, whole: bool, accompanied: bool, strangers: bool) -> None:
        n = self._number(self.holds, number)
        self._give(
            lambda: holds.confirm_hold(
                hold=self._hold(n),
                whole_unit=whole,
                is_accompanied=accompanied,
                accepts_strangers=strangers,
                by=self.world.by,
            ),
            lambda: self.model.confirm(
                n, whole=whole, accompanied=accompanied, strangers=strangers
            ),
        )

    @precondition(lambda self: self.holds)
    @rule(number=NUMBERS)
    def release(self, number: int) -> None:
        n = self._number(self.holds, number)
        reason = ReleaseReason.PERSON_DECLINED
        self._both(
            lambda: holds.release_hold(hold=self._hold(n), reason=reason, by=self.world.by),
            lambda: self.model.release(n, reason.value),
        )

    @precondition(lambda self: self.stays)
    @rule(number=NUMBERS)
    def arrive(self, number: int) -> None:
        n = self._number(self.stays, number)
        self._both(
            lambda: stays.record_arrival(stay=self._stay(n), by=self.world.by),
            lambda: self.model.arrive(n),
        )

    @precondition(lambda self: self.stays)
    @rule(
        number=NUMBERS,
        place=NUMBERS,
        days=st.sampled_from((None, 0, 0, 2, 20, -1)),
        strangers=st.booleans(),
    )
    def move(self, number: int, place: int, days: int | None, strangers: bool) -> None:
        n = self._number(self.stays, number)
        where = place % len(self.world.places)
        on = None if days is None else self.model.tonight + dt.timedelta(days=days)
        stay, due = self._stay(n), self.model.stays[n].due
        before, rows = moves.nights_of(stay), self.model.rows_of(n)
        done = self._both(
            lambda: stays.move_stay(
                stay=stay,
                place=self.world.places[where],
                by=self.world.by,
                on=on,
                accepts_strangers=strangers,
            ),
            lambda: (
                self.model.move(n, where, on or self.model.tonight, strangers=strangers),
                True,
            )[1],
        )
        if done:
            after = moves.nights_of(stay), self.model.rows_of(n)
            self.moved = (n, (before, rows), (stay.due_on, due), after)

    @precondition(lambda self: self.moved)
    @rule()
    def move_back(self) -> None:
        n, (before, rows), (due_on, due), (after, after_rows) = self.moved
        self._both(
            lambda: moves.move_back(
                stay=self._stay(n), before=before, due_on=due_on, after=after, by=self.world.by
            ),
            lambda: self.model.move_back(n, rows, due, after_rows),
        )

    @precondition(lambda self: self.stays)
    @rule(number=NUMBERS, ago=st.sampled_from((0, 0, 1, 3, 30, -1, None)))
    def end(self, number: int, ago: int | None) -> None:
        n = self._number(self.stays, number)
        started = self.model.stays[n].started
        on = started if ago is None else self.model.today - dt.timedelta(days=ago)
        kept: list[Any] = []

        def end_both() -> None:
            kept.append(
                stays.end_stay(stay=self._stay(n), on=on, reason=EndReason.OTHER, by=self.world.by)[
                    1
                ]
            )

        had = self._both(end_both, lambda: self.model.end(n, on))
        if had:
            self.ended[n] = (kept[0], had)

    @precondition(lambda self: self.ended)
    @rule(number=NUMBERS)
    def reopen(self, number: int) -> None:
        n = sorted(self.ended)[number % len(self.ended)]
        before, rows = self.ended[n]
        self._both(
            lambda: stays.reopen_stay(stay=self._stay(n), nights=before, by=self.world.by),
            lambda: self.model.reopen(n, rows),
        )

    @precondition(lambda self: self.stays)
    @rule(number=NUMBERS, months=st.integers(1, 3))
    def extend(self, number: int, months: int) -> None:
        """Two people: one asks, the other approves; neither stands where it is refused."""
        n = self._number(self.stays, number)
        until = self.model.extended_until(n, months)

        def ask_and_approve() -> None:
            asked = extensions.ask_extension(
                id=uuid7(),
                stay=self._stay(n),
                until=until,
                reason=ExtensionReason.HEALTH,
                exit_plan="Prova",
                by=self.world.by,
            )
            extensions.approve_extension(extension=asked, by=self.world.other)

        self._both(ask_and_approve, lambda: self.model.extend(n, months))

    @rule(house=NUMBERS, count=st.integers(1, 3), start=NUMBERS, span=st.none() | NUMBERS)
    def close(self, house: int, count: int, start: int, span: int | None) -> None:
        structure = pick(self.world.structures, house)
        places = [p for p in self.world.places if p.unit.structure_id == structure.pk][:count]
        first = self.model.tonight + dt.timedelta(days=pick(STARTS, start))
        end = FAR if span is None else first + dt.timedelta(days=pick(SPANS, span))
        closure_id = uuid7()
        closed = self._both(
            lambda: closures.close_places(
                id=closure_id,
                house=structure,
                places=places,
                reason=ClosureReason.OTHER,
                from_on=first,
                until_on=None if end == FAR else end,
                by=self.world.by,
            ),
            lambda: self.model.close(tuple(self.places[p.pk] for p in places), first, end),
        )
        if closed is not None:
            self.closures.append(closure_id)

    @precondition(lambda self: self.closures)
    @rule(number=NUMBERS, days=st.sampled_from((0, 0, 1, 30, -1, None)))
    def end_closure(self, number: int, days: int | None) -> None:
        n = self._number(self.closures, number)
        closure = self._closure(n)
        if closure is None:
            return
        end = FAR if days is None else self.model.tonight + dt.timedelta(days=days)
        self._both(
            lambda: closures.change_closure_end(
                closure=closure, until_on=None if end == FAR else end, by=self.world.by
            ),
            lambda: self.model.end_closure(n, end),
        )

    @rule(hours=NUMBERS)
    def wait(self, hours: int) -> None:
        self.model.now += dt.timedelta(hours=pick(HOURS, hours))
        self.traveller.move_to(self.model.now)

    @rule(place=NUMBERS, start=NUMBERS)
    def offer_another(self, place: int, start: int) -> None:
        """Ask what who came too late is offered."""
        where = place % len(self.world.places)
        night = self.model.tonight + dt.timedelta(days=pick(STARTS, start))
        found = queries.next_free_place(self.world.places[where], night)
        offered = None if found is None else self.places[found.pk]
        assert offered == self.model.next_free(where, night), f"offered {offered}"

    @rule()
    def sweep(self) -> None:
        self._both(holds.end_expired_holds, self.model.sweep)
