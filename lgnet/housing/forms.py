"""Forms of housing: what a request, an answer and the end of a stay need."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.ui.forms import ChipCheckboxes, ChipRadioSelect, DateField, NoteField

from .enums import EndReason, RefusalReason, Urgency


class RequestForm(forms.Form):
    """A request for a place. ``id`` is the new request's own, so that sending twice asks once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    person = forms.UUIDField(widget=forms.HiddenInput)
    from_on = DateField(label=_("From the night of"))
    urgency = forms.MultipleChoiceField(
        label=_("Why it is urgent"),
        help_text=_("All that apply. Leave it empty if nothing presses."),
        choices=Urgency.choices,
        widget=ChipCheckboxes,
        required=False,
    )
    note = NoteField(
        label=_("Note for who looks for a place"),
        help_text=_("For example: bottom bunk, a pram, a dog. No health story is needed here."),
        max_length=2000,
        required=False,
    )

    def clean_from_on(self) -> Any:
        """Refuse a night that has passed."""
        day = self.cleaned_data["from_on"]
        if day < tonight():
            raise forms.ValidationError(_("This night has passed. Choose tonight or a later one."))
        return day


def new_request(person_id: Any) -> dict[str, Any]:
    """Return the initial values of a request that nobody has sent yet."""
    return {"id": uuid7(), "person": person_id, "from_on": tonight()}


def without_past_night(initial: dict[str, Any]) -> dict[str, Any]:
    """Return initial values of a request whose night has not passed; a draft may be older."""
    try:
        day = RequestForm.base_fields["from_on"].clean(initial["from_on"])
    except forms.ValidationError:
        day = None
    return initial if day and day >= tonight() else initial | {"from_on": tonight()}


class GivePlaceForm(forms.Form):
    """The place chosen for a request; the choices stand in the page, grouped by structure."""

    place = forms.UUIDField(error_messages={"required": _("Choose a place.")}, label=_("Place"))
    is_accompanied = forms.BooleanField(
        label=_("An adult of their family sleeps in the same place"),
        help_text=_("Kept in the record of who did what."),
        required=False,
    )


class RefuseForm(forms.Form):
    """Why a request gets no place."""

    reason = forms.ChoiceField(
        label=_("Why no place can be given"),
        choices=RefusalReason.choices,
        widget=ChipRadioSelect,
    )


class EndStayForm(forms.Form):
    """When and why a stay ended."""

    on = DateField(
        label=_("Left on the morning of"),
        help_text=_("The night of this day is free again."),
        # At 2 a.m. the night of the day before still runs: who leaves then frees that night.
        initial=tonight,
    )
    reason = forms.ChoiceField(
        label=_("Why it ended"), choices=EndReason.choices, widget=ChipRadioSelect
    )
