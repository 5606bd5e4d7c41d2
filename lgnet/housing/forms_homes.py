"""Forms of homes: contract, visits, principles; host, agreement, trial, mediation.

The names of the fields are those of the actions' arguments, so that a refusal finds its field.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.ids import uuid7
from lgnet.ui.forms import ChipRadioSelect, DateField, LocalMomentField, NameField, NoteField

from .actions.home_refusals import HomeRefused
from .actions.refusals import HousingRefused
from .enums_house import HostKind, Kept, Principle, TrialResult, VisitKind

LONGEST_VISIT = 24 * 60


class TenancyForm(forms.Form):
    """The contract behind a stay."""

    starts_on = DateField(label=_("Contract from"))
    ends_on = DateField(
        label=_("Contract until"),
        help_text=_("Leave it empty where the contract has no end."),
        required=False,
    )
    rent = forms.DecimalField(
        label=_("Rent, euros a month"), max_digits=7, decimal_places=2, min_value=0
    )
    person_share = forms.DecimalField(
        label=_("Of it the person pays, euros a month"),
        max_digits=7,
        decimal_places=2,
        min_value=0,
    )
    landlord = NameField(
        label=_("Landlord"),
        help_text=_("Name and how to reach them. It is kept sealed."),
        max_length=200,
        required=False,
    )


class VisitForm(forms.Form):
    """A support visit, in a few seconds. ``id`` is the new row's own."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    visited_at = LocalMomentField(label=_("When"), initial=timezone.localtime)
    kind = forms.ChoiceField(
        label=_("Where"),
        choices=VisitKind.choices,
        initial=VisitKind.HOME,
        widget=ChipRadioSelect,
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=LONGEST_VISIT, required=False
    )
    note = NoteField(
        label=_("Note"),
        help_text=_("What matters for the next visit. It is kept sealed."),
        max_length=2000,
        required=False,
    )


class PrinciplesForm(forms.Form):
    """A team's look at the eight principles on a day: an answer and a note for each."""

    checked_on = DateField(label=_("Day"), initial=timezone.localdate)

    @property
    def lines(self) -> list[tuple[Any, Any]]:
        """Return the two fields of each principle."""
        return [(self[f"{code}_kept"], self[f"{code}_note"]) for code in Principle.values]

    @property
    def answers(self) -> dict[str, tuple[str, str]]:
        """Return how each principle that was looked at is kept, with what the team changes."""
        told = self.cleaned_data
        return {
            code: (told[f"{code}_kept"], told[f"{code}_note"])
            for code in Principle.values
            if told[f"{code}_kept"]
        }

    def clean(self) -> None:
        """Ask for the answer where there is a note only, so that no note is lost."""
        told = self.cleaned_data
        for code in Principle.values:
            if told.get(f"{code}_note") and not told.get(f"{code}_kept"):
                self.add_error(f"{code}_kept", _("Say how it is kept: yes, partly or no."))


# In the class itself, where drafts look for the fields too.
for _code, _label in Principle.choices:
    PrinciplesForm.base_fields[f"{_code}_kept"] = forms.ChoiceField(
        label=_label, choices=Kept.choices, widget=ChipRadioSelect, required=False
    )
    PrinciplesForm.base_fields[f"{_code}_note"] = NoteField(
        label=_("What we change"), max_length=500, rows=2, required=False
    )


def principles_told(checks: Mapping[str, Any]) -> dict[str, str]:
    """Return a look at the principles as the form's initial values."""
    told = {f"{code}_kept": one.kept for code, one in checks.items()}
    return told | {f"{code}_note": one.note or "" for code, one in checks.items()}


class HostForm(forms.Form):
    """Who opens their home, or lives in the shared flat."""

    kind = forms.ChoiceField(
        label=_("Who lives there"), choices=HostKind.choices, widget=ChipRadioSelect
    )
    name = NameField(label=_("Name"), max_length=120)
    contact = NoteField(label=_("How to reach them"), max_length=200, rows=2, required=False)
    languages = NameField(
        label=_("Languages they speak"),
        help_text=_("In your own words: Italian, some French."),
        max_length=120,
        required=False,
    )
    offers = NoteField(label=_("What they offer and wish"), max_length=1000, required=False)


class AgreementForm(forms.Form):
    """What those who live together agreed on. ``id`` is the new row's own."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    text = NoteField(
        label=_("What was agreed"),
        help_text=_("In words that all understand. It can be printed and signed."),
        max_length=4000,
        rows=10,
    )
    agreed_on = DateField(label=_("Agreed on"), initial=timezone.localdate)
    review_on = DateField(
        label=_("Look at it again on"),
        help_text=_("On this day you are reminded."),
        required=False,
    )


class TrialForm(forms.Form):
    """Until when they try to live together."""

    until = DateField(label=_("Trial until"))


class TrialResultForm(forms.Form):
    """How the trial ended."""

    result = forms.ChoiceField(
        label=_("How it ended"), choices=TrialResult.choices, widget=ChipRadioSelect
    )


class MediationForm(forms.Form):
    """A meeting of those who live together. ``id`` is the new row's own."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    met_at = LocalMomentField(label=_("When"), initial=timezone.localtime)
    about = NoteField(
        label=_("What it was about"), help_text=_("It is kept sealed."), max_length=2000
    )
    agreed = NoteField(label=_("What was agreed"), max_length=2000, required=False)
    next_on = DateField(label=_("Next meeting"), required=False)


def add_refusal(form: forms.Form, refused: HousingRefused) -> int:
    """Say in a form why an action refused it, beside the field at fault; return the status.

    Nothing typed is lost: 422 asks to change an answer, 409 says that things stand otherwise.
    """
    field = refused.field if isinstance(refused, HomeRefused) else None
    form.add_error(field, str(refused))
    return 422 if field else 409
