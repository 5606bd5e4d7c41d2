"""Check-in at the door of a house: who came tonight, by touch or by card."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lgnet.audit.actions import record
from lgnet.housing.actions.refusals import HousingRefused
from lgnet.housing.actions.register import Tick, Ticked, mark_night
from lgnet.housing.doors import house_or_404, night_or_404, read_mark, read_ticks
from lgnet.housing.enums_house import Presence
from lgnet.housing.models import HousingStructure
from lgnet.housing.queries.register import (
    guest_tonight,
    houses_for,
    night_of_house,
    presence_by_stay,
)
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.network.access import access, can
from lgnet.people.catalogue import person_of_card, read_code

# No city has more houses; the list is one of doors, chosen once an evening.
MOST_HOUSES = 200


@access(permission="housing.night")
@require_GET
def check_in(request: Any) -> HttpResponse:
    """Show the guests of tonight with what the register says; first, which house it is."""
    night = tonight()
    if "house" in request.GET:
        return _page(request, house_or_404(request.membership, request.GET["house"], night), night)
    houses = list(houses_for(request.membership, night)[:MOST_HOUSES])
    if len(houses) == 1 and "choose" not in request.GET:
        return _page(request, houses[0], night)
    return render(request, "housing/check_in_houses.html", {"houses": houses, "night": night})


@access(permission="housing.night")
@require_POST
def check_in_tick(request: Any) -> HttpResponse:
    """Write one tick of a page without scripts."""
    night = night_or_404(request.POST.get("night", ""))
    house = house_or_404(request.membership, request.POST.get("house", ""), night)
    stay_id, presence = read_mark(request.POST.get("mark", ""))
    tick = Tick(uuid7(), stay_id, presence, timezone.now())
    try:
        refused = mark_night(structure=house, night=night, ticks=[tick], by=request.user).refused
    except HousingRefused as closed:
        refused = {tick.id: str(closed)}
    for words in refused.values():
        messages.warning(request, words)
    return redirect(f"{_address(house)}#guest-{stay_id}")


@access(permission="housing.night")
@require_POST
def check_in_send(request: Any) -> HttpResponse:
    """Write the ticks a page kept; say which are saved, which are refused, and what holds now."""
    night = night_or_404(request.POST.get("night", ""))
    house = house_or_404(request.membership, request.POST.get("house", ""), night)
    now = timezone.now()
    try:
        ticks, unread = read_ticks(
            request.POST.get("ticks", ""), sent_at=request.POST.get("sent_at", ""), now=now
        )
    except ValueError:
        return JsonResponse({"words": _("These ticks could not be read.")}, status=422)
    try:
        result = mark_night(structure=house, night=night, ticks=ticks, by=request.user)
    except HousingRefused as closed:
        result = Ticked(refused={tick.id: str(closed) for tick in ticks})
    refused = {str(key): words for key, words in result.refused.items()}
    refused |= dict.fromkeys(unread, _("This tick could not be read."))
    return JsonResponse(_state(house, night, now) | {"saved": result.saved, "refused": refused})


@access(permission="housing.night")
@require_POST
def check_in_scan(request: Any) -> HttpResponse:
    """Tick who carries a card; a card of somebody without a place here tonight is no card here."""
    night = tonight()
    house = house_or_404(request.membership, request.POST.get("house", ""), night)
    code = read_code(request.POST.get("code", "").strip()[:100])
    person = person_of_card(code) if code else None
    stay = guest_tonight(house, person.pk, night) if person else None
    record(verb="people.card_scanned", kind="people.person", found=int(stay is not None))
    now = timezone.now()
    words, is_found = _("This card stands for nobody who sleeps here tonight."), False
    if stay is not None:
        tick = Tick(uuid7(), stay.pk, Presence.PRESENT, now)
        result = mark_night(structure=house, night=night, ticks=[tick], by=request.user)
        is_found = not result.refused
        words = result.refused.get(tick.id) or _("%(name)s is here.") % {
            "name": stay.person.known_as
        }
    if request.headers.get("Accept", "").startswith("application/json"):
        found = {"stay": str(stay.pk) if stay else "", "told": words, "is_found": is_found}
        return JsonResponse(_state(house, night, now) | found)
    (messages.success if is_found else messages.warning)(request, words)
    anchor = f"#guest-{stay.pk}" if stay else ""
    return redirect(_address(house) + anchor)


def _page(request: Any, house: HousingStructure, night: dt.date) -> HttpResponse:
    found = night_of_house(house, night)
    now = timezone.now()
    record(verb="housing.check_in_viewed", target=house, night=night)
    moments = [guest.late_from for guest in found.guests if guest.late_from]
    context = {
        "house": house,
        "house_key": str(house.pk),
        "night": night,
        "guests": found.guests,
        "hidden": found.hidden,
        "late": [guest for guest in found.guests if guest.is_late(now)],
        "late_from": min(moments, default=None),
        "counts": _counts(guest.presence for guest in found.guests),
        "presences": Presence.choices,
        "may_place": can(request.membership, "housing.place"),
        "has_other_houses": houses_for(request.membership, night).count() > 1,
    }
    return render(request, "housing/check_in.html", context)


def _counts(presences: Any) -> dict[str, int]:
    """Return how many are marked as what; ``none`` counts those not ticked."""
    found = dict.fromkeys([*Presence.values, "none"], 0)
    for presence in presences:
        found[presence or "none"] += 1
    return found


def _state(house: HousingStructure, night: dt.date, now: dt.datetime) -> dict[str, Any]:
    """Return what a page needs to show the register as it stands: identifiers and codes only."""
    time = formats.date_format(timezone.localtime(now), "TIME_FORMAT")
    return {
        "marks": presence_by_stay(house, night),
        "is_tonight": night == tonight(),
        "words": _("at %(time)s") % {"time": time},
    }


def _address(house: HousingStructure) -> str:
    return f"{reverse('housing:check_in')}?house={house.pk}"
