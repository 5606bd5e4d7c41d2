"""The board: which places are free tonight and in the nights to come; for who gives them, whose."""

import datetime as dt
import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from lgnet.audit.actions import record
from lgnet.housing import board as gathering
from lgnet.housing import queries
from lgnet.housing.board import WEEK, Chosen
from lgnet.housing.cell_words import tell_cells
from lgnet.housing.enums import StructureKind
from lgnet.housing.queries import board as reading
from lgnet.kernel.nights import tonight
from lgnet.network.access import access, can

# In the session: the membership and the night whose reading stands in the record.
RECORDED_KEY = "housing.board_recorded"
# The part of the page that renews itself says with this header what it showed last.
SEEN_HEADER = "X-Board-Seen"
AS_OF_HEADER = "X-Board-As-Of"


@access(permission="housing.board")
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show the places of a night, or the free ones of seven; on a wall without any name.

    Asked by the page itself: only the part that changes, and nothing (204) where it has not.
    """
    chosen = Chosen.from_query(request.GET, tonight=tonight())
    is_part = "HX-Request" in request.headers
    context = _week(request, chosen) if chosen.is_week else _night(request, chosen)
    if context["shows_people"]:
        _record_once(request, str(context["night"]), is_part=is_part)
    if is_part and request.headers.get(SEEN_HEADER) == context["seen"]:
        as_of = formats.date_format(timezone.localtime(), "TIME_FORMAT")
        return HttpResponse(status=204, headers={AS_OF_HEADER: as_of})
    if is_part:
        return render(request, "housing/_board.html", context)
    context["structures"] = list(reading.structures_open_around(chosen.night))
    context["kinds"] = StructureKind.choices
    return render(request, "housing/board.html", context)


def _record_once(request: Any, night: str, *, is_part: bool) -> None:
    """Record that the names were read: at every full page, and at a part of it not yet recorded.

    The page asks for its part again and again; one record a membership, session and night tells
    the same.
    """
    read = [str(request.membership.pk), night]
    is_recorded = request.session.get(RECORDED_KEY) == read
    if is_part and is_recorded:
        return
    record(verb="housing.board_viewed", kind="housing.place", night=night)
    if not is_recorded:
        request.session[RECORDED_KEY] = read


def _night(request: Any, chosen: Chosen) -> dict[str, Any]:
    places = list(reading.narrowed(queries.places_on(chosen.night), chosen))
    may_place = can(request.membership, "housing.place")
    # A screen on the wall is read by who comes along.
    shows_people = may_place and not chosen.is_wall
    called = queries.occupants_of(places) if shows_people else {}
    gathering.name_occupants(places, called)
    tell_cells(places, now=timezone.now())
    blocks = gathering.gather(places)
    return _shared(request, chosen, gathering.seen(places)) | {
        "blocks": blocks,
        "totals": gathering.totals(blocks),
        "shows_people": shows_people,
        "may_act": shows_people,
        "place_query": "" if chosen.is_tonight else f"?night={chosen.night}",
    }


def _week(request: Any, chosen: Chosen) -> dict[str, Any]:
    nights = [chosen.night + dt.timedelta(days=number) for number in range(WEEK)]
    rows = reading.free_by_unit(chosen, nights=WEEK)
    blocks = gathering.weeks(rows, nights)
    sums = gathering.added_up(blocks, nights)
    return _shared(request, chosen, rows) | {
        "blocks": blocks,
        "nights": nights,
        "sums": sums,
        "totals": {key: sums[0][key] for key in ("free", "to_check", "open")},
        "shows_people": False,
        "may_act": False,
    }


def _shared(request: Any, chosen: Chosen, shown: list[Any]) -> dict[str, Any]:
    may_place = can(request.membership, "housing.place")
    parts = [get_language(), may_place, chosen.query, chosen.night, shown]
    return {
        "chosen": chosen,
        "night": chosen.night,
        "may_place": may_place,
        "may_see_requests": can(request.membership, "housing.request"),
        # Sealed: what stands on the board must not be guessed from the address of its renewal.
        "seen": salted_hmac(
            "lgnet.housing.board", json.dumps(parts, default=str), algorithm="sha256"
        ).hexdigest()[:32],
    }
