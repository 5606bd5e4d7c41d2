"""Forms of supervision: what the city decided, and what a second person decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.ui.forms import ChipRadioSelect, NoteField

from ..enums_team import RequestState
from ..models import CasePolicy

DECISIONS = [
    (RequestState.APPROVED.value, _("Approve")),
    (RequestState.REFUSED.value, _("Refuse")),
]


class CasePolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    """Which moves need a second person, and the terms of the lists."""

    class Meta:
        model = CasePolicy
        fields = ("is_close_approved", "is_reopen_approved", "quiet_days", "return_months")


class DecisionForm(forms.Form):
    """What a second person decides."""

    state = forms.ChoiceField(label=_("Decision"), choices=DECISIONS, widget=ChipRadioSelect)
    answer = NoteField(
        label=_("Why"),
        help_text=_("Who refuses says why."),
        max_length=4000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask why where the other side needs it."""
        values: dict[str, Any] = super().clean() or {}
        is_due = values.get("state") == RequestState.REFUSED
        if is_due and not values.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("Write why in a few words."))
        return values
