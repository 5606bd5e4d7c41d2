"""Several statements in one message to the database, for what many do at once.

Each message costs both sides more than a small statement does. Statements sent together run one
after the other: each sees what those before it did, and what others committed meanwhile. To plan
a statement costs more than to run it, so those sent often are planned once a connection.
"""

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import cycle
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db import Error, connection, transaction


@dataclass(frozen=True)
class Prepared:
    """A statement planned once a connection, under a ``name`` no other has.

    ``text`` has $1, $2 ... for its values, each of which may stand in it more than once.
    """

    name: str
    text: str

    @cached_property
    def call(self) -> str:
        """The statement that runs it, with %s for each value."""
        count = max((int(number) for number in re.findall(r"\$(\d+)", self.text)), default=0)
        return f"EXECUTE {self.name} ({', '.join(['%s'] * count)})"


# Its text, with %s for each value unless it is prepared, and the values.
Statement = tuple[str | Prepared, Sequence[Any]]
# Between these two, prepared statements are not planned anew for their values even where the
# planner believes it would pay: with lists of one or two it never does.
ONE_PLAN: Statement = ("SET LOCAL plan_cache_mode = force_generic_plan", ())
PLANS_AS_USUAL: Statement = ("SET LOCAL plan_cache_mode = auto", ())


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows a statement returned, and how many it returned or wrote."""

    rows: list[tuple[Any, ...]]
    count: int


def rows_of(columns: Mapping[str, str]) -> str:
    """Return ``name type, ...`` of the rows that ``as_rows`` wrote, for jsonb_to_recordset."""
    return ", ".join(f'"{name}" {kind}' for name, kind in columns.items())


def as_rows(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as one value: PostgreSQL reads it faster than a list for each column."""
    return json.dumps(list(rows), default=str)


def at_once(*statements: Statement) -> list[Answer]:
    """Run the statements in their order and return the answer of each.

    Raises the database's error of the first that fails; those after it do not run.
    """
    _prepare(text for text, _ in statements if isinstance(text, Prepared))
    with connection.cursor() as cursor:
        cursor.execute(
            ";\n".join(text.call if isinstance(text, Prepared) else text for text, _ in statements),
            [value for _, values in statements for value in values],
        )
        # Counted from the last: within a request, history sends its context before ours.
        return [_answer(cursor, number) for number in range(-len(statements), 0)]


def _answer(cursor: Any, number: int) -> Answer:
    cursor.set_result(number)
    # Not its description: that describes each column.
    has_rows = cursor.pgresult.nfields > 0
    return Answer(cursor.fetchall() if has_rows else [], cursor.rowcount)


@dataclass(slots=True)
class _Session:
    """What is known of one connection: PostgreSQL keeps what it prepared to its end."""

    prepared: set[str] = field(default_factory=set)
    # Few names, so that few texts differ; more than one transaction has savepoints at a time.
    savepoints: Iterator[str] = field(
        default_factory=lambda: cycle([f"undo_{number}" for number in range(50)])
    )


_sessions: WeakKeyDictionary[psycopg.Connection[Any], _Session] = WeakKeyDictionary()


def _session() -> _Session:
    connection.ensure_connection()
    return _sessions.setdefault(connection.connection, _Session())


def _prepare(wanted: Iterable[Prepared]) -> None:
    known = _session().prepared
    for one in wanted:
        if one.name not in known:
            # Not by Django's cursor: what counts messages must not depend on who came first.
            with connection.wrap_database_errors:
                connection.connection.execute(f"PREPARE {one.name} AS {one.text}")
            known.add(one.name)


@contextlib.contextmanager
def undoable() -> Iterator[Statement]:
    """Take back what the block did where it raises, as ``transaction.atomic`` does.

    Yields a savepoint as a statement, for the block to send before all others with the first of
    them: a message less. It ends with the transaction: another one less. Locks taken after it are
    given back with it.
    """
    with contextlib.ExitStack() as stack:
        if not connection.in_atomic_block:
            stack.enter_context(transaction.atomic())
        name = next(_session().savepoints)
        waiting = len(connection.run_on_commit)
        try:
            yield f"SAVEPOINT {name}", ()
        except BaseException:
            del connection.run_on_commit[waiting:]
            _undo(name)
            raise


def _undo(savepoint: str) -> None:
    """Go back to the savepoint; where that fails, nothing is left but the transaction's end."""
    if connection.closed_in_transaction:
        return
    connection.needs_rollback = False
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"ROLLBACK TO SAVEPOINT {savepoint}")
    except Error:
        connection.needs_rollback = True
