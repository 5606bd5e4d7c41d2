"""People of a cell: whoever has an enrolment there.

Their values are sealed one by one, so they pass through Python; everything else of an import
moves from table to table.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from lgnet.exchange.enums import ExternalKind
from lgnet.exchange.hmis.staging import CLIENTS, stream
from lgnet.kernel.bulk_sets import MANY, analyse
from lgnet.people.actions.bulk import add_names, add_people, change_people
from lgnet.people.actions.keys import load_search_keys
from lgnet.people.enums import NameKind
from lgnet.people.models import Person, PersonName

from .mapping import Cell, plan, record
from .spells import SPELLS

BATCH = 5_000  # people
_NAMES = (
    (NameKind.GIVEN, "given"),
    (NameKind.GIVEN, "middle"),
    (NameKind.FAMILY, "family"),
)
_ANSWERS = ("sex", "sex_answer", "birth_date", "birth_precision", "birth_answer")
_COLUMNS = (
    "object_id",
    "known_as",
    *_ANSWERS,
    *(column for _kind, name in _NAMES for column in (name, f"{name}_script")),
)


def load_people(cell: Cell, *, is_hashed: bool) -> None:
    """Write people, their names and search keys. A person known in two cells is two persons."""
    columns = ", ".join(f"c.{name}" for name in _COLUMNS[1:])
    table = plan(
        cell,
        ExternalKind.PERSON,
        f"SELECT c.id AS external_id, {columns} FROM {CLIENTS} AS c WHERE EXISTS"
        f" (SELECT FROM {SPELLS} AS s WHERE s.person = c.id AND s.compartment = %s)",
        digest=("given", "middle", "family", *_ANSWERS),
        params=[cell.compartment_id],
    )
    added = 0
    for batch in _batches(table, "is_new"):
        _add(batch, is_hashed=is_hashed)
        added += len(batch)
    if added >= MANY:
        analyse(Person)
    for batch in _batches(table, "is_changed"):
        _change(batch, is_hashed=is_hashed)
    record(cell, ExternalKind.PERSON, table)


def _batches(table: str, condition: str) -> Iterator[list[dict[str, Any]]]:
    source = stream(f"SELECT {', '.join(_COLUMNS)} FROM {table} WHERE {condition}")
    while batch := list(islice(source, BATCH)):
        yield [dict(zip(_COLUMNS, row, strict=True)) for row in batch]


def _add(batch: list[dict[str, Any]], *, is_hashed: bool) -> None:
    people = [
        Person(
            id=row["object_id"],
            known_as=row["known_as"],
            **{name: row[name] for name in _ANSWERS},
        )
        for row in batch
    ]
    texts = {
        row["object_id"]: [row["known_as"], *(() if is_hashed else _called(row))] for row in batch
    }
    names = [
        _name(row["object_id"], kind, row[name], row[f"{name}_script"], position)
        for row in batch
        for position, (kind, name) in enumerate(_NAMES)
        if row[name] is not None
    ]
    add_people(people, names, texts=texts)


def _change(batch: list[dict[str, Any]], *, is_hashed: bool) -> None:
    """Change answers, and add names after those a person has: a changed one is a spelling more.

    What a person is called here stays: staff may have learnt better since.
    """
    people = {
        person.pk: person
        for person in Person.objects.filter(pk__in=[row["object_id"] for row in batch])
        .prefetch_related("names")
        .order_by("pk")
    }
    names: list[PersonName] = []
    texts: dict[UUID, list[str]] = {}
    for row in batch:
        person = people[row["object_id"]]
        for field in _ANSWERS:
            setattr(person, field, row[field])
        held = list(person.names.all())
        known = {(name.kind, name.text) for name in held}
        position = max((name.position for name in held), default=-1)
        texts[person.pk] = [person.known_as, *(name.text for name in held)]
        for kind, name in _NAMES:
            text = row[name]
            if text is None or (kind, text) in known:
                continue
            position += 1
            names.append(_name(person.pk, kind, text, row[f"{name}_script"], position))
            texts[person.pk].append(text)
    change_people(people.values())
    add_names(names, people=people)
    if not is_hashed:
        load_search_keys(texts)


def _called(row: dict[str, Any]) -> list[str]:
    return [row[name] for _kind, name in _NAMES if row[name]]


def _name(person: UUID, kind: NameKind, text: str, script: str, position: int) -> PersonName:
    return PersonName(person_id=person, kind=kind, script=script, text=text, position=position)
