"""The drill itself, with Django set up on the server that is killed.

``python -m drills._kill.inside KILLS PLACES`` prints what it found as JSON on its last line.
"""

import json
import random
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import django

# The writers' processes begin as copies of this one, under the second name.
if __name__ in {"__main__", "__mp_main__"}:
    django.setup()

import psycopg
from django.db import connection, connections

from benchmarks._bookings.checker import Checker, wait_until
from benchmarks._bookings.ground import Ground, prepare
from benchmarks._bookings.writers import Tally, Writers
from benchmarks.frame import own_database, say, timed
from drills._kill.deeds import WRITERS, KeepGiving
from drills._kill.server import PATIENCE, Killable, careless

# More than are answered; writing them takes longer than all the rest.
REQUESTS_A_KILL, REQUESTS_BESIDE = 500, 500
# Seconds under load before the next kill: from right after the first answer to some time later.
CALM = (0.0, 1.0)
FAULT_SECONDS = 1.0


@dataclass(slots=True)
class Killed:
    """What happened: how long each return took, and what the checker found."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    overlaps: int = 0
    unanswered: int = 0
    returns_s: list[float] = field(default_factory=list)
    lost_carelessly: int = 0
    faults: list[str] = field(default_factory=list)


def drill(kills: int, places: int) -> Killed:
    """Kill the server so often under load; then once more while it is careless."""
    server = Killable()
    _be_careful(server)
    with own_database("lgnet_drills_killed") as address:
        with timed("a city, its places, requests that wait"):
            ground = prepare(
                places=places,
                requests=kills * REQUESTS_A_KILL + 2 * REQUESTS_BESIDE,
                last_places=1,
                last_requests=1,
            )
        database = connection.settings_dict["NAME"]
        connections.close_all()
        found = Killed(kills=kills)
        with Writers(WRITERS).at_work(database) as writers:
            with timed(f"{kills} kills under the load of {WRITERS} writers"):
                load = _Load(writers, ground, address, 0, len(ground.requests) - REQUESTS_BESIDE)
                tallies = _under_load(server, load, kills, found)
            with Checker(address) as checker:
                told = sorted({stay for tally in tallies for stay in tally.stays})
                found.acknowledged = len(told)
                found.lost = checker.missing(told)
                found.doubled = _doubled(address)
                found.overlaps = checker.overlaps()
            found.unanswered = sum(tally.answers["no answer"] for tally in tallies)
            found.faults = [fault for tally in tallies for fault in tally.faults]
            with timed("once more, where the server says what it has not written"):
                used = len(ground.requests) - REQUESTS_BESIDE
                load = _Load(writers, ground, address, used, len(ground.requests))
                tallies = _carelessly(server, load, database)
            with Checker(address) as checker:
                careless_ones = sorted({stay for tally in tallies for stay in tally.stays})
                found.lost_carelessly = checker.missing(careless_ones)
    return found


def _under_load(server: Killable, load: "_Load", kills: int, found: Killed) -> list[Tally]:
    """Kill the server again and again; return what the writers did."""
    rng = random.Random(1)
    moments: list[tuple[float, float]] = []
    with load:
        for _ in range(kills):
            load.wait_for_an_answer()
            time.sleep(rng.uniform(*CALM))
            killed_at = server.kill()
            server.start_again()
            moments.append((killed_at, time.monotonic()))
        load.wait_for_an_answer()
    told_at = sorted(moment for tally in load.tallies for moment in tally.told_at)
    for killed_at, back_at in moments:
        # An answer in between came from a process of the killed server that had not noticed yet.
        first = next((told for told in told_at if told > back_at), killed_at + PATIENCE)
        found.returns_s.append(first - killed_at)
    return load.tallies


def _carelessly(server: Killable, load: "_Load", database: str) -> list[Tally]:
    """Return what was acknowledged before a kill while nothing waited for the disk."""
    try:
        with careless(server, database), load:
            load.wait_for_an_answer()
            time.sleep(FAULT_SECONDS)
            server.kill()
            load.stop()
    finally:
        server.start_again()
    return load.tallies


class _Load:
    """Writers that book in the background, from request ``first`` to ``end``, until it is over."""

    def __init__(
        self, writers: Writers, ground: Ground, address: str, first: int, end: int
    ) -> None:
        self.tallies: list[Tally] = []
        self._address = address
        self._folder = tempfile.TemporaryDirectory()
        self._stop = Path(self._folder.name) / "stop"
        self._deed = KeepGiving(str(self._stop), first, end)
        self._errors: list[Exception] = []
        self._thread = threading.Thread(target=self._work, args=(writers, ground))

    def __enter__(self) -> "_Load":
        self._thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self.stop()
        self._thread.join()
        self._folder.cleanup()
        if self._errors:
            raise self._errors[0]

    def stop(self) -> None:
        """Let no writer begin another booking."""
        self._stop.touch()

    def wait_for_an_answer(self) -> None:
        """Wait until somebody was given a place from now on; raises RuntimeError for nobody."""
        with psycopg.connect(self._address, autocommit=True) as checking:

            def count() -> int:
                row = checking.execute("SELECT count(*) FROM housing_stay").fetchone()
                return int(row[0]) if row else 0

            before = count()
            if not wait_until(lambda: count() > before, seconds=PATIENCE):
                raise RuntimeError("Nobody books any more.")

    def _work(self, writers: Writers, ground: Ground) -> None:
        try:
            self.tallies = writers.do(self._deed, ground)
        except Exception as error:
            self._errors.append(error)


def _doubled(address: str) -> int:
    """Return how many people were given two places for one request."""
    with psycopg.connect(address) as connection:
        row = connection.execute(
            "SELECT count(*) FROM (SELECT FROM housing_stay WHERE request_id IS NOT NULL"
            " GROUP BY request_id, person_id HAVING count(*) > 1) AS twice"
        ).fetchone()
    assert row is not None
    return int(row[0])


def _be_careful(server: Killable) -> None:
    """Refuse to prove anything on a server that does not write what it says."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        ((value,),) = server.execute(f"SHOW {setting}")
        if value != "on":
            raise RuntimeError(f"{setting} is {value}; it must be on.")


def main() -> None:
    """Run the drill and print what it found."""
    output = sys.stdout
    found = drill(*map(int, sys.argv[1:]))
    say(f"  {found.kills} kills, {found.acknowledged} acknowledged, {found.lost} lost")
    result: dict[str, Any] = asdict(found)
    print(json.dumps(result), file=output, flush=True)


if __name__ == "__main__":
    main()
