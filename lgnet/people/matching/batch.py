"""All likely pairs of a city at once: blocks and weights in DuckDB, in memory, through Splink."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from .blocking import LARGEST_BLOCK, LARGEST_SHARED_PHONE, keys_of, narrower
from .comparisons import COLUMNS
from .frequencies import frequencies_of
from .records import Record
from .scoring import reasons_of
from .splink_model import ID, splink_settings

# Splink says at length what it does; a city's names have no business in a log.
logging.getLogger("splink").setLevel(logging.ERROR)

_TEXT, _TEXTS, _NUMBER = pa.string(), pa.list_(pa.string()), pa.int32()
_TYPES: dict[str, pa.DataType] = {
    **dict.fromkeys(COLUMNS, _TEXT),
    **dict.fromkeys(("given_spelt", "given_bones", "given_parts"), _TEXTS),
    **dict.fromkeys(("family_spelt", "family_bones", "family_parts"), _TEXTS),
    **dict.fromkeys(("whole", "phones", "all_phones", "identifiers"), _TEXTS),
    **dict.fromkeys(("birth_year", "birth_month", "birth_day"), _NUMBER),
    "is_about": pa.bool_(),
}


class Pair(NamedTuple):
    """Two records that may be one person; ``first`` is the smaller identifier."""

    first: str
    second: str
    weight: float
    reasons: tuple[str, ...]


class Found(NamedTuple):
    """What a batch found, and among how many pairs that were weighed."""

    pairs: list[Pair]
    weighed: int


def find_pairs(
    records: Sequence[Record],
    *,
    at_least: float,
    pairs: Iterable[tuple[int, int]] | None = None,
    threads: int | None = None,
    memory: str = "",
) -> Found:
    """Return the pairs of records that weigh ``at_least`` so many bits, the heaviest first.

    ``pairs``, as places in ``records``, takes the place of those that blocking makes.

    Nothing leaves the process: the database is in memory and may not spill to a disk.
    ``memory`` is DuckDB's limit, such as ``2GB``; beyond it, duckdb.OutOfMemoryException.
    """
    if len(records) < 2:
        return Found([], 0)
    with _in_memory(threads, memory) as connection:
        table = _block(connection, records) if pairs is None else _given(connection, pairs)
        weighed = connection.sql(f"SELECT count(*) FROM {table}").fetchone()
        found = list(_weigh(connection, records, table, at_least))
    return Found(found, int(weighed[0]) if weighed else 0)


def pairs_to_weigh(records: Sequence[Record]) -> set[tuple[int, int]]:
    """Return the pairs that blocking makes, as places in ``records``, the smaller first."""
    with _in_memory(None, "") as connection:
        name = _block(connection, records)
        rows = connection.sql(f"SELECT join_key_l, join_key_r FROM {name}").fetchall()
    return {(int(left), int(right)) for left, right in rows}


def _in_memory(threads: int | None, memory: str) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {"temp_directory": ""}
    if threads:
        config["threads"] = threads
    if memory:
        config["memory_limit"] = memory
    return duckdb.connect(":memory:", config=config)


def _block(connection: duckdb.DuckDBPyConnection, records: Sequence[Record]) -> str:
    """Make the table of pairs and return its name; records stand there by their place."""
    connection.register("key_rows", _key_rows(records))
    largest = f"CASE WHEN key LIKE 'phone %' THEN {LARGEST_SHARED_PHONE} ELSE {LARGEST_BLOCK} END"
    connection.execute(
        f"""
        CREATE TEMP TABLE sizes AS
            SELECT key, count(*) AS size FROM key_rows GROUP BY key HAVING count(*) > 1;
        CREATE TEMP TABLE kept AS
            SELECT record, key FROM key_rows JOIN sizes USING (key) WHERE size <= {largest}
            UNION ALL
            SELECT record, narrow FROM (
                SELECT record, narrow, count(*) OVER (PARTITION BY narrow) AS size
                FROM key_rows JOIN sizes USING (key)
                WHERE size > {largest} AND key NOT LIKE 'phone %'
            ) WHERE size <= {LARGEST_BLOCK};
        CREATE TABLE pairs AS
            SELECT DISTINCT '0' AS match_key, l.record AS join_key_l, r.record AS join_key_r
            FROM kept l JOIN kept r ON l.key = r.key AND l.record < r.record;
        """
    )
    connection.unregister("key_rows")
    return "pairs"


def _given(connection: duckdb.DuckDBPyConnection, pairs: Iterable[tuple[int, int]]) -> str:
    """Make the table of pairs from pairs given, and return its name."""
    chosen = sorted({(min(pair), max(pair)) for pair in pairs})
    rows = pa.table(
        {
            "join_key_l": pa.array([one for one, _other in chosen], _NUMBER),
            "join_key_r": pa.array([other for _one, other in chosen], _NUMBER),
        }
    )
    connection.register("given_rows", rows)
    connection.execute("CREATE TABLE pairs AS SELECT '0' AS match_key, * FROM given_rows")
    connection.unregister("given_rows")
    return "pairs"


def _key_rows(records: Sequence[Record]) -> pa.Table:
    places, keys, narrow = [], [], []
    for place, record in enumerate(records):
        for key in keys_of(record):
            places.append(place)
            keys.append(key)
            narrow.append(narrower(key, record))
    return pa.table(
        {
            "record": pa.array(places, _NUMBER),
            "key": pa.array(keys, _TEXT),
            "narrow": pa.array(narrow, _TEXT),
        }
    )


def table_of(records: Iterable[Record]) -> pa.Table:
    """Return the records as the table that is weighed, numbered by their place."""
    records = list(records)
    columns = {
        name: pa.array([value_of(record) for record in records], _TYPES[name])
        for name, value_of in COLUMNS.items()
    }
    return pa.table({ID: pa.array(range(len(records)), _NUMBER), **columns})


def _weigh(
    connection: duckdb.DuckDBPyConnection,
    records: Sequence[Record],
    pairs: str,
    at_least: float,
) -> Iterator[Pair]:
    connection.execute("SET enable_progress_bar = false")
    api = DuckDBAPI(connection)
    table = api.register(table_of(records), dataset_display_name="people")
    linker = Linker(table, splink_settings(len(records)), log_level=None)
    for column, shares in frequencies_of(records).items():
        rows = pa.table({column: list(shares.keys()), f"tf_{column}": list(shares.values())})
        linker.table_management.register_term_frequency_lookup(api.register(rows), column)
    linker.table_management.register_blocked_pairs_for_predict(api.register(pairs))
    predicted = linker.inference.predict(threshold_match_weight=at_least, warning_mode="never")
    found = connection.execute(
        f"SELECT {ID}_l, {ID}_r, match_weight FROM {predicted.physical_name}"
        " ORDER BY match_weight DESC"
    )
    while batch := found.fetchmany(10_000):
        for left, right, weight in batch:
            one, other = records[left], records[right]
            first, second = sorted((one.id, other.id))
            yield Pair(first, second, weight, reasons_of(one, other))
