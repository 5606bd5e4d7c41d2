"""The night register of a house at the desk, and the sheet of tonight to print."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lgnet.audit.actions import record
from lgnet.housing.actions.house_life import visitor_left
from lgnet.housing.actions.register import Tick, mark_night
from lgnet.housing.doors import house_or_404, night_or_404, read_mark
from lgnet.housing.enums import PlaceState
from lgnet.housing.enums_house import Presence
from lgnet.housing.models import HousingStructure, Stay, Visitor
from lgnet.housing.queries.house_life import incidents
from lgnet.housing.queries.register import houses_for, night_of_house, visitors_on
from lgnet.housing.rules_nights import bounds_of
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.network.access import access
from lgnet.people.catalogue import language_label

MOST_HOUSES = 200
MOST_INCIDENTS = 20


@access(permission="housing.place")
@require_GET
def register(request: Any) -> HttpResponse:
    """Show what the register of a house says of a night, tonight or a past one."""
    night = _past_night(request.GET.get("night", ""))
    if "house" not in request.GET:
        return _choose(request, night, "register")
    house = house_or_404(request.membership, request.GET["house"], night)
    found = night_of_house(house, night)
    record(verb="housing.register_viewed", target=house, night=night)
    begins, ends = bounds_of(night)
    happened = incidents().filter(structure=house, happened_at__gte=begins, happened_at__lt=ends)
    is_tonight = night == tonight()
    context = {
        "house": house,
        "house_key": str(house.pk),
        "night": night,
        "is_tonight": is_tonight,
        "before": night - dt.timedelta(days=1),
        "after": None if is_tonight else night + dt.timedelta(days=1),
        "guests": found.guests,
        "hidden": found.hidden,
        "presences": Presence.choices,
        "visitors": list(visitors_on(house, night)),
        "incidents": list(happened.order_by("happened_at", "id")[:MOST_INCIDENTS]),
        "may_place": True,
    }
    return render(request, "housing/register.html", context)


@access(permission="housing.place")
@require_POST
def register_mark(request: Any) -> HttpResponse:
    """Correct a mark of any night that has begun; what it was stays in the history."""
    night = _past_night(request.POST.get("night", ""))
    house = house_or_404(request.membership, request.POST.get("house", ""), night)
    stay_id, presence = read_mark(request.POST.get("mark", ""))
    tick = Tick(uuid7(), stay_id, presence, timezone.now())
    result = mark_night(
        structure=house, night=night, ticks=[tick], by=request.user, is_correction=True
    )
    for words in result.refused.values():
        messages.warning(request, words)
    return redirect(f"{_address(house, night)}#guest-{stay_id}")


@access(permission="housing.place")
@require_GET
def night_sheet(request: Any) -> HttpResponse:
    """Show the sheet of tonight, A4 and black on white, for a door without a screen."""
    night = tonight()
    if "house" not in request.GET:
        return _choose(request, night, "night_sheet")
    house = house_or_404(request.membership, request.GET["house"], night)
    found = night_of_house(house, night)
    record(verb="housing.night_sheet_printed", target=house, night=night)
    by_place = {guest.place.pk: guest for guest in found.guests}
    lines = [_line(place, by_place.get(place.pk)) for place in found.places]
    context = {"house": house, "night": night, "lines": lines, "printed_at": timezone.now()}
    return render(request, "housing/night_sheet.html", context)


@access(permission="housing.place")
@require_POST
def visitor_out(request: Any, visitor_id: UUID) -> HttpResponse:
    """Write down that a visitor left; back to the register, or to the guest's stay."""
    seen = Visitor.objects.filter(stay__in=Stay.objects.order_by().values("pk"))
    visitor = get_object_or_404(seen.select_related("structure"), pk=visitor_id)
    visitor_left(visitor=visitor, by=request.user)
    if request.POST.get("back") == "stay":
        return redirect(reverse("housing:stay_detail", args=[visitor.stay_id]) + "#visitors")
    return redirect(_address(visitor.structure, tonight()))


def _line(place: Any, guest: Any) -> dict[str, Any]:
    """Return a place as a line of the sheet: who has it, or that it is free, closed or kept."""
    person = guest.stay.person if guest else None
    language = person.language if person else None
    return {
        "place": place,
        "guest": guest,
        "person": person,
        "language": language_label(language) if language else "",
        "state": PlaceState(place.state),
        "is_hidden": guest is None and place.stay_id is not None,
    }


def _choose(request: Any, night: dt.date, page: str) -> HttpResponse:
    houses = list(houses_for(request.membership, night)[:MOST_HOUSES])
    if len(houses) == 1:
        return redirect(f"{reverse(f'housing:{page}')}?house={houses[0].pk}")
    context = {"houses": houses, "night": night, "page": page}
    return render(request, "housing/register_houses.html", context)


def _past_night(text: str) -> dt.date:
    """Return the night named, tonight where none is; one to come is none."""
    night = night_or_404(text) if text else tonight()
    if night > tonight():
        raise Http404
    return night


def _address(house: HousingStructure, night: dt.date) -> str:
    return f"{reverse('housing:register')}?house={house.pk}&night={night.isoformat()}"
