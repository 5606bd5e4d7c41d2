"""What the application role can see, change and guess of other cells, tried table by table.

Works on a superuser's connection that takes the application's role, so that a seeded fault and
the try stand in one transaction, rolled back at the end.
"""

import contextlib
import json
import re
import uuid
from typing import Any

import psycopg
from django.apps import apps
from psycopg import sql

from lgnet.kernel.tenancy import Scope, TenantForeignKey, signed_context
from lgnet.launcher.roles import APP
from tests.house.catalogue import history_tables
from tests.house.rows import Cell

REFUSED = "42501"  # insufficient_privilege: a policy or a right says no
CHECK_VIOLATION = "23514"
APPEND_ONLY = "P0001"  # history's own trigger
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@contextlib.contextmanager
def as_application(connection: Any, cell: Cell | None):
    """Take the application's role in a cell, or with no context, until the block ends."""
    with connection.transaction(force_rollback=True):
        connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(APP)))
        value = ""
        if cell is not None:
            found = Scope(cell.city_id, cell.compartment_id, cell.user_id)
            value = signed_context(found, backend_pid=connection.info.backend_pid)
        connection.execute("SELECT set_config('lgnet.context', %s, true)", [value])
        yield connection


def outcome(connection: Any, statement: str, *values: Any) -> tuple:
    """Try a statement, take it back, and return ("done", rows) or what the database answered."""
    try:
        with connection.transaction(force_rollback=True):
            done = connection.execute(statement, values).rowcount
            # Deferred constraints answer now, not at a commit that never comes.
            connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
            return ("done", done)
    except psycopg.Error as error:
        told = error.diag
        detail = UUID.sub("<id>", told.message_detail or "")
        return (told.sqlstate, UUID.sub("<id>", told.message_primary or ""), detail)


def row_of(connection: Any, table: str, cell: Cell) -> dict[str, Any]:
    """Return a row of the cell as JSON, past every policy."""
    found = connection.execute(
        f'SELECT row_to_json(t)::text FROM "{table}" t'
        " WHERE city_id = %s AND compartment_id = %s ORDER BY 1 LIMIT 1",
        [cell.city_id, cell.compartment_id],
    ).fetchone()
    assert found is not None, f"no row of {table} in {cell.name}"
    return json.loads(found[0])


def insert(connection: Any, table: str, row: dict[str, Any]) -> tuple:
    return outcome(
        connection,
        f'INSERT INTO "{table}" SELECT * FROM jsonb_populate_record(NULL::"{table}", %s::jsonb)',
        json.dumps(row),
    )


def key_of(table: str) -> str:
    return "pgh_id" if table in history_tables() else "id"


