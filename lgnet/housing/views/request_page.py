"""One request: what is asked, for whom, what is held, and where they could sleep."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from lgnet.audit.actions import record
from lgnet.housing import queries, rules
from lgnet.housing.actions import refusals
from lgnet.housing.actions.party import add_to_party, count_unnamed, take_from_party
from lgnet.housing.actions.requests import refuse_request, withdraw_request
from lgnet.housing.actions.telling import REQUEST_REFUSED, tell_asker
from lgnet.housing.countdown import Countdown
from lgnet.housing.enums import RequestState
from lgnet.housing.fitting import to_ask_everywhere
from lgnet.housing.forms import (
    ConfirmHoldForm,
    GivePlaceForm,
    PartyForm,
    RefuseForm,
    ReleaseForm,
)
from lgnet.housing.inbox import turn_words, waited_words
from lgnet.housing.models import Occupancy, PlacementRequest
from lgnet.housing.queries.candidates import Candidate, candidates, party_wishes
from lgnet.housing.queries.request_page import (
    LastHold,
    last_hold,
    nights_in_question,
    party_and_family,
    requests_to_show,
    stays_given,
)
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.network.access import access, can
from lgnet.people.models import Person
from lgnet.ui import undo


@dataclass(slots=True)
class Said:
    """What a page shows again after a deed that failed: its form, and the places it preferred."""

    status: int = 200
    give: GivePlaceForm | None = None
    confirm: ConfirmHoldForm | None = None
    release: ReleaseForm | None = None
    refuse: RefuseForm | None = None
    party: PartyForm | None = None
    # Places to preselect, by how much they are preferred.
    chosen: list[UUID] = field(default_factory=list)


@access(permission="housing.request")
@require_GET
def request_detail(request: Any, request_id: UUID) -> HttpResponse:
    """Show a request, and the place once given; to who gives places, the free ones."""
    asked = asked_or_404(request, request_id)
    record(verb="housing.request_viewed", target=asked, person=asked.person_id)
    chosen = request.GET.get("place", "")
    try:
        said = Said(chosen=[UUID(chosen)] if chosen else [])
    except ValueError:
        said = Said()
    return show(request, asked, said)


@access(permission="housing.request")
@require_POST
def request_party(request: Any, request_id: UUID) -> HttpResponse:
    """Name somebody who comes along, take somebody out, or say how many more there are."""
    asked = asked_or_404(request, request_id)
    form = PartyForm(request.POST)
    if not form.is_valid():
        return show(request, asked, Said(422, party=form))
    typed = form.cleaned_data
    try:
        if typed["who"] is not None:
            person = Person.objects.filter(pk=typed["who"]).order_by("pk").first()
            if person is None:
                raise Http404
            add_to_party(
                request=asked, person=person, was_unnamed=typed["was_unnamed"], by=request.user
            )
        elif typed["gone"] is not None:
            take_from_party(request=asked, person_id=typed["gone"], by=request.user)
        else:
            count_unnamed(request=asked, unnamed=typed["unnamed"], by=request.user)
    except refusals.RequestAnswered as refused:
        return answered(request, asked, refused)
    except refusals.HousingRefused as refused:
        form.add_error(None, str(refused))
        return show(request, asked, Said(409, party=form))
    return redirect("housing:request_detail", asked.pk)


@access(permission="housing.place")
@require_POST
def request_refuse(request: Any, request_id: UUID) -> HttpResponse:
    """Refuse a request with a reason."""
    asked = asked_or_404(request, request_id)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return show(request, asked, Said(422, refuse=form))
    try:
        asked = refuse_request(request=asked, reason=form.cleaned_data["reason"], by=request.user)
    except refusals.RequestAnswered as refused:
        return answered(request, asked, refused)
    except refusals.AlreadyHeld as refused:
        form.add_error(None, str(refused))
        return show(request, asked, Said(409, refuse=form))
    tell_asker(request=asked, kind=REQUEST_REFUSED, by=request.user)
    label = _("The request has been refused.")
    _offer_reopening(request, asked, action="housing.refuse_request", label=label)
    return redirect("housing:requests")


@access(permission="housing.request")
@require_POST
def request_withdraw(request: Any, request_id: UUID) -> HttpResponse:
    """Take a request back."""
    asked = asked_or_404(request, request_id)
    try:
        withdraw_request(request=asked, by=request.user)
    except refusals.RequestAnswered as refused:
        return answered(request, asked, refused)
    label = _("The request has been withdrawn.")
    _offer_reopening(request, asked, action="housing.withdraw_request", label=label)
    return redirect("housing:requests")


def asked_or_404(request: Any, request_id: UUID) -> PlacementRequest:
    """Return a request this member may see; another's is as good as none."""
    return get_object_or_404(requests_to_show(request.membership), pk=request_id)


def answered(request: HttpRequest, asked: PlacementRequest, refused: Exception) -> HttpResponse:
    """Someone was faster: say so on the request as it stands now."""
    messages.warning(request, str(refused))
    return redirect("housing:request_detail", asked.pk)


def _offer_reopening(
    request: HttpRequest, asked: PlacementRequest, *, action: str, label: str
) -> None:
    arguments = {"request_id": str(asked.pk)}
    undo.offer_undo(request, action=action, arguments=arguments, label=label)


