"""Writing people as sets, for imports: rows a query yields, in the open scope."""

from collections.abc import Sequence
from typing import Any

from lgnet.kernel.bulk_sets import insert_from, update_from
from lgnet.people.models import Person, PersonName


def add_people_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Insert the people a query yields; their names and search keys are the caller's to load."""
    return insert_from(Person, columns, query, params)


def change_people_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Update people by id where a value differs."""
    return update_from(Person, columns, query, params)


def add_names_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Insert the names a query yields."""
    return insert_from(PersonName, columns, query, params)
