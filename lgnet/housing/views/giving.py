"""Answering a request with places: given at once, or held first, confirmed, given back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lgnet.housing import queries
from lgnet.housing.actions import choosing, refusals
from lgnet.housing.actions.holds import confirm_hold, hold_places, release_hold
from lgnet.housing.actions.placing import give_places
from lgnet.housing.actions.telling import (
    HOLD_RELEASED,
    PLACE_GIVEN,
    PLACES_HELD,
    tell_about_hold,
    tell_asker,
)
from lgnet.housing.forms import ConfirmHoldForm, GivePlaceForm, ReleaseForm
from lgnet.housing.models import Hold, Place, PlacementRequest, Stay
from lgnet.housing.queries.candidates import candidates
from lgnet.kernel.ids import uuid7
from lgnet.network.access import access
from lgnet.people.models import Person

from .request_page import Said, answered, asked_or_404, show


@access(permission="housing.place")
@require_POST
def place_give(request: Any, request_id: UUID) -> HttpResponse:
    """Give free places; where someone was faster, show what is free now."""
    asked = asked_or_404(request, request_id)
    party = queries.party_of(asked)
    form = GivePlaceForm(request.POST, party=party)
    if not form.is_valid():
        return show(request, asked, Said(422, give=form))
    typed = form.cleaned_data
    try:
        stays = give_places(
            request=asked,
            beds=_beds(asked, party, form),
            by=request.user,
            whole_unit=typed["whole_unit"],
            is_accompanied=typed["is_accompanied"],
            accepts_strangers=typed["accepts_strangers"],
        )
    except refusals.RequestAnswered as refused:
        return answered(request, asked, refused)
    except refusals.HousingRefused as refused:
        return _chosen_again(request, asked, form, refused)
    return _given(request, asked, stays)


@access(permission="housing.place")
@require_POST
def places_hold(request: Any, request_id: UUID) -> HttpResponse:
    """Hold free places for some hours."""
    asked = asked_or_404(request, request_id)
    party = queries.party_of(asked)
    form = GivePlaceForm(request.POST, party=party)
    if not form.is_valid():
        return show(request, asked, Said(422, give=form))
    hold_id = form.cleaned_data["id"] or uuid7()
    if Hold.objects.filter(pk=hold_id, request=asked).exists():
        return redirect("housing:request_detail", asked.pk)
    try:
        hold = hold_places(
            id=hold_id,
            request=asked,
            places=_places_to_hold(asked, party, form),
            by=request.user,
            hours=int(form.cleaned_data["hours"]),
        )
    except (refusals.RequestAnswered, refusals.AlreadyHeld) as refused:
        return answered(request, asked, refused)
    except refusals.HousingRefused as refused:
        return _chosen_again(request, asked, form, refused)
    tell_about_hold(hold=hold, kind=PLACES_HELD, by=request.user)
    messages.success(request, _("The places are held. Who asked can see it."))
    return redirect("housing:request_detail", asked.pk)


@access(permission="housing.place")
@require_POST
def hold_confirm(request: Any, hold_id: UUID) -> HttpResponse:
    """Give what is held; where the hold ran out, say so and offer the places again."""
    asked, hold = _hold(request, hold_id)
    form = ConfirmHoldForm(request.POST)
    if not form.is_valid():
        return show(request, asked, Said(422, confirm=form))
    typed = form.cleaned_data
    try:
        if hold.is_live:
            choosing.check_whole(
                request=asked,
                party=queries.party_of(asked),
                chosen=[row.person_id for row in queries.held_places(hold)],
                whole_unit=typed["whole_unit"],
            )
        stays = confirm_hold(
            hold=hold,
            by=request.user,
            whole_unit=typed["whole_unit"],
            is_accompanied=typed["is_accompanied"],
            accepts_strangers=typed["accepts_strangers"],
        )
    except refusals.RequestAnswered as refused:
        return answered(request, asked, refused)
    except refusals.HoldEnded as refused:
        messages.warning(request, str(refused))
        return show(request, asked, Said(409, chosen=_ids(request.POST)))
    except refusals.HousingRefused as refused:
        form.add_error(None, str(refused))
        return show(request, asked, Said(409, confirm=form))
    return _given(request, asked, stays)


@access(permission="housing.request")
@require_POST
def hold_release(request: Any, hold_id: UUID) -> HttpResponse:
    """Give held places back, with a reason; who asked may do so as well."""
    asked, hold = _hold(request, hold_id)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return show(request, asked, Said(422, release=form))
    try:
        hold = release_hold(hold=hold, reason=form.cleaned_data["reason"], by=request.user)
    except refusals.HoldEnded as refused:
        return answered(request, asked, refused)
    tell_about_hold(hold=hold, kind=HOLD_RELEASED, by=request.user)
    messages.success(request, _("The places are free again. The request waits."))
    return redirect("housing:request_detail", asked.pk)


def _hold(request: Any, hold_id: UUID) -> tuple[PlacementRequest, Hold]:
    """Return a hold with its request, which this member may see."""
    hold = get_object_or_404(Hold.objects.select_related("request"), pk=hold_id)
    return asked_or_404(request, hold.request_id), hold


def _beds(asked: PlacementRequest, party: list[Person], form: GivePlaceForm) -> dict[UUID, Place]:
    """Return the place chosen for each of the party. Raises UnitTooSmall, PartyNotWhole."""
    typed = form.cleaned_data
    if typed["unit"] is not None:
        return choosing.beds_in_unit(
            request=asked,
            party=party,
            unit_id=typed["unit"],
            found=candidates(asked, party=party),
            whole_unit=typed["whole_unit"],
        )
    chosen = form.each or {asked.person_id: typed["place"]}
    places = {person: _place(place_id) for person, place_id in chosen.items()}
    choosing.check_whole(request=asked, party=party, chosen=places, whole_unit=typed["whole_unit"])
    return places


def _places_to_hold(
    asked: PlacementRequest, party: list[Person], form: GivePlaceForm
) -> list[Place]:
    typed = form.cleaned_data
    if typed["unit"] is not None:
        return choosing.places_to_hold(
            request=asked,
            party=party,
            unit_id=typed["unit"],
            found=candidates(asked, party=party),
            whole_unit=typed["whole_unit"],
        )
    beds = _beds(asked, party, form)
    return [beds[person.pk] for person in party]


def _place(place_id: UUID) -> Place:
    place = queries.place_with_structure(place_id)
    if place is None:
        raise Http404
    return place


def _ids(data: Any) -> list[UUID]:
    """Return the places a form of confirmation carried, so that they can be offered again."""
    found = []
    for text in data.getlist("place"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _chosen_again(
    request: Any, asked: PlacementRequest, form: GivePlaceForm, refused: refusals.HousingRefused
) -> HttpResponse:
    """Show what is free now, with the next place preselected where one was taken."""
    form.add_error(None, str(refused))
    if hasattr(refused, "next_place"):
        chosen = [refused.next_place.pk] if refused.next_place else []
    else:
        chosen = [pk for pk in (form.cleaned_data["place"],) if pk is not None]
    return show(request, asked, Said(409, give=form, chosen=chosen))


def _given(request: Any, asked: PlacementRequest, stays: list[Stay]) -> HttpResponse:
    tell_asker(request=asked, kind=PLACE_GIVEN, by=request.user)
    if len(stays) == 1:
        messages.success(request, _("The place has been given."))
        return redirect("housing:stay_detail", stays[0].pk)
    messages.success(request, _("The places have been given."))
    return redirect("housing:request_detail", asked.pk)
