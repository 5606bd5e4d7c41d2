"""The benchmarks of housing, small: what they say of overlaps, queries and days is right."""

import json
import os
import subprocess
import sys

import pytest

from benchmarks import housing_history, housing_nights, housing_race
from benchmarks._bookings.race import Raced
from benchmarks._bookings.writers import Tally
from lgnet.kernel.ids import uuid7
from lgnet.network.queries import active_cities


@pytest.mark.slow
def test_the_race_double_books_nobody(django_db_setup):
    """As `make bench` runs it: writers in processes of their own, on a database of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks"],
        env={**os.environ, "NAME": "housing_race", "QUICK": "1"},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert (result["overlaps"], result["deadlocks"]) == (0, 0)
    assert result["control_overlaps"] > 0
    assert (result["last_ten_won"], result["last_ten_answered"]) == (10, 50)
    assert result["bookings_per_s"] > 0
    assert result["p99_ms"] > 0


def test_what_is_told_of_a_race():
    stay, other = uuid7(), uuid7()
    turns = [
        [
            Tally(stays=[stay], tries_ms=[10.0, 30.0], elapsed=1.0),
            Tally(stays=[other], tries_ms=[20.0], elapsed=2.0),
        ]
    ]
    locked = Tally(tries_ms=[1.0] * 8, elapsed=2.0)
    locked.answers["Booked"] = 4
    last = Tally(elapsed=0.5)
    last.answers["PlaceTaken"] = 1
    told = housing_race.told(
        Raced(
            last=[last, Tally(stays=[stay], elapsed=0.25)],
            turns=turns,
            locked_turns=[[locked]],
            overlaps=0,
            naive_overlaps=7,
        )
    )
    assert (told["bookings_per_s"], told["tries_per_s"], told["locked_per_s"]) == (1.0, 1.5, 2.0)
    assert told["ratio"] == 0.5
    assert told["p50_ms"] == 20.0
    assert (told["last_ten_won"], told["last_ten_answered"], told["last_ten_ms"]) == (1, 2, 500)
    assert told["control_overlaps"] == 7


@pytest.mark.django_db
def test_180_nights_take_the_queries_of_one(monkeypatch):
    monkeypatch.setattr(housing_nights, "refresh_statistics", lambda: None)
    monkeypatch.setattr(housing_nights, "PLACES", 8)
    monkeypatch.setattr(housing_nights, "ROUNDS_QUICK", 2)
    monkeypatch.setattr(housing_nights, "WARM_UPS", 1)
    result = housing_nights.run(True)
    assert result["queries_1"] == result["queries_180"] <= 6


@pytest.mark.django_db
def test_two_years_of_a_city_take_one_query(monkeypatch):
    monkeypatch.setattr(housing_history, "refresh_statistics", lambda: None)
    monkeypatch.setattr(housing_history, "PLACES_QUICK", 3)
    monkeypatch.setattr(housing_history, "ROUNDS_QUICK", 1)
    result = housing_history.run(True)
    assert (result["queries_a_city"], result["days"], result["cities"]) == (1, 730, 2)
    # Of all cities of the network: those without a place are told too.
    assert (result["queries"], result["network_nights"]) == (1, 730 * active_cities().count())
