"""Remembering what came from where."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from lgnet.exchange.enums import ExternalKind
from lgnet.exchange.models import ExternalRecord, ImportRun
from lgnet.kernel.bulk import Written
from lgnet.kernel.bulk_sets import insert_from, update_from
from lgnet.network.actions.bodies import make_compartment


def add_records_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Insert the identifiers a query yields, in the open cell."""
    return insert_from(ExternalRecord, columns, query, params)


def change_digests_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Update digests by id where they differ."""
    return update_from(ExternalRecord, columns, query, params)


def compartment_for(*, city_id: UUID, system: str, external_id: str) -> UUID:
    """Return the compartment of another system's organisation, made at the first import.

    The open cell remembers no more than that there is one, as the table of compartments does.
    """
    found = ExternalRecord.objects.filter(
        system=system, kind=ExternalKind.COMPARTMENT, external_id=external_id
    ).first()
    if found is None:
        found = ExternalRecord.objects.create(
            system=system,
            kind=ExternalKind.COMPARTMENT,
            external_id=external_id,
            object_id=make_compartment(city_id=city_id),
            digest="",
        )
    return found.object_id


def record_run(
    *,
    system: str,
    archive_digest: str,
    exported_on: dt.date,
    rows_read: int,
    rows_left_out: int,
    counts: dict[str, Written],
    by: UUID | None,
) -> ImportRun:
    """Record an import that changed something."""
    return ImportRun.objects.create(
        system=system,
        archive_digest=archive_digest,
        exported_on=exported_on,
        rows_read=rows_read,
        rows_left_out=rows_left_out,
        counts={
            kind: {"made": w.made, "changed": w.changed, "unchanged": w.unchanged}
            for kind, w in sorted(counts.items())
        },
        imported_by_id=by,
    )
