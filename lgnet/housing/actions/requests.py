"""Asking for a place, and answering without giving one."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.housing import queries
from lgnet.housing.enums import (
    AskedFrom,
    Declined,
    HoldState,
    PlaceNeed,
    RefusalReason,
    ReleaseReason,
    RequestState,
    Urgency,
)
from lgnet.housing.models import Hold, Occupancy, PlacementRequest, RequestMember
from lgnet.kernel.at_once import Prepared, Statement
from lgnet.people.models import Household, Person

from .locks import lock_nights
from .refusals import AlreadyAsked, AlreadyHeld, RequestAnswered

_PLACING = Prepared(
    "housing_placing",
    "UPDATE housing_placementrequest SET state = $1, answered_at = $2, answered_by_id = $3"
    " WHERE id = $4",
)


@transaction.atomic
def ask_for_place(
    *,
    id: UUID,
    person: Person,
    from_on: dt.date,
    until_on: dt.date | None = None,
    household: Household | None = None,
    members: Iterable[Person] = (),
    unnamed: int = 0,
    asked_from: str | None = None,
    urgency: Iterable[str] = (),
    needs: Iterable[str] = (),
    declines: Iterable[str] = (),
    note: str = "",
    by: Any,
) -> PlacementRequest:
    """Record a request for a place from the night of ``from_on``, and return it.

    ``members`` are the others who come along, ``unnamed`` how many more nobody has identified;
    ``until_on`` is the morning on which they need it no longer. Asking again with the same ``id``
    returns what was recorded the first time. Raises AlreadyAsked where one of the party is part
    of another open request.
    """
    party = {one.pk: one for one in (person, *members)}
    lock_nights(persons=party)
    known = PlacementRequest.objects.filter(pk=id).order_by("pk").first()
    if known is not None:
        return known
    waiting = queries.open_request_with(party)
    if waiting is not None:
        raise AlreadyAsked(waiting)
    request = PlacementRequest.objects.create(
        id=id,
        person=person,
        household=household,
        unnamed=unnamed,
        asked_from=AskedFrom(asked_from) if asked_from else None,
        from_on=from_on,
        until_on=until_on,
        urgency=_codes(Urgency, urgency),
        needs=_codes(PlaceNeed, needs),
        declines=_codes(Declined, declines),
        note=note,
        asked_by=by,
    )
    others = [one for pk, one in party.items() if pk != person.pk]
    RequestMember.objects.bulk_create(RequestMember(request=request, person=one) for one in others)
    record(
        verb="housing.place_asked", target=request, person=person.pk, people=len(party) + unnamed
    )
    return request


def open_request_of(person: Person) -> PlacementRequest | None:
    """Return the open request a person is part of, with who asked, or None."""
    return queries.open_request_with([person.pk])


def _codes(choices: type[TextChoices], codes: Iterable[str]) -> list[str]:
    return sorted(choices(code).value for code in set(codes))


@transaction.atomic
def refuse_request(*, request: PlacementRequest, reason: str, by: Any) -> PlacementRequest:
    """Refuse a request and keep the reason.

    Raises RequestAnswered where it had another answer, AlreadyHeld where places are held for it:
    who gives them back says why.
    """
    refusal = RefusalReason(reason)
    current = locked(request)
    if current.state == RequestState.REFUSED and current.refusal_reason == refusal:
        return current
    if current.state != RequestState.OPEN:
        raise RequestAnswered(current)
    held = _live_hold(current)
    if held is not None:
        raise AlreadyHeld(held)
    current.refusal_reason = refusal
    _answer(current, RequestState.REFUSED, by)
    record(verb="housing.request_refused", target=current, reason=refusal.value)
    return current


@transaction.atomic
def withdraw_request(*, request: PlacementRequest, by: Any) -> PlacementRequest:
    """Take a request back: no place is needed; what is held for it is free again.

    Raises RequestAnswered where it was answered.
    """
    held = Occupancy.objects.filter(hold__request=request).order_by("id")
    lock_nights(places=list(held.values_list("place_id", flat=True)))
    current = locked(request)
    if current.state == RequestState.WITHDRAWN:
        return current
    if current.state != RequestState.OPEN:
        raise RequestAnswered(current)
    hold = _live_hold(current)
    if hold is not None:
        end_hold(hold, HoldState.RELEASED, by=by, reason=ReleaseReason.PERSON_DECLINED)
    _answer(current, RequestState.WITHDRAWN, by)
    record(verb="housing.request_withdrawn", target=current)
    return current


@transaction.atomic
def reopen_request(*, request: PlacementRequest, by: Any) -> PlacementRequest:
    """Take a refusal or a withdrawal back, so that the request waits again.

    Raises RequestAnswered where a place was given, AlreadyAsked where a newer request waits.
    """
    party = queries.party_ids(request)
    lock_nights(persons=party)
    current = locked(request)
    if current.state == RequestState.OPEN:
        return current
    if current.state == RequestState.PLACED:
        raise RequestAnswered(current)
    waiting = queries.open_request_with(party)
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


def placing_statement(request: PlacementRequest, by: Any) -> Statement:
    """Return the statement that answers an open, locked request with a place."""
    return _PLACING, [RequestState.PLACED.value, timezone.now(), by and by.pk, request.pk]


def end_hold(hold: Hold, state: HoldState, *, by: Any, reason: ReleaseReason | None = None) -> None:
    """End a locked hold and free its nights."""
    Occupancy.objects.filter(hold=hold).delete()
    hold.state = state
    hold.release_reason = reason
    hold.ended_at = timezone.now()
    hold.ended_by = by
    hold.save(update_fields=["state", "release_reason", "ended_at", "ended_by"])


def _live_hold(request: PlacementRequest) -> Hold | None:
    """Return the hold of a locked request that has not run out, locked too, or None."""
    active = Hold.objects.filter(request=request, state=HoldState.ACTIVE)
    held = active.select_for_update(of=("self",)).filter(expires_at__gt=timezone.now())
    return held.order_by("id").first()


def _answer(request: PlacementRequest, state: RequestState, by: Any) -> None:
    request.state = state
    request.answered_at = timezone.now()
    request.answered_by = by
    request.save(update_fields=["state", "refusal_reason", "answered_at", "answered_by"])
