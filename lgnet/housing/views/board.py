"""The board of tonight: which places are free, and for who gives them, who sleeps where."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lgnet.audit.actions import record
from lgnet.housing import board as gathering
from lgnet.housing import queries
from lgnet.kernel.nights import tonight
from lgnet.network.access import access, can

# In the session: the membership and the night whose reading stands in the record.
RECORDED_KEY = "housing.board_recorded"


@access(permission="housing.board")
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show the places of tonight; asked by the page itself, only the part that changes."""
    context = _tonight(request)
    is_part = "HX-Request" in request.headers
    if context["shows_people"]:
        _record_once(request, str(context["night"]), is_part=is_part)
    if is_part:
        return render(request, "housing/_board.html", context)
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


def _tonight(request: Any) -> dict[str, Any]:
    night = tonight()
    places = list(queries.places_on(night))
    shows_people = can(request.membership, "housing.place")
    if shows_people:
        gathering.name_occupants(places, queries.occupants_of(places))
    blocks = gathering.gather(places)
    return {
        "night": night,
        "blocks": blocks,
        "totals": gathering.totals(blocks),
        "shows_people": shows_people,
        "may_see_requests": can(request.membership, "housing.request"),
    }
