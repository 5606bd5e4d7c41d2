"""Forms of cases: opening one, closing it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.ui.forms import ChipCheckboxes, ChipRadioSelect, NoteField

from ..enums import Outcome
from .outcomes import OutcomesForm


class OpenCaseForm(forms.Form):
    """Who answers for the case. ``id`` is the new case's own, so that sending twice opens once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    person = forms.UUIDField(widget=forms.HiddenInput)
    responsible = forms.ChoiceField(
        label=_("Who answers for this case"),
        help_text=_("Their name stands on the case; it can be someone else than you."),
    )

    others = forms.MultipleChoiceField(
        label=_("Taken in charge together"),
        help_text=_("Who lives with them and is in no other running case. More can join later."),
        widget=ChipCheckboxes,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        managers: list[tuple[str, str]],
        others: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].choices = managers  # type: ignore[attr-defined]
        if others:
            self.fields["others"].choices = others  # type: ignore[attr-defined]
        else:
            del self.fields["others"]

    def clean_responsible(self) -> UUID:
        """Return the user's identifier: one of the choices, hence of this cell."""
        return UUID(self.cleaned_data["responsible"])


class CloseCaseForm(OutcomesForm):
    """How a case ended, and what was achieved."""

    outcome = forms.ChoiceField(
        label=_("How it ended"), choices=Outcome.choices, widget=ChipRadioSelect
    )
    note = NoteField(
        label=_("Note"),
        help_text=_("What the next colleague should know, if this person comes back."),
        max_length=4000,
        required=False,
    )
