"""The machine: does the same to the database and to the model, and compares after every step."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

import time_machine
from django.db import IntegrityError, connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from lgnet.housing import queries
from lgnet.housing.actions import holds, moves, placing, requests, stays
from lgnet.housing.actions.nights import Wanted, take
from lgnet.housing.actions.refusals import HousingRefused
from lgnet.housing.enums import (
    ClosureReason,
    EndReason,
    ExtensionReason,
    ExtensionState,
    OccupancyKind,
    ReleaseReason,
)
from lgnet.housing.models import Closure, Extension, Hold, Occupancy, PlacementRequest, Stay
from lgnet.kernel.ids import uuid7

from .model import FAR, Refused, Row, months_later
from .world import PARTIES, World

T = TypeVar("T")
NUMBERS = st.integers(0, 11)
SELDOM = 10  # numbers from here on mean the unusual
SPANS = (1, 2, 5, 28, 45, 200)
STARTS = (0, 0, 0, 1, 3, 25, 31, 100, 184, 215)
HOURS = (0, 1, 3, 4, 10, 24, 48, 24 * 27, 24 * 31, 24 * 120, 24 * 185)
_ROWS = """
    SELECT place_id, person_id, kind, lower(nights), upper(nights), stay_id, hold_id, request_id,
           closure_id
      FROM housing_occupancy WHERE expires_at IS NULL OR expires_at > %s
