"""The network's places by night: a small drawing a city, or one city with its months."""

import datetime as dt
import itertools
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from lgnet.kernel.nights import tonight
from lgnet.network.access import access
from lgnet.network.models import City
from lgnet.network.queries import active_cities

from . import queries, rules
from .drawing_nights import LARGE, SMALL, chart_of
from .nights import Night, summary_of

SPANS = {"90": _("Last 90 nights"), "365": _("Last 12 months"), "730": _("Last 24 months")}
USUAL = "365"


@access(permission="monitoring.network")
@require_GET
def nights(request: Any) -> HttpResponse:
    """Show places and occupied of each night: of all cities, or of the one asked for."""
    asked = request.GET.get("span", "")
    span = asked if asked in SPANS else USUAL
    end = tonight()
    first = end - dt.timedelta(days=int(span))
    context = {
        "span": span,
        "spans": SPANS.items(),
        "first": first,
        "last": end - dt.timedelta(days=1),
        "notes": [rules.BY_NIGHT, rules.NIGHT_HIDDEN, rules.NIGHT_EMPTY],
    }
    code = request.GET.get("city", "")
    if not code:
        return _all_cities(request, first, end, context)
    city = active_cities().filter(cadastral_code=code).first()
    if city is None:
        raise Http404
    return _one_city(request, city, first, end, context)


def _all_cities(
    request: Any, first: dt.date, end: dt.date, context: dict[str, Any]
) -> HttpResponse:
    found = queries.network_nights(first, end)
    cities = [
        {
            "city": city,
            "chart": chart_of(found.get(city.pk, []), SMALL, first=first, end=end),
            "summary": summary_of(found.get(city.pk, [])),
        }
        for city in active_cities()
    ]
    context |= {"cities": cities, "is_empty": not found}
    return render(request, "monitoring/nights.html", context)


def _one_city(
    request: Any, city: City, first: dt.date, end: dt.date, context: dict[str, Any]
) -> HttpResponse:
    found = queries.network_nights(first, end, city=city).get(city.pk, [])
    months: list[dict[str, Any]] = [
        {"month": month, "nights": list(group)}
        for month, group in itertools.groupby(found, key=_month_of)
    ]
    asked = request.GET.get("month", "")
    shown = next((one for one in months if f"{one['month']:%Y-%m}" == asked), None)
    context |= {
        "city": city,
        "chart": chart_of(found, LARGE, first=first, end=end),
        "summary": summary_of(found),
        "months": [one | {"summary": summary_of(one["nights"])} for one in reversed(months)],
        "shown": shown,
    }
    return render(request, "monitoring/city_nights.html", context)


def _month_of(night: Night) -> dt.date:
    return night.night.replace(day=1)
