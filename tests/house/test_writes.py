"""Verbs write, and nothing else does; with seeded faults. GET is in test_get.py."""

import pytest

from tests.house import storeys
from tests.house import writes as house
from tests.house.source import our_modules


def test_only_actions_write():
    assert house.faults(house.outside_actions(our_modules()), house.ALLOWED) == []


def test_actions_do_write():
    """The check sees writes where they belong, so it would see them elsewhere."""
    seen = [
        name
        for module, path in our_modules()
        if module.startswith("lgnet.housing.actions")
        for name, _line in house.writes_in(path.read_text(encoding="utf-8"))
    ]
    assert {"save", "create"} <= set(seen)


@pytest.mark.parametrize(
    "line",
    [
        "person.save()",
        "person.delete()",
        "Person.objects.create(known_as='x')",
        "Person.objects.filter(pk=1).update(known_as='x')",
        "people.update(known_as='x')",
        "Person.objects.bulk_create(rows)",
        "Person.objects.get_or_create(pk=1)",
        "upsert(Person, rows)",
        "bulk.upsert(Person, rows)",
        "cursor.execute('UPDATE people_person SET known_as = %s', ['x'])",
        "cursor.execute(f'DELETE FROM {table}')",
        "user.set_password('x')",
        "def later():\n    async def inner():\n        await person.asave()",
    ],
)
@pytest.mark.parametrize("place", ["views", "queries", "jobs", "management__commands__x"])
def test_seeded_a_write_elsewhere_is_caught(tmp_path, line, place):
    path = tmp_path / "lgnet" / "cases" / (place.replace("__", "/") + ".py")
    path.parent.mkdir(parents=True)
    path.write_text(line)
    assert house.faults(house.outside_actions(storeys.modules_in(tmp_path)), {})


@pytest.mark.parametrize(
    "line",
    [
        "headers.update({'a': 1})",
        "cursor.execute('SELECT 1')",
        "class Person:\n    def save(self):\n        super().save()",
    ],
)
def test_what_is_no_write_passes(line):
    assert house.writes_in(line) == []


def test_seeded_a_stale_allowance_is_caught():
    assert house.faults({}, {"lgnet.x: save": "once"}) == [
        "lgnet.x: save: allowed, no longer there"
    ]
