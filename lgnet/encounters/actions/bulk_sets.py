"""Writing encounters as sets, for imports: rows a query yields, in the open scope."""

from collections.abc import Sequence
from typing import Any

from lgnet.encounters.models import Encounter, ServiceGiven
from lgnet.kernel.bulk_sets import MANY, analyse, insert_from, update_from


def add_encounters_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Insert the encounters a query yields."""
    count = insert_from(Encounter, columns, query, params)
    if count >= MANY:
        analyse(Encounter)
    return count


def change_encounters_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Update encounters by id where a value differs."""
    return update_from(Encounter, columns, query, params)


def add_services_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Insert the services given that a query yields."""
    return insert_from(ServiceGiven, columns, query, params)


def change_services_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Update services given by id where a value differs."""
    return update_from(ServiceGiven, columns, query, params)
