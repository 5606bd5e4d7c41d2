"""Staging: read rows wait in temporary tables, where whole files can be compared at once.

The tables are the session's own and go with the transaction. Nothing in them has passed into
the city's tables yet.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection

from lgnet.exchange.enums import Effect, Reason

from .findings import Finding

BATCH = 10_000  # rows a COPY

FINDINGS = "hmis_finding"
ORGANISATIONS = "hmis_organisation"
PROJECTS = "hmis_project"
ADDRESSES = "hmis_address"
INVENTORIES = "hmis_inventory"
CLIENTS = "hmis_client"
ENROLMENTS = "hmis_enrolment"
EXITS = "hmis_exit"
SERVICES = "hmis_service"
LIVING = "hmis_living"

# Table -> (its file, its columns after line and id).
TABLES = {
    ORGANISATIONS: ("Organization.csv", "name text, is_protected smallint"),
    PROJECTS: (
        "Project.csv",
        "organisation text, name text, opened_on date, closed_on date, type smallint,"
        " setting text, kind text, unit_kind text",
    ),
    ADDRESSES: ("ProjectCoC.csv", "project text, address text"),
    INVENTORIES: (
        "Inventory.csv",
        "project text, units integer, beds integer, from_on date, until_on date",
    ),
    CLIENTS: (
        "Client.csv",
        "known_as text, given text, middle text, family text, given_script text,"
        " middle_script text, family_script text, sex text, sex_answer text,"
        " birth_date date, birth_precision text, birth_answer text",
    ),
    ENROLMENTS: (
        "Enrollment.csv",
        "person text, project text, entry_on date, household text, relation smallint,"
        " engaged_on date, move_in_on date",
    ),
    EXITS: (
        "Exit.csv",
        "enrolment text, person text, exit_on date, destination smallint",
    ),
    SERVICES: (
        "Services.csv",
        "enrolment text, person text, given_on date, record_type smallint, type integer,"
        " service text",
    ),
    LIVING: (
        "CurrentLivingSituation.csv",
        "enrolment text, person text, seen_on date, situation smallint",
    ),
}


def execute(statement: str, params: Sequence[Any] = ()) -> int:
    """Run one statement; return how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(params))
        return cursor.rowcount


def rows(statement: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Return a small result whole."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(params))
        return cursor.fetchall()


def stream(statement: str, params: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield a large result row by row, through a cursor on the server."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, list(params))
        while batch := cursor.fetchmany(2_000):
            yield from batch


def start(*, lock: str) -> None:
    """Make the empty staging tables; wait for another import that holds the same lock."""
    # Nothing here has statistics yet, and guesses of one row make loops within loops of joins.
    execute("SET LOCAL enable_nestloop = off")
    execute("SET LOCAL jit = off")
    execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"exchange:{lock}"])
    for (table,) in rows(
        "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()"
        " AND relkind = 'r' AND (relname LIKE 'hmis\\_%%' OR relname LIKE 'plan\\_%%')"
    ):
        execute(f"DROP TABLE {connection.ops.quote_name(table)}")
    execute(
        f"CREATE TEMPORARY TABLE {FINDINGS} (file text, line integer, key text, col text,"
        " reason text, effect text) ON COMMIT DROP"
    )
    for table, (_, columns) in TABLES.items():
        execute(f"CREATE TEMPORARY TABLE {table} (line integer, id text, {columns}) ON COMMIT DROP")


def copy(table: str, rows: Iterable[Sequence[Any]]) -> int:
    """Copy rows into a staging table; return how many."""
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as target:
        for row in rows:
            target.write_row(row)
            count += 1
    return count


def fill(table: str, rows: Iterable[Sequence[Any]], findings: list[Finding]) -> None:
    """Copy rows batch by batch, and the findings made on the way in between."""
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        copy(table, batch)
        flush(findings)
    flush(findings)
    execute(f"ANALYZE {table}")


def flush(findings: list[Finding]) -> None:
    """Move findings from memory into their table."""
    if findings:
        copy(FINDINGS, findings)
        findings.clear()


def note(
    table: str,
    *,
    reason: Reason,
    column: str,
    effect: Effect,
    where: str = "TRUE",
    join: str = "",
    params: Sequence[Any] = (),
) -> int:
    """Report rows ``t`` of a staging table; those left out leave the table too."""
    file = TABLES[table][0]
    values = [file, column, reason.value, effect.value]
    if effect != Effect.LEFT_OUT:
        return execute(
            f"INSERT INTO {FINDINGS} SELECT %s, t.line, t.id, %s, %s, %s"
            f" FROM {table} AS t {join} WHERE {where}",
            [*values, *params],
        )
    return execute(
        f"WITH gone AS (DELETE FROM {table} AS d USING (SELECT t.ctid AS row FROM {table} AS t"
        f" {join} WHERE {where}) AS w WHERE d.ctid = w.row RETURNING d.line, d.id)"
        f" INSERT INTO {FINDINGS} SELECT %s, line, id, %s, %s, %s FROM gone",
        [*params, *values],
    )
