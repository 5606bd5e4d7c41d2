"""Saying what each column is about, and what words mean that are not known."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.exchange import queries
from lgnet.exchange.enums import TableState, Target
from lgnet.exchange.models import ColumnMemory, StagedRow, TableImport
from lgnet.exchange.tables.headings import headings_key
from lgnet.kernel.ids import derived_uuid

from . import refusals
from .staging import READY, columns_as_text


@transaction.atomic
def name_columns(
    *,
    table_id: UUID,
    columns: Mapping[int, Target],
    heading_row: int,
    is_day_first: bool,
    by: Any,
) -> TableImport:
    """Say what the columns are about, and remember it for files with the same headings.

    The rows are to be judged anew after this. Raises NotPossible once they are brought in.
    """
    table = ready_table(table_id)
    table.columns = columns_as_text(columns)
    table.heading_row = heading_row
    table.is_day_first = is_day_first
    rows = StagedRow.objects.filter(table=table, number__gt=heading_row)
    table.row_count = rows.count()
    _start_again(table)
    _remember(table, by)
    record(verb="exchange.table_columns_named", target=table, columns=len(columns))
    return table


@transaction.atomic
def explain_words(*, table_id: UUID, meanings: Mapping[tuple[Target, str], str], by: Any) -> None:
    """Say what words of the file mean: (target, folded word) -> a value, or why there is none.

    The rows are to be judged anew after this.
    """
    table = ready_table(table_id)
    known = table.meaning_of_words()
    known |= {f"{target.value}|{word}": value for (target, word), value in meanings.items()}
    table.meanings = json.dumps(known, ensure_ascii=False) if known else None
    _start_again(table)
    _remember(table, by)
    record(verb="exchange.table_words_explained", target=table, words=len(meanings))


def ready_table(table_id: UUID) -> TableImport:
    """Return the import, locked, where its rows may still be worked on; raise NotPossible."""
    table: TableImport = TableImport.objects.select_for_update(of=("self",)).get(pk=table_id)
    if table.state in (TableState.WRITTEN, TableState.TAKEN_BACK):
        raise refusals.already_written()
    if table.state not in READY:
        raise refusals.still_busy()
    if table.emptied_at is not None:
        raise refusals.emptied()
    return table


def _start_again(table: TableImport) -> None:
    table.state = TableState.JUDGING
    table.done, table.counts, table.problem = 0, {}, ""
    table.save()


def _remember(table: TableImport, by: Any) -> None:
    named = queries.headings_of(table)
    if not named:
        return
    key = headings_key(named, secret=settings.SEARCH_KEY)
    memory = ColumnMemory.objects.filter(headings_key=key).order_by().first()
    if memory is None:
        memory = ColumnMemory(id=derived_uuid("headings", table.city_id, key.hex()))
        memory.headings_key = key
    memory.columns, memory.is_day_first = table.columns, table.is_day_first
    memory.meanings = table.meanings
    memory.saved_at, memory.saved_by = timezone.now(), by
    memory.save()
