"""Pages of figures. They read what jobs have computed; only the few answers of R.2.9, which jobs do
not count, are put together here."""

import csv
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lgnet.cases.enums import Helpful
from lgnet.cases.queries.help import answers_by_quarter
from lgnet.network.access import access, can
from lgnet.network.models import City
from lgnet.network.queries import active_cities

from . import drawing, helpfulness, queries, rules
from .enums import Measure, Period
from .publication import Published

NOTHING = Published(None)
# What is counted from rows of our own, how cases get on, and what answers to tailored forms tell.
TOLD = list(rules.TOLD)
COUNTED = [measure for measure in Measure if measure not in (*rules.PROGRESS, *rules.TOLD)]
# A word for machines, the same in every language, in the file to take away.
HIDDEN_IN_FILE = "hidden"
# Where a figure's own list stands, and who may open it.
LISTS = {
    Measure.CASES_OPEN: ("cases:cases", "?show=open", "cases.view"),
    Measure.PLACES: ("housing:board", "", "housing.board"),
    Measure.OCCUPIED_TONIGHT: ("housing:board", "", "housing.board"),
    Measure.FREE_TONIGHT: ("housing:board", "", "housing.board"),
    Measure.CONTACTS: ("encounters:list", "", "encounters.view"),
    Measure.PEOPLE_MET: ("people:search", "", "people.view"),
}


@access(permission="monitoring.network")
@require_GET
def board(request: Any) -> HttpResponse:
    """Show the network: cities as rows, measures as columns, small counts hidden."""
    period = _period(request)
    rows, total, computed_at = _table(period)
    free = Measure.FREE_TONIGHT.value
    context = {
        "period": period,
        "periods": Period.choices,
        "columns": [(measure, rules.DEFINITIONS[measure]) for measure in COUNTED],
        "rows": [(city, _line(figures, COUNTED)) for city, figures in rows],
        "total": _line(total, COUNTED),
        "progress": [(measure, rules.DEFINITIONS[measure]) for measure in rules.PROGRESS],
        "progress_rows": [(city, _line(figures, rules.PROGRESS)) for city, figures in rows],
        "progress_total": _line(total, rules.PROGRESS),
        "told": [(measure, rules.DEFINITIONS[measure]) for measure in TOLD],
        "told_rows": [(city, _line(figures, TOLD)) for city, figures in rows],
        "told_total": _line(total, TOLD),
        "computed_at": computed_at,
        "people": queries.different_people(),
        "people_definition": rules.DIFFERENT_PEOPLE,
        "notes": [rules.HIDDEN, rules.REFUGES],
        "land": drawing.land(),
        "box": (drawing.WIDTH, drawing.HEIGHT),
        "many": drawing.MANY,
        "marks": drawing.marks(
            (city, figures.get(free, NOTHING)) for city, figures in rows if figures
        ),
    }
    return render(request, "monitoring/board.html", context)


@access(permission="monitoring.network")
@require_GET
def board_csv(request: Any) -> HttpResponse:
    """Hand out the board as CSV: the same figures, as protected as on the page."""
    period = _period(request)
    rows, total, computed_at = _table(period)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    day = timezone.localtime(computed_at).date().isoformat() if computed_at else "none"
    name = f"network-{period.value}-{day}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    # Spreadsheets read UTF-8 only after this mark.
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(["city", "istat_code", "period", *Measure.values, "computed_at"])
    at = computed_at.isoformat() if computed_at else ""
    for city, figures in rows:
        writer.writerow([city.name, city.istat_code, period.value, *_plain(figures), at])
    writer.writerow(["total", "", period.value, *_plain(total), at])
    return response


@access(permission="monitoring.city")
@require_GET
def city(request: Any) -> HttpResponse:
    """Show the exact figures of the member's own city."""
    found: dict[str, dict[str, Any]] = {}
    computed_at = None
    for figure in queries.city_figures():
        found.setdefault(figure.measure, {})[figure.period] = figure.value
        computed_at = figure.computed_at
    rows = [
        {
            "measure": measure,
            "definition": rules.DEFINITIONS[measure],
            "is_of_now": measure in rules.OF_NOW,
            "decimals": int(measure == Measure.MEDIAN_HOURS_TO_PLACE),
            "values": [found.get(measure.value, {}).get(period) for period in Period.values],
            # Computed, and no figure: the city's forms do not ask it.
            "is_unasked": measure in rules.TOLD
            and found.get(measure.value, {}).get(Period.ALL, 0) is None,
            "list": _list_of(request, measure),
        }
        for measure in Measure
    ]
    context = {
        "rows": rows,
        "periods": Period.choices,
        "computed_at": computed_at,
        "answers": [answer.label for answer in Helpful],
        "quarters": helpfulness.quarters(answers_by_quarter(timezone.localdate())),
    }
    return render(request, "monitoring/city.html", context)


def _list_of(request: Any, measure: Measure) -> dict[str, str] | None:
    """Return the page that lists what a measure counts, where the member may open it."""
    if measure not in LISTS:
        return None
    url_name, query, permission = LISTS[measure]
    return {"url_name": url_name, "query": query} if can(request.membership, permission) else None


def _period(request: Any) -> Period:
    asked = request.GET.get("period", "")
    return Period(asked) if asked in Period.values else Period.LAST_30_DAYS


def _table(period: Period) -> tuple[list[tuple[City, dict[str, Published]]], Any, Any]:
    """Return the cities with their figures, the total's, and the moment of computing."""
    found: dict[Any, dict[str, Published]] = {}
    computed_at = None
    for figure in queries.network_figures(period):
        shown = Published(figure.value, figure.is_hidden)
        found.setdefault(figure.city_id, {})[figure.measure] = shown
        computed_at = figure.computed_at
    rows = [(city, found.get(city.pk, {})) for city in active_cities()]
    return rows, found.get(None, {}), computed_at


def _line(figures: dict[str, Published], measures: Iterable[Measure]) -> list[dict[str, Any]]:
    """Return the cells of a row, in the order of the measures."""
    found = []
    for measure in measures:
        shown = figures.get(measure.value, NOTHING)
        is_unasked = measure in rules.TOLD and bool(figures) and shown == NOTHING
        decimals = int(measure == Measure.MEDIAN_HOURS_TO_PLACE)
        found.append({"shown": shown, "is_unasked": is_unasked, "decimals": decimals})
    return found


def _plain(figures: dict[str, Published]) -> list[str]:
    found = []
    for measure in Measure:
        shown = figures.get(measure.value, NOTHING)
        if shown.is_hidden:
            found.append(HIDDEN_IN_FILE)
        else:
            found.append(_number(shown.value))
    return found


def _number(value: float | None) -> str:
    """Return a number as every program reads it: no grouping, a point, one decimal if any."""
    if value is None:
        return ""
    return str(int(value)) if value.is_integer() else f"{value:.1f}"
