"""Asking for a place, and answering without giving one."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.housing.enums import RefusalReason, RequestState, Urgency
from lgnet.housing.models import PlacementRequest
from lgnet.people.models import Person

from .locks import lock_nights
from .refusals import AlreadyAsked, RequestAnswered


@transaction.atomic
def ask_for_place(
    *,
    id: UUID,
    person: Person,
    from_on: dt.date,
    urgency: Iterable[str] = (),
    note: str = "",
    by: Any,
) -> PlacementRequest:
    """Record a request for a place from the night of ``from_on``, and return it.

    Asking again with the same ``id`` returns what was recorded the first time. Raises
    AlreadyAsked where another request of the person is open.
    """
    lock_nights(persons=[person.pk])
    known = PlacementRequest.objects.filter(pk=id).order_by("pk").first()
    if known is not None:
        return known
    waiting = open_request_of(person)
    if waiting is not None:
        raise AlreadyAsked(waiting)
    request = PlacementRequest.objects.create(
        id=id,
        person=person,
        from_on=from_on,
        urgency=sorted(Urgency(code).value for code in set(urgency)),
        note=note,
        asked_by=by,
    )
    record(verb="housing.place_asked", target=request, person=person.pk)
    return request


def open_request_of(person: Person) -> PlacementRequest | None:
    """Return the person's open request with who asked, or None."""
    return (
        PlacementRequest.objects.filter(person=person, state=RequestState.OPEN)
        .select_related("asked_by")
        .order_by("pk")
        .first()
    )


@transaction.atomic
def refuse_request(*, request: PlacementRequest, reason: str, by: Any) -> PlacementRequest:
    """Refuse a request and keep the reason. Raises RequestAnswered where it had another answer."""
    refusal = RefusalReason(reason)
    current = locked(request)
    if current.state == RequestState.REFUSED and current.refusal_reason == refusal:
        return current
    if current.state != RequestState.OPEN:
        raise RequestAnswered(current)
    current.refusal_reason = refusal
    _answer(current, RequestState.REFUSED, by)
    record(verb="housing.request_refused", target=current, reason=refusal.value)
    return current


@transaction.atomic
def withdraw_request(*, request: PlacementRequest, by: Any) -> PlacementRequest:
    """Take a request back: no place is needed. Raises RequestAnswered where it was answered."""
    current = locked(request)
    if current.state == RequestState.WITHDRAWN:
        return current
    if current.state != RequestState.OPEN:
        raise RequestAnswered(current)
    _answer(current, RequestState.WITHDRAWN, by)
    record(verb="housing.request_withdrawn", target=current)
    return current


@transaction.atomic
def reopen_request(*, request: PlacementRequest, by: Any) -> PlacementRequest:
    """Take a refusal or a withdrawal back, so that the request waits again.

    Raises RequestAnswered where a place was given, AlreadyAsked where a newer request waits.
    """
    lock_nights(persons=[request.person_id])
    current = locked(request)
    if current.state == RequestState.OPEN:
        return current
    if current.state == RequestState.PLACED:
        raise RequestAnswered(current)
    waiting = open_request_of(current.person)
    if waiting is not None:
        raise AlreadyAsked(waiting)
    current.state = RequestState.OPEN
    current.refusal_reason = None
    current.answered_at = current.answered_by = None
    current.save()
    record(verb="housing.request_reopened", target=current, by=by.pk)
    return current


def locked(request: PlacementRequest) -> PlacementRequest:
    """Return the request as it stands now with its person, locked until the transaction ends."""
    return (
        PlacementRequest.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(pk=request.pk)
    )


def mark_placed(request: PlacementRequest, by: Any) -> None:
    """Answer an open, locked request with a place."""
    _answer(request, RequestState.PLACED, by)


def _answer(request: PlacementRequest, state: RequestState, by: Any) -> None:
    request.state = state
    request.answered_at = timezone.now()
    request.answered_by = by
    request.save(update_fields=["state", "refusal_reason", "answered_at", "answered_by"])
