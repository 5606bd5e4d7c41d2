"""Drafts: what has been typed and not yet sent, kept by field so that no time-out loses it."""

import json

from django.db import models

from lgnet.kernel.ids import uuid7
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.tenancy import ScopedModel


class Draft(ScopedModel):
    """The unsent fields of one form, of one user. Only its author sees it, in its own cell."""

    PRIVACY = {
        "id": Label.OPERATIONAL,
        "city_id": Label.OPERATIONAL,
        "compartment_id": Label.OPERATIONAL,
        "user_id": Label.OPERATIONAL,
        "form_key": Label.OPERATIONAL,
        "kept": Label.SENSITIVE,
        "saved_at": Label.OPERATIONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    city_id = models.UUIDField()
    user_id = models.UUIDField()
    # Names the form and what it is about: "people.person:new", "cases.close:<id>".
    form_key = models.CharField(max_length=120)
    # What was typed, as JSON. Null: the draft was thrown away.
    kept = SealedTextField(null=True, key_from="cell")
    saved_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["city_id", "compartment_id", "user_id", "form_key"],
                name="ui_draft_once_a_form",
            ),
        ]

    def __str__(self) -> str:
        return self.form_key

    @property
    def fields(self) -> dict[str, list[str]]:
        """What was typed: names to values, as a form sends them."""
        return json.loads(self.kept) if self.kept else {}

    @fields.setter
    def fields(self, value: dict[str, list[str]]) -> None:
        self.kept = json.dumps(value) if value else None


class UndoOffer(ScopedModel):
    """An offer to take back one action, for a few seconds, to who did it."""

    PRIVACY = {
        "id": Label.OPERATIONAL,
        "city_id": Label.OPERATIONAL,
        "compartment_id": Label.OPERATIONAL,
        "user_id": Label.OPERATIONAL,
        "action": Label.OPERATIONAL,
        "arguments": Label.OPERATIONAL,
        "expires_at": Label.OPERATIONAL,
        "taken_at": Label.OPERATIONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    city_id = models.UUIDField()
    user_id = models.UUIDField()
    # A name registered in ui/undo.py, with the identifiers it needs.
    action = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.action
