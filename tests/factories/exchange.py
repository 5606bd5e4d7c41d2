"""Imports of tables and what hangs on them, inside the open scope."""

import itertools
import json

from django.utils import timezone

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


def make_lists(person, by) -> dict[str, TableImport]:
    """Make a list to decide, one being checked and one brought in, with all a page can say."""
    words = json.dumps([["sex", "zzz", 2], ["citizenship", "atlantide", 1]])
    columns = {"0": "given", "1": "family", "2": "birth_date", "3": "citizenship", "4": "phone"}
    table = make_table(
        created_by=by,
        source="Registro الدار",
        row_count=3,
        width=5,
        columns=columns,
        unknown_words=words,
        counts={"troubles": {"bad_date": 1, "formula": 1, "no_name": 1}},
    )
    rows = [
        (("Nome", "Cognome", "Nato il", "Cittadinanza", "Tel."), "", "", {}),
        (
            ("Amina", "Diallo", "03/04/1990", "Guinea", "333 1234567"),
            RowState.UNSURE,
            RowDecision.OPEN,
            {
                "troubles": [[None, "may_be_known"]],
                "candidates": [[str(person.pk), 1.2, ["sounds_alike", "same_year"], True]],
            },
        ),
        (
            ("=1+1", "Rossi" * 12, "ieri", "", ""),
            RowState.WARNING,
            RowDecision.NEW,
            {"troubles": [[0, "formula"], [2, "bad_date"]]},
        ),
        (("", "", "1970", "", ""), RowState.REFUSED, RowDecision.LEAVE, NO_NAME),
    ]
    for number, (cells, state, decision, more) in enumerate(rows, start=1):
        make_staged_row(table, cells, number=number, state=state, decision=decision, **more)
    busy = make_table(created_by=by, state=TableState.JUDGING, row_count=4000, done=1234)
    done = make_table(
        created_by=by,
        state=TableState.WRITTEN,
        row_count=9,
        written_at=timezone.now(),
        written_by=by,
        counts={"made": 6, "linked": 2, "left": 1, "troubles": {"bad_phone": 2}},
    )
    return {"table": table, "table_busy": busy, "table_done": done}


NO_NAME = {"troubles": [[None, "no_name"]]}
