"""The forms of a day's work: a line for each service, and one for a group activity."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lgnet.directory.models import Service
from lgnet.people.models import Person
from lgnet.ui.forms import ChipCheckboxes, DateField, NameField

from ..enums_services import GivenPlace
from ..rules_services import LEAST_GROUP, LEAST_MINUTES, MOST_GROUP, MOST_MINUTES

# What makes a line count: a place alone is only what the line began with.
WEIGHTY = ("person", "people", "service", "minutes", "group_size")


class DayForm(forms.Form):
    """Which day is written down."""

    day = DateField(label=_("Day"))


class MinutesForm(forms.Form):
    """How long a service took; ``was`` is what the page showed."""

    minutes = forms.IntegerField(min_value=LEAST_MINUTES, max_value=MOST_MINUTES, required=False)
    was = forms.IntegerField(required=False)


class FindForm(forms.Form):
    """Somebody who is not offered yet."""

    q = NameField(label=_("Find somebody else"), max_length=200, required=False)


class _WorkForm(forms.Form):
    """What a line and a group activity share: which service, how long, where."""

    service = forms.ChoiceField(label=_("Service"), choices=())
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=LEAST_MINUTES, max_value=MOST_MINUTES, required=False
    )
    place = forms.ChoiceField(label=_("Where"), choices=GivenPlace.choices)

    def __init__(
        self,
        *args: Any,
        services: dict[str, Service],
        service_choices: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.services = services
        self.fields["service"].choices = [("", _("Choose")), *service_choices]  # type: ignore[attr-defined]

    def is_blank(self) -> bool:
        """Return whether nothing was written here: such a line is passed over."""
        return not any(
            "".join(self.data.getlist(self.add_prefix(name))).strip()  # type: ignore[attr-defined]
            for name in WEIGHTY
            if name in self.fields
        )

    def facts(self) -> dict[str, Any]:
        """Return what the verbs are told of a valid form, but for the people."""
        typed = self.cleaned_data
        return {
            "service": self.services[typed["service"]],
            "minutes": typed["minutes"],
            "place": GivenPlace(typed["place"]),
            "group_size": typed["group_size"],
        }

    def place_problem(self, problem: ValidationError) -> None:
        """Put what the verb refused beside its field; what has none stands above the line."""
        for name, texts in problem.message_dict.items():
            for text in texts:
                self.add_error(name if name in self.fields else None, text)


class LineForm(_WorkForm):
    """One person, one service."""

    person = forms.ChoiceField(label=_("Person"), choices=())
    group_size = forms.IntegerField(
        label=_("Group of"), min_value=LEAST_GROUP, max_value=MOST_GROUP, required=False
    )
    field_order = ("person", "service", "minutes", "place", "group_size")

    def __init__(
        self,
        *args: Any,
        people: dict[UUID, Person],
        person_choices: Sequence[Any],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.people = people
        self.fields["person"].choices = [("", _("Choose")), *person_choices]  # type: ignore[attr-defined]

    def chosen_person(self) -> Person:
        """Return the person of a valid line."""
        return self.people[UUID(self.cleaned_data["person"])]


class ActivityForm(_WorkForm):
    """One service for several people at once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    people = forms.MultipleChoiceField(label=_("Who took part"), choices=(), widget=ChipCheckboxes)
    group_size = forms.IntegerField(
        label=_("People in all"),
        help_text=_("With those who are not named. Leave it empty for those chosen."),
        min_value=LEAST_GROUP,
        max_value=MOST_GROUP,
        required=False,
    )
    field_order = ("id", "people", "service", "minutes", "place", "group_size")

    def __init__(self, *args: Any, people: dict[UUID, Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.named = people
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (str(pk), person.known_as) for pk, person in people.items()
        ]

    def chosen_people(self) -> list[Person]:
        """Return the people of a valid form."""
        return [self.named[UUID(pk)] for pk in self.cleaned_data["people"]]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        chosen = len(typed.get("people") or ())
        if typed.get("group_size") is None and "group_size" not in self.errors and chosen:
            typed["group_size"] = chosen
            if chosen < LEAST_GROUP:
                self.add_error("group_size", _("Say how many people took part: two or more."))
        return typed
