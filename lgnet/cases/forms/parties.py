"""Forms of the people of a case: who joins, who leaves, through whom it goes on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.ui.forms import ChipRadioSelect, NoteField

from ..enums_parties import Leaving


class JoinForm(forms.Form):
    """Somebody who lives with the people of the case joins it."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    person = forms.ChoiceField(
        label=_("Who joins"),
        widget=ChipRadioSelect,
        help_text=_("Who lives with them and is in no other running case."),
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """Why somebody is no longer in the case."""

    leaving = forms.ChoiceField(label=_("Why"), choices=Leaving.choices, widget=ChipRadioSelect)
    note = NoteField(
        label=_("Note"),
        max_length=1000,
        required=False,
        help_text=_("What the next colleague should know about it."),
    )


class GoOnForm(LeaveForm):
    """Through whom the case goes on. ``seen`` is who it went through on the page."""

    seen = forms.UUIDField(widget=forms.HiddenInput)
    to = forms.ChoiceField(label=_("Through whom the case goes on"), widget=ChipRadioSelect)

    field_order = ["seen", "leaving", "to", "note"]

    def __init__(self, *args: Any, adults: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = adults  # type: ignore[attr-defined]
