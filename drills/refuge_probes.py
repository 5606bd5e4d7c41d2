"""Everybody outside asks everything about a refuge: answers and times as if there were none.

The test of the suite asks a sample; here every member asks, on committed rows. Beside it the
checker must see three faults made on purpose: another status, another byte, a slower answer.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.core.exceptions import PermissionDenied
from django.test import Client

from benchmarks.frame import say, timed
from drills.frame import Size
from lgnet.housing.refuge_jobs import alert_refuges
from lgnet.network.enums import NATIONAL_ROLES, Role
from lgnet.network.models import City
from lgnet.people.views import dossier

# Answers to what is there and to what is not may differ in their median by so much.
MOST_MS = 5.0
ROUNDS, ROUNDS_QUICK = 15, 5
SEED = 1


@dataclass(frozen=True, slots=True)
class Findings:
    """What the drill found. Times in milliseconds; ``alerts``: attempts the refuge was told of."""

    probes: int
    differing: tuple[str, ...]
    median_difference_ms: float
    alerts: int
    sees_status: bool
    sees_byte: bool
    sees_delay: bool


def broken_promises(found: Findings) -> list[str]:
    """Return in words which promises do not hold."""
    promises = {
        f"{len(found.differing)} answers differ, the first: "
        f"{found.differing[0] if found.differing else ''}.": not found.differing,
        f"The median times differ by {found.median_difference_ms} ms.": (
            found.median_difference_ms <= MOST_MS
        ),
        "Nobody asked anything.": found.probes > 0,
        "The refuge was told of no attempt.": found.alerts > 0,
        "The checker is blind: it does not see another status.": found.sees_status,
        "The checker is blind: it does not see another byte.": found.sees_byte,
        "The checker is blind: it does not see a slower answer.": found.sees_delay,
    }
    return [words for words, holds in promises.items() if not holds]


def run(size: Size) -> dict[str, Any]:
    """Fill a refuge, let everybody outside ask, compare."""
    from tests.housing import probing

    rounds = ROUNDS_QUICK if size.quick else ROUNDS
    with timed("a refuge, and everybody outside"):
        clients = _outsiders()
        refuge = probing.plant(_client(Role.REFUGE_COORDINATOR, "Torino"))
    probes = [probe for role, client in clients for probe in probing.by_http(client, role, refuge)]
    asked = probing.sample(probes) if size.quick else probes
    with timed(f"{len(asked)} probes, each beside one for nothing"):
        differing = tuple(probe.title for probe in asked if probe.differs())
    manager = next(client for role, client in clients if role == Role.CASE_MANAGER)
    seen = [
        probe
        for probe in probing.by_identifier(manager, Role.CASE_MANAGER, refuge)
        if probe.may_open and probe.what.startswith("get ")
    ]
    detail = [probe for probe in seen if probe.what == "get people:detail"]
    with timed(f"the time of {len(seen)} answers, {rounds} rounds"):
        gap = _gap_ms(seen, rounds)
    with timed("faults made on purpose"):
        faults = _faults(detail, refuge.kinds["person"], rounds)
    found = Findings(
        probes=len(asked),
        differing=differing,
        median_difference_ms=round(gap, 2),
        alerts=alert_refuges(),
        **faults,
    )
    say(
        f"  {found.probes} probes, {len(differing)} answers differ; medians"
        f" {found.median_difference_ms} ms apart; {found.alerts} attempts told to the refuge"
    )
    return {
        "figure": found.median_difference_ms,
        "unit": "ms between the medians",
        "probes": found.probes,
        "differing": len(differing),
        "alerts": found.alerts,
        "broken": broken_promises(found),
    }


def _outsiders() -> list[tuple[Role, Client]]:
    """Return each role in the city, another refuge's coordinator too, and two of another city."""
    there = [Role.HOUSING_COORDINATOR, Role.REFUGE_COORDINATOR]
    return [(role, _client(role, "Torino")) for role in Role] + [
        (role, _client(role, "Palermo")) for role in there
    ]


def _client(role: Role, city_name: str) -> Any:
    from tests.factories.network import make_member

    city = None if role in NATIONAL_ROLES else City.objects.get(name=city_name)
    client: Any = Client()
    client.member = make_member(role=role, city=city)
    client.user = client.member.user
    client.force_login(client.user)
    return client


def _gap_ms(probes: Iterable[Any], rounds: int) -> float:
    """Return how far the medians of both kinds of answers lie apart, asked in turn."""
    rng = random.Random(SEED)
    times: dict[bool, list[float]] = {True: [], False: []}
    asked = list(probes)
    for _ in range(rounds):
        for probe in asked:
            for is_known in rng.sample((True, False), 2):
                started = time.perf_counter()
                probe.send(is_known)
                times[is_known].append((time.perf_counter() - started) * 1000)
    return abs(statistics.median(times[True]) - statistics.median(times[False]))


def _faults(detail: list[Any], known: str, rounds: int) -> dict[str, bool]:
    """Return whether the checker sees each fault, made where a person's page is opened."""
    whole = dossier.whole_person

    def status(person_id: Any) -> Any:
        if str(person_id) == known:
            raise PermissionDenied
        return whole(person_id)

    def delay(person_id: Any) -> Any:
        if str(person_id) == known:
            time.sleep(4 * MOST_MS / 1000)
        return whole(person_id)

    def with_fault(fault: Callable[[Any], Any], see: Callable[[], bool]) -> bool:
        with patch.object(dossier, "whole_person", fault):
            return see()

    from tests.housing.probing import plain

    answer = detail[0].send(True)
    before = plain(answer)
    answer.content += b" "
    return {
        "sees_status": with_fault(status, lambda: detail[0].differs()),
        "sees_byte": plain(answer) != before,
        "sees_delay": with_fault(delay, lambda: _gap_ms(detail, 3 * rounds) > MOST_MS),
    }
