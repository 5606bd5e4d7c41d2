"""Records read together: what was decided to be one person stays whole, and is shown as one.

A group is everybody reached by verdicts *same*, through others too. Who may not see a record
sees the group without it.
"""

import copy
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from lgnet.kernel.tenancy import required_scope

from .enums import Verdict
from .models import PairVerdict, Person, PersonName
from .whole import lacks, whole_person

# Which record's value is shown may be picked for these; every name is always shown.
PICKED = ("known_as", "birth", "sex", "citizenship", "language")
_COLUMNS = {
    "known_as": ("known_as",),
    "birth": ("birth_date", "birth_year", "birth_precision", "birth_answer"),
    "sex": ("sex", "sex_answer"),
    "citizenship": ("citizenship_id", "citizenship_answer"),
    "language": ("language", "language_answer"),
}

Edge = tuple[UUID, UUID]


def group_ids(person_ids: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Return the group of each person that has one: all its records, the person's own included.

    One query where nobody is linked, one more for each step a group reaches further.
    """
    asked = set(person_ids)
    edges = {(row.first_id, row.second_id) for row in _links_from(asked, _visible_links())}
    return {one: group for one, group in groups_of(edges).items() if one in asked}


def each_once(people: Iterable[Person]) -> list[Person]:
    """Return the people in their order, of records read together the first alone; one query."""
    people = list(people)
    groups = group_ids(person.pk for person in people) if people else {}
    found: list[Person] = []
    shown: set[frozenset[UUID]] = set()
    for person in people:
        group = groups.get(person.pk)
        if group is None or group not in shown:
            found.append(person)
        if group is not None:
            shown.add(group)
    return found


def whole_groups(person_ids: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Return groups as ``group_ids`` does, records that the one who asks may not see included.

    For rules that hold for all; never shown.
    """
    asked = set(person_ids)
    rows = _links_from(asked, every_verdict().filter(verdict=Verdict.SAME))
    found = groups_of((row.first_id, row.second_id) for row in rows)
    return {one: found.get(one, frozenset({one})) for one in asked}


def every_verdict() -> models.QuerySet[PairVerdict]:
    """Return all verdicts of the open cell, whoever asks."""
    found = required_scope("people.PairVerdict")
    return models.QuerySet(PairVerdict).filter(
        city_id=found.city_id, compartment_id=found.compartment_id
    )


def groups_of(edges: Iterable[Edge]) -> dict[UUID, frozenset[UUID]]:
    """Return everybody's group, for all who stand in an edge."""
    beside: dict[UUID, set[UUID]] = defaultdict(set)
    for one, other in edges:
        beside[one].add(other)
        beside[other].add(one)
    found: dict[UUID, frozenset[UUID]] = {}
    for start in beside:
        if start in found:
            continue
        reached, waiting = {start}, [start]
        while waiting:
            new = beside[waiting.pop()] - reached
            reached |= new
            waiting += new
        group = frozenset(reached)
        found |= dict.fromkeys(group, group)
    return found


def _visible_links() -> models.QuerySet[PairVerdict]:
    return PairVerdict.objects.filter(verdict=Verdict.SAME)


def _links_from(start: set[UUID], links: models.QuerySet[PairVerdict]) -> list[PairVerdict]:
    """Return the links of everybody reached from ``start``."""
    found: dict[UUID, PairVerdict] = {}
    known, frontier = set(start), set(start)
    while frontier:
        rows = links.filter(Q(first__in=frontier) | Q(second__in=frontier)).order_by()
        found |= {row.pk: row for row in rows}
        frontier = {one for row in found.values() for one in (row.first_id, row.second_id)} - known
        known |= frontier
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Together:
    """A person's record with the others it is read with; ``face`` is what the page's head shows."""

    face: Person
    others: list[Person]

    @property
    def count(self) -> int:
        """How many records are read together."""
        return len(self.others) + 1


def read_together(person: Person) -> Together | None:
    """Return the records read together with a person's, or None for one that stands alone."""
    if lacks(person, "links"):
        return None
    links = sorted(
        _links_from({person.pk}, _visible_links()), key=lambda row: (row.decided_at, row.pk)
    )
    group = groups_of((row.first_id, row.second_id) for row in links).get(person.pk)
    if group is None:
        return None
    found = (whole_person(other_id) for other_id in group - {person.pk})
    others = sorted(filter(None, found), key=lambda other: (other.created_at, other.pk))
    if not others:
        return None
    picks = {field: one for row in links for field, one in row.picks.items()}
    return Together(face=face_of(person, others, picks), others=others)


def face_of(person: Person, others: Iterable[Person], picks: Mapping[str, Any]) -> Person:
    """Return a copy of a person with the picked values of the others, and everybody's names.

    A value that was not picked comes from the person, or from the first who has one. The copy is
    for showing alone.
    """
    records = {str(one.pk): one for one in (person, *others)}
    face = copy.copy(person)
    for field, columns in _COLUMNS.items():
        source = records.get(str(picks.get(field, ""))) or _first_known(
            field, list(records.values())
        )
        for column in columns:
            setattr(face, column, getattr(source, column))
    names: list[PersonName] = [name for one in records.values() for name in one.names.all()]
    called = [_called(face, one.known_as) for one in others if one.known_as != face.known_as]
    if person.known_as != face.known_as:
        called.append(_called(face, person.known_as))
    kept = face.names.all()
    kept._result_cache = [*names, *called]
    face._prefetched_objects_cache = {"names": kept}  # type: ignore[attr-defined]
    return face


def _called(face: Person, text: str) -> PersonName:
    """Return what another record calls the person, as one more name to show."""
    return PersonName(person=face, text=text, kind="full")


def _first_known(field: str, records: list[Person]) -> Person:
    answer = f"{field}_answer"
    if field == "known_as":
        return records[0]
    return next((one for one in records if getattr(one, answer) == "known"), records[0])
