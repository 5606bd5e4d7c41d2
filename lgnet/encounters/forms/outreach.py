"""Forms of the street at night: a contact with all that goes with it, a sighting, a danger."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lgnet.network.models import Neighbourhood
from lgnet.ui.forms import ChipCheckboxes, ChipRadioSelect, DateField, NameField, NoteField

from ..actions.contacts import MOST_PEOPLE
from ..actions.street import Extras
from ..enums_outreach import FirstAidKind, Teller
from ..models import KitItem
from ..rules_outreach import DANGER_HOURS
from .contacts import ANONYMOUS, MetForm, WhenField
from .desk import WithId

# More of one item in one contact is a slip of the thumb.
MOST_GIVEN = 99


class PlaceChoice(forms.ChoiceField):
    """A neighbourhood of the city, or none; ``places`` by their identifier as text."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Neighbourhood"))
        super().__init__(choices=(), required=False, **options)

    def offer(self, places: Iterable[Neighbourhood]) -> None:
        """Set what can be chosen."""
        self.places = {str(place.pk): place for place in places}
        self.choices = [("", _("Not noted")), *((key, p.name) for key, p in self.places.items())]

    def clean(self, value: Any) -> Any:
        """Return the neighbourhood, or None."""
        return self.places.get(super().clean(value))


class StreetContactForm(MetForm, WithId):
    """Somebody met in the street: who, what they need, what we gave, what we agreed."""

    neighbourhood = PlaceChoice()
    first_aid = forms.MultipleChoiceField(
        label=_("First aid"), choices=FirstAidKind.choices, widget=ChipCheckboxes, required=False
    )
    is_ambulance_called = forms.BooleanField(label=_("Ambulance called"), required=False)
    promise_words = NameField(
        label=_("We promised to come back with"),
        help_text=_("A blanket, an answer, a colleague. The next shift sees it."),
        max_length=300,
        required=False,
    )
    promise_on = DateField(label=_("On the night of"), required=False)
    promise_place = NameField(label=_("Where we meet"), max_length=200, required=False)
    is_contact_unwanted = forms.BooleanField(
        label=_("Does not want us to come again"),
        help_text=_("Then no list of the street names this person."),
        required=False,
    )
    sighting = forms.UUIDField(widget=forms.HiddenInput, required=False)
    promise = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, places: Iterable[Neighbourhood], kit: Iterable[KitItem], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["neighbourhood"].offer(places)  # type: ignore[attr-defined]
        self.kit = {f"item_{item.pk.hex}": item for item in kit}
        for name, item in self.kit.items():
            self.fields[name] = forms.IntegerField(
                label=item.name,
                help_text=_("%(count)s left") % {"count": item.on_hand},
                min_value=0,
                max_value=MOST_GIVEN,
                required=False,
            )

    def item_fields(self) -> list[forms.BoundField]:
        """Return the number fields of the kit."""
        return [self[name] for name in self.kit]

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if typed.get("promise_words") and not typed.get("promise_on"):
            self.add_error("promise_on", _("Say on which night we come back."))
        if typed.get("promise_on") and not typed.get("promise_words"):
            self.add_error("promise_words", _("Say what was promised."))
        if typed.get("is_contact_unwanted") and typed.get("who") == ANONYMOUS:
            self.add_error("who", _("Say who does not want contact: a nickname is enough."))
        return typed

    def extras(self) -> Extras:
        """Return what goes with the contact."""
        typed = self.cleaned_data
        return Extras(
            items={item.pk: typed[name] for name, item in self.kit.items() if typed[name]},
            first_aid=[FirstAidKind(kind) for kind in typed["first_aid"]],
            is_ambulance_called=typed["is_ambulance_called"],
            promise_words=typed["promise_words"],
            promise_on=typed["promise_on"],
            promise_place=typed["promise_place"],
            sighting_id=typed["sighting"],
            kept_promise_id=typed["promise"],
            is_contact_unwanted=typed["is_contact_unwanted"],
        )


class SightingForm(WithId):
    """Somebody was seen sleeping out."""

    teller = forms.ChoiceField(
        label=_("Who says so"), choices=Teller.choices, widget=ChipRadioSelect
    )
    place = NameField(
        label=_("Where exactly"), help_text=_("So that colleagues find it."), max_length=200
    )
    neighbourhood = PlaceChoice()
    people_count = forms.IntegerField(
        label=_("How many people"), min_value=1, max_value=MOST_PEOPLE, required=False
    )
    words = NoteField(label=_("What was seen"), max_length=500, required=False)
    call_back = NameField(
        label=_("How to call back who reports"),
        help_text=_("Only if they want to be called. It is deleted when somebody has gone."),
        max_length=80,
        required=False,
    )
    told_at = WhenField(label=_("When"), help_text=_("Leave empty for now."), required=False)

    def __init__(self, *args: Any, places: Iterable[Neighbourhood], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["neighbourhood"].offer(places)  # type: ignore[attr-defined]


class DangerForm(WithId):
    """What colleagues must take care of."""

    place = NameField(label=_("Where"), max_length=200)
    words = NoteField(
        label=_("What to take care of"), help_text=_("No names, no judgements."), max_length=500
    )
    hours = forms.TypedChoiceField(
        label=_("How long should colleagues know this?"),
        choices=[
            (hours, _("%(hours)s hours") % {"hours": hours})
            if hours < 48
            else (hours, _("%(days)s days") % {"days": hours // 24})
            for hours in DANGER_HOURS
        ],
        coerce=int,
        widget=ChipRadioSelect,
        initial=24,
    )


class MoveForm(WithId):
    """So many of an item come in or are lost."""

    item = forms.UUIDField(widget=forms.HiddenInput)
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=100_000)

    def clean_item(self) -> UUID:
        """Return the item's identifier."""
        item: UUID = self.cleaned_data["item"]
        if not KitItem.objects.filter(pk=item).exists():
            raise ValidationError(_("There is no such item here."))
        return item
