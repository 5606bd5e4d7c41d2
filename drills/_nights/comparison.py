"""Does the same to the database and to the model, and compares them after every step."""

from collections import Counter
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

import time_machine
from django.db import connection, transaction
from hypothesis.stateful import RuleBasedStateMachine, invariant

from lgnet.housing.actions.refusals import HousingRefused
from lgnet.housing.actions.stays import Nights
from lgnet.housing.models import Closure, Hold, PlacementRequest, Stay

from .values import FAR, Refused, Row
from .world import PARTIES, World

T = TypeVar("T")
SELDOM = 10  # numbers from here on mean the unusual
_ROWS = """
    SELECT place_id, person_id, kind, lower(nights), upper(nights), stay_id, hold_id, request_id,
           closure_id
      FROM housing_occupancy WHERE expires_at IS NULL OR expires_at > %s
"""
_STAYS = "SELECT id, started_on, clock_started_on, due_on, ended_on, arrived_at FROM housing_stay"


class Comparison(RuleBasedStateMachine):
    """What the machine stands on. Each run is a savepoint, taken back at its end."""

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
        self.ended: dict[int, tuple[list[Nights], list[Row]]] = {}
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

    # What the verbs pick

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

    def _closure(self, number: int) -> Closure | None:
        """Return one that still is: a closure that never was is deleted."""
        found = Closure.objects.filter(pk=self.closures[number])
        return found.select_related("structure").order_by("pk").first()

    def _stay(self, number: int) -> Stay:
        return Stay.objects.get(pk=self.stays[number])


def pick(values: Any, number: int) -> Any:
    return values[number % len(values)]


def _of(row: Row) -> tuple[Any, ...]:
    return (row.place, row.person, row.kind, row.first, row.end)


def _difference(found: set[Any], wanted: set[Any]) -> str:
    return f"database alone: {found - wanted}; model alone: {wanted - found}"
