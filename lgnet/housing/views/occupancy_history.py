"""What was taken when in a house: places by day, nights and their costs; also as a file."""

import csv
import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lgnet.housing.forms_upkeep import PeriodForm
from lgnet.housing.queries.history import Day, occupancy_by_day, places_by_day
from lgnet.housing.upkeep_pages import NIGHTS, added_up, by_unit, frame
from lgnet.kernel.nights import add_months, tonight
from lgnet.network.access import access

from .houses import house_or_404

COLUMNS = ("places", "taken", "expected", "held", "blocked", "closed", "free")
EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2200, 1, 1)


@access(permission="housing.structures")
@require_GET
def house_history(request: Any, house_id: UUID) -> HttpResponse:
    """Show a month of a house, place by place, and the nights and costs of a period."""
    house = house_or_404(house_id)
    first = _month(request.GET.get("month", ""))
    end = add_months(first, 1)
    days = occupancy_by_day(first, end, house=house)
    form = PeriodForm(request.GET if "first" in request.GET else None, auto_id="period_%s")
    period = {"first": first, "last": end - dt.timedelta(days=1)}
    counted = days
    status = 200
    if form.is_bound:
        if form.is_valid():
            period = form.cleaned_data
            counted = _days(house, period)
        else:
            status = 422
    else:
        form = PeriodForm(initial=period, auto_id="period_%s")
    # What is still to come is planned, not slept.
    counted = [day for day in counted if day.night < tonight()]
    context = frame(house, "house_history") | {
        "month": first,
        "before": add_months(first, -1),
        "after": end,
        "days": days,
        "units": by_unit(places_by_day(house, first, end), first),
        "legend": [(letter, words, mark) for letter, (words, mark) in NIGHTS.items() if mark],
        "form": form,
        "period": period,
        "sums": added_up(counted),
        "cost": _cost(house, counted),
    }
    return render(request, "housing/house_history.html", context, status=status)


@access(permission="housing.structures")
@require_GET
def history_csv(request: Any, house_id: UUID) -> HttpResponse:
    """Hand out the nights of a period day by day: counts, and nobody's name."""
    house = house_or_404(house_id)
    form = PeriodForm(request.GET)
    if form.is_valid():
        period = form.cleaned_data
    else:
        first = _month(request.GET.get("month", ""))
        period = {"first": first, "last": add_months(first, 1) - dt.timedelta(days=1)}
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    # No name of a house in the name of a file: it would lie about in folders.
    name = f"nights-{period['first'].isoformat()}-{period['last'].isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    # Spreadsheets read UTF-8 only after this mark.
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(["night", *COLUMNS, "rate_percent"])
    for day in _days(house, period):
        rate = "" if day.rate is None else day.rate
        writer.writerow([day.night.isoformat(), *(getattr(day, one) for one in COLUMNS), rate])
    return response


def _days(house: Any, period: dict[str, Any]) -> list[Day]:
    end = period["last"] + dt.timedelta(days=1)
    return occupancy_by_day(period["first"], end, house=house)


def _cost(house: Any, days: list[Day]) -> Any:
    """Return the nights slept times the cost of one, or None where no cost is known."""
    if house.cost_per_night is None:
        return None
    return house.cost_per_night * sum(day.taken for day in days)


def _month(text: str) -> dt.date:
    """Return the first of the month named like 2026-03; this month for what names none."""
    try:
        first = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        first = tonight().replace(day=1)
    return first if EARLIEST <= first < LATEST else tonight().replace(day=1)
