"""Forms of hours: a week with one line a day, a season with its week, an exception."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.directory.actions.hours import Line
from lgnet.directory.enums import SeasonKind, Weekday
from lgnet.directory.models import HoursSeason, Offer
from lgnet.directory.rules_hours import Span, Week
from lgnet.directory.rules_typed import NotHours, read_spans, written
from lgnet.ui.forms import ChipRadioSelect, DateField, NameField


class HoursField(forms.CharField):
    """The openings of a day as people type them; cleans to a tuple of ``Span``."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=80, required=False, **options)
        self.widget.attrs |= {"dir": "ltr", "autocomplete": "off", "inputmode": "text"}

    def clean(self, value: Any) -> tuple[Span, ...]:
        """Return the openings; a text that is no hours is refused."""
        try:
            return read_spans(super().clean(value))
        except NotHours as problem:
            raise forms.ValidationError(
                _("Write hours like 9-13, 18:30-20. Openings of one day must not overlap.")
            ) from problem


class WeekForm(forms.Form):
    """Seven days; an empty one is closed."""

    day_0 = HoursField(label=Weekday.MONDAY.label)
    day_1 = HoursField(label=Weekday.TUESDAY.label)
    day_2 = HoursField(label=Weekday.WEDNESDAY.label)
    day_3 = HoursField(label=Weekday.THURSDAY.label)
    day_4 = HoursField(label=Weekday.FRIDAY.label)
    day_5 = HoursField(label=Weekday.SATURDAY.label)
    day_6 = HoursField(label=Weekday.SUNDAY.label)

    @property
    def days(self) -> list[Any]:
        """Return the fields of the seven days."""
        return [self[f"day_{weekday.value}"] for weekday in Weekday]

    @property
    def lines(self) -> list[Line]:
        """Return the openings of the week."""
        return [
            Line(weekday.value, span.opens, span.closes)
            for weekday in Weekday
            for span in self.cleaned_data[f"day_{weekday.value}"]
        ]


class _Owned(forms.Form):
    """Hours of the whole site, or of an offer of it that has its own."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    offer = forms.ChoiceField(label=_("Holds for"), required=False)

    def __init__(self, *args: Any, offers: Iterable[Offer], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offers = {str(offer.pk): offer for offer in offers}
        field: Any = self.fields["offer"]
        field.choices = [
            ("", _("The whole site")),
            *((key, str(offer.service)) for key, offer in self.offers.items()),
        ]
        if not self.offers:
            field.widget = forms.HiddenInput()

    def clean_offer(self) -> Offer | None:
        """Return the offer itself, None for the whole site."""
        return self.offers.get(self.cleaned_data["offer"])

    def clean(self) -> None:
        """Refuse a last day before the first."""
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day comes after the first."))


class SeasonForm(_Owned, WeekForm):
    """Days on which another week holds."""

    kind = forms.ChoiceField(label=_("Why"), choices=SeasonKind.choices, widget=ChipRadioSelect)
    name = NameField(label=_("Name"), max_length=80, required=False)
    from_on = DateField(label=_("First day"))
    until_on = DateField(label=_("Last day"))


class ExceptionForm(_Owned):
    """Days that are closed or have other hours."""

    from_on = DateField(label=_("First day"))
    until_on = DateField(
        label=_("Last day"), help_text=_("Empty: that one day only."), required=False
    )
    hours = HoursField(label=_("Open"), help_text=_("Like 9-13, 18-20. Empty: closed all day."))
    note = NameField(
        label=_("Note"),
        help_text=_("Everybody can read it: why, and where to go instead."),
        max_length=200,
        required=False,
    )


def saved_week(week: Week) -> dict[str, Any]:
    """Return the initial values of a week's form."""
    return {f"day_{day.value}": written(week.get(day.value, ())) for day in Weekday}


def saved_season(season: HoursSeason, week: Week) -> dict[str, Any]:
    """Return the initial values of a season's form."""
    names = ("id", "kind", "name", "from_on", "until_on")
    initial = {name: getattr(season, name) for name in names}
    return saved_week(week) | initial | {"offer": str(season.offer_id or "")}
