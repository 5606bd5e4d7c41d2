"""Forms of the inventory: a house, its units and places."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.people.catalogue import language_choices
from lgnet.ui.forms import ChipCheckboxes, ChipRadioSelect, DateField, NameField

from .actions.houses import FACTS
from .enums import Meal, Sexes, Smoking, StructureKind, UnitKind
from .models import HousingStructure, Place, Unit
from .models.structures import OLDEST
from .queries import houses as reads
from .rules_upkeep import MOST_PLACES

YES_NO = [("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))]


class TimeInput(forms.TimeInput):
    """An hour of the day, with the clock of the browser."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or nobody has looked yet: cleans to True, False or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=YES_NO,
            coerce=lambda text: text == "yes",
            empty_value=None,
            widget=ChipRadioSelect,
            required=False,
            **options,
        )


def yes_no(value: bool | None) -> str:
    """Return a YesNoField's initial value."""
    return "" if value is None else "yes" if value else "no"


class FundingLineField(forms.ModelChoiceField):
    """A funding line, by edition and name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.edition.name} · {obj.name}"


class HouseForm(forms.Form):
    """What is known of a house; only the first five are asked for. ``id`` is the new house's own.

    ``is_refuge``: inside a refuge's compartment every house is one, and the kind is not asked.
    ``house`` is the one that is changed: what it has stays to be chosen.
    """

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    name = NameField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), widget=ChipRadioSelect)
    organisation: Any = forms.ModelChoiceField(label=_("Run by"), queryset=None)
    opened_on = DateField(label=_("Opened on"), initial=tonight)
    closed_on = DateField(
        label=_("Closed on"),
        help_text=_("The first night on which nobody sleeps here any more."),
        required=False,
    )
    owner: Any = forms.ModelChoiceField(label=_("Owned by"), queryset=None, required=False)
    funding_line = FundingLineField(
        label=_("Programme and funding line"),
        help_text=_("Months spent in one programme count together, in whatever house."),
        queryset=None,
        required=False,
    )
    address = NameField(
        label=_("Address"), help_text=_("It is kept sealed."), max_length=200, required=False
    )
    neighbourhood: Any = forms.ModelChoiceField(
        label=_("Neighbourhood"), queryset=None, required=False
    )
    cost_per_night = forms.DecimalField(
        label=_("Cost of a place a night, in euros"),
        help_text=_("For reports only."),
        max_digits=7,
        decimal_places=2,
        min_value=0,
        required=False,
    )
    sexes = forms.ChoiceField(
        label=_("For whom"), choices=Sexes.choices, initial=Sexes.ANY, widget=ChipRadioSelect
    )
    youngest = forms.IntegerField(
        label=_("From the age of"), min_value=0, max_value=OLDEST, required=False
    )
    oldest = forms.IntegerField(
        label=_("Up to the age of"), min_value=0, max_value=OLDEST, required=False
    )
    takes_families = forms.BooleanField(label=_("Takes families"), initial=True, required=False)
    is_step_free = YesNoField(label=_("No steps"))
    takes_pets = YesNoField(label=_("Takes pets"))
    check_in_from = forms.TimeField(label=_("Check-in from"), widget=TimeInput, required=False)
    check_in_until = forms.TimeField(label=_("Check-in until"), widget=TimeInput, required=False)
    curfew = forms.TimeField(label=_("Everyone in by"), widget=TimeInput, required=False)
    meals = forms.MultipleChoiceField(
        label=_("Meals"), choices=Meal.choices, widget=ChipCheckboxes, required=False
    )
    smoking = forms.ChoiceField(
        label=_("Smoking"),
        choices=[("", _("Not said")), *Smoking.choices],
        widget=ChipRadioSelect,
        required=False,
    )
    staff_languages = forms.MultipleChoiceField(
        label=_("Languages of the staff"), widget=ChipCheckboxes, required=False
    )

    def __init__(
        self,
        *args: Any,
        is_refuge: bool,
        house: HousingStructure | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        kinds = [
            (kind.value, kind.label)
            for kind in StructureKind
            if is_refuge == (kind == StructureKind.PROTECTED_REFUGE)
        ]
        for name, choices in {
            "kind": kinds,
            "staff_languages": language_choices(),
        }.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for name, rows in {
            "organisation": reads.organisations(house),
            "owner": reads.organisations(house),
            "funding_line": reads.funding_lines(house),
            "neighbourhood": reads.neighbourhoods(),
        }.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        # Both ask among the same: they are read once.
        known = [(one.pk, one.name) for one in self.fields["organisation"].queryset]  # type: ignore[attr-defined]
        for name in ("organisation", "owner"):
            self.fields[name].choices = [("", "—"), *known]  # type: ignore[attr-defined]
        if is_refuge:
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].initial = StructureKind.PROTECTED_REFUGE

    def clean_smoking(self) -> str | None:
        """Return None where nothing was said."""
        return self.cleaned_data["smoking"] or None

    def clean_address(self) -> str | None:
        """Return None where there is none."""
        return self.cleaned_data["address"] or None

    def clean(self) -> None:
        """Refuse an end before the beginning, of the house's time and of the ages."""
        found = self.cleaned_data
        opens, closes = found.get("opened_on"), found.get("closed_on")
        if opens and closes and closes < opens:
            self.add_error("closed_on", _("A house closes after it opened."))
        youngest, oldest = found.get("youngest"), found.get("oldest")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("oldest", _("The highest age is below the lowest."))

    @property
    def facts(self) -> dict[str, Any]:
        """Return the facts of the house, by the names of its fields."""
        return {name: self.cleaned_data[name] for name in FACTS}


