"""Writing people as sets, for imports: rows a query yields, in the open scope."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from lgnet.kernel.bulk_sets import MANY, UUID7, analyse, insert_from, update_from
from lgnet.people.models import Person, PersonName, SearchKey
from lgnet.people.search_keys import key_of, script_of, tokens_of

__all__ = [
    "add_names_from",
    "add_people_from",
    "add_search_keys",
    "change_people_from",
    "script_of",
]


def add_people_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Insert the people a query yields; their names and search keys are the caller's to load."""
    count = insert_from(Person, columns, query, params)
    if count >= MANY:
        analyse(Person)
    return count


def change_people_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Update people by id where a value differs."""
    return update_from(Person, columns, query, params)


def add_names_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Insert the names a query yields."""
    return insert_from(PersonName, columns, query, params)


@lru_cache(maxsize=20_000)
def _keys_of(text: str) -> frozenset[bytes]:
    secret = settings.SEARCH_KEY
    return frozenset(key_of(token, secret=secret) for token in tokens_of(text))


def add_search_keys(people: Iterable[tuple[UUID, Iterable[str]]]) -> int:
    """Insert the search keys of new people: (id, everything they are called); return how many.

    Names repeat, so their keys are made once. People who have keys already are for
    ``bulk.load_search_keys``.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS people_new_key")
        cursor.execute(
            "CREATE TEMPORARY TABLE people_new_key (person_id uuid, key bytea) ON COMMIT DROP"
        )
        with cursor.copy("COPY people_new_key FROM STDIN") as copy:
            for person_id, called in people:
                for key in set().union(*map(_keys_of, called)):
                    copy.write_row((person_id, key))
    count = insert_from(
        SearchKey,
        ("id", "person_id", "key"),
        f"SELECT {UUID7}, person_id, key FROM people_new_key",
    )
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE people_new_key")
    return count