"""
_STAYS = "SELECT id, started_on, clock_started_on, due_on, ended_on, arrived_at FROM housing_stay"


class Conflict(Exception):
    """A seed of ours was refused by what the database promises."""


class NightsMachine(RuleBasedStateMachine):
    """Bind ``world`` in a subclass, and run it inside a transaction with the world's scope."""

    world: World
    # What happened, over all runs of the process.
    tally: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.tally["runs"] += 1
        self.model = self.world.nights()
        self.places = {place.pk: number for number, place in enumerate(self.world.places)}
        self.people = {person.pk: number for number, person in enumerate(self.world.people)}
        self.requests: list[UUID] = []
        self.holds: list[UUID] = []
        self.stays: list[UUID] = []
        self.closures: list[UUID] = []
        self.ended: dict[int, tuple[list[stays.Nights], list[Row]]] = {}
        self.moved: tuple[Any, ...] = ()
        self.clock = time_machine.travel(self.model.now, tick=False)
        self.traveller = self.clock.start()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self) -> None:
        """Leave nothing behind, but ask first what is only checked at a commit."""
        try:
            if not connection.needs_rollback:
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)
            self.clock.stop()

    # Verbs

    @rule(party=NUMBERS, start=NUMBERS, span=st.none() | NUMBERS)
    def ask(self, party: int, start: int, span: int | None) -> None:
        people = _pick(self._without_request(), party)
        first = self.model.tonight + dt.timedelta(days=_pick(STARTS, start))
        until = FAR if span is None else first + dt.timedelta(days=_pick(SPANS, span))
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

    @precondition(lambda self: any(self._may_extend(n) for n in range(len(self.stays))))
    @rule(number=NUMBERS, months=st.integers(1, 3))
    def extend(self, number: int, months: int) -> None:
        able = [n for n in range(len(self.stays)) if self._may_extend(n)]
        n = able[number % len(able)]
        until = months_later(self.model.stays[n].due, months)
        self._both(lambda: self._extend(n, until), lambda: self.model.extend(n, until))

    @rule(place=NUMBERS, count=st.integers(1, 4), start=NUMBERS, span=st.none() | NUMBERS)
    def close(self, place: int, count: int, start: int, span: int | None) -> None:
        wanted = [(place + step) % len(self.world.places) for step in range(count)]
        first = self.model.tonight + dt.timedelta(days=_pick(STARTS, start))
        end = FAR if span is None else first + dt.timedelta(days=_pick(SPANS, span))
        closed = self._both(
            lambda: self._close(wanted, first, None if end == FAR else end),
            lambda: self.model.close(wanted, first, end),
        )
        assert closed is None or closed == len(self.closures) - 1

    @precondition(lambda self: self.closures)
    @rule(number=NUMBERS)
    def lift(self, number: int) -> None:
        n = self._number(self.closures, number)
        Occupancy.objects.filter(closure=self.closures[n]).delete()
        self.model.lift(n)

    @rule(hours=NUMBERS)
    def wait(self, hours: int) -> None:
        self.model.now += dt.timedelta(hours=_pick(HOURS, hours))
        self.traveller.move_to(self.model.now)

    @rule(place=NUMBERS, start=NUMBERS)
    def offer_another(self, place: int, start: int) -> None:
        """Ask what who came too late is offered."""
        where = place % len(self.world.places)
        night = self.model.tonight + dt.timedelta(days=_pick(STARTS, start))
        found = queries.next_free_place(self.world.places[where], night)
        offered = None if found is None else self.places[found.pk]
        assert offered == self.model.next_free(where, night), f"offered {offered}"

    @rule()
    def sweep(self) -> None:
        self._both(holds.end_expired_holds, self.model.sweep)

    # Comparing

    @invariant()
    def both_are_the_same(self) -> None:
        self.tally["steps"] += 1
        with connection.cursor() as cursor:
            cursor.execute(_ROWS, [self.model.now])
            found = {self._row(*row) for row in cursor.fetchall()}
            cursor.execute(_STAYS)
            stood = {self.stays.index(row[0]): row[1:] for row in cursor.fetchall()}
        live = self.model.live()
        wanted = {(*_of(row), row.stay, row.hold, row.request, row.closure) for row in live}
        assert found == wanted, _difference(found, wanted)
        kept = {
            n: (s.started, s.clock, None if s.due == FAR else s.due, s.ended, s.arrived)
            for n, s in enumerate(self.model.stays)
        }
        stood = {n: (*row[:4], row[4] is not None) for n, row in stood.items()}
        assert stood == kept, _difference(set(stood.items()), set(kept.items()))

    def _both(self, deed: Callable[[], object], verb: Callable[[], T]) -> T | None:
        """Do it in the database and in the model; they must agree, refusals included."""
        told = ""
        try:
            with transaction.atomic():
                deed()
        except HousingRefused as refused:
            told = type(refused).__name__
        except Conflict:
            told = "NightsGivenAgain"
        try:
            result = verb()
        except Refused as refused:
            self.tally[" or ".join(sorted(refused.names))] += 1
            assert told in refused.names, f"{told or 'done'}, not {refused}"
            return None
        assert not told, f"{told}, not done"
        self.tally["done"] += 1
        return result

    def _give(self, deed: Callable[[], list[Stay]], verb: Callable[[], list[int]]) -> None:
        given: list[Stay] = []
        made = self._both(lambda: given.extend(deed()), verb)
        if made is None:
            return
        by_person = {self.people[stay.person_id]: stay.pk for stay in given}
        for number in made:
            stay_id = by_person[self.model.stays[number].person]
            if number == len(self.stays):
                self.stays.append(stay_id)
            assert self.stays[number] == stay_id, "another stay than before"

    def _row(self, place: UUID, person: UUID, kind: str, first: Any, end: Any, *of: Any) -> Any:
        stay, hold, request, closure = of
        return (
            self.places[place],
            None if person is None else self.people[person],
            kind,
            first,
            end or FAR,
            None if stay is None else self.stays.index(stay),
            None if hold is None else self.holds.index(hold),
            None if request is None else self.requests.index(request),
            None if closure is None else self.closures.index(closure),
        )

    # The database's side of verbs that have no action of their own

    def _may_extend(self, number: int) -> bool:
        stay = self.model.stays[number]
        rows = self.model.rows_of(number)
        is_capped = self.model.houses[stay.house].months is not None
        return is_capped and stay.ended is None and bool(rows) and rows[-1].end == stay.due

    def _extend(self, number: int, until: dt.date) -> None:
        stay = self._stay(number)
        now = self.model.now
        try:
            Extension.objects.create(
                id=uuid7(),
                stay=stay,
                until_on=until,
                reason=ExtensionReason.HEALTH,
                exit_plan="Prova",
                state=ExtensionState.APPROVED,
                asked_at=now,
                asked_by=self.world.by,
                decided_at=now,
                decided_by=self.world.other,
            )
            row = Occupancy.objects.filter(stay=stay).order_by("-nights")[0]
            Stay.objects.filter(pk=stay.pk).update(due_on=until)
            row.nights = type(row.nights)(row.nights.lower, until)
            row.save(update_fields=["nights"])
        except IntegrityError as error:
            raise Conflict from error

    def _close(self, places: list[int], first: dt.date, end: dt.date | None) -> None:
        closure = Closure.objects.create(
            id=uuid7(),
            structure=self.world.places[places[0]].unit.structure,
            reason=ClosureReason.OTHER,
            from_on=first,
            until_on=end,
            recorded_by=self.world.by,
        )
        wanted = [
            Wanted(
                self.world.places[place].pk,
                None,
                OccupancyKind.CLOSURE,
                first,
                end,
                closure_id=closure.pk,
            )
            for place in places
        ]
        if not take(wanted):
            raise Conflict
        self.closures.append(closure.pk)

    def _number(self, known: list[UUID], number: int) -> int:
        """Return one that is there; small numbers mean the newest, with which things happen."""
        return len(known) - 1 - number % len(known)

    def _open_request(self, number: int) -> int:
        """Return one that waits, and now and then another."""
        waiting = [n for n, one in enumerate(self.model.requests) if one.state == "open"]
        if waiting and number < SELDOM:
            return waiting[-1 - number % len(waiting)]
        return self._number(self.requests, number)

    def _without_request(self) -> list[tuple[int, ...]]:
        """Return the parties of which nobody waits yet, and one more."""
        waiting = {p for one in self.model.requests if one.state == "open" for p in one.party}
        return [party for party in PARTIES if not waiting & set(party)] or [PARTIES[0]]

    def _request(self, number: int) -> PlacementRequest:
        return PlacementRequest.objects.select_related("person").get(pk=self.requests[number])

    def _hold(self, number: int) -> Hold:
        return Hold.objects.select_related("request").get(pk=self.holds[number])

    def _stay(self, number: int) -> Stay:
        return Stay.objects.get(pk=self.stays[number])


def _pick(values: Any, number: int) -> Any:
    return values[number % len(values)]


def _of(row: Row) -> tuple[Any, ...]:
    return (row.place, row.person, row.kind, row.first, row.end)


def _difference(found: set[Any], wanted: set[Any]) -> str:
    return f"database alone: {found - wanted}; model alone: {wanted - found}"