def show(request: Any, asked: PlacementRequest, said: Said) -> HttpResponse:
    """Return the page of a request as it stands, with what ``said`` brings back."""
    may_place = can(request.membership, "housing.place")
    if said.status != 200:  # Somebody else may have changed it meanwhile.
        asked = asked_or_404(request, asked.pk)
    is_open = asked.state == RequestState.OPEN
    party, family = party_and_family(asked)
    hold = last_hold(asked) if is_open else None
    is_held = hold is not None and hold.is_live
    size = len(party) + asked.unnamed
    context: dict[str, Any] = {
        "asked": asked,
        "is_open": is_open,
        "may_place": may_place,
        "party": party,
        "size": size,
        "lead": _size_words(size) if size > 1 else "",
        "turn": turn_words(asked, is_held=is_held),
        "waited": waited_words(asked),
        "hold": hold,
        "is_held": is_held,
    }
    if is_open:
        first = rules.first_night(asked_from=asked.from_on, tonight=tonight())
        held, elsewhere = nights_in_question(hold, party, first)
        form = said.party or PartyForm(initial={"unnamed": asked.unnamed, "was_unnamed": True})
        context |= {"party_form": form, "family": family, "first_night": first}
        context |= {"elsewhere": elsewhere, **_hold_context(hold, held, said)}
        if may_place:
            context |= _answer_context(asked, party, first, said)
        if may_place and not is_held:
            chosen = said.chosen or [row.place_id for row in held]
            context |= _giving_context(asked, party, first, said, chosen)
    if asked.state == RequestState.PLACED:
        context["stays"] = stays_given(asked)
    return render(request, "housing/request_detail.html", context, status=said.status)


def _size_words(size: int) -> str:
    words = ngettext("%(count)s person needs a place.", "%(count)s people need a place.", size)
    return words % {"count": size}


def _hold_context(hold: LastHold | None, held: list[Occupancy], said: Said) -> dict[str, Any]:
    if hold is None or not hold.is_active:
        return {}
    return {
        "countdown": Countdown.to(hold.expires_at),
        "held": held,
        "confirm_form": said.confirm or ConfirmHoldForm(),
        "release_form": said.release or ReleaseForm(),
    }


def _answer_context(
    asked: PlacementRequest, party: list[Person], first: dt.date, said: Said
) -> dict[str, Any]:
    """Return what giving, confirming and refusing need of the party."""
    return {
        "has_passed": asked.until_on is not None and asked.until_on <= first,
        "has_minor": any(person.may_be_minor for person in party),
        "has_adult": any(not person.may_be_minor for person in party),
        "is_alone": len(party) == 1 and not asked.unnamed,
        "refuse_form": said.refuse or RefuseForm(),
    }


def _giving_context(
    asked: PlacementRequest, party: list[Person], first: dt.date, said: Said, wanted: list[UUID]
) -> dict[str, Any]:
    """Return the units with free places, those ``wanted`` preselected where they are free."""
    found = candidates(asked, party=party, first=first)
    free = {place.pk for one in found for place in one.places}
    chosen = {pk for pk in wanted if pk in free}
    chosen_unit = _chosen_unit(found, chosen, len(party) + asked.unnamed)
    misfits = [one for one in found if not one.fits]
    form = said.give or GivePlaceForm(party=party, initial={"id": uuid7()})
    # The same choices for each person apart: fields of the same names, with identifiers of theirs.
    each_form = GivePlaceForm(
        form.data if form.is_bound else None,
        party=party,
        initial={"id": uuid7()},
        auto_id="each_%s",
    )
    return {
        "fitting": [one for one in found if one.fits],
        "others_free": misfits,
        "all_free": found,
        "is_misfit_open": len(misfits) == len(found)
        or any(one.unit.pk == chosen_unit or _has(one, chosen) for one in misfits),
        "give_form": form,
        "each_form": each_form,
        "is_each_open": form.is_bound and any(form.data.get(form.name_for(one)) for one in party),
        "chosen": chosen,
        "chosen_unit": chosen_unit,
        "each": _each(party, form, found, chosen),
        "to_ask": to_ask_everywhere(party_wishes(asked, party, first)),
        "to_check": queries.places_to_check(tonight()).count(),
    }


def _chosen_unit(found: list[Candidate], chosen: set[UUID], size: int) -> UUID | None:
    """Return the unit to preselect: of the places chosen, where all of the party find one."""
    large = [one for one in found if len(one.places) >= size]
    for one in large:
        if _has(one, chosen):
            return one.unit.pk
    return large[0].unit.pk if chosen and large else None


def _has(candidate: Candidate, places: set[UUID]) -> bool:
    return any(place.pk in places for place in candidate.places)


def _each(
    party: list[Person], form: GivePlaceForm, found: list[Candidate], chosen: set[UUID]
) -> list[dict[str, Any]]:
    """Return the people of a party, each with the name of their field and the place chosen.

    Where a place was taken meanwhile, the next free one stands in its stead.
    """
    free = [str(place.pk) for one in found for place in one.places]
    fields = {person: form.name_for(person) for person in party}
    typed = {name: form.data.get(name, "") if form.is_bound else "" for name in fields.values()}
    taken = {value for value in typed.values() if value in free}
    next_ones = [pk for pk in (*map(str, chosen), *free) if pk not in taken]
    lines = []
    for person, name in fields.items():
        value = typed[name]
        if value and value not in taken:
            value = next_ones[0] if next_ones else ""
            next_ones = [pk for pk in next_ones if pk != value]
        lines.append({"person": person, "name": name, "value": value})
    return lines
