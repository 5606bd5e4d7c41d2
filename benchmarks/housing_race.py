"""Fifty writers give 100 places for a minute, beside the same under locks without a constraint.

And the last ten places, fifty at once. A control that looks and then inserts, with neither lock nor
constraint, must show double bookings, or what is said of ours does not count.

The rival under locks writes one row a booking: no stay, no answer to the request, no audit. It
is what locks and a table cost; the promise they keep ends where a writer does not lock.

The writers stand before as many threads as the web server has, which hold the connections: what
they wait there counts. At the last ten places, and in the drill ``bookings``, each of the fifty
has a connection.
"""

from typing import Any

import psycopg
from django.db import connection

from benchmarks._bookings.deeds import WRITERS
from benchmarks._bookings.race import LAST_PLACES, PLACES, Raced, race
from benchmarks._bookings.writers import SERVER_THREADS, Tally, Writers
from benchmarks.frame import median, percentile, say
from lgnet.config.scratch import superuser_dsn

TURNS, TURNS_QUICK = (20.0, 20.0, 20.0), (2.0,)


def run(quick: bool) -> dict[str, Any]:
    """Race in turns with the rival, and tell how often somebody was given a place."""
    address = psycopg.conninfo.make_conninfo(
        superuser_dsn(), dbname=connection.settings_dict["NAME"]
    )
    raced = race(
        address, turns=TURNS_QUICK if quick else TURNS, is_beside_locks=True, is_served=True
    )
    faults = [f for tally in [*raced.last, *raced.given] for f in tally.faults]
    if faults:
        raise RuntimeError(f"{len(faults)} errors, the first: {faults[0]}")
    if not raced.naive_overlaps or not raced.sees_deadlocks:
        raise RuntimeError("The checker is blind: it does not see what goes wrong on purpose.")
    result = told(raced)
    say(
        "  {figure} bookings/s, p99 {p99_ms} ms, {overlaps} overlaps, {deadlocks} deadlocks;"
        " under locks alone {locked_per_s}/s; control: {control_overlaps} overlaps;"
        " {last_ten_won} won the last ten, all answered in {last_ten_ms} ms".format(**result)
    )
    return result


def told(raced: Raced) -> dict[str, Any]:
    """Return the result of a race."""
    ours = median([_rate(turn, _given(turn)) for turn in raced.turns])
    locked = median([_rate(turn, _booked(turn)) for turn in raced.locked_turns])
    tries = [ms for tally in raced.given for ms in tally.tries_ms]
    locked_tries = [ms for tally in raced.locked for ms in tally.tries_ms]
    return {
        "figure": round(ours, 1),
        "unit": "bookings/s",
        "ratio": round(ours / locked, 3),
        "against": "bookings/s of one row each, under the same locks without a constraint",
        "overlaps": raced.overlaps,
        "deadlocks": raced.deadlocks,
        "bookings_per_s": round(ours, 1),
        "p99_ms": round(percentile(tries, 0.99), 1),
        "control_overlaps": raced.naive_overlaps,
        "p50_ms": round(percentile(tries, 0.5), 1),
        "tries_per_s": round(median([_rate(turn, _tries(turn)) for turn in raced.turns]), 1),
        "locked_per_s": round(locked, 1),
        "locked_p99_ms": round(percentile(locked_tries, 0.99), 1),
        "locked_overlaps": raced.locked_overlaps,
        "last_ten_won": len({stay for tally in raced.last for stay in tally.stays}),
        "last_ten_answered": sum(bool(tally.stays or tally.answers) for tally in raced.last),
        "last_ten_ms": round(max(tally.elapsed for tally in raced.last) * 1000),
        "bookings": len({stay for tally in raced.given for stay in tally.stays}),
        "writers": WRITERS,
        "connections": Writers(WRITERS).processes * SERVER_THREADS,
        "places": PLACES,
        "last_places": LAST_PLACES,
    }


def _rate(turn: list[Tally], count: int) -> float:
    return count / max(tally.elapsed for tally in turn)


def _given(turn: list[Tally]) -> int:
    return len({stay for tally in turn for stay in tally.stays})


def _booked(turn: list[Tally]) -> int:
    return sum(tally.answers["Booked"] for tally in turn)


def _tries(turn: list[Tally]) -> int:
    return sum(len(tally.tries_ms) for tally in turn)
