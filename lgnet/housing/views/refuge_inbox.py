"""The refuge's own side: who asks for protection, the answer, and receiving who came."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.housing.actions.refuge_answers import (
    accept_refuge_request,
    decline_refuge_request,
    receive_guest,
)
from lgnet.housing.actions.refuges import RefugeRefused
from lgnet.housing.actions.refusals import HousingRefused
from lgnet.housing.forms_refuges import AcceptRefugeForm, GuestCameForm
from lgnet.housing.models import ReceivedRefugeRequest
from lgnet.housing.queries import free_places, place_with_structure
from lgnet.housing.queries import refuges as queries
from lgnet.kernel.nights import tonight
from lgnet.network.access import access

PERMISSION = "housing.refuge_answer"


@access(permission=PERMISSION)
@require_GET
def refuge_inbox(request: Any) -> HttpResponse:
    """List who asks for protection, or what is past; and who tried to look in from outside."""
    is_open = request.GET.get("show") != "past"
    rows = list(queries.received_refuge_requests(is_open=is_open)[: queries.MOST_LISTED + 1])
    record(verb="housing.refuge_received_listed", kind="housing.receivedrefugerequest")
    context = {
        "is_open": is_open,
        "rows": rows[: queries.MOST_LISTED],
        "has_more": len(rows) > queries.MOST_LISTED,
        "attempts": queries.attempts_from_outside() if is_open else [],
    }
    return render(request, "housing/refuge_inbox.html", context)


@access(permission=PERMISSION)
@require_GET
def refuge_received(request: Any, received_id: UUID) -> HttpResponse:
    """Show who asks, without identity, and the ways to answer."""
    received = _received(received_id)
    record(verb="housing.refuge_received_viewed", target=received)
    return _page(request, received)


@access(permission=PERMISSION)
@require_POST
def refuge_accept(request: Any, received_id: UUID) -> HttpResponse:
    """Say yes, with a time and a meeting point."""
    received = _received(received_id)
    form = AcceptRefugeForm(request.POST)
    if not form.is_valid():
        return _page(request, received, form=form, status=422)
    try:
        accept_refuge_request(received=received, words=form.cleaned_data["words"], by=request.user)
    except RefugeRefused as refused:
        return _refused(request, received, refused)
    messages.success(request, _("The answer is on its way. Nobody learns where it comes from."))
    return redirect("housing:refuge_received", received.pk)


@access(permission=PERMISSION)
@require_POST
def refuge_decline(request: Any, received_id: UUID) -> HttpResponse:
    """Say that it is not possible now; a yes may still follow."""
    received = _received(received_id)
    try:
        decline_refuge_request(received=received, by=request.user)
    except RefugeRefused as refused:
        return _refused(request, received, refused)
    messages.success(request, _("Noted. You can still say yes while the request waits."))
    return redirect("housing:refuge_inbox")


@access(permission=PERMISSION)
@require_http_methods(["GET", "POST"])
def refuge_came(request: Any, received_id: UUID) -> HttpResponse:
    """Record who came, here alone, and give them a place."""
    received = _received(received_id)
    if request.method == "GET":
        if not received.is_expected:
            return redirect("housing:refuge_received", received.pk)
        return _came_page(request, received, GuestCameForm())
    form = GuestCameForm(request.POST)
    if not form.is_valid():
        return _came_page(request, received, form, status=422)
    typed, place = form.cleaned_data, None
    if typed["place"] is not None:
        place = place_with_structure(typed["place"])
        if place is None:
            raise Http404
    try:
        asked, stay = receive_guest(
            received=received,
            known_as=typed["known_as"],
            place=place,
            counts_from=typed["counts_from"],
            by=request.user,
        )
    except RefugeRefused as refused:
        return _refused(request, received, refused)
    except HousingRefused as refused:
        form.add_error(None, str(refused))
        return _came_page(request, received, form, status=409)
    if received.told.party > 1:
        messages.info(request, _("Record the others from this person's page, as their family."))
    if stay is None:
        return redirect("housing:request_detail", asked.pk)
    return redirect("housing:stay_detail", stay.pk)


def _received(received_id: UUID) -> ReceivedRefugeRequest:
    rows = ReceivedRefugeRequest.objects.select_related("answered_by", "person")
    return get_object_or_404(rows, pk=received_id)


def _page(
    request: Any,
    received: ReceivedRefugeRequest,
    *,
    form: AcceptRefugeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"received": received, "told": received.told, "form": form or AcceptRefugeForm()}
    return render(request, "housing/refuge_received.html", context, status=status)


def _came_page(
    request: Any, received: ReceivedRefugeRequest, form: GuestCameForm, status: int = 200
) -> HttpResponse:
    places = list(free_places(tonight()))
    context = {"received": received, "told": received.told, "form": form, "places": places}
    return render(request, "housing/refuge_came.html", context, status=status)


def _refused(request: Any, received: ReceivedRefugeRequest, refused: Exception) -> HttpResponse:
    messages.warning(request, str(refused))
    return redirect("housing:refuge_received", received.pk)
