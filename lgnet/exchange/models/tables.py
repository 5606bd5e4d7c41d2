"""Tables of people on their way in: the import, its rows while they wait, and whom they became.

Everything a file says is sealed under the key of the cell, headings and words included: a file
without headings has a person in its first row. Rows are deleted once they are brought in, and
after a week in any case; no history is kept of them.
"""

import json
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.exchange.enums import RowDecision, RowState, TableState
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import CELL, SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import ScopedManager, TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.models import AboutPersonManager


class TableImport(TenantModel):
    """A file of people: how it is read, how far it is, and what came of it."""

    PRIVACY = CELL_PRIVACY | {
        "state": Label.OPERATIONAL,
        "source": Label.OPERATIONAL,
        "sheet_name": Label.SENSITIVE,
        "other_sheets": Label.OPERATIONAL,
        "encoding": Label.OPERATIONAL,
        "separator": Label.OPERATIONAL,
        "row_count": Label.OPERATIONAL,
        "width": Label.OPERATIONAL,
        "heading_row": Label.OPERATIONAL,
        "columns": Label.OPERATIONAL,
        "is_day_first": Label.OPERATIONAL,
        "meanings": Label.IDENTIFYING,
        "unknown_words": Label.IDENTIFYING,
        "counts": Label.OPERATIONAL,
        "done": Label.OPERATIONAL,
        "problem": Label.OPERATIONAL,
        "created_at": Label.OPERATIONAL,
        "created_by": Label.OPERATIONAL,
        "written_at": Label.OPERATIONAL,
        "written_by": Label.OPERATIONAL,
        "taken_back_at": Label.OPERATIONAL,
        "taken_back_by": Label.OPERATIONAL,
        "emptied_at": Label.OPERATIONAL,
    }

    state = models.CharField(max_length=12, choices=TableState.choices, default=TableState.READ)
    # Where the list comes from, in the words of who brought it: numbers count within one source.
    source = SealedTextField(
        _("where the list comes from"), max_length=120, null=True, key_from=CELL
    )
    sheet_name = SealedTextField(max_length=60, null=True, key_from=CELL)
    other_sheets = models.PositiveSmallIntegerField(default=0)
    encoding = models.CharField(max_length=20, blank=True)
    separator = models.CharField(max_length=1, blank=True)
    row_count = models.PositiveIntegerField()
    width = models.PositiveSmallIntegerField()
    # The number of the row with the headings; 0: there is none.
    heading_row = models.PositiveSmallIntegerField()
    # Column, from 0, as text -> Target.
    columns = models.JSONField(default=dict)
    is_day_first = models.BooleanField(default=True)
    # JSON: "target|folded word" -> what it means.
    meanings = SealedTextField(null=True, key_from=CELL)
    # JSON: [target, folded word, how often], the most frequent first.
    unknown_words = SealedTextField(null=True, key_from=CELL)
    # "states", "troubles", "made", "linked", "left", "stayed": numbers alone.
    counts = models.JSONField(default=dict)
    # Rows judged so far.
    done = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(_("brought"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    written_at = models.DateTimeField(null=True, editable=False)
    written_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    taken_back_at = models.DateTimeField(null=True, editable=False)
    taken_back_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    # When its rows were deleted.
    emptied_at = models.DateTimeField(null=True, editable=False)

    class Meta(TenantModel.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "-created_at", "-id"],
                name="exchange_table_newest",
            ),
        ]
        constraints = [
            stamp_constraint(at="created_at", by="created_by", name="exchange_table_created"),
            stamp_constraint(at="written_at", by="written_by", name="exchange_table_written"),
            stamp_constraint(
                at="taken_back_at", by="taken_back_by", name="exchange_table_taken_back"
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def outcome(self) -> dict[str, int]:
        """Return how many rows were made, linked, met before, left; went and stayed since."""
        names = ("made", "linked", "met_before", "left", "gone", "stayed")
        return {name: self.counts.get(name, 0) for name in names}

    def meaning_of_words(self) -> dict[str, str]:
        """Return "target|folded word" -> what somebody said it means."""
        return _opened(self.meanings, {})

    def words_unknown(self) -> list[tuple[str, str, int]]:
        """Return (target, folded word, how often) of the words nobody explained yet."""
        return [(target, word, count) for target, word, count in _opened(self.unknown_words, [])]


class StagedRow(TenantModel):
    """One row of a file while it waits: its cells, what was found, what is to become of it."""

    PRIVACY = CELL_PRIVACY | {
        "table": Label.OPERATIONAL,
        "number": Label.OPERATIONAL,
        "cells": Label.IDENTIFYING,
        "cut": Label.OPERATIONAL,
        "state": Label.OPERATIONAL,
        "troubles": Label.OPERATIONAL,
        "twice_of": Label.OPERATIONAL,
        "candidates": Label.SENSITIVE,
        "decision": Label.OPERATIONAL,
        "chosen": Label.SENSITIVE,
    }

    table = TenantForeignKey("exchange.TableImport", models.CASCADE, related_name="+")
    # As in the file, from 1.
    number = models.PositiveIntegerField()
    # A JSON list of texts.
    cells = SealedTextField(key_from=CELL)
    # Columns whose cell was longer than what is read.
    cut = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=RowState.choices, blank=True)
    # [column or null, code]: of Trouble, or of a remark of people.
    troubles = models.JSONField(default=list)
    # The earlier row of the file it repeats.
    twice_of = models.PositiveIntegerField(null=True)
    # [person, weight in bits, [codes of reasons]], the likeliest first.
    candidates = models.JSONField(default=list)
    decision = models.CharField(max_length=8, choices=RowDecision.choices, blank=True)
    # The person it is, where the decision is that it exists.
    chosen = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "table", "number"],
                name="exchange_staged_row_once",
            ),
            models.CheckConstraint(
                name="exchange_existing_is_somebody",
                condition=~models.Q(decision=RowDecision.EXISTING) | models.Q(chosen__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    def texts(self) -> list[str]:
        """Return the cells."""
        return _opened(self.cells, [])


def staged_row_id(table_id: UUID, number: int) -> UUID:
    """Return the identifier of a row of a file."""
    return derived_uuid("staged-row", table_id, number)


class ImportedPerson(TenantModel):
    """Whom a row became: so that the same row again is known, and an import can be taken back."""

    PRIVACY = CELL_PRIVACY | {
        "table": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
        "row_number": Label.OPERATIONAL,
        "is_made": Label.OPERATIONAL,
        "fingerprint": Label.SENSITIVE,
        "content": Label.SENSITIVE,
    }

    table = TenantForeignKey("exchange.TableImport", models.CASCADE, related_name="+")
    person = TenantForeignKey("people.Person", models.CASCADE, related_name="+")
    row_number = models.PositiveIntegerField()
    # The import recorded the person; else somebody said that the row is one recorded before.
    is_made = models.BooleanField()
    # Keyed digests (16 bytes): of the source's number, or of all the row says; and of the latter.
    fingerprint = models.BinaryField(max_length=16)
    content = models.BinaryField(max_length=16)

    objects = AboutPersonManager()
    # Whoever is not shown keeps their row's place taken all the same.
    all_rows = ScopedManager()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "fingerprint"],
                name="exchange_imported_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "table", "row_number"],
                name="exchange_imported_by_table",
            ),
            models.Index(
                fields=["city", "compartment_id", "person"], name="exchange_imported_person"
            ),
        ]

    def __str__(self) -> str:
        return str(self.row_number)


class ColumnMemory(TenantModel):
    """How the columns of files with the same headings were named last, in this city."""

    PRIVACY = CELL_PRIVACY | {
        "headings_key": Label.OPERATIONAL,
        "columns": Label.OPERATIONAL,
        "is_day_first": Label.OPERATIONAL,
        "meanings": Label.IDENTIFYING,
        "saved_at": Label.OPERATIONAL,
        "saved_by": Label.OPERATIONAL,
    }

    # Keyed digest of the folded headings.
    headings_key = models.BinaryField(max_length=32)
    columns = models.JSONField(default=dict)
    is_day_first = models.BooleanField(null=True)
    meanings = SealedTextField(null=True, key_from=CELL)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "headings_key"],
                name="exchange_headings_once",
            ),
            stamp_constraint(at="saved_at", by="saved_by", name="exchange_columns_saved"),
        ]

    def __str__(self) -> str:
        return str(self.saved_at)

    def meaning_of_words(self) -> dict[str, str]:
        """Return "target|folded word" -> what somebody said it means."""
        return _opened(self.meanings, {})


def _opened(text: str | None, nothing: Any) -> Any:
    return json.loads(text) if text else nothing