def fresh(table: str, row: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return the row with a key of its own."""
    key = key_of(table)
    new = 2_000_000_000 if key == "pgh_id" else str(uuid.uuid4())
    return {**row, key: new, **changes}


def cell_links(table: str) -> dict[str, str]:
    """Return the columns that point to other tenant rows, each with the table of those."""
    model = next(m for m in apps.get_models() if m._meta.db_table == table)
    return {
        f.column: f.related_model._meta.db_table
        for f in model._meta.local_fields
        if isinstance(f, TenantForeignKey)
    }


def faults(connection: Any, table: str, cells: dict[str, Cell]) -> list[str]:
    """Return everything that leaks from one cell of ``table`` into another, or into none."""
    rows = {name: row_of(connection, table, cell) for name, cell in cells.items()}
    # What a row leaves open points to any row of that kind: a row of nights is of one kind only.
    named = {
        name: rows[name]
        | {
            column: row_of(connection, target, cell)["id"]
            for column, target in cell_links(table).items()
            if rows[name].get(column) is None
        }
        for name, cell in cells.items()
    }
    told = without_context(connection, table, rows["here"])
    for name, cell in cells.items():
        others = [row for other, row in rows.items() if other != name]
        told += inside(connection, table, cell, rows[name], others)
        told += guesses(
            connection,
            table,
            cell,
            rows[name],
            others,
            [named[other] for other in cells if other != name],
        )
    return told


def without_context(connection: Any, table: str, row: dict[str, Any]) -> list[str]:
    """With nothing set, nothing is visible and nothing can be written."""
    with as_application(connection, None):
        told = _unseen(connection, table, "no context", "true")
        if insert(connection, table, fresh(table, row))[0] != REFUSED:
            told.append(f"{table}: a row can be inserted without context")
    return told


def _unseen(connection: Any, table: str, who: str, where: str, *values: Any) -> list[str]:
    told = []
    count = connection.execute(f'SELECT count(*) FROM "{table}" WHERE {where}', values)
    if seen := count.fetchone()[0]:
        told.append(f"{table}: {who} sees {seen} rows")
    for verb, statement in (
        ("update", f'UPDATE "{table}" SET city_id = city_id WHERE {where}'),
        ("delete", f'DELETE FROM "{table}" WHERE {where}'),
    ):
        answer = outcome(connection, statement, *values)
        if answer != ("done", 0) and answer[0] != REFUSED:
            told.append(f"{table}: {who} can {verb}: {answer}")
    return told


def inside(
    connection: Any, table: str, cell: Cell, own: dict[str, Any], others: list[dict[str, Any]]
) -> list[str]:
    """In a cell its own rows are there, and others' can be neither seen nor made."""
    told = []
    with as_application(connection, cell):
        count = connection.execute(
            f'SELECT count(*) FROM "{table}" WHERE city_id = %s AND compartment_id = %s',
            [cell.city_id, cell.compartment_id],
        )
        if not count.fetchone()[0]:
            told.append(f"{table}: {cell.name} does not see its own row")
        told += _unseen(
            connection,
            table,
            cell.name,
            "(city_id, compartment_id) IS DISTINCT FROM (%s, %s)",
            cell.city_id,
            cell.compartment_id,
        )
        for other in others:
            foreign = {name: other[name] for name in ("city_id", "compartment_id")}
            for row in (fresh(table, other), other, fresh(table, own, **foreign)):
                answer = insert(connection, table, row)
                if answer[0] != REFUSED:
                    told.append(f"{table}: {cell.name} can insert elsewhere: {answer}")
            move = f'UPDATE "{table}" SET city_id = %s, compartment_id = %s'
            answer = outcome(connection, move, foreign["city_id"], foreign["compartment_id"])
            if answer[0] not in (REFUSED, APPEND_ONLY):
                told.append(f"{table}: {cell.name} can move a row elsewhere: {answer}")
    return told


def beside(identifier: str) -> str:
    """Return an identifier that nothing has, before and after the same ones as this."""
    return str(uuid.UUID(int=uuid.UUID(identifier).int ^ 1))


def guesses(
    connection: Any,
    table: str,
    cell: Cell,
    own: dict[str, Any],
    others: list[dict[str, Any]],
    pointing: list[dict[str, Any]],
) -> list[str]:
    """Naming a row of another cell gets the answer that naming none gets, in every way.

    ``pointing`` are ``others`` with no link left open.
    """
    told: list[str] = []
    if table in history_tables():
        return told
    links = cell_links(table)
    here = {"city_id": str(cell.city_id), "compartment_id": str(cell.compartment_id)}
    with as_application(connection, cell):
        for other, whole in zip(others, pointing, strict=True):
            for column in links:
                statement = f'UPDATE "{table}" SET "{column}" = %s WHERE id = %s'
                real = outcome(connection, statement, whole[column], own["id"])
                none = outcome(connection, statement, beside(whole[column]), own["id"])
                if real != none:
                    told.append(f"{table}.{column} tells: {real} instead of {none}")
            for taken in ({}, dict.fromkeys(links)):
                named = {**other, **taken}
                nobody = {**named, **{c: beside(named[c]) for c in links if named[c]}}
                real = insert(connection, table, fresh(table, named, **here))
                none = insert(connection, table, fresh(table, nobody, **here))
                if real != none:
                    told.append(f"{table} tells on inserting: {real} instead of {none}")
                # With nothing to point to, only what the row itself says may stand in its way.
                if not links and real[0] not in ("done", REFUSED, CHECK_VIOLATION):
                    told.append(f"{table} tells on inserting: {real}")
    return told
