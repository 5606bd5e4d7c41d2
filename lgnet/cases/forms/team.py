"""Forms of a case's team: adding a colleague, offering the case, answering an offer."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.ui.forms import ChipRadioSelect, DateField, NoteField

from ..enums_team import HandoverState, TeamPart

Choices = list[tuple[str, str]]
ANSWERS = [
    (HandoverState.ACCEPTED.value, _("Take the case over")),
    (HandoverState.DECLINED.value, _("Decline")),
]


class _ColleagueForm(forms.Form):
    """``id`` is the row's own, so that sending twice writes once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    user = forms.ChoiceField(label=_("Colleague"))

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["user"]
        field.choices = [("", _("Choose a colleague")), *colleagues]

    def clean_user(self) -> UUID:
        """Return the user's identifier: one of the choices, hence of this cell."""
        return UUID(self.cleaned_data["user"])


class MemberForm(_ColleagueForm):
    """Who takes part in a case, how, and on which days."""

    part = forms.ChoiceField(
        label=_("Part in the case"), choices=TeamPart.choices, widget=ChipRadioSelect
    )
    does = forms.CharField(
        label=_("What they do"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
    from_on = DateField(label=_("First day"))
    last_on = DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Needed for who stands in: on these days the case is under “Mine” for them."),
    )


class HandoverForm(_ColleagueForm):
    """To whom a case is offered, and what they have to know."""

    still_open = NoteField(label=_("What is open"), max_length=4000)
    promised = NoteField(label=_("What was promised"), max_length=4000, required=False)


class AnswerForm(forms.Form):
    """Whether a colleague takes a case over."""

    answer = forms.ChoiceField(label=_("Answer"), choices=ANSWERS, widget=ChipRadioSelect)
    reason = NoteField(
        label=_("Why"),
        help_text=_("Who declines says why: the case stays where it is."),
        max_length=4000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask why where the other side needs it."""
        values: dict[str, Any] = super().clean() or {}
        is_due = values.get("answer") == HandoverState.DECLINED
        if is_due and not values.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write why in a few words."))
        return values
