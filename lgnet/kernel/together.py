"""Schema operations that are applied as one step, so that a large migration takes seconds.

Django renders every connected model anew after each operation that touches a relation; in a
schema where everything links to a city that is everything, hundreds of times. Here the state
moves once, and the tables are made from how they stand at the end.
"""

import itertools
from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger, RemoveTrigger

# What a table that is made from its final state has already.
WITH_THE_TABLE = (AddField, AddIndex, AddConstraint)


class Together(Operation):
    """Apply operations that need no state in between: tables, fields, constraints, triggers.

    No operation inside may read or write rows by models, and no model may be made and changed
    otherwise than by what belongs to its table.
    """

    reduces_to_sql = True
    reversible = False

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.operations], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Move the state past all operations; it is rendered when somebody asks for it."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        made: set[str] = set()
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                made.add(operation.name_lower)
            elif isinstance(operation, WITH_THE_TABLE) and operation.model_name_lower in made:
                continue
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        raise NotImplementedError("Tables made together are not taken apart.")

    def describe(self) -> str:
        return f"Apply {len(self.operations)} operations at once"


def together(operations: Sequence[Operation]) -> list[Operation]:
    """Return the operations with each run of tables made, and what belongs to them, as one."""
    runs: list[Operation] = []
    for is_table, run in itertools.groupby(operations, key=_makes_tables):
        found = list(run)
        runs += [Together(found)] if is_table and len(found) > 1 else found
    return runs


def _makes_tables(operation: Operation) -> bool:
    return isinstance(operation, (CreateModel, *WITH_THE_TABLE, AddTrigger, RemoveTrigger))
