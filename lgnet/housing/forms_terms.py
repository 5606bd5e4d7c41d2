"""Forms of the term: an extension asked, and its refusal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.ids import uuid7
from lgnet.ui.forms import ChipRadioSelect, DateField, NoteField

from .enums import ExtensionReason, ExtensionRefusal


class ExtendForm(forms.Form):
    """Until when, why, and how the person will leave. ``id``: sent twice, it is asked once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    until = DateField(label=_("Until the morning of"))
    reason = forms.ChoiceField(
        label=_("Why longer"), choices=ExtensionReason.choices, widget=ChipRadioSelect
    )
    exit_plan = NoteField(
        label=_("Exit plan"),
        help_text=_("Where they will live then, what is still missing, who does what until when."),
        max_length=2000,
        rows=6,
    )


def new_extension() -> dict[str, Any]:
    """Return the initial values of an extension that nobody has sent yet."""
    return {"id": uuid7()}


class RefuseExtensionForm(forms.Form):
    """Why an extension is refused, and in words that can be told to the person."""

    refusal = forms.ChoiceField(
        label=_("Why not"), choices=ExtensionRefusal.choices, widget=ChipRadioSelect
    )
    refusal_note = NoteField(
        label=_("In words"),
        help_text=_("What you would say to the person. It stays with the stay."),
        max_length=1000,
    )


class ApproveForm(forms.Form):
    """Approved as asked; ``until`` a shorter one; ``is_elsewhere``: the rest in another place."""

    until = DateField(required=False)
    is_elsewhere = forms.BooleanField(required=False)
