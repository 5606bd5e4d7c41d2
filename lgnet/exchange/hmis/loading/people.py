"""People of a cell: whoever has an enrolment there."""

from itertools import islice
from uuid import UUID

from lgnet.exchange.enums import ExternalKind
from lgnet.exchange.hmis.staging import CLIENTS, rows, stream
from lgnet.kernel.bulk_sets import UUID7
from lgnet.people.actions.bulk import load_search_keys
from lgnet.people.actions.bulk_sets import (
    add_names_from,
    add_people_from,
    add_search_keys,
    change_people_from,
)
from lgnet.people.enums import NameKind

from .mapping import Cell, plan, record
from .spells import SPELLS

KEYS_BATCH = 20_000  # people
_NAMES = (
    "known_as",
    "given",
    "middle",
    "family",
    "given_script",
    "middle_script",
    "family_script",
)
_ANSWERS = ("sex", "sex_answer", "birth_date", "birth_precision", "birth_answer")


def load_people(cell: Cell, *, is_hashed: bool) -> None:
    """Write people, their names and search keys. A person known in two cells is two persons."""
    columns = ", ".join(f"c.{name}" for name in (*_NAMES, *_ANSWERS))
    table = plan(
        cell,
        ExternalKind.PERSON,
        f"SELECT c.id AS external_id, {columns} FROM {CLIENTS} AS c WHERE EXISTS"
        f" (SELECT FROM {SPELLS} AS s WHERE s.person = c.id AND s.compartment = %s)",
        digest=("given", "middle", "family", *_ANSWERS),
        params=[cell.compartment_id],
    )
    answers = ", ".join(_ANSWERS)
    add_people_from(
        ("id", "known_as", *_ANSWERS),
        f"SELECT object_id, known_as, {answers} FROM {table} WHERE is_new",
    )
    # What a person is called here stays: staff may have learnt better since.
    change_people_from(
        ("id", *_ANSWERS), f"SELECT object_id, {answers} FROM {table} WHERE is_changed"
    )
    _load_names(table)
    _load_keys(table, is_hashed=is_hashed)
    record(cell, ExternalKind.PERSON, table)


def _load_names(table: str) -> None:
    """Add names after those a person has. A changed name is one more spelling; none goes."""
    spoken = (
        "SELECT p.object_id, n.kind, n.script, n.text, n.position"
        f" FROM {table} AS p CROSS JOIN LATERAL (VALUES"
        f" ('{NameKind.GIVEN}', p.given_script, p.given, 0),"
        f" ('{NameKind.GIVEN}', p.middle_script, p.middle, 1),"
        f" ('{NameKind.FAMILY}', p.family_script, p.family, 2)) AS n (kind, script, text, position)"
        " WHERE n.text IS NOT NULL"
    )
    columns = ("id", "person_id", "kind", "script", "text", "position")
    add_names_from(
        columns,
        f"SELECT {UUID7}, object_id, kind, script, text, position"
        f" FROM ({spoken} AND p.is_new) AS s",
    )
    add_names_from(
        columns,
        f"SELECT {UUID7}, s.object_id, s.kind, s.script, s.text,"
        " coalesce(o.last, -1) + row_number() OVER (PARTITION BY s.object_id ORDER BY s.position)"
        f" FROM ({spoken} AND p.is_changed) AS s LEFT JOIN LATERAL (SELECT max(position) AS last"
        " FROM people_personname WHERE person_id = s.object_id) AS o ON TRUE"
        " WHERE NOT EXISTS (SELECT FROM people_personname AS k WHERE k.person_id = s.object_id"
        " AND k.kind = s.kind AND k.text = s.text)",
    )


def _load_keys(table: str, *, is_hashed: bool) -> None:
    """Make search keys of all names; a hash is no name anybody would search for."""
    names = "" if is_hashed else ", p.given, p.middle, p.family"
    source = stream(f"SELECT p.object_id, p.known_as{names} FROM {table} AS p WHERE p.is_new")
    while batch := list(islice(source, KEYS_BATCH)):
        add_search_keys((person, filter(None, called)) for person, *called in batch)
    if is_hashed:
        return
    changed: dict[object, list[str]] = {}
    for person, text in rows(
        f"SELECT p.object_id, n.text FROM {table} AS p"
        " JOIN people_personname AS n ON n.person_id = p.object_id WHERE p.is_changed"
        " UNION SELECT p.object_id, t.known_as"
        f" FROM {table} AS p JOIN people_person AS t ON t.id = p.object_id WHERE p.is_changed"
    ):
        changed.setdefault(UUID(str(person)), []).append(text)
    if changed:
        load_search_keys(changed)
