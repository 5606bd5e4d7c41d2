"""The timeline: who has which place on which nights, and how far each stay is."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lgnet.audit.actions import record
from lgnet.housing.cell_words import tell_bars
from lgnet.housing.models import HousingStructure
from lgnet.housing.queries import board as reading
from lgnet.housing.timeline import LENGTHS, House, Window, lay_out
from lgnet.kernel.nights import tonight
from lgnet.network.access import access


@access(permission="housing.place")
@require_GET
def timeline(request: Any) -> HttpResponse:
    """Show places by nights, as bars or as a table; of one structure, or of all."""
    window = Window.from_query(request.GET, tonight=tonight())
    structures = list(reading.structures_open_around(window.first))
    asked = request.GET.get("structure", "")
    structure = next((one for one in structures if str(one.pk) == asked), None)
    is_table = request.GET.get("view") == "table"
    houses = _houses(window, structure)
    record(verb="housing.timeline_viewed", kind="housing.place", first=window.first)
    kept = {
        "structure": str(structure.pk) if structure else "",
        "view": "table" if is_table else "",
    }
    context = {
        "window": window,
        "houses": houses,
        "structure": structure,
        "structures": structures,
        "is_table": is_table,
        "earlier": window.moved(-1).query(**kept),
        "later": window.moved(1).query(**kept),
        "now": _usual(window, window.days).query(**kept),
        "lengths": [(days, _usual(window, days).query(**kept)) for days in LENGTHS],
        "other_view": window.query(**kept | {"view": "" if is_table else "table"}),
    }
    return render(request, "housing/timeline.html", context)


def _usual(window: Window, days: int) -> Window:
    """Return the window of so many nights around tonight."""
    return Window.from_query({"days": str(days)}, tonight=window.tonight)


def _houses(window: Window, structure: HousingStructure | None) -> list[House]:
    found = reading.places_between(window.first, window.end)
    if structure is not None:
        found = found.filter(unit__structure=structure)
    places = list(found)
    nights = list(reading.nights_between(places, window.first, window.end))
    over = reading.open_ends(places, window.tonight + dt.timedelta(days=1))
    houses = lay_out(places, nights, over, window)
    bars = [bar for house in houses for row in house.rows for bar in row.bars]
    tell_bars(bars, called=reading.called(bar.person_id for bar in bars))
    return houses
