"""Rows do not wait for ever: they go when nobody needs them, and after a week in any case."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.exchange.enums import TableState
from lgnet.exchange.models import StagedRow, TableImport

from . import refusals

KEPT = dt.timedelta(days=7)


@transaction.atomic
def discard_table(*, table_id: UUID, by: Any) -> None:
    """Throw an import away that was not brought in. Raises NotPossible for one that was."""
    table = TableImport.objects.select_for_update(of=("self",)).get(pk=table_id)
    if table.state in (TableState.WRITTEN, TableState.TAKEN_BACK):
        raise refusals.already_written()
    if table.state == TableState.WRITING:
        raise refusals.still_busy()
    record(verb="exchange.table_discarded", target=table)
    StagedRow.objects.filter(table=table).delete()
    table.delete()


@transaction.atomic
def sweep_cell(*, now: dt.datetime) -> int:
    """Delete the rows of imports brought more than a week ago, in the open cell; return how many.

    An import that came to nothing goes whole; of one that was brought in its figures stay.
    """
    old = TableImport.objects.filter(created_at__lt=now - KEPT)
    count = 0
    for table in old.filter(emptied_at__isnull=True).order_by("pk"):
        count += 1
        if table.state in (TableState.WRITTEN, TableState.TAKEN_BACK):
            empty_table(table)
        else:
            record(verb="exchange.table_swept", target=table)
            StagedRow.objects.filter(table=table).delete()
            table.delete()
    return count


def empty_table(table: TableImport) -> None:
    """Delete the rows of an import, and the words and meanings taken from them."""
    StagedRow.objects.filter(table=table).delete()
    table.meanings = table.unknown_words = None
    table.emptied_at = timezone.now()
    table.save()
    record(verb="exchange.table_emptied", target=table)
