"""Forms of protection: asking for it, answering, receiving who came."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.people.catalogue import LONGEST_NAME
from lgnet.ui.forms import ChipCheckboxes, DateField, NameField, NoteField

from .enums import PlaceNeed, Urgency

MOST_PARTY = 20


class AskRefugeForm(forms.Form):
    """What a refuge must know to say yes. ``id`` is the request's, so that it is sent once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    person = forms.UUIDField(widget=forms.HiddenInput)
    party = forms.IntegerField(
        label=_("How many come"),
        help_text=_("This person included."),
        min_value=1,
        max_value=MOST_PARTY,
        initial=1,
    )
    urgency = forms.MultipleChoiceField(
        label=_("Why it is urgent"),
        help_text=_("All that apply. No story is needed here."),
        choices=Urgency.choices,
        widget=ChipCheckboxes,
        required=False,
    )
    needs = forms.MultipleChoiceField(
        label=_("What the place needs"),
        choices=PlaceNeed.choices,
        widget=ChipCheckboxes,
        required=False,
    )
    contact = forms.CharField(
        label=_("How to reach you"),
        help_text=_("Your own number at work. Never the number of the person."),
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
        max_length=200,
    )


def new_refuge_request(person_id: UUID) -> dict[str, Any]:
    """Return the initial values of a request that nobody has sent yet."""
    return {"id": uuid7(), "person": person_id, "party": 1}


class AcceptRefugeForm(forms.Form):
    """When and where the coordinator meets them."""

    words = NoteField(
        label=_("When and where you meet them"),
        help_text=_(
            "A time and a public meeting point. Never write the address or the name of the refuge."
        ),
        max_length=500,
    )


class GuestCameForm(forms.Form):
    """Who came, the place they get, and since when they are in the programme."""

    known_as = NameField(
        label=_("What do we call this person?"),
        help_text=_("A nickname is enough. The record begins here, empty."),
        max_length=LONGEST_NAME,
    )
    place = forms.UUIDField(label=_("Place"), required=False)
    counts_from = DateField(
        label=_("First night in the programme"),
        help_text=_("Only if they come from another house of the programme. Else leave it empty."),
        required=False,
    )

    def clean_counts_from(self) -> Any:
        """Refuse a night to come."""
        day = self.cleaned_data["counts_from"]
        if day is not None and day > tonight():
            raise ValidationError(_("This night has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a first night without the place whose term it moves."""
        typed = super().clean() or {}
        if typed.get("counts_from") and not typed.get("place"):
            self.add_error("place", _("Choose the place too: the time limit belongs to it."))
        return typed
