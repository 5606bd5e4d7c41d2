"""Set-based writes: rows that a query yields go into a table without passing through Python.

Staged rows (temporary tables of the session) become rows of a model in one statement. As with
``bulk.upsert``, every policy, constraint and trigger of the table holds.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from .bulk import is_the_databases
from .operations import has_cell_key
from .tenancy import required_scope

UUID7 = (
    "encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING substring(int8send("
    "(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1),"
    " 'hex')::uuid"
)
"""SQL for a new time-ordered UUID (RFC 9562): 48 bits of milliseconds, version 7, the rest chance.

PostgreSQL has a function of its own from version 18 only.
"""


MANY = 1_000
"""From so many new rows on, the planner's picture of a table is worth renewing."""


def insert_from(
    model: type[models.Model], columns: Sequence[str], query: str, params: Sequence[Any] = ()
) -> int:
    """Insert the rows of ``query``, which yields ``columns`` in this order; return how many.

    Tenant models take the cell of the open scope; other columns take the field's default, or are
    left to the database where it alone gives them.
    Raises ValueError where ``id`` is not among the columns or one left out has neither default
    nor null, and the database's IntegrityError where a constraint is hurt.
    """
    if "id" not in columns:
        raise ValueError("Each row brings its own id.")
    names, values, constants = list(columns), [f"s.{_quoted(name)}" for name in columns], []
    for field in model._meta.local_concrete_fields:
        column = field.column or ""
        if column in names or field.generated or is_the_databases(field):
            continue
        value = _constant(model, field)
        if value is None and field.null:
            continue
        names.append(column)
        values.append("%s")
        constants.append(field.get_db_prep_save(value, connection))
    statement = (
        f"INSERT INTO {_quoted(model._meta.db_table)} ({', '.join(map(_quoted, names))})"
        f" SELECT {', '.join(values)} FROM ({query}) AS s"
        f" ({', '.join(map(_quoted, columns))})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*constants, *params])
        return cursor.rowcount


def update_from(
    model: type[models.Model], columns: Sequence[str], query: str, params: Sequence[Any] = ()
) -> int:
    """Update rows of the open cell by id where a value differs; return how many did.

    ``query`` yields ``columns`` in this order, the first of them ``id``.
    """
    first, *others = columns
    if first != "id" or not others:
        raise ValueError("The first column is id, and something must change besides.")
    quoted = [_quoted(name) for name in others]
    conditions = ["t.id = s.id"]
    constants: list[Any] = []
    if has_cell_key(model):
        found = required_scope(model._meta.label)
        conditions += ["t.city_id = %s", "t.compartment_id = %s"]
        constants += [found.city_id, found.compartment_id]
    before = ", ".join(f"t.{name}" for name in quoted)
    after = ", ".join(f"s.{name}" for name in quoted)
    statement = (
        f"UPDATE {_quoted(model._meta.db_table)} AS t"
        f" SET {', '.join(f'{name} = s.{name}' for name in quoted)} FROM ({query}) AS s"
        f" ({', '.join(map(_quoted, columns))})"
        f" WHERE {' AND '.join(conditions)} AND ({before}) IS DISTINCT FROM ({after})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, *constants])
        return cursor.rowcount


def analyse(*loaded: type[models.Model]) -> None:
    """Renew the statistics of tables just filled, before other rows refer to theirs.

    Holds off other analyses of these tables until the transaction ends, and nothing else.
    """
    with connection.cursor() as cursor:
        for model in loaded:
            cursor.execute("SELECT lgnet_analyse(%s::regclass)", [model._meta.db_table])


def _constant(model: type[models.Model], field: Any) -> Any:
    if field.attname in ("city_id", "compartment_id") and has_cell_key(model):
        return getattr(required_scope(model._meta.label), field.attname)
    if field.has_default():
        return field.get_default()
    if field.null:
        return None
    if field.empty_strings_allowed and field.blank:
        return ""
    raise ValueError(f"{model._meta.label}.{field.name} has no default: name it.")


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
