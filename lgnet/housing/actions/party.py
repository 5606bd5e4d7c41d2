"""The party of an open request: who is named later, who does not come after all."""

from typing import Any
from uuid import UUID

from django.db import transaction

from lgnet.audit.actions import record
from lgnet.housing import queries
from lgnet.housing.enums import HoldState, RequestState
from lgnet.housing.models import Occupancy, PlacementRequest, RequestMember
from lgnet.people.models import Person

from .locks import lock_nights
from .refusals import AlreadyAsked, AlreadyInParty, PersonHasPlace, RequestAnswered
from .requests import locked


@transaction.atomic
def add_to_party(
    *, request: PlacementRequest, person: Person, was_unnamed: bool, by: Any
) -> PlacementRequest:
    """Name somebody who comes along; ``was_unnamed``: one of those nobody had identified.

    A place held for nobody yet is theirs from now on. Adding again changes nothing. Raises
    RequestAnswered, AlreadyInParty for the request's own person, AlreadyAsked where they are part
    of another open request, PersonHasPlace where a place held for the party would clash.
    """
    _lock(request, [person.pk])
    current = _open(request)
    if person.pk == current.person_id:
        raise AlreadyInParty
    if RequestMember.objects.filter(request=current, person=person).exists():
        return current
    other = queries.open_request_with([person.pk])
    if other is not None:
        raise AlreadyAsked(other)
    RequestMember.objects.create(request=current, person=person)
    if was_unnamed and current.unnamed:
        current.unnamed -= 1
        current.save(update_fields=["unnamed"])
    row = _held(current).filter(person__isnull=True).order_by("place__label", "id").first()
    if row is not None:
        taken = Occupancy.objects.filter(
            queries.live(), person=person, nights__overlap=row.nights
        ).select_related("stay__structure")
        clash = taken.order_by("nights", "id").first()
        if clash is not None:
            raise PersonHasPlace(clash.stay)
        row.person = person
        row.save(update_fields=["person"])
    record(verb="housing.party_changed", target=current, person=person.pk, is_coming=True)
    return current


@transaction.atomic
def take_from_party(*, request: PlacementRequest, person_id: UUID, by: Any) -> PlacementRequest:
    """Record that somebody does not come after all; who asked first stays.

    A place held for them is held for nobody. Taking again changes nothing. Raises RequestAnswered.
    """
    _lock(request, [person_id])
    current = _open(request)
    gone, _rows = RequestMember.objects.filter(request=current, person=person_id).delete()
    if gone:
        _held(current).filter(person=person_id).exclude(person=current.person_id).update(
            person=None
        )
        record(verb="housing.party_changed", target=current, person=person_id, is_coming=False)
    return current


@transaction.atomic
def count_unnamed(*, request: PlacementRequest, unnamed: int, by: Any) -> PlacementRequest:
    """Say how many more come along whom nobody has identified. Raises RequestAnswered."""
    current = _open(request)
    if current.unnamed != unnamed:
        current.unnamed = unnamed
        current.save(update_fields=["unnamed"])
        record(verb="housing.party_changed", target=current, unnamed=unnamed)
    return current


def _open(request: PlacementRequest) -> PlacementRequest:
    current = locked(request)
    if current.state != RequestState.OPEN:
        raise RequestAnswered(current)
    return current


def _lock(request: PlacementRequest, persons: list[UUID]) -> None:
    places = _held(request).order_by("id").values_list("place_id", flat=True)
    lock_nights(places=list(places), persons=persons)


def _held(request: PlacementRequest) -> Any:
    """Return the nights held for the request now."""
    return Occupancy.objects.filter(
        queries.live(), hold__request=request, hold__state=HoldState.ACTIVE
    )
