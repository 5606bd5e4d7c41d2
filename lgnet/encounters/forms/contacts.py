"""The form of a contact: a minute on a phone, one thumb."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.directory.models import Service
from lgnet.network.models import Neighbourhood
from lgnet.people.catalogue import language_choices
from lgnet.ui.forms import (
    ChipCheckboxes,
    ChipRadioSelect,
    LocalMomentField,
    NameField,
    NoteField,
)

from ..actions.contacts import LONGEST_NOTE, MOST_PEOPLE
from ..enums import NeedKind, Setting
from ..rules import NoSuchMoment, local_moment

ANONYMOUS, NEW = "anonymous", "new"

# What is given most where people are met; the others stand one tap away.
LIKELY_SERVICES = {
    Setting.STREET: (
        "outreach",
        "food",
        "clothing",
        "hygiene",
        "medicines",
        "information",
        "cultural_mediation",
        "accompaniment",
    ),
    Setting.DESK: (
        "information",
        "cultural_mediation",
        "paperwork",
        "registered_address",
        "accompaniment",
        "job_orientation",
        "legal_protection",
        "language_course",
    ),
}


class WhenField(LocalMomentField):
    """A local moment, also in the night in which the clock is turned back or forth."""

    def to_python(self, value: Any) -> dt.datetime | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            naive = dt.datetime.fromisoformat(text)
            if naive.tzinfo is not None:
                raise ValueError(text)
            return local_moment(naive, now=timezone.now())
        except NoSuchMoment:
            raise ValidationError(
                _("The clock was turned forward that night: this hour did not exist."), "no_such"
            ) from None
        except (ValueError, OverflowError):
            raise ValidationError(_("Write the day and the time."), "invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """Return a moment in local time for the control."""
        return timezone.localtime(value) if isinstance(value, dt.datetime) else value


class WhoForm(forms.Form):
    """Whom a contact was with: someone known, someone new, or nobody named.

    ``who`` is ``anonymous``, ``new`` or the identifier of a person; the page draws its choices.
    """

    who = forms.CharField(max_length=36, required=False, initial=ANONYMOUS)
    new_person = forms.UUIDField(widget=forms.HiddenInput, required=False)
    known_as = NameField(
        label=_("What do we call this person?"),
        help_text=_("A nickname is enough."),
        max_length=200,
        required=False,
    )

    # What was searched: the name of someone new, where no other was written.
    q = NameField(max_length=200, required=False)

    def __init__(self, *args: Any, may_record_people: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.may_record_people = may_record_people

    def clean_who(self) -> UUID | str:
        """Return ``anonymous``, ``new`` or a person's identifier."""
        who = self.cleaned_data["who"] or ANONYMOUS
        if who == ANONYMOUS or (who == NEW and self.may_record_people):
            return who
        try:
            return UUID(who)
        except ValueError:
            raise ValidationError(_("Choose who this was, or leave it open.")) from None

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        typed["known_as"] = typed.get("known_as") or typed.get("q", "")
        if typed.get("who") == NEW and not typed.get("known_as") and not self.errors:
            self.add_error("known_as", _("Write what you call this person: a nickname is enough."))
        return typed


class MetForm(WhoForm):
    """Who was met and what they need, wherever it was: what every form of a contact asks."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    language = forms.ChoiceField(
        label=_("Language spoken"),
        choices=lambda: [("", _("Not noted")), *language_choices()],
        required=False,
    )
    needs = forms.MultipleChoiceField(
        label=_("What does this person need?"),
        choices=NeedKind.choices,
        widget=ChipCheckboxes,
        required=False,
    )
    seen = forms.MultipleChoiceField(
        label=_("What do you see that was not said?"),
        choices=NeedKind.choices,
        widget=ChipCheckboxes,
        required=False,
    )
    people_count = forms.IntegerField(
        label=_("How many people"),
        help_text=_("More than one: a group. Name one of them at most."),
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=1,
        required=False,
    )
    latitude = forms.FloatField(widget=forms.HiddenInput, required=False)
    longitude = forms.FloatField(widget=forms.HiddenInput, required=False)
    note = NoteField(
        label=_("Note"),
        help_text=_("Only what colleagues need to help. No names of others."),
        max_length=LONGEST_NOTE,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Take half a position for none: a phone tells both or neither."""
        typed = super().clean()
        latitude, longitude = typed.get("latitude"), typed.get("longitude")
        has_position = latitude is not None and longitude is not None
        typed["position"] = (latitude, longitude) if has_position else None
        return typed

    def facts(self) -> dict[str, Any]:
        """Return what a verb that records a contact is told, but for the person."""
        typed = self.cleaned_data
        return {
            "language": typed["language"],
            "needs": [NeedKind(kind) for kind in typed["needs"]],
            "seen": [NeedKind(kind) for kind in typed["seen"]],
            "people_count": typed["people_count"] or 1,
            "position": typed["position"],
            "note": typed["note"],
        }


class ContactForm(MetForm):
    """A contact anywhere: also what was given, where and when."""

    services = forms.MultipleChoiceField(
        label=_("What did you give?"), choices=(), widget=ChipCheckboxes, required=False
    )
    setting = forms.ChoiceField(
        label=_("On the street or at a desk?"), choices=Setting.choices, widget=ChipRadioSelect
    )
    neighbourhood = forms.ChoiceField(label=_("Where"), choices=(), required=False)
    happened_at = WhenField(
        label=_("When"),
        help_text=_("Leave empty for now."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        neighbourhoods: Iterable[Neighbourhood],
        services: Iterable[Service],
        setting: str,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.neighbourhoods = {str(place.pk): place for place in neighbourhoods}
        places = [(key, place.name) for key, place in self.neighbourhoods.items()]
        self.fields["neighbourhood"].choices = [("", _("Not noted")), *places]  # type: ignore[attr-defined]
        self.offered = {service.code: service for service in services}
        likely = [code for code in LIKELY_SERVICES[Setting(setting)] if code in self.offered]
        ordered = [*likely, *(code for code in self.offered if code not in likely)]
        self.likely_count = len(likely)
        self.fields["services"].choices = [  # type: ignore[attr-defined]
            (code, str(self.offered[code])) for code in ordered
        ]

    def likely_services(self) -> list[BoundWidget]:
        """Return the boxes of what is given most in this setting."""
        return list(self["services"])[: self.likely_count]

    def other_services(self) -> list[BoundWidget]:
        """Return the boxes of everything else."""
        return list(self["services"])[self.likely_count :]

    def has_other_services(self) -> bool:
        """Return whether one of the others is ticked, so that they must show."""
        return any(box.data["selected"] for box in self.other_services())

    def chosen_services(self) -> list[Service]:
        """Return the services ticked."""
        return [self.offered[code] for code in self.cleaned_data["services"]]

    def chosen_neighbourhood(self) -> Neighbourhood | None:
        """Return the neighbourhood chosen, or None."""
        return self.neighbourhoods.get(self.cleaned_data["neighbourhood"])


class AttachForm(WhoForm):
    """Whom an anonymous contact was with."""

    def clean_who(self) -> UUID | str:
        """Return ``new`` or a person's identifier; anonymous is what it is already."""
        who = super().clean_who()
        if who == ANONYMOUS:
            raise ValidationError(_("Choose a person, or record a new one."))
        return who
