"""Units and places of a house: add, rename, say until when they are there, take away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lgnet.housing.actions import rooms as actions
from lgnet.housing.actions import upkeep_refusals as refusals
from lgnet.housing.forms_houses import (
    MorePlacesForm,
    NewUnitForm,
    PlaceForm,
    UnitForm,
    by_unit,
    saved_place,
    saved_unit,
)
from lgnet.housing.models import Place, Unit
from lgnet.housing.queries import houses as reads
from lgnet.housing.upkeep_pages import frame, movers
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.network.access import access
from lgnet.ui import drafts

from .houses import house_or_404


@access(permission="housing.structures")
@require_http_methods(["GET", "POST"])
def house_places(request: Any, house_id: UUID) -> HttpResponse:
    """Show a house's units with their places, and add a unit with some."""
    house = house_or_404(house_id)
    key, status = f"housing.unit:{house.pk}", 200
    if request.method == "POST":
        form, kept, status = NewUnitForm(request.POST), drafts.Kept(key), 422
        if form.is_valid():
            try:
                unit = actions.add_unit(house=house, by=request.user, **form.cleaned_data)
            except refusals.NameTaken as refused:
                form.add_error("name", str(refused))
                status = 409
            else:
                drafts.clear(request, key)
                return redirect(
                    reverse("housing:house_places", args=[house.pk]) + f"#unit-{unit.pk}"
                )
    else:
        first = max(tonight(), house.opened_on)
        blank = {"id": uuid7(), "available_from": first}
        initial, kept = drafts.initial_for(request, key, NewUnitForm, blank)
        form = NewUnitForm(initial=initial)
    night = tonight()
    context = frame(house, "house_places") | {
        "form": form,
        "kept": kept,
        "key": key,
        "night": night,
        "units": by_unit(reads.units_of(house), reads.places_of(house, night)),
        "has_seasons": reads.seasons_of(house).exists(),
    }
    return render(request, "housing/house_places.html", context, status=status)


@access(permission="housing.structures")
@require_http_methods(["GET", "POST"])
def unit_edit(request: Any, unit_id: UUID) -> HttpResponse:
    """Rename a unit, say what it is like."""
    unit = _unit(unit_id)
    if request.method == "GET":
        return _unit_page(request, unit, UnitForm(initial=saved_unit(unit)))
    form = UnitForm(request.POST)
    if not form.is_valid():
        return _unit_page(request, unit, form, status=422)
    try:
        actions.change_unit(unit=unit, by=request.user, **form.cleaned_data)
    except refusals.NameTaken as refused:
        form.add_error("name", str(refused))
        return _unit_page(request, unit, form, status=409)
    messages.success(request, _("Saved."))
    return _to_places(unit)


@access(permission="housing.structures")
@require_POST
def unit_places(request: Any, unit_id: UUID) -> HttpResponse:
    """Add places to a unit."""
    unit, form = _unit(unit_id), MorePlacesForm(request.POST)
    if not form.is_valid():
        return _unit_page(request, unit, UnitForm(initial=saved_unit(unit)), more=form, status=422)
    actions.add_places(unit=unit, by=request.user, **form.cleaned_data)
    messages.success(request, _("The places have been added."))
    return _to_places(unit)


@access(permission="housing.structures")
@require_POST
def unit_remove(request: Any, unit_id: UUID) -> HttpResponse:
    """Take a unit away that nobody has used."""
    unit = _unit(unit_id)
    try:
        actions.remove_unit(unit=unit, by=request.user)
    except refusals.WasUsed as refused:
        form = UnitForm(initial=saved_unit(unit))
        return _unit_page(request, unit, form, refused=str(refused), status=409)
    messages.success(request, _("The unit has been taken away."))
    return redirect("housing:house_places", unit.structure_id)


@access(permission="housing.structures")
@require_http_methods(["GET", "POST"])
def place_edit(request: Any, place_id: UUID) -> HttpResponse:
    """Rename a place, say what it is like and until when it is there."""
    place = _place(place_id)
    if request.method == "GET":
        return _place_page(request, place, PlaceForm(initial=saved_place(place)))
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _place_page(request, place, form, status=422)
    rows: list[Any] = []
    try:
        actions.change_place(place=place, by=request.user, **form.cleaned_data)
    except refusals.NameTaken as refused:
        form.add_error("label", str(refused))
    except refusals.MustMove as refused:
        form.add_error(None, str(refused))
        rows = refused.rows
    else:
        messages.success(request, _("Saved."))
        return _to_places(place.unit)
    return _place_page(request, place, form, rows=rows, status=409)


@access(permission="housing.structures")
@require_POST
def place_remove(request: Any, place_id: UUID) -> HttpResponse:
    """Take a place away that nobody has used."""
    place = _place(place_id)
    try:
        actions.remove_place(place=place, by=request.user)
    except refusals.WasUsed as refused:
        form = PlaceForm(initial=saved_place(place))
        return _place_page(request, place, form, refused=str(refused), status=409)
    messages.success(request, _("The place has been taken away."))
    return _to_places(place.unit)


def _unit_page(
    request: Any,
    unit: Unit,
    form: UnitForm,
    *,
    more: MorePlacesForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    blank = {"id": uuid7(), "available_from": max(tonight(), unit.structure.opened_on)}
    context = frame(unit.structure, "house_places") | {
        "unit": unit,
        "form": form,
        "more": more or MorePlacesForm(initial=blank, auto_id="more_%s"),
        "refused": refused,
        "back_url": reverse("housing:house_places", args=[unit.structure_id]),
    }
    return render(request, "housing/unit_edit.html", context, status=status)


def _place_page(
    request: Any,
    place: Place,
    form: PlaceForm,
    *,
    rows: Any = (),
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    house = place.unit.structure
    context = frame(house, "house_places") | {
        "place": place,
        "form": form,
        "refused": refused,
        "movers": movers(request, rows) if rows else [],
        "back_url": reverse("housing:house_places", args=[house.pk]),
    }
    return render(request, "housing/place_edit.html", context, status=status)


def _unit(unit_id: UUID) -> Any:
    return get_object_or_404(Unit.objects.select_related("structure"), pk=unit_id)


def _place(place_id: UUID) -> Any:
    return get_object_or_404(Place.objects.select_related("unit__structure"), pk=place_id)


def _to_places(unit: Unit) -> HttpResponse:
    address = reverse("housing:house_places", args=[unit.structure_id])
    return redirect(f"{address}#unit-{unit.pk}")
