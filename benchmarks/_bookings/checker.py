"""Counts what went wrong, past every policy, and without the operators the constraints use.

It speaks to PostgreSQL as the superuser and compares plain days, so that neither row-level
security nor a broken index can hide something from it.
"""

import contextlib
import threading
import time
from collections.abc import Callable
from uuid import UUID

import psycopg
from psycopg import sql

TABLE = "housing_occupancy"
NAIVE_TABLE = "drill_naive_occupancy"
LOCKED_TABLE = "drill_locked_occupancy"
PATIENCE = 15.0  # seconds until the server's statistics must have arrived

# Pairs of rows that promise one place, or one person, to two on the same night.
_OVERLAPS = """
    SELECT count(*) FROM {table} AS a JOIN {table} AS b
    ON a.city_id = b.city_id AND a.compartment_id = b.compartment_id AND a.{column} = b.{column}
    AND a.id < b.id
    AND lower(a.nights) < coalesce(upper(b.nights), 'infinity'::date)
    AND lower(b.nights) < coalesce(upper(a.nights), 'infinity'::date)
"""


class Checker:
    """Looks at one database as its superuser. Use it as a context manager."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._connection = psycopg.connect(address, autocommit=True)

    def __enter__(self) -> "Checker":
        return self

    def __exit__(self, *args: object) -> None:
        self._connection.close()

    def make_unguarded(self, table: str = NAIVE_TABLE) -> None:
        """Make the table of nights again, with the same columns and nothing that guards them.

        It can be searched by place and by person as fast as the right one.
        """
        self._connection.execute(f"CREATE TABLE {table} (LIKE {TABLE})")
        for column in ("place_id", "person_id"):
            self._connection.execute(f"CREATE INDEX ON {table} ({column})")
        self._connection.execute(f"GRANT SELECT, INSERT ON {table} TO lgnet_app")

    def overlaps(self, table: str = TABLE) -> int:
        """Return how many pairs of bookings share a night, by place and by person."""
        return sum(
            self._number(
                sql.SQL(_OVERLAPS).format(
                    table=sql.Identifier(table), column=sql.Identifier(column)
                )
            )
            for column in ("place_id", "person_id")
        )

    def bookings(self, table: str = TABLE) -> int:
        """Return how many bookings there are."""
        return self._number(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))

    def missing(self, stays: list[UUID]) -> int:
        """Return how many of the stays that writers were told of do not stand there whole."""
        return self._number(
            sql.SQL(
                "SELECT count(*) FROM unnest(%s::uuid[]) AS told(id) WHERE (SELECT count(*)"
                " FROM housing_stay AS s JOIN housing_occupancy AS o ON o.stay_id = s.id"
                " JOIN housing_placementrequest AS r ON r.id = s.request_id"
                " WHERE s.id = told.id AND r.state = 'placed' AND o.person_id = s.person_id) <> 1"
            ),
            [stays],
        )

    def deadlocks(self) -> int:
        """Return how many deadlocks the server has solved in this database, by its own count.

        Connections tell it when they close, so this waits until the others are gone.
        """
        wait_until(
            lambda: (
                self._number(
                    sql.SQL(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
                    )
                )
                == 0
            )
        )
        return self._number(
            sql.SQL("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        )

    def sees_a_deadlock(self) -> bool:
        """Make one deadlock, and return whether the server's count tells of it."""
        before = self.deadlocks()
        make_deadlock(self._address)
        return wait_until(lambda: self.deadlocks() > before)

    def _number(self, query: sql.Composable, params: list[object] | None = None) -> int:
        row = self._connection.execute(query, params).fetchone()
        assert row is not None
        return int(row[0])


def make_deadlock(address: str) -> None:
    """Let two connections wait for each other's lock until the server ends one of them."""
    met = threading.Barrier(2)

    def cross(first: int, second: int) -> None:
        with (
            contextlib.suppress(psycopg.errors.DeadlockDetected),
            psycopg.connect(address) as connection,
        ):
            connection.execute("SET LOCAL deadlock_timeout = '20ms'")
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [first])
            met.wait(timeout=PATIENCE)
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [second])

    threads = [threading.Thread(target=cross, args=pair) for pair in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def wait_until(is_so: Callable[[], bool], *, seconds: float = PATIENCE) -> bool:
    """Return whether it became so in time."""
    ends = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > ends:
            return False
        time.sleep(0.05)
    return True
