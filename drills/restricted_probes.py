"""Everybody on no list asks everything about somebody who has a protected file, before and after.

The test of the suite asks a sample; here every member asks all of it, on committed rows, and every
table is searched in SQL as each of them. Beside it the checker must see three faults made on
purpose: another status, another byte, a row that names the file.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client

from benchmarks.frame import say, timed
from drills.frame import Size
from lgnet.cases import helplines
from lgnet.cases.views import cases as case_views
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import NATIONAL_ROLES, Role
from lgnet.network.models import City

ENOUGH, ENOUGH_QUICK = 2000, 300


@dataclass(frozen=True, slots=True)
class Findings:
    """What the drill found: how much was asked, and which answers tell of a file."""

    probes: int
    enough: int
    differing: tuple[str, ...]
    rows: tuple[str, ...]
    sees_status: bool
    sees_byte: bool
    sees_row: bool


def broken_promises(found: Findings) -> list[str]:
    """Return in words which promises do not hold."""
    first = (*found.differing, *found.rows, "")[0]
    promises = {
        f"{len(found.differing)} answers changed with a file, the first: {first}.": (
            not found.differing
        ),
        f"{len(found.rows)} tables name a file to who is on no list: {first}.": not found.rows,
        f"{found.probes} probes were asked, of {found.enough}.": found.probes >= found.enough,
        "The checker is blind: it does not see another status.": found.sees_status,
        "The checker is blind: it does not see another byte.": found.sees_byte,
        "The checker is blind: it does not see a row that names a file.": found.sees_row,
    }
    return [words for words, holds in promises.items() if not holds]


def run(size: Size) -> dict[str, Any]:
    """Let everybody ask, open a file, let everybody ask again."""
    from tests.cases import probing_restricted as probing

    with timed("somebody with a case, and everybody on no list"):
        owner, reader = _client(Role.CASE_MANAGER), _client(Role.CASE_MANAGER)
        clients = _outsiders()
        subject = probing.make_subject(owner)
    asked = [
        question
        for title, role, client in clients
        for question in probing.questions(title, role, client, subject)
    ]
    asked = probing.sample(asked) if size.quick else asked
    planted: list[Any] = []
    with timed(f"{len(asked)} questions, before and after"), _at_one_moment():
        differing = probing.differing(
            asked, lambda: planted.append(probing.plant(subject, owner, reader))
        )
    some = clients[:3] if size.quick else clients
    by_id = [
        probe
        for title, role, client in some
        for probe in probing.by_identifier(title, role, client, planted[0], subject.case)
    ]
    with timed(f"{len(by_id)} identifiers, each beside one of nothing"), _at_one_moment():
        differing += [probe.title for probe in by_id if probe.differs()]
    with timed("every table as each of them"):
        rows, count = _rows(some, planted[0])
    found = Findings(
        probes=len(asked) + len(by_id) + count,
        enough=ENOUGH_QUICK if size.quick else ENOUGH,
        differing=tuple(differing),
        rows=tuple(rows),
        sees_status=_sees(subject, _denied),
        sees_byte=_sees(subject, _longer),
        sees_row=_sees_row(subject, planted[0]),
    )
    say(f"  {found.probes} probes; {len(differing)} answers changed, {len(rows)} tables tell")
    return {
        "figure": len(differing) + len(rows),
        "unit": "answers that tell of a file",
        "pages": len(asked),
        "probes": found.probes,
        "broken": broken_promises(found),
    }


def _at_one_moment() -> Any:
    """Stop the clock: what a page says of now is no answer about a file."""
    return time_machine.travel(dt.datetime.now(dt.UTC), tick=False)


def _outsiders() -> list[tuple[str, Role, Client]]:
    """Return each role in the city, and two of another city."""
    there = (Role.CASE_MANAGER, Role.CITY_MANAGER)
    order = (Role.CASE_MANAGER, Role.CITY_MANAGER, Role.DATA_PROTECTION_OFFICER)
    here = [*order, *(role for role in Role if role not in order)]
    return [(str(role), role, _client(role)) for role in here] + [
        (f"{role} of another city", role, _client(role, "Palermo")) for role in there
    ]


def _client(role: Role, city_name: str = "Torino") -> Any:
    from tests.factories.network import make_member

    city = None if role in NATIONAL_ROLES else City.objects.get(name=city_name)
    client: Any = Client()
    client.member = make_member(role=role, city=city)
    client.user = client.member.user
    client.force_login(client.user)
    return client


def _rows(clients: list[Any], planted: Any) -> tuple[list[str], int]:
    """Return which tables name the file to whom, and how many were searched."""
    from tests.cases import probing_restricted as probing

    found, count = [], 0
    for title, _role, client in clients:
        member = client.member
        with scope(
            city_id=member.city_id,
            compartment_id=member.compartment_id,
            user_id=client.user.pk,
        ):
            probes = list(probing.by_row(title, planted))
            found += [probe.title for probe in probes if probe.send(True)]
        count += len(probes)
    return found, count


# Faults made on purpose.


def _denied(policy: Any = None) -> Any:
    raise PermissionDenied


def _longer(policy: Any = None) -> Any:
    return helplines.helplines(policy) * 2


def _sees(subject: Any, fault: Callable[..., Any]) -> bool:
    """Return whether it is noticed that the page of the case changes."""
    from tests.cases import probing_restricted as probing

    colleague = _client(Role.CASE_MANAGER)
    asked = [
        one
        for one in probing.questions("colleague", Role.CASE_MANAGER, colleague, subject)
        if one.what == "get cases:case_detail"
    ]
    patched = patch.object(case_views, "helplines", fault)
    with _at_one_moment():
        try:
            return bool(probing.differing(asked, patched.start))
        finally:
            patched.stop()


def _sees_row(subject: Any, planted: Any) -> bool:
    from tests.cases import probing_restricted as probing

    with scope(city_id=subject.city_id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_append(gen_random_uuid(), 'cases.viewed', 'cases.case', %s, '{}')",
            [planted.ids["file"]],
        )
        seen = any(probe.send(True) for probe in probing.by_row("nobody", planted))
        transaction.set_rollback(True)
    return seen