def new_house() -> dict[str, Any]:
    """Return the initial values of a house nobody has added yet."""
    return {"id": uuid7(), "opened_on": tonight()}


def saved_house(house: HousingStructure, version: str) -> dict[str, Any]:
    """Return the initial values of a house's form."""
    initial = {name: getattr(house, name) for name in FACTS}
    for name in ("organisation", "owner", "funding_line", "neighbourhood"):
        initial[name] = getattr(house, f"{name}_id")
    for name in ("is_step_free", "takes_pets"):
        initial[name] = yes_no(initial[name])
    return initial | {"version": version}


class UnitForm(forms.Form):
    """A unit: its name, kind, and what differs from the house."""

    name = NameField(label=_("Name"), max_length=60)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=UnitKind.choices, initial=UnitKind.ROOM, widget=ChipRadioSelect
    )
    sexes = forms.ChoiceField(
        label=_("For whom"),
        choices=[("", _("As the house")), *Sexes.choices],
        widget=ChipRadioSelect,
        required=False,
    )
    is_step_free = YesNoField(label=_("No steps"))

    def clean_sexes(self) -> str | None:
        """Return None where the unit is as the house."""
        return self.cleaned_data["sexes"] or None


class NewUnitForm(UnitForm):
    """A unit with its places at once. ``id`` is the new unit's own."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    count = forms.IntegerField(
        label=_("How many places"), min_value=1, max_value=MOST_PLACES, initial=2
    )
    available_from = DateField(label=_("To be used from the night of"))
    is_seasonal = forms.BooleanField(
        label=_("Only in the season"),
        help_text=_("Closed on all nights outside the seasons of the house."),
        required=False,
    )


class MorePlacesForm(forms.Form):
    """More places in a unit. ``id`` is the form's own, so that sending twice adds once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    count = forms.IntegerField(
        label=_("How many places"), min_value=1, max_value=MOST_PLACES, initial=1
    )
    available_from = DateField(label=_("To be used from the night of"))


class PlaceForm(forms.Form):
    """A place: its label, what it is like, from when until when it is there."""

    label = NameField(label=_("Label"), max_length=30)
    is_low = YesNoField(label=_("A bed low down"))
    is_seasonal = forms.BooleanField(
        label=_("Only in the season"),
        help_text=_("Closed on all nights outside the seasons of the house."),
        required=False,
    )
    available_from = DateField(label=_("To be used from the night of"))
    available_until = DateField(
        label=_("No longer there from"),
        help_text=_("The first night on which this place is no longer there."),
        required=False,
    )

    def clean(self) -> None:
        """Refuse an end before the beginning."""
        first, end = (self.cleaned_data.get(f"available_{one}") for one in ("from", "until"))
        if first and end and end <= first:
            self.add_error("available_until", _("This day comes after the first night."))


def saved_unit(unit: Unit) -> dict[str, Any]:
    """Return the initial values of a unit's form."""
    return {
        "name": unit.name,
        "kind": unit.kind,
        "sexes": unit.sexes or "",
        "is_step_free": yes_no(unit.is_step_free),
    }


def saved_place(place: Place) -> dict[str, Any]:
    """Return the initial values of a place's form."""
    names = ("label", "is_seasonal", "available_from", "available_until")
    return {name: getattr(place, name) for name in names} | {"is_low": yes_no(place.is_low)}


def by_unit(units: Iterable[Any], places: Iterable[Any]) -> list[tuple[Any, list[Any]]]:
    """Return each unit with its places, a unit without any too."""
    found: Mapping[Any, list[Any]] = {unit.pk: [] for unit in units}
    for place in places:
        found[place.unit_id].append(place)
    return [(unit, found[unit.pk]) for unit in units]
