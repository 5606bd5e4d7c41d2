"""Runs the machine many times, in processes of their own, and gathers what it found."""

import datetime as dt
import multiprocessing
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest import mock

# In one transaction, taken back at its end. More would slow it: what was taken back stays in the
# tables until then.
RUNS_A_BATCH = 50
STEPS = 30
_FAULTY_RUNS = 100


@dataclass(slots=True)
class Found:
    """What a batch did, by name of what happened, and the differences in words."""

    tally: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)


@contextmanager
def pool(database: str, *, processes: int) -> Iterator[ProcessPoolExecutor]:
    """Have processes with Django's logins on ``database``."""
    with ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(database,),
    ) as made:
        yield made


def batch(seed: int, runs: int = RUNS_A_BATCH, *, is_faulty: bool = False) -> Found:
    """Run the machine ``runs`` times with what ``seed`` gives; stop at the first difference.

    ``is_faulty``: who leaves keeps one night too many, and the machine must see it.
    """
    from hypothesis import HealthCheck, Phase, settings
    from hypothesis import seed as seeded
    from hypothesis.stateful import run_state_machine_as_test

    from lgnet.housing import rules
    from lgnet.kernel.tenancy import scope
    from lgnet.network.models import City

    from .machine import NightsMachine
    from .world import make_world

    found = Found()
    city = City.objects.order_by("name").first()
    assert city is not None
    right = rules.nights_left

    def one_too_many(
        *, taken_from: dt.date, taken_until: dt.date | None, left_on: dt.date
    ) -> tuple[dt.date, dt.date] | None:
        later = left_on + dt.timedelta(days=1)
        return right(taken_from=taken_from, taken_until=taken_until, left_on=later)

    with _taken_back(), scope(city_id=city.pk):
        machine = seeded(seed)(
            type(
                "Machine",
                (NightsMachine,),
                {"world": make_world(city), "tally": found.tally},
            )
        )
        how = settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            phases=[Phase.generate],
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        fault = one_too_many if is_faulty else right
        with mock.patch("lgnet.housing.rules.nights_left", fault):
            try:
                run_state_machine_as_test(machine, settings=how)
            except Exception as error:
                notes: Sequence[str] = getattr(error, "__notes__", [])
                found.differences.append("\n".join([f"seed {seed}: {error!r}", *notes]))
    return found


def faulty_batch() -> bool:
    """Return whether the machine sees a fault that is made on purpose."""
    return bool(batch(0, _FAULTY_RUNS, is_faulty=True).differences)


@contextmanager
def _taken_back() -> Iterator[None]:
    from django.db import transaction

    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def _begin(database: str) -> None:
    import django

    django.setup()
    from django.db import connections

    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = database
