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


@access(permission="housing.board")
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show the places of tonight; asked by the page itself, only the part that changes."""
    context = _tonight(request)
    if request.headers.get("HX-Request"):
        return render(request, "housing/_board.html", context)
    if context["shows_people"]:
        record(verb="housing.board_viewed", kind="housing.place", night=str(context["night"]))
    return render(request, "housing/board.html", context)


def _tonight(request: Any) -> dict[str, Any]:
    night = tonight()
    blocks = gathering.gather(queries.places_on(night))
    return {
        "night": night,
        "blocks": blocks,
        "totals": gathering.totals(blocks),
        "shows_people": can(request.membership, "housing.place"),
        "may_see_requests": can(request.membership, "housing.request"),
    }
