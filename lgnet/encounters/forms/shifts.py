"""Forms of the plan: units, shifts, alerts, items."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.ui.forms import ChipCheckboxes, ChipRadioSelect, DateField, NameField, NoteField

from ..enums_outreach import AlertKind, UnitKind
from ..models import KitItem, OutreachUnit
from ..rules import NoSuchMoment, local_moment
from ..rules_outreach import day_in_night, ends_after
from .desk import WithId

MOST_STOPS = 30


class TimeField(forms.TimeField):
    """A time of day, with the clock of the browser."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, **options)


class _Spanned(WithId):
    """A night with a beginning and an end, which may lie after midnight."""

    starts = TimeField(label=_("From"))
    ends = TimeField(label=_("To"), help_text=_("After midnight is the next morning."))

    def span_in(self, night: dt.date) -> tuple[dt.datetime, dt.datetime]:
        """Return beginning and end in a night; raises ValidationError for an hour left out."""
        first = day_in_night(night, self.cleaned_data["starts"])
        last = ends_after(first, self.cleaned_data["ends"])
        try:
            begin, end = (local_moment(one, now=timezone.now()) for one in (first, last))
        except NoSuchMoment:
            raise ValidationError(
                _("The clock is turned forward that night: this hour does not exist.")
            ) from None
        return begin, end


class ShiftForm(_Spanned):
    """A shift: who goes, when, where, with what."""

    field_order = ["id", "unit", "night_on", "starts", "ends", "area", "members", "stops"]

    unit = forms.ChoiceField(label=_("Unit"), choices=(), widget=ChipRadioSelect)
    night_on = DateField(label=_("Night"))
    area = NameField(label=_("Area"), max_length=120)
    members = forms.MultipleChoiceField(
        label=_("Who goes"), choices=(), widget=ChipCheckboxes, required=False
    )
    stops = NoteField(
        label=_("Stops"),
        help_text=_("One on each line, in order."),
        max_length=4000,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        units: Iterable[OutreachUnit],
        team: Iterable[Any],
        kit: Iterable[KitItem],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = [(key, u.name) for key, u in self.units.items()]  # type: ignore[attr-defined]
        self.fields["members"].choices = [  # type: ignore[attr-defined]
            (str(one.user_id), one.user.full_name) for one in team
        ]
        self.kit = {f"item_{item.pk.hex}": item for item in kit}
        for name, item in self.kit.items():
            self.fields[name] = forms.IntegerField(
                label=item.name, min_value=0, max_value=999, required=False
            )

    def item_fields(self) -> list[forms.BoundField]:
        """Return the number fields of what is taken along."""
        return [self[name] for name in self.kit]

    @property
    def items(self) -> dict[Any, int]:
        """Return what is taken along, of a valid form."""
        typed = self.cleaned_data
        return {item.pk: typed[name] for name, item in self.kit.items() if typed[name]}

    def clean_stops(self) -> list[str]:
        """Return the stops in order."""
        stops = [line.strip() for line in self.cleaned_data["stops"].splitlines() if line.strip()]
        if len(stops) > MOST_STOPS or any(len(stop) > 120 for stop in stops):
            raise ValidationError(_("At most 30 stops, each of at most 120 characters."))
        return stops

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not self.errors:
            typed["starts_at"], typed["ends_at"] = self.span_in(typed["night_on"])
        return typed


class ShiftChangeForm(ShiftForm):
    """The plan of a shift, changed; one that is out keeps unit, beginning and what it took."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, has_begun: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if has_begun:
            for name in ("unit", "night_on", "starts", *self.kit):
                self.fields[name].disabled = True


class CancelForm(forms.Form):
    """Why a shift does not go out."""

    reason = NameField(label=_("Why it does not go out"), max_length=200)


class AlertForm(_Spanned):
    """An alert: what for, which nights, who goes out more."""

    field_order = ["id", "kind", "words", "from_on", "until_on", "starts", "ends", "area", "units"]

    kind = forms.ChoiceField(label=_("What for"), choices=AlertKind.choices, widget=ChipRadioSelect)
    words = NameField(label=_("What colleagues should know"), max_length=300, required=False)
    from_on = DateField(label=_("From the night of"))
    until_on = DateField(label=_("To the night of"))
    area = NameField(label=_("Area"), max_length=120)
    units = forms.MultipleChoiceField(
        label=_("Units that go out more"), choices=(), widget=ChipCheckboxes
    )

    def __init__(self, *args: Any, units: Iterable[OutreachUnit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_id = {str(unit.pk): unit for unit in units}
        self.fields["units"].choices = [(key, u.name) for key, u in self.by_id.items()]  # type: ignore[attr-defined]

    def clean_units(self) -> list[OutreachUnit]:
        """Return the units."""
        return [self.by_id[key] for key in self.cleaned_data["units"]]


class UnitForm(WithId):
    """A unit: its name and how it moves."""

    name = NameField(label=_("Name"), max_length=60)
    kind = forms.ChoiceField(
        label=_("How it moves"), choices=UnitKind.choices, widget=ChipRadioSelect
    )


class ItemForm(WithId):
    """Something the units give."""

    name = NameField(label=_("Name"), max_length=60)
    low_level = forms.IntegerField(
        label=_("Tell when so many are left"), min_value=0, max_value=10_000, initial=5
    )


class EndForm(forms.Form):
    """What a unit hands on when it comes back."""

    note = NoteField(label=_("A word for those who go out next"), max_length=2000, required=False)
