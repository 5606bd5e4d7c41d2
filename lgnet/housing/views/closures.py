"""Closures and seasons of a house: who must move is said, nobody is moved."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.housing.actions import upkeep_refusals as refusals
from lgnet.housing.actions.closures import change_closure_end, close_places
from lgnet.housing.actions.refusals import HousingRefused
from lgnet.housing.actions.seasons import SeasonDates, set_seasons
from lgnet.housing.enums import ClosureReason
from lgnet.housing.forms_upkeep import ClosureEndForm, ClosureForm, SeasonFormSet, new_closure
from lgnet.housing.models import Closure
from lgnet.housing.queries import houses as reads
from lgnet.housing.upkeep_pages import frame, listed, movers
from lgnet.kernel.nights import tonight
from lgnet.network.access import access
from lgnet.ui import drafts, undo

from .houses import house_or_404

UNDO_END = "housing.closure_end"


@access(permission="housing.structures")
@require_GET
def house_closures(request: Any, house_id: UUID) -> HttpResponse:
    """List a house's closures, those that run or are to come first."""
    house = house_or_404(house_id)
    night = tonight()
    found = list(reads.closures_of(house)[: reads.SHOWN])
    places = reads.places_of_closures(found)
    lines = [
        {
            "closure": one,
            "anchor": f"c-{one.pk}",
            "units": listed(places.get(one.pk, [])),
            "is_over": one.until_on is not None and one.until_on <= night,
            "is_running": one.from_on <= night,
            "may_change": one.reason != ClosureReason.OFF_SEASON,
        }
        for one in found
    ]
    lines.sort(key=lambda line: (line["is_over"], line["closure"].from_on))
    context = frame(house, "house_closures") | {"lines": lines}
    return render(request, "housing/house_closures.html", context)


@access(permission="housing.structures")
@require_http_methods(["GET", "POST"])
def closure_new(request: Any, house_id: UUID) -> HttpResponse:
    """Close places; where somebody has one, say who must move, and offer to close the free ones."""
    house, night = house_or_404(house_id), tonight()
    places = [
        place
        for place in reads.places_of(house, night)
        if place.available_until is None or place.available_until > night
    ]
    key = f"housing.closure:{house.pk}"
    if request.method == "GET":
        blank = new_closure(request.GET.getlist("place"))
        initial, kept = drafts.initial_for(request, key, ClosureForm, blank)
        return _closure_page(request, house, ClosureForm(initial=initial, places=places), kept)
    form, kept = ClosureForm(request.POST, places=places), drafts.Kept(key)
    if not form.is_valid():
        return _closure_page(request, house, form, kept, status=422)
    told, chosen = form.cleaned_data, form.chosen
    rows: list[Any] = []
    try:
        closure = close_places(
            id=told["id"],
            house=house,
            places=chosen,
            reason=ClosureReason(told["reason"]),
            from_on=told["from_on"],
            until_on=told["until_on"],
            note=told["note"],
            only_free="only_free" in request.POST,
            by=request.user,
        )
    except refusals.MustMove as refused:
        form.add_error("places", str(refused))
        rows = refused.rows
    except refusals.NightPassed as refused:
        form.add_error("from_on", str(refused))
    except HousingRefused as refused:
        form.add_error("places", str(refused))
    else:
        drafts.clear(request, key)
        messages.success(request, _("Closed."))
        return redirect(reverse("housing:house_closures", args=[house.pk]) + f"#c-{closure.pk}")
    may_leave_out = len({row.place_id for row in rows}) < len(chosen)
    return _closure_page(request, house, form, kept, rows=rows, free=may_leave_out, status=409)


