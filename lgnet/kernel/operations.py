"""Migration operations that put a table under the second belt."""

from typing import Any

from django.db.migrations.operations.base import Operation

from . import vault
from .tenancy import TenantForeignKey, TenantOneToOneField

CELL = "city_id = (SELECT lgnet_city()) AND compartment_id = (SELECT lgnet_compartment())"


class TenantTable(Operation):
    """Enable and force row-level security, and check foreign keys on the whole cell.

    Reads the model as it stands at this point of the history. ``policy`` replaces the rule by
    which a row is visible, for tables with another key than the cell; it stands in the migration
    so that a reviewer reads it there.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, policy: str = CELL, check: str | None = None) -> None:
        self.model_name = model_name
        self.policy = policy
        self.check = check

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        kwargs: dict[str, Any] = {"model_name": self.model_name}
        if self.policy != CELL:
            kwargs["policy"] = self.policy
        if self.check is not None:
            kwargs["check"] = self.check
        return self.__class__.__name__, [], kwargs

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change nothing: Django's state knows no policies."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        for statement in enabling(model, self.policy, self.check or self.policy):
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        for name in composite_constraints(model):
            schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{name}"')
        for column in unique_links(model):
            schema_editor.execute(unique_link(table, column, f'"{column}"'))
        if has_cell_key(model):
            schema_editor.execute(
                f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_pkey",'
                f' ADD CONSTRAINT "{table}_pkey" PRIMARY KEY (id)'
            )
        schema_editor.execute(f'DROP POLICY IF EXISTS cell ON "{table}"')
        schema_editor.execute(
            f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY'
        )

    def describe(self) -> str:
        return f"Put {self.model_name} under row-level security"


class SealColumn(Operation):
    """Turn a text column into a sealed one and seal what it holds under the key of its cell.

    State is another operation's: this one stands among the ``database_operations`` of the
    ``AlterField``. History's old rows are sealed likewise, in the place of their origin.
    """

    reduces_to_sql = False
    reversible = False

    def __init__(self, table: str, column: str, history: str = "") -> None:
        self.table, self.column, self.history = table, column, history

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.table, self.column, self.history], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change nothing: the field's own operation does."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for table in filter(None, (self.table, self.history)):
            schema_editor.execute(
                f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER,'
                f' ALTER COLUMN "{self.column}" DROP NOT NULL,'
                f' ALTER COLUMN "{self.column}" TYPE bytea'
                f" USING nullif(convert_to({self.column}, 'UTF8'), '')"
            )
            with schema_editor.connection.cursor() as cursor:
                self._seal(cursor, table)
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            schema_editor.execute(
                f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER'
            )

    def _seal(self, cursor: Any, table: str) -> None:
        cursor.execute(
            f'SELECT city_id, compartment_id, id, "{self.column}", ctid::text FROM "{table}"'
            f' WHERE "{self.column}" IS NOT NULL'
        )
        for city, compartment, row, value, ctid in cursor.fetchall():
            key = vault.cell_key(city_id=city, compartment_id=compartment)
            sealed = vault.seal(bytes(value), key=key, place=f"{self.table}|{self.column}|{row}")
            cursor.execute(
                f'UPDATE "{table}" SET "{self.column}" = %s WHERE ctid = %s::tid',
                [bytes(sealed), ctid],
            )

    def describe(self) -> str:
        return f"Seal {self.column} of {self.table}"


def enabling(model: Any, policy: str, check: str) -> list[str]:
    """Return the statements that secure ``model``'s table."""
    table = model._meta.db_table
    statements = [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
        f'CREATE POLICY cell ON "{table}" USING ({policy}) WITH CHECK ({check})',
    ]
    if has_cell_key(model):
        # The key is the whole cell: an identifier used in another city collides with nothing
        # here, so that trying one cannot tell whether it exists.
        statements.append(
            f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_pkey",'
            f' ADD CONSTRAINT "{table}_pkey" PRIMARY KEY (city_id, compartment_id, id)'
        )
    cell_link = 'city_id, compartment_id, "{}"'
    statements += [
        unique_link(table, column, cell_link.format(column)) for column in unique_links(model)
    ]
    return statements + list(composite_constraints(model).values())


def unique_links(model: Any) -> list[str]:
    """Return the columns of one-to-one links between tenant rows."""
    return [
        field.column for field in model._meta.local_fields if isinstance(field, TenantOneToOneField)
    ]


def unique_link(table: str, column: str, key: str) -> str:
    """Return the statement that makes a one-to-one link unique over ``key``.

    Django makes it unique by itself over the whole table; that answers "taken" for a row of
    another city, so within a tenant table the cell belongs to the key.
    """
    return (
        f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_{column}_key",'
        f' ADD CONSTRAINT "{table}_{column}_key" UNIQUE ({key})'
    )


def has_cell_key(model: Any) -> bool:
    """Return whether the table's primary key is (city, compartment, id): history's is not."""
    columns = {field.column for field in model._meta.local_fields if not field.null}
    cell = {"city_id", "compartment_id", "id"}
    return cell <= columns and model._meta.pk.column == "id"


def composite_constraints(model: Any) -> dict[str, str]:
    """Return constraint name -> statement for each foreign key between tenant rows.

    History has none: it outlives what it names, and one would forbid deleting what it names.
    """
    table = model._meta.db_table
    found: dict[str, str] = {}
    if not has_cell_key(model):
        return found
    for field in model._meta.local_fields:
        if isinstance(field, TenantForeignKey):
            target = field.related_model._meta.db_table
            name = f"{table}_{field.column}_cell_fk"
            found[name] = (
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}"'
                f' FOREIGN KEY (city_id, compartment_id, "{field.column}")'
                f' REFERENCES "{target}" (city_id, compartment_id, id)'
            )
    return found
