"""Dates of which only a part is known: a year, a month and year, an estimate."""

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


@dataclass(frozen=True, slots=True)
class PartialDate:
    """The first day of the period meant, and how much of it is known.

    ``precision`` is ``exact``, ``month``, ``year`` or ``estimated`` (a year, give or take).
    """

    first_day: dt.date
    precision: str


def partial_date(
    *, day: int | None, month: int | None, year: int, is_estimate: bool
) -> PartialDate:
    """Return the date meant by its parts; raises ValueError where they make none."""
    if day and not month:
        raise ValueError("A day needs its month.")
    if is_estimate:
        return PartialDate(dt.date(year, 1, 1), ESTIMATED)
    if day and month:
        return PartialDate(dt.date(year, month, day), EXACT)
    if month:
        return PartialDate(dt.date(year, month, 1), MONTH)
    return PartialDate(dt.date(year, 1, 1), YEAR)


class PartialDateWidget(forms.MultiWidget):
    """Day, month, year and "estimated", each to be left out where not known."""

    template_name = "ui/forms/partial_date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets: dict[str, Any] = {
            "day": forms.NumberInput({"min": 1, "max": 31, "inputmode": "numeric"}),
            "month": forms.Select(choices=[("", "")] + [(n, MONTHS[n]) for n in range(1, 13)]),
            "year": forms.NumberInput({"min": EARLIEST_YEAR, "inputmode": "numeric"}),
            "estimate": forms.CheckboxInput(),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: PartialDate | None) -> list[Any]:
        if not value:
            return [None, None, None, False]
        first, precision = value.first_day, value.precision
        return [
            first.day if precision == EXACT else None,
            first.month if precision in (EXACT, MONTH) else None,
            first.year,
            precision == ESTIMATED,
        ]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Give each part the name that stands above it."""
        context = super().get_context(name, value, attrs)
        labels = (_("Day"), _("Month"), _("Year"), _("Estimated"))
        for part, label in zip(context["widget"]["subwidgets"], labels, strict=True):
            part["label"] = label
        return context


class PartialDateField(forms.MultiValueField):
    """A date as far as it is known; cleans to ``PartialDate`` or None."""

    widget = PartialDateWidget
    default_error_messages = {
        "year_missing": _("Give at least the year."),
        "no_such_date": _("There is no such day. Check day, month and year."),
        "future": _("This date is still to come. Check the year."),
    }

    def __init__(self, **options: Any) -> None:
        fields = (
            forms.IntegerField(min_value=1, max_value=31, required=False),
            forms.TypedChoiceField(
                choices=[("", "")] + [(n, n) for n in range(1, 13)],
                coerce=int,
                empty_value=None,
                required=False,
            ),
            forms.IntegerField(min_value=EARLIEST_YEAR, max_value=9999, required=False),
            forms.BooleanField(required=False),
        )
        super().__init__(fields=fields, require_all_fields=False, **options)

    def compress(self, data_list: list[Any]) -> PartialDate | None:
        day, month, year, is_estimate = data_list or [None, None, None, False]
        if not (day or month or year):
            return None
        if not year:
            raise ValidationError(self.error_messages["year_missing"], "year_missing")
        try:
            found = partial_date(day=day, month=month, year=year, is_estimate=bool(is_estimate))
        except ValueError:
            raise ValidationError(self.error_messages["no_such_date"], "no_such_date") from None
        if found.first_day > timezone.localdate():
            raise ValidationError(self.error_messages["future"], "future")
        return found


def period_of(found: PartialDate) -> tuple[dt.date, dt.date]:
    """Return the first and last day the date may mean; an estimate means its year."""
    first = found.first_day
    if found.precision == EXACT:
        return first, first
    if found.precision == MONTH:
        last = calendar.monthrange(first.year, first.month)[1]
        return first, first.replace(day=last)
    return first, first.replace(month=12, day=31)
