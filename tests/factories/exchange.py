"""Imports of tables and what hangs on them, inside the open scope."""

import itertools
import json

from lgnet.exchange.enums import RowDecision, RowState, TableState
from lgnet.exchange.models import (
    ColumnMemory,
    ImportedPerson,
    StagedRow,
    TableImport,
    staged_row_id,
)
from lgnet.kernel.ids import derived_uuid
from tests.factories.people import make_person

_numbers = itertools.count(1)


def make_table(**fields) -> TableImport:
    """Make an import that waits for decisions, of two columns and no rows."""
    return TableImport.objects.create(
        **{
            "state": TableState.JUDGED,
            "source": "Elenco",
            "row_count": 0,
            "width": 2,
            "heading_row": 1,
            "columns": {"0": "given", "1": "family"},
            **fields,
        }
    )


def make_staged_row(table=None, cells=("Anna", "Rossi"), **fields) -> StagedRow:
    """Make a row that waits."""
    table = table or make_table()
    number = fields.pop("number", next(_numbers) + 1)
    return StagedRow.objects.create(
        **{
            "id": staged_row_id(table.pk, number),
            "table": table,
            "number": number,
            "cells": json.dumps(list(cells)),
            "state": RowState.FINE,
            "decision": RowDecision.NEW,
            **fields,
        }
    )


def make_imported_person(**fields) -> ImportedPerson:
    """Make the memory of a row that became a person."""
    number = next(_numbers)
    digest = derived_uuid("imported-test", number).bytes
    return ImportedPerson.objects.create(
        **{
            "table": make_table(state=TableState.WRITTEN),
            "person": make_person(),
            "row_number": number,
            "is_made": True,
            "fingerprint": digest,
            "content": digest,
            **fields,
        }
    )


def make_column_memory(**fields) -> ColumnMemory:
    """Make remembered columns."""
    key = derived_uuid("headings-test", next(_numbers)).bytes
    return ColumnMemory.objects.create(**{"headings_key": key, "columns": {"0": "given"}, **fields})
