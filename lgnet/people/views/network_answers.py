"""Answering another city that asks about a person whom this one probably knows."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lgnet.audit.actions import record
from lgnet.network.access import access
from lgnet.ui import undo

from .. import queries
from ..actions.record_requests import (
    RecordRefused,
    accept_request,
    decline_request,
    revoke_excerpt,
)
from ..cards import card_of
from ..enums import DeclineReason, GivingBasis, RecordPart, RecordRequestState
from ..excerpts import profile_words
from ..forms.records import AcceptForm, DeclineForm, usual_term
from ..models import ReceivedRequest


@access(permission="people.cross_city")
@require_GET
def received(request: Any, received_id: UUID) -> HttpResponse:
    """Show who of this city is probably meant, what is asked and why; answer here."""
    asked = _received(received_id)
    record(verb="people.record_received_viewed", target=asked, person=asked.person_id)
    return _page(request, asked)


@access(permission="people.cross_city")
@require_POST
def received_accept(request: Any, received_id: UUID) -> HttpResponse:
    """Tell the chosen parts, each on its ground, until a day."""
    asked = _received(received_id)
    form = AcceptForm(request.POST, received=asked)
    if not form.is_valid():
        return _page(request, asked, accept=form, status=422)
    try:
        accept_request(
            received_id=asked.pk,
            given=form.given(),
            until_on=form.cleaned_data["until_on"],
            by=request.user,
        )
    except RecordRefused as refused:
        return _refused(request, asked, refused)
    messages.success(request, _("Told. You can revoke it here at any time."))
    return redirect("people:received", asked.pk)


@access(permission="people.cross_city")
@require_POST
def received_decline(request: Any, received_id: UUID) -> HttpResponse:
    """Decline with a reason, with a way back for some seconds."""
    asked = _received(received_id)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, decline=form, status=422)
    reason = DeclineReason(form.cleaned_data["reason"])
    try:
        decline_request(received_id=asked.pk, reason=reason, by=request.user)
    except RecordRefused as refused:
        return _refused(request, asked, refused)
    undo.offer_undo(
        request,
        action="people.record_decline",
        arguments={"received_id": str(asked.pk)},
        label=_("Declined. The other city learns the reason, not who told it."),
    )
    return redirect("people:record_requests")


@access(permission="people.cross_city")
@require_POST
def received_revoke(request: Any, received_id: UUID) -> HttpResponse:
    """Take back what was told: closed in the other city from the next click on."""
    asked = _received(received_id)
    try:
        revoke_excerpt(received_id=asked.pk, by=request.user)
    except RecordRefused as refused:
        return _refused(request, asked, refused)
    messages.success(request, _("Revoked. The other city cannot open it any more."))
    return redirect("people:received", asked.pk)


def _received(received_id: UUID) -> ReceivedRequest:
    rows = ReceivedRequest.objects.select_related("from_city", "answered_by", "revoked_by")
    return get_object_or_404(rows, pk=received_id)


def _refused(request: Any, asked: ReceivedRequest, refused: RecordRefused) -> HttpResponse:
    messages.warning(request, str(refused))
    return redirect("people:received", asked.pk)


def _page(
    request: Any,
    asked: ReceivedRequest,
    *,
    accept: AcceptForm | None = None,
    decline: DeclineForm | None = None,
    status: int = 200,
) -> HttpResponse:
    person = queries.person_by_id(asked.person_id)
    context = {
        "asked": asked,
        "card": card_of(person) if person else None,
        "parts": [RecordPart(part).label for part in asked.parts],
        "told": [
            (RecordPart(part).label, GivingBasis(basis).label)
            for part, basis in asked.given.items()
        ],
        "profile": profile_words(asked.profile),
        "is_open": asked.state == RecordRequestState.OPEN,
        "accept": accept or AcceptForm(received=asked, initial=usual_term()),
        "decline": decline or DeclineForm(),
    }
    return render(request, "people/received.html", context, status=status)
