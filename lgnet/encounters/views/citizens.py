"""The public page on which anybody tells where somebody sleeps out; and the check of the street.

The public page gives nothing back: not whether anything is known of a place, nor whether the same
was told before. A city that has not opened it answers as one that does not exist.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.kernel.tenancy import scope
from lgnet.network.access import access
from lgnet.network.models import City
from lgnet.network.queries import active_cities, neighbourhoods_of

from ..actions import citizens as verbs
from ..actions.street_refusals import StreetRefused
from ..enums_outreach import NotForUs, SightingState
from ..forms.citizens import OURS, SAME, CheckForm, TellForm
from ..forms.desk import new_id
from ..models import Sighting
from ..queries import outreach as queries
from ..queries.policy import policy_here


@access(public=True)
@require_GET
def cities(request: Any) -> HttpResponse:
    """The cities in which anybody can tell."""
    found = []
    for city in active_cities():
        with scope(city_id=city.pk):
            if policy_here().is_reporting_open:
                found.append(city)
    return _private(render(request, "encounters/tell_cities.html", {"cities": found}))


@access(public=True)
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def tell(request: Any, code: str) -> HttpResponse:
    """Tell that somebody sleeps outdoors; nothing of anybody is shown."""
    with _open_city(code) as (city, phone):
        places = list(neighbourhoods_of(city))
        context = {"city": city, "phone": phone, "is_too_often": False}
        if request.method == "GET":
            context["form"] = TellForm(initial=new_id(), places=places)
            return _private(render(request, "encounters/tell.html", context))
        form = TellForm(request.POST, places=places)
        context["form"] = form
        if form.is_by_machine():
            return redirect("tell:thanks", code)
        if not form.is_valid():
            return _private(render(request, "encounters/tell.html", context, status=422))
        # Only what is whole counts: a slip in a field keeps nobody out.
        if not ratelimit.consume(request, action="sighting_told", key=str(city.pk)):
            context["is_too_often"] = True
            return _private(render(request, "encounters/tell.html", context, status=429))
        try:
            verbs.tell_in_public(**form.facts())
        except StreetRefused as refused:
            form.add_error("told_at", str(refused))
            return _private(render(request, "encounters/tell.html", context, status=422))
    return redirect("tell:thanks", code)


@access(public=True)
@require_GET
def thanks(request: Any, code: str) -> HttpResponse:
    """What happens next, and whom to call where it cannot wait."""
    with _open_city(code) as (city, phone):
        context = {"city": city, "phone": phone}
        return _private(render(request, "encounters/tell_thanks.html", context))


@access(permission="outreach.work")
@require_http_methods(["GET", "POST"])
def sighting_check(request: Any, sighting_id: UUID) -> HttpResponse:
    """Decide what becomes of something that a citizen told."""
    sighting = queries.sightings().filter(pk=sighting_id).first()
    if sighting is None:
        raise Http404
    others = list(queries.open_sightings().exclude(pk=sighting.pk)[:100])
    if request.method == "GET":
        if sighting.state != SightingState.TOLD:
            return redirect("encounters:sightings")
        return _check_page(request, sighting, CheckForm(others=others))
    form = CheckForm(request.POST, others=others)
    if not form.is_valid():
        return _check_page(request, sighting, form, status=422)
    try:
        _decide(sighting, form.cleaned_data, by=request.user)
    except StreetRefused as refused:
        form.add_error(None, str(refused))
        return _check_page(request, sighting, form, status=409)
    messages.success(request, _("Saved."))
    return redirect("encounters:sightings")


def _decide(sighting: Sighting, typed: dict[str, Any], *, by: Any) -> None:
    if typed["to"] == OURS:
        verbs.take_on(sighting_id=sighting.pk, by=by)
    elif typed["to"] == SAME:
        verbs.say_same(sighting_id=sighting.pk, other_id=UUID(typed["other"]), by=by)
    else:
        reason = NotForUs(typed["reason"])
        verbs.say_not_for_us(sighting_id=sighting.pk, reason=reason, by=by)


def _check_page(
    request: Any, sighting: Sighting, form: CheckForm, status: int = 200
) -> HttpResponse:
    context = {"sighting": sighting, "form": form}
    return render(request, "encounters/sighting_check.html", context, status=status)


@contextmanager
def _open_city(code: str) -> Iterator[tuple[City, str]]:
    """Open the city of a code in its own name, with its number; 404 where it takes no reports."""
    city = active_cities().filter(cadastral_code=code.upper()).first()
    if city is None:
        raise Http404
    with scope(city_id=city.pk):
        policy = policy_here()
        if not policy.is_reporting_open:
            raise Http404
        yield city, policy.street_phone


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    return response
