"""Writing cases as sets, for imports: rows a query yields, in the open scope."""

from collections.abc import Sequence
from typing import Any

from lgnet.cases.models import Case
from lgnet.kernel.bulk_sets import insert_from, update_from


def add_cases_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Insert the cases a query yields. One open case a person holds here as everywhere."""
    return insert_from(Case, columns, query, params)


def change_cases_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Update cases by id where a value differs."""
    return update_from(Case, columns, query, params)
