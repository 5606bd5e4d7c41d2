"""Forms of housing: what a request, an answer and the end of a stay need."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.people.enums import Relation
from lgnet.ui.forms import ChipCheckboxes, ChipRadioSelect, DateField, NoteField

from .enums import (
    AskedFrom,
    Declined,
    PlaceNeed,
    RefusalReason,
    ReleaseReason,
    Urgency,
)
from .rules import HOLD_HOURS

# How long places can be held, in hours.
HOLD_CHOICES = (1, 2, 4, 12, 24)
MOST_UNNAMED = 20


class RequestForm(forms.Form):
    """A request for a place. ``id`` is the new request's own, so that sending twice asks once.

    ``household`` are the others the person lives with: each may come along.
    """

    id = forms.UUIDField(widget=forms.HiddenInput)
    person = forms.UUIDField(widget=forms.HiddenInput)
    members = forms.MultipleChoiceField(
        label=_("Who comes along"),
        help_text=_("From their family. Take out who does not come."),
        widget=ChipCheckboxes,
        required=False,
    )
    unnamed = forms.IntegerField(
        label=_("Others who come along, not named yet"),
        help_text=_("How many more. You can name them later."),
        min_value=0,
        max_value=MOST_UNNAMED,
        initial=0,
        required=False,
    )
    from_on = DateField(label=_("From the night of"))
    until_on = DateField(
        label=_("Until the morning of"),
        help_text=_("Only if you know when they need it no longer."),
        required=False,
    )
    urgency = forms.MultipleChoiceField(
        label=_("Why it is urgent"),
        help_text=_("All that apply. Leave it empty if nothing presses."),
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
    declines = forms.MultipleChoiceField(
        label=_("What they do not want"),
        help_text=_("Saying no to one place never costs them the next."),
        choices=Declined.choices,
        widget=ChipCheckboxes,
        required=False,
    )
    asked_from = forms.ChoiceField(
        label=_("Asked from"), choices=AskedFrom.choices, widget=ChipRadioSelect, required=False
    )
    note = NoteField(
        label=_("Note for who looks for a place"),
        help_text=_("For example: a pram, a night shift. No health story is needed here."),
        max_length=2000,
        required=False,
    )

    def __init__(
        self, *args: Any, household: Iterable[Any] = (), asks_from: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        around = [(str(one.person_id), _member_words(one)) for one in household]
        if around:
            self.fields["members"].choices = around  # type: ignore[attr-defined]
        else:
            del self.fields["members"]
        if not asks_from:
            del self.fields["asked_from"]

    def clean_from_on(self) -> Any:
        """Refuse a night that has passed."""
        day = self.cleaned_data["from_on"]
        if day < tonight():
            raise forms.ValidationError(_("This night has passed. Choose tonight or a later one."))
        return day

    def clean_unnamed(self) -> int:
        """Return nobody where nothing was typed."""
        return self.cleaned_data["unnamed"] or 0

    def clean(self) -> None:
        """Refuse an end before the first night."""
        first, until = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        if first and until and until <= first:
            self.add_error("until_on", _("The last morning comes after the first night."))


def _member_words(member: Any) -> str:
    """Return somebody of the family and what they are in it."""
    relation = ""
    if member.relation != Relation.UNKNOWN:
        relation = f" · {member.get_relation_display()}"
    return format_html("<bdi>{}</bdi>{}", member.person.known_as, relation)


def new_request(person_id: Any, household: Iterable[Any], from_on: Any) -> dict[str, Any]:
    """Return the initial values of a request that nobody has sent yet: the family comes along."""
    members = [str(one.person_id) for one in household]
    return {"id": uuid7(), "person": person_id, "from_on": from_on, "members": members}


def without_past_night(initial: dict[str, Any]) -> dict[str, Any]:
    """Return initial values of a request whose night has not passed; a draft may be older."""
    try:
        day = RequestForm.base_fields["from_on"].clean(initial["from_on"])
    except forms.ValidationError:
        day = None
    return initial if day and day >= tonight() else initial | {"from_on": tonight()}


class GivePlaceForm(forms.Form):
    """The place or unit chosen for a party; the choices stand in the page, by structure.

    One person: ``place``. More: ``unit`` for all of them, or ``place_<person>`` for each. ``id``
    is the hold's own, where the places are held for ``hours`` first.
    """

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    place = forms.UUIDField(required=False, error_messages={"invalid": _("Choose a place.")})
    unit = forms.UUIDField(required=False, error_messages={"invalid": _("Choose a place.")})
    whole_unit = forms.BooleanField(
        label=_("Take the whole unit: nobody else gets its other places"), required=False
    )
    is_accompanied = forms.BooleanField(
        label=_("An adult of their family sleeps in the same place"),
        help_text=_("Kept in the record of who did what."),
        required=False,
    )
    accepts_strangers = forms.BooleanField(
        label=_("The family knows that others sleep in this room, and accepts it"),
        help_text=_("Kept in the record of who did what."),
        required=False,
    )
    hours = forms.TypedChoiceField(
        label=_("Hold for"),
        choices=[(hours, f"{hours} h") for hours in HOLD_CHOICES],
        coerce=int,
        empty_value=str(HOLD_HOURS),
        initial=HOLD_HOURS,
        required=False,
    )

    def __init__(self, *args: Any, party: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = list(party)
        for person in self.people:
            self.fields[self.name_for(person)] = forms.UUIDField(required=False)

    @staticmethod
    def name_for(person: Any) -> str:
        """Return the name of the field of one person's place."""
        return f"place_{person.pk}"

    def clean(self) -> None:
        """Ask for a choice where there is none, and for different places."""
        found = self.cleaned_data
        each = [
            found[name] for name in map(self.name_for, self.people) if found.get(name) is not None
        ]
        if not (self.errors or found.get("place") or found.get("unit") or each):
            self.add_error("place", _("Choose a place."))
        if len(set(each)) < len(each):
            self.add_error(None, _("One place was chosen for two people."))

    @property
    def each(self) -> dict[Any, Any]:
        """Return the places chosen by person, both by identifier."""
        chosen = {one.pk: self.cleaned_data.get(self.name_for(one)) for one in self.people}
        return {person: place for person, place in chosen.items() if place is not None}


class ConfirmHoldForm(forms.Form):
    """What is said besides when held places are given."""

    whole_unit, is_accompanied, accepts_strangers = (
        GivePlaceForm.base_fields[name]
        for name in ("whole_unit", "is_accompanied", "accepts_strangers")
    )


class ReleaseForm(forms.Form):
    """Why held places are given back."""

    reason = forms.ChoiceField(
        label=_("Why the places are given back"),
        choices=ReleaseReason.choices,
        widget=ChipRadioSelect,
    )


class PartyForm(forms.Form):
    """A change of who comes along: somebody named, somebody who does not come, or how many more."""

    who = forms.UUIDField(required=False)
    was_unnamed = forms.BooleanField(
        label=_("This is one of those not named yet"), required=False, initial=True
    )
    gone = forms.UUIDField(required=False)
    unnamed = forms.IntegerField(
        label=_("Others, not named yet"), min_value=0, max_value=MOST_UNNAMED, required=False
    )

    def clean(self) -> None:
        """Ask for a choice where there is none."""
        found = self.cleaned_data
        if not self.errors and all(found.get(name) is None for name in ("who", "gone", "unnamed")):
            self.add_error("who", _("Choose who comes along."))


class RefuseForm(forms.Form):
    """Why a request gets no place."""

    reason = forms.ChoiceField(
        label=_("Why no place can be given"),
        choices=RefusalReason.choices,
        widget=ChipRadioSelect,
    )
