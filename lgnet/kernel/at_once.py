"""Several statements in one message to the database, for what many do at once.

Each message costs both sides more than a small statement does. Statements sent together run one
after the other: each sees what those before it did, and what others committed meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

# Its text, with %s for each value, and the values.
Statement = tuple[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows a statement returned, and how many it returned or wrote."""

    rows: list[tuple[Any, ...]]
    count: int


def at_once(*statements: Statement) -> list[Answer]:
    """Run the statements in their order and return the answer of each.

    Raises the database's error of the first that fails; those after it do not run.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            ";\n".join(text for text, _ in statements),
            [value for _, values in statements for value in values],
        )
        # Counted from the last: within a request, history sends its context before ours.
        return [_answer(cursor, number) for number in range(-len(statements), 0)]


def _answer(cursor: Any, number: int) -> Answer:
    cursor.set_result(number)
    return Answer(cursor.fetchall() if cursor.description else [], cursor.rowcount)
