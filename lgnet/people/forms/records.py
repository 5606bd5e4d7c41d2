"""Forms of asking another city for a record, and of answering."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.ids import uuid7
from lgnet.ui.forms import ChipCheckboxes, ChipRadioSelect, DateField

from ..enums import AskReason, DeclineReason, GivingBasis, RecordPart
from ..models import ReceivedRequest
from ..rules_records import USUAL_DAYS, WrongAnswer, bases_for, check_answer

WRONG: dict[str, Promise] = {
    "nothing": _("Choose at least one part and its ground. Or decline."),
    "not_asked": _("Only what was asked for can be told."),
    "no_consent": _("No agreement of the person is recorded in the other city."),
    "not_moved": _("The other city does not say that the person has moved there."),
    "not_urgent": _("The other city does not say that a life is in danger."),
    "past": _("This day has passed."),
    "too_long": _("This is too long: twelve months at most. Then they ask again."),
}


class AskForm(forms.Form):
    """What a city wants to know and why. ``id`` is the new request's, so that it is sent once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Why it is needed"), choices=AskReason.choices, widget=ChipRadioSelect
    )
    parts = forms.MultipleChoiceField(
        label=_("What is needed"),
        help_text=_("Only what the help here needs."),
        choices=RecordPart.choices,
        widget=ChipCheckboxes,
    )


def new_ask() -> dict[str, Any]:
    """Return the initial values of a request nobody has sent yet."""
    return {"id": uuid7()}


class AcceptForm(forms.Form):
    """For each part asked for: told on which ground, or not; and until when."""

    until_on = DateField(
        label=_("They may read it until"), help_text=_("To the end of this day; you may revoke it.")
    )

    def __init__(self, *args: Any, received: ReceivedRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.received = received
        bases = bases_for(reason=received.reason, has_agreed=received.has_agreed)
        choices = [("", _("Do not tell")), *((basis.value, basis.label) for basis in bases)]
        for part in received.parts:
            self.fields[part] = forms.ChoiceField(
                label=RecordPart(part).label,
                choices=choices,
                required=False,
                widget=ChipRadioSelect,
                initial="",
            )
        self.order_fields([*received.parts, "until_on"])

    def clean(self) -> dict[str, Any]:
        """Judge the answer by the rules of requests."""
        typed = super().clean() or {}
        if "until_on" not in typed:
            return typed
        try:
            check_answer(
                self.given(),
                asked=self.received.parts,
                reason=self.received.reason,
                has_agreed=self.received.has_agreed,
                until_on=typed["until_on"],
                today=timezone.localdate(),
            )
        except WrongAnswer as wrong:
            field = "until_on" if wrong.reason in ("past", "too_long") else None
            self.add_error(field, ValidationError(str(WRONG[wrong.reason])))
        return typed

    def given(self) -> dict[str, GivingBasis]:
        """Return the parts to tell with their grounds."""
        found = {part: self.cleaned_data.get(part) for part in self.received.parts}
        return {part: GivingBasis(basis) for part, basis in found.items() if basis}


def usual_term() -> dict[str, dt.date]:
    """Return the initial values of an answer."""
    return {"until_on": timezone.localdate() + dt.timedelta(days=USUAL_DAYS)}


class DeclineForm(forms.Form):
    """Why a city does not tell."""

    reason = forms.ChoiceField(
        label=_("Why not"), choices=DeclineReason.choices, widget=ChipRadioSelect
    )
