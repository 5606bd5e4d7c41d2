"""The race: fifty writers and the last ten places, then all places, beside rivals."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection, connections

from benchmarks._bookings.checker import LOCKED_TABLE, NAIVE_TABLE, Checker
from benchmarks._bookings.deeds import (
    WRITERS,
    BookNaively,
    BookUnderLocks,
    GivePlaces,
    TryLastPlaces,
)
from benchmarks._bookings.ground import prepare
from benchmarks._bookings.writers import Tally, Writers
from benchmarks.frame import timed

PLACES, LAST_PLACES = 100, 10
# More than any machine answers; the run ends early if it does.
REQUESTS_A_SECOND = 600
NAIVE_SHARE, NAIVE_AT_LEAST, NAIVE_AT_MOST = 0.2, 1.0, 10.0


@dataclass(slots=True)
class Raced:
    """What each writer did, and what the checker found afterwards.

    ``turns`` are those of ours, ``locked_turns`` those of the rival under locks. ``missing``:
    stays a writer was told of that do not stand there whole; ``made``: the nights there are.
    """

    last: list[Tally] = field(default_factory=list)
    turns: list[list[Tally]] = field(default_factory=list)
    locked_turns: list[list[Tally]] = field(default_factory=list)
    naive: list[Tally] = field(default_factory=list)
    overlaps: int = 0
    naive_overlaps: int = 0
    locked_overlaps: int = 0
    deadlocks: int = 0
    missing: int = 0
    made: int = 0
    sees_deadlocks: bool = False

    @property
    def given(self) -> list[Tally]:
        """What the writers did in all turns of ours."""
        return [tally for turn in self.turns for tally in turn]

    @property
    def locked(self) -> list[Tally]:
        """What they did in all turns under locks alone."""
        return [tally for turn in self.locked_turns for tally in turn]


def race(
    address: str,
    *,
    turns: Sequence[float],
    is_beside_locks: bool = False,
    is_served: bool = False,
) -> Raced:
    """Prepare, let the writers at it for so many seconds each turn, count.

    ``address`` is the database's, for its superuser. ``is_beside_locks`` gives the rival under
    locks a turn of the same length after each; in the turns that are ``is_served`` both stand
    before a server. At the last places, and in the control, each has a connection.
    """
    with timed("a city, its places, requests that wait"):
        ground = prepare(
            places=PLACES,
            requests=int(sum(turns) * REQUESTS_A_SECOND),
            last_places=LAST_PLACES,
            last_requests=WRITERS,
        )
        _refresh_statistics()
    database = connection.settings_dict["NAME"]
    # The server counts a connection's deadlocks when it closes: ours are no part of this.
    connections.close_all()
    raced = Raced()
    with Checker(address) as checker:
        raced.sees_deadlocks = checker.sees_a_deadlock()
        checker.make_unguarded(NAIVE_TABLE)
        checker.make_unguarded(LOCKED_TABLE)
        before, past = checker.deadlocks(), checker.bookings()
        with Writers(WRITERS).at_work(database) as writers:
            with timed(f"{WRITERS} writers and the last {LAST_PLACES} places"):
                raced.last = writers.do(TryLastPlaces(), ground)
            for number, seconds in enumerate(turns):
                with timed(f"{WRITERS} writers and {PLACES} places"):
                    ours = GivePlaces(seconds, number, len(turns), is_served)
                    raced.turns.append(writers.do(ours, ground))
                if is_beside_locks:
                    with timed("the same writers, under locks without a constraint"):
                        locked = BookUnderLocks(seconds, number, len(turns), is_served)
                        raced.locked_turns.append(writers.do(locked, ground))
            deadlocks = checker.deadlocks() - before
            with timed("the same writers, booking naively"):
                share = min(max(sum(turns) * NAIVE_SHARE, NAIVE_AT_LEAST), NAIVE_AT_MOST)
                raced.naive = writers.do(BookNaively(share), ground)
        with timed("counting"):
            tallies = [*raced.last, *raced.given]
            told = {stay for tally in tallies for stay in tally.stays}
            raced.deadlocks = max(deadlocks, sum(tally.deadlocks for tally in tallies))
            raced.missing = checker.missing(sorted(told))
            raced.made = checker.bookings() - past
            raced.overlaps = checker.overlaps()
            raced.naive_overlaps = checker.overlaps(NAIVE_TABLE)
            raced.locked_overlaps = checker.overlaps(LOCKED_TABLE)
    return raced


def _refresh_statistics() -> None:
    """Let the planner know what the tables hold, as a server does by itself after a while."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
