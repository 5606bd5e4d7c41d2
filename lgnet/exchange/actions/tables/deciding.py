"""Deciding what becomes of rows that may speak of somebody known, one by one or many at once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from lgnet.audit.actions import record
from lgnet.exchange.enums import RowDecision, RowState, TableState
from lgnet.exchange.models import StagedRow, TableImport
from lgnet.kernel.bulk import upsert

from . import refusals
from .columns import ready_table

# For rows on which nobody has decided: accept whoever is surely meant.
SURE = "sure"


@transaction.atomic
def decide_rows(
    *, table_id: UUID, decisions: Mapping[int, tuple[RowDecision, UUID | None]], by: Any
) -> int:
    """Decide on single rows: number -> (decision, the person it is); return how many changed.

    A person counts only where the dry run found them for that row, and nothing brings back a
    refused row. Raises NotPossible outside the time for deciding.
    """
    table = _judged(table_id)
    rows = StagedRow.objects.filter(
        table=table, number__in=list(decisions), number__gt=table.heading_row
    )
    changed = []
    for row in rows.exclude(state=RowState.REFUSED).order_by("number"):
        decision, person = decisions[row.number]
        if decision == RowDecision.EXISTING and person not in people_for(row):
            continue
        chosen = person if decision == RowDecision.EXISTING else None
        if (row.decision, row.chosen) == (decision, chosen):
            continue
        row.decision, row.chosen = decision, chosen
        changed.append(row)
    upsert(StagedRow, changed)
    if changed:
        record(verb="exchange.table_decided", target=table, rows=len(changed))
    return len(changed)


@transaction.atomic
def decide_open_rows(*, table_id: UUID, how: str, by: Any) -> int:
    """Decide on all rows that nobody has decided yet; return how many.

    ``how`` is NEW or LEAVE, or SURE: accept whoever is surely meant and leave the others open.
    """
    table = _judged(table_id)
    waiting = StagedRow.objects.filter(table=table, decision=RowDecision.OPEN)
    changed = []
    for row in waiting.order_by("number"):
        if how == SURE:
            sure = [UUID(person) for person, _score, _clues, is_sure in row.candidates if is_sure]
            if len(sure) != 1:
                continue
            row.decision, row.chosen = RowDecision.EXISTING, sure[0]
        else:
            row.decision, row.chosen = RowDecision(how), None
        changed.append(row)
    upsert(StagedRow, changed)
    if changed:
        record(verb="exchange.table_decided", target=table, rows=len(changed), how=how)
    return len(changed)


def people_for(row: StagedRow) -> set[UUID]:
    """Return whom a row may be said to be."""
    found = {UUID(person) for person, *_rest in row.candidates}
    return found | ({row.chosen} if row.chosen and row.state == RowState.KNOWN else set())


def _judged(table_id: UUID) -> TableImport:
    table = ready_table(table_id)
    if table.state != TableState.JUDGED:
        raise refusals.still_busy()
    return table
