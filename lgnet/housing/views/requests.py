"""Requests for a place: asked, listed by named reason, answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.housing import queries, rules
from lgnet.housing.actions import refusals
from lgnet.housing.actions.placing import give_place
from lgnet.housing.actions.requests import (
    ask_for_place,
    open_request_of,
    refuse_request,
    withdraw_request,
)
from lgnet.housing.enums import RequestState
from lgnet.housing.forms import (
    GivePlaceForm,
    RefuseForm,
    RequestForm,
    new_request,
    without_past_night,
)
from lgnet.housing.models import Place, PlacementRequest
from lgnet.kernel.keyset import page_by
from lgnet.kernel.nights import tonight
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access, can
from lgnet.people.models import Person
from lgnet.ui import drafts, undo

# As many as a coordinator can keep in mind; the rest shows when these are answered.
LONGEST_INBOX = 100


@access(permission="housing.request")
@require_GET
def requests(request: Any) -> HttpResponse:
    """List open requests by named reason, or the answered ones, the latest first."""
    is_answered = request.GET.get("show") == "answered"
    context: dict[str, Any] = {"is_answered": is_answered}
    if is_answered:
        answered = queries.answered_requests(request.membership)
        page = page_by(answered, "answered_at", **keys_in(request.GET))
        context |= {"rows": page.rows, **links_of(page, request.GET)}
    else:
        found = list(queries.open_requests(request.membership)[: LONGEST_INBOX + 1])
        context |= {"rows": found[:LONGEST_INBOX], "has_more": len(found) > LONGEST_INBOX}
    record(verb="housing.requests_listed", kind="housing.placementrequest")
    context["may_place"] = can(request.membership, "housing.place")
    return render(request, "housing/requests.html", context)


@access(permission="housing.request")
@require_http_methods(["GET", "POST"])
def request_new(request: Any) -> HttpResponse:
    """Ask for a place for one person, named in the address or the form."""
    person = _person_of(request)
    key = f"housing.request:{person.pk}"
    if request.method == "POST":
        form = RequestForm(request.POST)
        if form.is_valid():
            try:
                made = ask_for_place(
                    id=form.cleaned_data["id"],
                    person=person,
                    from_on=form.cleaned_data["from_on"],
                    urgency=form.cleaned_data["urgency"],
                    note=form.cleaned_data["note"],
                    by=request.user,
                )
            except refusals.AlreadyAsked as refused:
                form.add_error(None, str(refused))
            else:
                drafts.clear(request, key)
                messages.success(request, _("The place has been asked for."))
                return redirect("housing:request_detail", made.pk)
        status, kept = 422, drafts.Kept(key)
    else:
        initial, kept = drafts.initial_for(request, key, RequestForm, new_request(person.pk))
        form, status = RequestForm(initial=without_past_night(initial)), 200
    context = {"form": form, "person": person, "key": key, "kept": kept}
    context["waiting"] = open_request_of(person)
    context["stay"] = queries.running_stay_of(person)
    return render(request, "housing/request_new.html", context, status=status)


@access(permission="housing.request")
@require_GET
def request_detail(request: Any, request_id: UUID) -> HttpResponse:
    """Show a request, and the place once given; to who gives places, the free ones."""
    asked = _asked(request, request_id)
    record(verb="housing.request_viewed", target=asked, person=asked.person_id)
    return _detail(request, asked)


@access(permission="housing.place")
@require_POST
def place_give(request: Any, request_id: UUID) -> HttpResponse:
    """Give a free place; where someone was faster, show what is free now."""
    asked = _asked(request, request_id)
    form = GivePlaceForm(request.POST)
    if not form.is_valid():
        return _detail(request, asked, give_form=form, status=422)
    place = queries.place_with_structure(form.cleaned_data["place"])
    if place is None:
        raise Http404
    try:
        stay = give_place(
            request=asked,
            place=place,
            by=request.user,
            is_accompanied=form.cleaned_data["is_accompanied"],
        )
    except refusals.RequestAnswered as refused:
        return _answered(request, asked, refused)
    except refusals.HousingRefused as refused:
        form.add_error(None, str(refused))
        nearest = getattr(refused, "next_place", place)
        return _detail(request, asked, give_form=form, chosen=nearest, status=409)
    messages.success(request, _("The place has been given."))
    return redirect("housing:stay_detail", stay.pk)


@access(permission="housing.place")
@require_POST
def request_refuse(request: Any, request_id: UUID) -> HttpResponse:
    """Refuse a request with a reason."""
    asked = _asked(request, request_id)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _detail(request, asked, refuse_form=form, status=422)
    try:
        refuse_request(request=asked, reason=form.cleaned_data["reason"], by=request.user)
    except refusals.RequestAnswered as refused:
        return _answered(request, asked, refused)
    label = _("The request has been refused.")
    _offer_reopening(request, asked, action="housing.refuse_request", label=label)
    return redirect("housing:requests")


@access(permission="housing.request")
@require_POST
def request_withdraw(request: Any, request_id: UUID) -> HttpResponse:
    """Take a request back."""
    asked = _asked(request, request_id)
    try:
        withdraw_request(request=asked, by=request.user)
    except refusals.RequestAnswered as refused:
        return _answered(request, asked, refused)
    label = _("The request has been withdrawn.")
    _offer_reopening(request, asked, action="housing.withdraw_request", label=label)
    return redirect("housing:requests")


def _answered(request: HttpRequest, asked: PlacementRequest, refused: Exception) -> HttpResponse:
    """Someone was faster: say so on the request as it stands now."""
    messages.warning(request, str(refused))
    return redirect("housing:request_detail", asked.pk)


def _offer_reopening(
    request: HttpRequest, asked: PlacementRequest, *, action: str, label: str
) -> None:
    arguments = {"request_id": str(asked.pk)}
    undo.offer_undo(request, action=action, arguments=arguments, label=label)


def _asked(request: Any, request_id: UUID) -> PlacementRequest:
    return get_object_or_404(queries.requests_for(request.membership), pk=request_id)


def _person_of(request: Any) -> Person:
    """Return the person a request is about; one of another cell is as good as none."""
    text = request.POST.get("person") or request.GET.get("person", "")
    try:
        person_id = UUID(text)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(Person, pk=person_id)


def _detail(
    request: Any,
    asked: PlacementRequest,
    *,
    give_form: GivePlaceForm | None = None,
    chosen: Place | None = None,
    refuse_form: RefuseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    may_place = can(request.membership, "housing.place")
    context: dict[str, Any] = {"asked": asked, "may_place": may_place, "groups": []}
    context["is_open"] = asked.state == RequestState.OPEN
    if may_place and context["is_open"]:
        first = rules.first_night(asked_from=asked.from_on, tonight=tonight())
        places = list(queries.free_places(first))
        context |= {
            "first_night": first,
            "groups": _grouped(places),
            "to_check": queries.places_to_check(tonight()).count(),
            "give_form": give_form or GivePlaceForm(),
            "refuse_form": refuse_form or RefuseForm(),
            "chosen": chosen,
            "other_stay": queries.running_stay_of(asked.person),
        }
    if asked.state == RequestState.PLACED:
        stay = queries.stays().filter(request=asked).first()
        context["stay"] = stay
        context["occupancies"] = list(queries.occupancies_of(stay)) if stay else []
    return render(request, "housing/request_detail.html", context, status=status)


def _grouped(places: list[Any]) -> list[dict[str, Any]]:
    """Return the free places by structure, in the order of the query."""
    groups: list[dict[str, Any]] = []
    for place in places:
        structure = place.unit.structure
        if not groups or groups[-1]["structure"].pk != structure.pk:
            groups.append({"structure": structure, "places": []})
        groups[-1]["places"].append(place)
    return groups
