"""Holds, stays, moves, closures, extensions in any order: the database does what a model says.

The long form is ``make drill NAME=housing_model``.
"""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from drills._nights.machine import NightsMachine
from drills._nights.world import make_world


@pytest.mark.django_db
def test_the_database_does_what_the_model_says(in_torino):
    class Machine(NightsMachine):
        world = make_world(in_torino)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=30,
            stateful_step_count=15,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Machine.tally["done"] > Machine.tally["runs"]
