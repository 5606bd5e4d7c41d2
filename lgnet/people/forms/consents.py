"""The form of an answer: what was asked, how it was explained, yes or no."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.ids import uuid7
from lgnet.network.models import Organisation
from lgnet.ui.forms import ChipRadioSelect, DateField

from ..actions.consents import expiry_problem
from ..consent_texts import CURRENT, VERSIONS
from ..enums import Explained, Purpose
from ..languages import language_choices
from ..models import Person
from ..rules_legal import LEGAL_BASES, WrongExpiry, check_expiry, usual_expiry

YES, NO = "yes", "no"


class ConsentForm(forms.Form):
    """One answer to one question; ``purpose`` decides which fields there are.

    ``id`` is the new answer's own, so that sending twice records once. Neither yes nor no is
    chosen beforehand.
    """

    id = forms.UUIDField(widget=forms.HiddenInput)
    text_version = forms.ChoiceField(
        choices=[(version, version) for version in VERSIONS], widget=forms.HiddenInput
    )
    recipient = forms.ModelChoiceField(
        label=_("With which organisation"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose"),
        error_messages={
            "required": _("Choose the organisation that the person was asked about."),
            "invalid_choice": _("This organisation does not work in this city."),
        },
    )
    language = forms.ChoiceField(label=_("In which language it was explained"))
    explained = forms.ChoiceField(
        label=_("How it was explained"), choices=Explained.choices, widget=ChipRadioSelect
    )
    answer = forms.ChoiceField(
        label=_("What the person answered"),
        help_text=_("No is as good as yes: the help stays the same."),
        choices=[(YES, _("Yes, they agree")), (NO, _("No"))],
        widget=ChipRadioSelect,
    )
    expires_on = DateField(
        label=_("A yes holds until"),
        help_text=_("To the end of this day. After that it ends by itself. A no needs no day."),
        required=False,
    )

    def __init__(
        self, *args: Any, purpose: Purpose, recipients: Any = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.purpose = purpose
        # Empty at first: the language of a stranger is nobody's guess.
        languages = [("", _("Choose")), *language_choices()]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        if LEGAL_BASES[purpose].names_recipient:
            self.fields["recipient"].queryset = recipients  # type: ignore[attr-defined]
        else:
            del self.fields["recipient"]

    def clean(self) -> dict[str, Any]:
        """Judge the term of a yes by the rules of its purpose; a no needs none."""
        typed = super().clean() or {}
        if typed.get("answer") != YES or "expires_on" in self.errors:
            return typed
        try:
            check_expiry(self.purpose, typed.get("expires_on"), today=timezone.localdate())
        except WrongExpiry as problem:
            self.add_error("expires_on", ValidationError(expiry_problem(problem)))
        return typed

    @property
    def is_yes(self) -> bool:
        """Whether a valid form holds a yes."""
        return self.cleaned_data["answer"] == YES

    def answer_given(self) -> dict[str, Any]:
        """Return what ``record_consent`` takes of a valid form."""
        typed = self.cleaned_data
        return {
            "id": typed["id"],
            "purpose": self.purpose,
            "recipient": typed.get("recipient"),
            "is_given": self.is_yes,
            "text_version": typed["text_version"],
            "language": typed["language"],
            "explained": Explained(typed["explained"]),
            "expires_on": typed["expires_on"],
        }


def new_answer(person: Person, purpose: Purpose) -> dict[str, Any]:
    """Return the initial values of an answer nobody has given yet: yes or no is not among them."""
    return {
        "id": uuid7(),
        "text_version": CURRENT,
        "language": person.language or "",
        "expires_on": usual_expiry(purpose, today=timezone.localdate()),
    }