@access(permission="housing.structures")
@require_http_methods(["GET", "POST"])
def closure_end(request: Any, closure_id: UUID) -> HttpResponse:
    """Say when closed places can be used again: earlier, later, or not known."""
    found = Closure.objects.select_related("structure")
    closure: Any = get_object_or_404(found, pk=closure_id)
    if request.method == "GET":
        form = ClosureEndForm(initial={"until_on": closure.until_on or tonight()})
        return _end_page(request, closure, form)
    form = ClosureEndForm(request.POST)
    if not form.is_valid():
        return _end_page(request, closure, form, status=422)
    before = closure.until_on
    rows: list[Any] = []
    try:
        changed = change_closure_end(
            closure=closure, until_on=form.cleaned_data["until_on"], by=request.user
        )
    except HousingRefused as refused:
        form.add_error("until_on", str(refused))
        rows = getattr(refused, "rows", [])
    else:
        _tell_end(request, changed, before)
        return redirect("housing:house_closures", closure.structure_id)
    return _end_page(request, closure, form, rows=rows, status=409)


def _tell_end(request: Any, changed: Closure | None, before: dt.date | None) -> None:
    if changed is None:
        messages.success(request, _("The closure has been taken back: it never was."))
    elif changed.until_on != before:
        undo.offer_undo(
            request,
            action=UNDO_END,
            arguments={
                "closure_id": str(changed.pk),
                "until_on": before.isoformat() if before else "",
            },
            label=_("The end of the closure has changed."),
        )


@access(permission="housing.structures")
@require_http_methods(["GET", "POST"])
def house_seasons(request: Any, house_id: UUID) -> HttpResponse:
    """Set the seasons of a house: its seasonal places are closed between them."""
    house, night = house_or_404(house_id), tonight()
    known = list(reads.seasons_of(house))
    over = [one for one in known if one.closes_on <= night]
    rows: list[Any] = []
    status = 200
    if request.method == "POST":
        forms, status = SeasonFormSet(request.POST, prefix="season"), 422
        if forms.is_valid():
            typed = [form.cleaned_data for form in forms if form.cleaned_data.get("opens_on")]
            wanted = [
                SeasonDates(one["name"] or _("Season"), one["opens_on"], one["closes_on"])
                for one in typed
            ]
            try:
                set_seasons(house=house, seasons=wanted, by=request.user)
            except HousingRefused as refused:
                forms._non_form_errors.append(str(refused))  # type: ignore[attr-defined]
                rows, status = getattr(refused, "rows", []), 409
            else:
                messages.success(request, _("The seasons have been set."))
                return redirect("housing:house_seasons", house.pk)
    else:
        ahead = [one for one in known if one.closes_on > night]
        names = ("name", "opens_on", "closes_on")
        initial = [{name: getattr(one, name) for name in names} for one in ahead]
        forms = SeasonFormSet(initial=initial, prefix="season")
    seasonal = [place for place in reads.places_of(house, night) if place.is_seasonal]
    context = frame(house, "house_seasons") | {
        "forms": forms,
        "over": over,
        "seasonal": len(seasonal),
        "movers": _movers(request, house, rows),
    }
    return render(request, "housing/house_seasons.html", context, status=status)


def _closure_page(
    request: Any,
    house: Any,
    form: ClosureForm,
    kept: drafts.Kept,
    *,
    rows: Any = (),
    free: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = frame(house, "house_closures") | {
        "form": form,
        "kept": kept,
        "key": kept.key,
        "movers": _movers(request, house, rows),
        "offers_free": free and status == 409,
        "back_url": reverse("housing:house_closures", args=[house.pk]),
    }
    return render(request, "housing/closure_new.html", context, status=status)


def _end_page(
    request: Any, closure: Any, form: ClosureEndForm, *, rows: Any = (), status: int = 200
) -> HttpResponse:
    house = closure.structure
    context = frame(house, "house_closures") | {
        "closure": closure,
        "units": listed(reads.places_of_closures([closure]).get(closure.pk, [])),
        "form": form,
        "movers": _movers(request, house, rows),
        "back_url": reverse("housing:house_closures", args=[house.pk]),
    }
    return render(request, "housing/closure_end.html", context, status=status)


def _movers(request: Any, house: Any, rows: Any) -> list[Any]:
    """Return who must move; that names were read is put in the audit."""
    if not rows:
        return []
    found = movers(request, rows)
    if any(one.name for one in found):
        record(verb="housing.movers_viewed", target=house, places=len(found))
    return found
