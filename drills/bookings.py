"""Fifty writers give places at once: no night twice, no deadlock, exactly ten win the last ten.

Beside them the same crowd books naively, into a copy of the table without constraints: the checker
must see the double bookings there, or what it says of ours does not count.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from benchmarks._bookings.deeds import WRITERS
from benchmarks._bookings.race import LAST_PLACES, PLACES, race
from benchmarks._bookings.writers import Tally
from benchmarks.frame import percentile, say
from drills.frame import Size

SECONDS, SECONDS_QUICK = 60.0, 5.0


@dataclass(frozen=True, slots=True)
class Findings:
    """What the drill found. ``lost``: stays a writer was told of and that do not stand there."""

    bookings: int
    overlaps: int
    deadlocks: int
    lost: int
    won_of_last_ten: int
    refused_of_last_ten: int
    naive_overlaps: int
    sees_deadlocks: bool
    faults: tuple[str, ...] = ()


def broken_promises(found: Findings) -> list[str]:
    """Return in words which promises do not hold. How fast it went is none of them."""
    waiting = WRITERS - LAST_PLACES
    promises = {
        f"{found.overlaps} pairs of bookings share a night.": found.overlaps == 0,
        f"{found.deadlocks} deadlocks.": found.deadlocks == 0,
        f"{found.lost} places were given and do not stand in the tables.": found.lost == 0,
        "Nobody was given a place.": found.bookings > 0,
        f"{found.won_of_last_ten} won one of the last {LAST_PLACES} places.": (
            found.won_of_last_ten == LAST_PLACES
        ),
        f"{found.refused_of_last_ten} of {waiting} were told that the last places are taken.": (
            found.refused_of_last_ten == waiting
        ),
        f"{len(found.faults)} errors, the first: {found.faults[0] if found.faults else ''}": (
            not found.faults
        ),
        "The checker is blind: it sees no double booking where nothing keeps them out.": (
            found.naive_overlaps > 0
        ),
        "The checker is blind: it does not see a deadlock.": found.sees_deadlocks,
    }
    return [words for words, holds in promises.items() if not holds]


def run(size: Size) -> dict[str, Any]:
    """Let the writers at it, and count."""
    seconds = size.seconds or (SECONDS_QUICK if size.quick else SECONDS)
    raced = race(size.address, turns=[seconds])
    acknowledged = {stay for tally in [*raced.last, *raced.given] for stay in tally.stays}
    found = Findings(
        bookings=len({stay for tally in raced.given for stay in tally.stays}),
        overlaps=raced.overlaps,
        deadlocks=raced.deadlocks,
        lost=raced.missing + abs(raced.made - len(acknowledged)),
        won_of_last_ten=len({stay for tally in raced.last for stay in tally.stays}),
        refused_of_last_ten=sum(not tally.stays for tally in raced.last),
        naive_overlaps=raced.naive_overlaps,
        sees_deadlocks=raced.sees_deadlocks,
        faults=tuple(
            fault for tally in [*raced.last, *raced.given, *raced.naive] for fault in tally.faults
        ),
    )
    return _told(found, raced.given, raced.last, raced.naive)


def _told(
    found: Findings, given: list[Tally], last: list[Tally], naive: list[Tally]
) -> dict[str, Any]:
    """Return the result, and say it in a line for human eyes."""
    tries = [ms for tally in given for ms in tally.tries_ms]
    elapsed = max(tally.elapsed for tally in given)
    answers = sum((tally.answers for tally in given), Counter())
    result = {
        "figure": round(found.bookings / elapsed, 1) if elapsed else 0.0,
        "unit": "bookings/s",
        "overlaps": found.overlaps,
        "deadlocks": found.deadlocks,
        "p99_ms": round(percentile(tries, 0.99), 1) if tries else None,
        "naive_overlaps": found.naive_overlaps,
        "won_of_last_ten": found.won_of_last_ten,
        "last_ten_ms": round(max(tally.elapsed for tally in last) * 1000),
        "lost": found.lost,
        "bookings": found.bookings,
        "tries_a_second": round(len(tries) / elapsed, 1) if elapsed else 0.0,
        "p50_ms": round(percentile(tries, 0.5), 1) if tries else None,
        "worst_ms": round(max(tries), 1) if tries else None,
        "naive_tries_a_second": round(
            sum(tally.answers.total() for tally in naive) / max(tally.elapsed for tally in naive), 1
        ),
        "answers": dict(sorted(answers.items())),
        "writers": WRITERS,
        "places": PLACES,
        "seconds": round(elapsed, 1),
        "broken": broken_promises(found),
    }
    say(
        "  {bookings} bookings, {figure}/s, p99 {p99_ms} ms; {overlaps} overlaps, {deadlocks}"
        " deadlocks, {lost} lost; {won_of_last_ten} won the last ten places in {last_ten_ms} ms;"
        " naively: {naive_overlaps} overlaps".format(**result)
    )
    return result
