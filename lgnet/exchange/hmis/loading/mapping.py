"""Mapping: which of our rows stands for which of theirs, and whether theirs has changed."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings

from lgnet.exchange.actions.records import add_records_from, change_digests_from
from lgnet.exchange.enums import ExternalKind
from lgnet.exchange.hmis.staging import execute, rows
from lgnet.kernel.bulk import Written
from lgnet.kernel.bulk_sets import UUID7


@dataclass(slots=True)
class Cell:
    """Where rows go, and what has been written there so far."""

    city_id: UUID
    compartment_id: UUID
    system: str
    is_protected: bool
    counts: dict[str, Written] = field(default_factory=dict)

    @property
    def key(self) -> tuple[UUID, UUID, str]:
        """City, compartment and system: what every look-up of an identifier starts with."""
        return self.city_id, self.compartment_id, self.system

    def count(self, kind: str, written: Written) -> None:
        """Add to what has been written of a kind."""
        self.counts[kind] = self.counts.get(kind, Written()) + written


def plan(
    cell: Cell,
    kind: ExternalKind,
    query: str,
    *,
    digest: Sequence[str],
    params: Sequence[Any] = (),
) -> str:
    """Make the temporary table ``plan_<kind>`` of the rows of ``query``; return its name.

    ``query`` yields ``external_id`` and whatever is needed. The table adds ``object_id`` (ours,
    or a new one), ``is_new``, ``is_changed`` and ``digest``, made of the columns named.
    """
    table = f"plan_{kind.value}"
    parts = ", ".join(f"s.{column}" for column in digest)
    execute(f"DROP TABLE IF EXISTS {table}")
    execute(
        f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS"
        f" SELECT s.*, coalesce(x.object_id, {UUID7}) AS object_id, x.id AS record_id,"
        " x.id IS NULL AS is_new, x.id IS NOT NULL AND x.digest <> d.digest AS is_changed,"
        f" d.digest FROM ({query}) AS s CROSS JOIN LATERAL"
        " (SELECT encode(sha256(convert_to(%s || ROW("
        f"{parts})::text, 'UTF8')), 'hex') AS digest) AS d"
        " LEFT JOIN exchange_externalrecord AS x ON x.city_id = %s AND x.compartment_id = %s"
        " AND x.system = %s AND x.kind = %s AND x.external_id = s.external_id",
        [*params, _digest_key(), *cell.key, kind.value],
    )
    execute(f"ANALYZE {table}")
    return table


def _digest_key() -> str:
    """Return what keeps a digest of names from being guessed by trying names."""
    return hmac.new(settings.SEARCH_KEY.encode(), b"external-record", hashlib.sha256).hexdigest()


def record(cell: Cell, kind: ExternalKind, table: str) -> None:
    """Remember the identifiers of a plan, and count what was made, changed and left alone."""
    add_records_from(
        ("id", "system", "kind", "external_id", "object_id", "digest"),
        f"SELECT {UUID7}, %s, %s, external_id, object_id, digest FROM {table} WHERE is_new",
        [cell.system, kind.value],
    )
    change_digests_from(("id", "digest"), f"SELECT record_id, digest FROM {table} WHERE is_changed")
    made, changed, unchanged = rows(
        "SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE is_changed),"
        f" count(*) FILTER (WHERE NOT is_new AND NOT is_changed) FROM {table}"
    )[0]
    cell.count(kind.value, Written(made, changed, unchanged))
