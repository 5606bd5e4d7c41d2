"""The drill of bookings: it holds on a short run, and notices each promise that is broken."""

import json
import os
import subprocess
import sys
from dataclasses import replace

import psycopg
import pytest

from benchmarks._bookings.checker import NAIVE_TABLE, Checker
from benchmarks._bookings.writers import is_deadlock
from drills import bookings, frame

GOOD = bookings.Findings(
    bookings=500,
    overlaps=0,
    deadlocks=0,
    lost=0,
    won_of_last_ten=10,
    refused_of_last_ten=40,
    naive_overlaps=7,
    sees_deadlocks=True,
)


@pytest.mark.slow
def test_a_short_run_keeps_every_promise(django_db_setup):
    """As `make drill` runs it: a process of its own, on a database of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "drills"],
        env={**os.environ, "NAME": "bookings", "QUICK": "1", "SECONDS": "1"},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["broken"] == []
    assert (result["name"], result["unit"]) == ("bookings", "bookings/s")
    assert (result["overlaps"], result["deadlocks"], result["lost"]) == (0, 0, 0)
    assert result["won_of_last_ten"] == 10
    assert result["naive_overlaps"] > 0
    assert result["figure"] > 0
    assert result["p99_ms"] > 0
    assert "naively" in done.stderr


def test_nothing_is_broken_where_all_holds():
    assert bookings.broken_promises(GOOD) == []


@pytest.mark.parametrize(
    "found",
    [
        {"overlaps": 1},
        {"deadlocks": 1},
        {"lost": 1},
        {"bookings": 0},
        {"won_of_last_ten": 9, "refused_of_last_ten": 40},
        {"won_of_last_ten": 11, "refused_of_last_ten": 40},
        {"refused_of_last_ten": 39},
        {"naive_overlaps": 0},
        {"sees_deadlocks": False},
        {"faults": ("OperationalError: gone",)},
    ],
)
def test_each_broken_promise_is_said(found):
    assert len(bookings.broken_promises(replace(GOOD, **found))) == 1


def test_a_broken_promise_fails_the_command(monkeypatch, capsys):
    monkeypatch.setattr(
        frame,
        "run_one",
        lambda name, module, **size: {"name": name, "broken": ["It broke."], "figure": 1},
    )
    assert frame.main("bookings", quick=True) == 1
    assert json.loads(capsys.readouterr().out)["broken"] == ["It broke."]


def test_a_result_must_say_what_is_broken():
    with pytest.raises(frame.BadResult):
        frame.checked("some", True, {"figure": 1, "unit": "bookings/s"})


def test_seconds_are_a_duration():
    assert frame.seconds_of("") is None
    assert frame.seconds_of("2.5") == 2.5
    for word in ("0", "-1", "nan", "inf", "long"):
        with pytest.raises(ValueError, match=r"SECONDS|convert"):
            frame.seconds_of(word)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("nights", "overlaps"),
    [
        (("[2030-01-01,2030-02-01)", "[2030-02-01,2030-03-01)"), 0),
        (("[2030-01-01,2030-02-01)", "[2030-01-31,2030-03-01)"), 1),
        (("[2030-01-01,)", "[2031-01-01,2031-01-02)"), 1),
        (("[2030-01-01,)", "[2029-01-01,2030-01-01)"), 0),
        (("[2030-01-01,2030-12-01)", "[2030-03-01,2030-03-02)", "[2030-03-01,)"), 3),
    ],
)
def test_the_checker_counts_pairs_that_share_a_night(owner_dsn, as_superuser, nights, overlaps):
    with Checker(owner_dsn) as checker:
        checker.make_unguarded()
        try:
            for column, other in (("place_id", "person_id"), ("person_id", "place_id")):
                as_superuser.execute(f"TRUNCATE {NAIVE_TABLE}")
                for taken in nights:
                    as_superuser.execute(
                        f"INSERT INTO {NAIVE_TABLE} (id, city_id, compartment_id, kind, {column},"
                        f" {other}, nights) VALUES (gen_random_uuid(), %(same)s, %(same)s, 'stay',"
                        " %(same)s, gen_random_uuid(), %(nights)s)",
                        {"same": "00000000-0000-0000-0000-000000000001", "nights": taken},
                    )
                assert checker.overlaps(NAIVE_TABLE) == overlaps
                assert checker.bookings(NAIVE_TABLE) == len(nights)
        finally:
            as_superuser.execute(f"DROP TABLE {NAIVE_TABLE}")


def test_a_deadlock_is_known_by_what_caused_it():
    wrapped = RuntimeError("wrapped")
    wrapped.__cause__ = psycopg.errors.DeadlockDetected("deadlock detected")
    assert is_deadlock(wrapped)
    assert not is_deadlock(RuntimeError("other"))
