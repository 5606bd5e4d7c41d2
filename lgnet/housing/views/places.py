"""One place on a night: what it is, and what can be done about it now."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lgnet.audit.actions import record
from lgnet.housing import queries
from lgnet.housing.actions import refusals
from lgnet.housing.actions.stays import record_arrival
from lgnet.housing.board import Chosen
from lgnet.housing.enums import OccupancyKind, PlaceState
from lgnet.housing.forms_board import ArrivedForm
from lgnet.housing.models import Stay
from lgnet.housing.queries.board import nights_ahead
from lgnet.kernel.nights import tonight
from lgnet.network.access import access

# As many waiting requests as one can choose from at a glance; the inbox has them all.
MOST_WAITING = 30
MOST_AHEAD = 6
WITH_STAY = (PlaceState.TAKEN, PlaceState.EXPECTED, PlaceState.TO_CHECK)


@access(permission="housing.place")
@require_GET
def place(request: Any, place_id: UUID) -> HttpResponse:
    """Show a place on a night: a page of its own, or what the board shows in its panel."""
    found = _place(request, place_id)
    record(verb="housing.place_viewed", target=found, person=found.occupant_id)
    return _page(request, found)


@access(permission="housing.place")
@require_POST
def place_arrived(request: Any, place_id: UUID) -> HttpResponse:
    """Write down that the person expected here tonight came."""
    found = _place(request, place_id)
    form = ArrivedForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422)
    stay = queries.stays().filter(pk=form.cleaned_data["stay"]).first()
    if stay is None:
        raise Http404
    if found.stay_id != stay.pk:
        # Moved or ended since the page was opened: the page as it is now says so.
        form.add_error(None, _("This person is not expected here any more."))
        return _page(request, found, form=form, status=409)
    try:
        record_arrival(stay=stay, by=request.user)
    except refusals.HousingRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, found, form=form, status=409)
    messages.success(request, _("The arrival has been recorded."))
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return redirect("housing:board")


def _place(request: Any, place_id: UUID) -> Any:
    """Return the place with what it is on the night asked for; one that is not shown is none."""
    night = Chosen.from_query(request.GET, tonight=tonight()).night
    found: Any = queries.places_on(night).filter(pk=place_id).first()
    if found is None:
        raise Http404
    found.night = night
    return found


def _page(
    request: Any, found: Any, *, form: ArrivedForm | None = None, status: int = 200
) -> HttpResponse:
    is_part = "HX-Request" in request.headers
    context: dict[str, Any] = {
        "place": found,
        "night": found.night,
        "is_tonight": found.night == tonight(),
        "form": form or ArrivedForm(),
        "is_part": is_part,
        "state": PlaceState(found.state),
        "stay": _stay(found),
        "asked": _request(request, found),
        "waiting": [],
        "ahead": list(nights_ahead(found, found.night, most=MOST_AHEAD)),
    }
    context["closure"] = _closure(context["ahead"], found.night)
    context["next_from"] = _next_from(context["ahead"], found.night)
    if found.state == PlaceState.FREE:
        waiting = list(queries.open_requests(request.membership)[: MOST_WAITING + 1])
        context["waiting"], context["has_more"] = waiting[:MOST_WAITING], waiting[MOST_WAITING:]
        record(verb="housing.requests_listed", kind="housing.placementrequest")
    template = "housing/_place.html" if is_part else "housing/place.html"
    return render(request, template, context, status=status)


def _stay(found: Any) -> Stay | None:
    """Return the stay of who has the place, where one may see them."""
    if found.stay_id is None or found.state not in WITH_STAY:
        return None
    return queries.stays().filter(pk=found.stay_id).first()


def _request(request: Any, found: Any) -> Any:
    """Return the request for which the place is held, or its unit taken whole."""
    if found.request_id is None:
        return None
    return queries.requests_for(request.membership).filter(pk=found.request_id).first()


def _closure(ahead: list[Any], night: dt.date) -> Any:
    """Return the closure of the night; None where the place is not open for another reason."""
    for one in ahead:
        if one.kind == OccupancyKind.CLOSURE and one.nights.lower <= night:
            return one.closure
    return None


def _next_from(ahead: list[Any], night: dt.date) -> dt.date | None:
    """Return the first night, after this one, on which something else takes the place."""
    return next((one.nights.lower for one in ahead if one.nights.lower > night), None)
