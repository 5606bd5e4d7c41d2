"""The form of a change of state."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.ui.forms import ChipRadioSelect, NoteField

from ..enums import CaseMove
from ..rules import WITH_REASON

# What is about to happen; the enumeration says what has.
LABELS = {
    CaseMove.START: _("Begin the work"),
    CaseMove.SUSPEND: _("Pause the case"),
    CaseMove.RESUME: _("Go on with the work"),
    CaseMove.REOPEN: _("Open the case again"),
}


class StateForm(forms.Form):
    """What happens and why. ``id`` is the change's own, so that sending twice changes once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    move = forms.ChoiceField(
        label=_("What happens"),
        widget=ChipRadioSelect,
        error_messages={"invalid_choice": _("The state has changed. Choose again what happens.")},
    )
    reason = NoteField(
        label=_("Why"),
        help_text=_("Who pauses a case or opens it again says why; it cannot be changed later."),
        max_length=4000,
        required=False,
    )

    def __init__(self, *args: Any, moves: Iterable[CaseMove], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(move.value, LABELS[move]) for move in moves]
        self.fields["move"].choices = choices  # type: ignore[attr-defined]

    def clean_move(self) -> CaseMove:
        """Return the move itself."""
        return CaseMove(self.cleaned_data["move"])

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the next colleague needs one."""
        values: dict[str, Any] = super().clean() or {}
        is_due = values.get("move") in WITH_REASON
        if is_due and not values.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write why in a few words."))
        return values
