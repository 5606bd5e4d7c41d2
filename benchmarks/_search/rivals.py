"""What the search is compared with, each at its best: nothing sealed, no row-level security."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg
from rapidfuzz import fuzz, process, utils

from .people import Made

MOST = 10
_TABLE = """
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE TABLE rival (person_id uuid, city integer, name text, birth text)
"""
_INDEXES = """
    CREATE INDEX ON rival USING gin (name gin_trgm_ops);
    CREATE INDEX ON rival (city)
"""
# The birth typed is worth as much as half a name; its year alone half of that.
_QUERY = """
    SELECT person_id FROM rival
    WHERE name %% %(name)s {city}
    ORDER BY similarity(name, %(name)s)
        + CASE WHEN birth = %(birth)s THEN 0.5
               WHEN left(birth, 4) = left(%(birth)s, 4) THEN 0.25 ELSE 0 END DESC
    LIMIT 10
"""


class Trigrams:
    """PostgreSQL's own similarity on names in the clear, by the superuser."""

    def __init__(self, address: str) -> None:
        self._connection = psycopg.connect(address, autocommit=True)
        self._connection.execute(_TABLE)

    def add(self, city: int, people: Sequence[Made]) -> None:
        """Take in people of a city."""
        with self._connection.cursor() as cursor, cursor.copy("COPY rival FROM STDIN") as copy:
            for made in people:
                copy.write_row((made.id, city, clear_name(made), clear_birth(made)))

    def build(self) -> None:
        """Build the indexes, once everybody is in."""
        self._connection.execute(_INDEXES)
        self._connection.execute("VACUUM ANALYZE rival")

    def find(self, name: str, birth: str, city: int | None) -> list[UUID]:
        """Return the ten most alike, in one city or in all."""
        query = _QUERY.format(city="" if city is None else "AND city = %(city)s")
        params: dict[str, Any] = {"name": name.lower(), "birth": birth, "city": city}
        return [row[0] for row in self._connection.execute(query, params)]

    def close(self) -> None:
        """Let the database go."""
        self._connection.close()


class Scan:
    """rapidfuzz over every name in memory, on one core."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._ids: list[UUID] = []

    def add(self, people: Sequence[Made]) -> None:
        """Take in people."""
        self._names += [utils.default_process(clear_name(made)) for made in people]
        self._ids += [made.id for made in people]

    def find(self, name: str) -> list[UUID]:
        """Return the ten most alike, words in any order."""
        found = process.extract(
            utils.default_process(name), self._names, scorer=fuzz.token_sort_ratio, limit=MOST
        )
        return [self._ids[place] for _, _, place in found]


def clear_name(made: Made) -> str:
    """Return all that somebody is recorded as, as the rivals keep it."""
    return " ".join(made.recorded).lower()


def clear_birth(made: Made) -> str:
    """Return the birth as recorded, as the rivals keep it; empty where none is told."""
    return made.birth.isoformat() if made.precision is not None else ""
