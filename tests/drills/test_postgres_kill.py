"""The drill that kills PostgreSQL: it holds on two kills, and notices what it must."""

import json
import os
import subprocess
import sys

import pytest

from drills import housing_model, postgres_kill

GOOD = {
    "lost": 0,
    "doubled": 0,
    "overlaps": 0,
    "acknowledged": 100,
    "returns_s": [1.0, 2.5],
    "faults": [],
    "lost_carelessly": 3,
}


@pytest.mark.slow
def test_two_kills_lose_nothing(django_db_setup):
    """As `make drill` runs it: on a server of its own, which waits for the disk."""
    done = subprocess.run(
        [sys.executable, "-m", "drills"],
        env={**os.environ, "NAME": "postgres_kill", "QUICK": "1"},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["broken"] == []
    assert (result["kills"], result["lost"], result["doubled"]) == (2, 0, 0)
    assert result["acknowledged"] > 0
    assert result["lost_carelessly"] > 0
    assert result["worst_return_s"] > 0


def test_nothing_is_broken_where_all_holds():
    assert postgres_kill.broken_promises(GOOD) == []


@pytest.mark.parametrize(
    "found",
    [
        {"lost": 1},
        {"doubled": 1},
        {"overlaps": 1},
        {"acknowledged": 0},
        {"returns_s": [1.0, 10.1]},
        {"faults": ["DataError: gone"]},
        {"lost_carelessly": 0},
    ],
)
def test_each_broken_promise_is_said(found):
    assert len(postgres_kill.broken_promises(GOOD | found)) == 1


@pytest.mark.parametrize(
    ("found", "broken"),
    [
        ({}, 0),
        ({"differences": ["seed 3: a night too many"]}, 1),
        ({"runs": 49}, 1),
        ({"sees_a_fault": False}, 1),
    ],
)
def test_the_model_of_nights_says_what_is_broken(found, broken):
    good = {"runs": 50, "wanted": 50, "differences": [], "sees_a_fault": True}
    assert len(housing_model.broken_promises(**good | found)) == broken
