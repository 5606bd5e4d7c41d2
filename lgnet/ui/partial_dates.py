"""Dates of which only a part is known: a year, a month and year, about how many years ago."""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

EXACT, MONTH, YEAR, ESTIMATED = "exact", "month", "year", "estimated"
EARLIEST_YEAR = 1900
MOST_YEARS = 110


@dataclass(frozen=True, slots=True)
class PartialDate:
    """The first day of the period meant, and how much of it is known.

    ``precision`` is ``exact``, ``month``, ``year`` or ``estimated`` (a year, give or take).
    """

    first_day: dt.date
    precision: str


def partial_date(*, day: int | None, month: int | None, year: int) -> PartialDate:
    """Return the date meant by its parts; raises ValueError where they make none."""
    if day and not month:
        raise ValueError("A day needs its month.")
    if day and month:
        return PartialDate(dt.date(year, month, day), EXACT)
    if month:
        return PartialDate(dt.date(year, month, 1), MONTH)
    return PartialDate(dt.date(year, 1, 1), YEAR)


def years_ago(years: int, *, today: dt.date) -> PartialDate:
    """Return the date meant by "about so many years ago"."""
    return PartialDate(dt.date(today.year - years, 1, 1), ESTIMATED)


class PartialDateWidget(forms.MultiWidget):
    """Day, month and year, each to be left out where not known; or about how old."""

    template_name = "ui/forms/partial_date.html"
    use_fieldset = True
    labels: tuple[Any, ...] = (_("Day"), _("Month"), _("Year"), _("About how old, in years"))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        number = {"inputmode": "numeric", "dir": "ltr"}
        widgets: dict[str, Any] = {
            "day": forms.NumberInput({"min": 1, "max": 31, **number}),
            "month": forms.Select(choices=[("", "")] + [(n, MONTHS[n]) for n in range(1, 13)]),
            "year": forms.NumberInput({"min": EARLIEST_YEAR, "max": 9999, **number}),
            "age": forms.NumberInput({"min": 0, "max": MOST_YEARS, **number}),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Return the parts of anything with a ``first_day`` and a ``precision``."""
        if not value:
            return [None, None, None, None]
        first, precision = value.first_day, value.precision
        if precision == ESTIMATED:
            return [None, None, None, max(timezone.localdate().year - first.year, 0)]
        return [
            first.day if precision == EXACT else None,
            first.month if precision in (EXACT, MONTH) else None,
            first.year,
            None,
        ]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Give each part the name that stands above it."""
        context = super().get_context(name, value, attrs)
        for part, label in zip(context["widget"]["subwidgets"], self.labels, strict=True):
            part["label"] = label
        return context


class PartialDateField(forms.MultiValueField):
    """A date as far as it is known; cleans to ``PartialDate`` or None."""

    widget = PartialDateWidget
    default_error_messages = {
        "both": _("There is a date and an age. Keep one of the two."),
        "year_missing": _("Give at least the year, or about how old this person is."),
        "month_missing": _("A day needs its month. Leave the day out if the month is not known."),
        "no_such_date": _("There is no such day. Check day, month and year."),
        "future": _("This date is still to come. Check the year."),
    }

    def __init__(self, *, earliest_year: int = EARLIEST_YEAR, **options: Any) -> None:
        fields = (
            forms.IntegerField(min_value=1, max_value=31, required=False),
            forms.TypedChoiceField(
                choices=[("", "")] + [(n, n) for n in range(1, 13)],
                coerce=int,
                empty_value=None,
                required=False,
            ),
            forms.IntegerField(min_value=earliest_year, max_value=9999, required=False),
            forms.IntegerField(min_value=0, max_value=MOST_YEARS, required=False),
        )
        super().__init__(fields=fields, require_all_fields=False, **options)

    def compress(self, data_list: list[Any]) -> Any:
        day, month, year, age = data_list or [None, None, None, None]
        if day is None and month is None and year is None and age is None:
            return None
        if age is None:
            return self.checked(self._of_parts(day, month, year))
        if day or month or year:
            raise ValidationError(self.error_messages["both"], "both")
        return self.checked(years_ago(age, today=timezone.localdate()))

    def checked(self, found: PartialDate) -> Any:
        """Return what the field cleans to; raises ValidationError for a date that cannot be."""
        if found.first_day > timezone.localdate():
            raise ValidationError(self.error_messages["future"], "future")
        return found

    def _of_parts(self, day: int | None, month: int | None, year: int | None) -> PartialDate:
        if year is None:
            raise ValidationError(self.error_messages["year_missing"], "year_missing")
        if day is not None and month is None:
            raise ValidationError(self.error_messages["month_missing"], "month_missing")
        try:
            return partial_date(day=day, month=month, year=year)
        except ValueError:
            raise ValidationError(self.error_messages["no_such_date"], "no_such_date") from None


def period_of(found: PartialDate) -> tuple[dt.date, dt.date]:
    """Return the first and last day the date may mean; an estimate means its year."""
    first = found.first_day
    if found.precision == EXACT:
        return first, first
    if found.precision == MONTH:
        last = calendar.monthrange(first.year, first.month)[1]
        return first, first.replace(day=last)
    return first, first.replace(month=12, day=31)
