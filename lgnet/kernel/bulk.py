"""Bulk writes: COPY into a temporary table, then one conditional upsert.

COPY straight into a table under row-level security is refused by PostgreSQL; the staging table
is the session's own, and the insert from it passes every policy, constraint and trigger.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, connections, models, transaction

from .operations import has_cell_key
from .sealed_fields import DataKeyField, SealedField


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows an upsert made, changed and left as they were."""

    made: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(
            self.made + other.made,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
        )


def upsert(
    model: type[models.Model],
    objects: Iterable[models.Model],
    *,
    keep: Iterable[str] = (),
) -> Written:
    """Insert the objects, updating rows of the same id that differ; return what happened.

    ``keep`` names fields an existing row keeps. An id given twice in one call is folded: the
    last one counts. What the database alone says is left
    to it. Raises the database's IntegrityError where a constraint is hurt.
    """
    latest = {item.pk: item for item in objects}
    if not latest:
        return Written()
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if not field.generated and not is_the_databases(field)
    ]
    kept = {*keep, model._meta.pk.name, "city", "city_id", "compartment_id"}
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    changing = [
        connection.ops.quote_name(str(field.column)) for field in fields if field.name not in kept
    ]
    key = connection.ops.quote_name(str(model._meta.pk.column))
    if has_cell_key(model):
        key = "city_id, compartment_id, id"
    on_conflict = "DO NOTHING"
    if changing:
        sets = ", ".join(f"{column} = EXCLUDED.{column}" for column in changing)
        before = ", ".join(f"t.{column}" for column in changing)
        after = ", ".join(f"EXCLUDED.{column}" for column in changing)
        on_conflict = f"DO UPDATE SET {sets} WHERE ({before}) IS DISTINCT FROM ({after})"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE staging (LIKE {table} INCLUDING DEFAULTS) ON COMMIT DROP"
        )
        _copy(cursor, fields, names, latest.values())
        cursor.execute(
            f"WITH written AS (INSERT INTO {table} AS t ({names}) SELECT {names} FROM staging"
            f" ON CONFLICT ({key}) {on_conflict} RETURNING (xmax = 0) AS is_new)"
            " SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new)"
            " FROM written"
        )
        made, changed = cursor.fetchone()
        cursor.execute("DROP TABLE staging")
    return Written(made, changed, len(latest) - made - changed)


def _copy(cursor: Any, fields: list[Any], names: str, objects: Iterable[models.Model]) -> None:
    columns = [(field.attname, None if _is_plain(field) else field) for field in fields]
    # What is sealed, and the key it is sealed with, are made from the whole row.
    made = {field.attname for field in fields if isinstance(field, SealedField | DataKeyField)}
    # Django's own connection, not the proxy, which looks for the thread's one at each touch.
    database = connections[connection.alias]
    with cursor.copy(f"COPY staging ({names}) FROM STDIN") as copy:
        for item in objects:
            copy.write_row(
                [
                    getattr(item, attname)
                    if field is None
                    else field.get_db_prep_save(
                        field.pre_save(item, True) if attname in made else getattr(item, attname),
                        database,
                    )
                    for attname, field in columns
                ]
            )


def is_the_databases(field: Any) -> bool:
    """Return whether the database alone says what stands there, as a row's order of arrival."""
    return bool(field.has_db_default() and not field.has_default())


def _is_plain(field: Any) -> bool:
    """Return whether the driver writes the field's values as they are."""
    while field.remote_field is not None:
        field = field.target_field
    return type(field) in (models.UUIDField, models.CharField, models.TextField)
