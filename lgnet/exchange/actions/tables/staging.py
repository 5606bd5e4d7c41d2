"""Bringing a file: read in a limited process, then laid down sealed, row by row."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from lgnet.audit.actions import record
from lgnet.exchange.enums import TableState, Target
from lgnet.exchange.models import ColumnMemory, StagedRow, TableImport, staged_row_id
from lgnet.exchange.tables import headings
from lgnet.exchange.tables.births import order_of
from lgnet.exchange.tables.judging import is_blank
from lgnet.exchange.tables.limited import read_table
from lgnet.kernel.bulk import upsert
from lgnet.kernel.reading.sheets import Sheet


@transaction.atomic
def stage_table(
    *,
    id: UUID,
    data: bytes,
    by: Any,
    source: str = "",
    encoding: str = "",
    separator: str = "",
    sheet: int = 0,
) -> TableImport:
    """Read a file and lay its rows down; return the import with its columns guessed.

    The file itself is kept nowhere. Sent twice it is one import. Raises WrongTable.
    """
    existing = TableImport.objects.filter(pk=id).first()
    if existing is not None:
        return existing
    found = read_table(data, encoding=encoding, separator=separator, sheet=sheet)
    heading_row = headings.heading_row(found.rows)
    width = max(len(row) for row in found.rows)
    table = TableImport(
        id=id,
        created_by=by,
        source=source or None,
        sheet_name=found.name or None,
        other_sheets=found.others,
        encoding=found.encoding,
        separator=found.separator,
        row_count=0,
        width=width,
        heading_row=heading_row,
    )
    rows = _staged(table, found)
    table.row_count = sum(1 for row in rows if row.number > heading_row)
    guess_columns(table, found.rows)
    table.save(force_insert=True)
    upsert(StagedRow, rows)
    record(verb="exchange.table_read", target=table, rows=table.row_count)
    return table


def guess_columns(table: TableImport, rows: Sequence[Sequence[str]]) -> None:
    """Name the columns as last time for these headings, or by what the headings say.

    ``rows`` are the first rows of the file at least; more of them tell the order of day and
    month better.
    """
    named = list(rows[table.heading_row - 1]) if table.heading_row else []
    memory = memory_of(named) if named else None
    if memory is not None:
        columns = {int(key): Target(value) for key, value in memory.columns.items()}
        table.meanings = memory.meanings
    else:
        columns = headings.guessed(named)
    columns = {column: target for column, target in columns.items() if column < table.width}
    table.columns = columns_as_text(columns)
    dates = [column for column, target in columns.items() if target == Target.BIRTH_DATE]
    order = order_of(row[c] for row in rows[table.heading_row :] for c in dates if c < len(row))
    table.is_day_first = order.day_first
    if memory is not None and memory.is_day_first is not None and not order.is_sure:
        table.is_day_first = memory.is_day_first


def memory_of(named: Sequence[str]) -> ColumnMemory | None:
    """Return how the columns under these headings were named last, or None."""
    key = headings.headings_key(named, secret=settings.SEARCH_KEY)
    return ColumnMemory.objects.filter(headings_key=key).order_by().first()


def columns_as_text(columns: Mapping[int, Target]) -> dict[str, str]:
    """Return columns as they are kept."""
    return {str(column): target.value for column, target in sorted(columns.items())}


def _staged(table: TableImport, sheet: Sheet) -> list[StagedRow]:
    cut: dict[int, list[int]] = {}
    for number, column in sheet.cut:
        cut.setdefault(number, []).append(column)
    return [
        StagedRow(
            id=staged_row_id(table.pk, number),
            table_id=table.pk,
            number=number,
            cells=json.dumps(cells, ensure_ascii=False),
            cut=cut.get(number, []),
        )
        for number, cells in enumerate(sheet.rows, start=1)
        if not is_blank(cells)
    ]


READY = (TableState.READ, TableState.JUDGED, TableState.FAILED)
