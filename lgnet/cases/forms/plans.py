"""Forms of a plan: a goal, an action, a review, the signed paper."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.ui.forms import ChipRadioSelect, DateField, NameField, NoteField

from ..enums_plan import Doer, GoalState, LifeArea, StepState

_WHY = _("Write why in a few words.")


class GoalForm(forms.Form):
    """A goal. ``id`` is its own; ``revision`` what was read, so that no change is lost."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    area = forms.ChoiceField(
        label=_("Part of life"), choices=LifeArea.choices, widget=ChipRadioSelect
    )
    text = NoteField(
        label=_("The goal, in the person's words"),
        help_text=_("As they say it: “I want a room where my children can sleep.”"),
        max_length=1000,
    )
    is_exit = forms.BooleanField(
        label=_("Belongs to the exit plan"),
        help_text=_("An extension of a stay begins with the goals marked here."),
        required=False,
    )
    state = forms.ChoiceField(label=_("How far"), choices=GoalState.choices, widget=ChipRadioSelect)
    result = NoteField(label=_("What came of it"), max_length=1000, rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask why where a goal is given up."""
        values: dict[str, Any] = super().clean() or {}
        given_up = values.get("state") == GoalState.GIVEN_UP
        if given_up and not values.get("result") and "result" not in self.errors:
            self.add_error("result", _WHY)
        return values


class ActionForm(forms.Form):
    """An action of a goal; ``id`` and ``revision`` as in a goal's form."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = NoteField(label=_("What is done"), max_length=500, rows=2)
    doer = forms.ChoiceField(label=_("Who does it"), choices=Doer.choices, widget=ChipRadioSelect)
    staff = forms.ChoiceField(label=_("Which of us"), required=False)
    other = NameField(label=_("Who else"), max_length=120, required=False)
    due_on = DateField(label=_("By when"), required=False)
    state = forms.ChoiceField(
        label=_("What became of it"), choices=StepState.choices, widget=ChipRadioSelect
    )
    result = NoteField(label=_("In words"), max_length=1000, rows=2, required=False)

    def __init__(self, *args: Any, staff: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].choices = [("", _("nobody yet")), *staff]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask who, where it is one of us or somebody else; and why it was not done."""
        values: dict[str, Any] = super().clean() or {}
        doer = values.get("doer")
        if doer == Doer.STAFF and not values.get("staff") and "staff" not in self.errors:
            self.add_error("staff", _("Choose who does it."))
        if doer == Doer.OTHER and not values.get("other") and "other" not in self.errors:
            self.add_error("other", _("Write who does it."))
        not_done = values.get("state") == StepState.NOT_DONE
        if not_done and not values.get("result") and "result" not in self.errors:
            self.add_error("result", _WHY)
        return values


class ReviewForm(forms.Form):
    """The plan looked at together; ``id``: sent twice, it is written once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    reviewed_on = DateField(label=_("Looked at on"))
    note = NoteField(label=_("What was said"), max_length=4000, required=False)
    next_on = DateField(label=_("Again on"), required=False)

    def clean_reviewed_on(self) -> dt.date:
        """Refuse a day to come."""
        return _not_to_come(self.cleaned_data["reviewed_on"])

    def clean(self) -> dict[str, Any]:
        """Refuse a next day that is not later."""
        values: dict[str, Any] = super().clean() or {}
        on, again = values.get("reviewed_on"), values.get("next_on")
        if on and again and again <= on:
            self.add_error("next_on", _("Choose a day after the one it was looked at."))
        return values


class SignForm(forms.Form):
    """The plan signed on paper."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    language = forms.ChoiceField(
        label=_("Language of their copy"), choices=settings.LANGUAGES, widget=forms.HiddenInput
    )
    printed = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agreed_on = DateField(label=_("Day of the signature"))

    def clean_agreed_on(self) -> dt.date:
        """Refuse a day to come."""
        return _not_to_come(self.cleaned_data["agreed_on"])


def _not_to_come(day: dt.date) -> dt.date:
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."))
    return day
