"""Reads of requests for a place: the party, the hold, the inbox."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from lgnet.housing import rules
from lgnet.housing.enums import HoldState, RequestState
from lgnet.housing.models import Hold, Occupancy, PlacementRequest, RequestMember
from lgnet.kernel.tenancy import required_scope
from lgnet.network.access import can
from lgnet.network.models import Membership
from lgnet.people.models import HouseholdMember, Person

from .places import live


def requests_for(membership: Membership) -> QuerySet[PlacementRequest]:
    """Return the requests a member may see: who gives places all of them, others their own."""
    found = PlacementRequest.objects.select_related("person", "asked_by", "answered_by")
    if not can(membership, "housing.place"):
        found = found.filter(asked_by=membership.user_id)
    return found


def inbox(membership: Membership) -> QuerySet[PlacementRequest]:
    """Return the requests a member may see, with what a line of the inbox shows.

    Annotated: ``named``, how many others of the party are named, whoever may see them, and
    ``held_until``, when its hold ends, None where no place is held.
    """
    return requests_for(membership).annotate(named=_named(), held_until=_held_until())


def open_requests(membership: Membership) -> QuerySet[PlacementRequest]:
    """Return the open requests, by named reason, then the longest wait first.

    Annotated ``reason_group``: the position in ``rules.REASON_GROUPS``; the rest as ``inbox``.
    """
    groups = [
        When(urgency__contains=sorted(reasons), then=Value(position))
        for position, reasons in enumerate(rules.REASON_GROUPS)
    ]
    return (
        inbox(membership)
        .filter(state=RequestState.OPEN)
        .annotate(
            reason_group=Case(
                *groups,
                default=Value(len(rules.REASON_GROUPS)),
                output_field=IntegerField(),
            )
        )
        .order_by("reason_group", "asked_at", "id")
    )


def waiting_requests(membership: Membership) -> QuerySet[PlacementRequest]:
    """Return the open requests for which nothing is held, in the order of ``open_requests``."""
    return open_requests(membership).filter(held_until__isnull=True)


def held_requests(membership: Membership) -> QuerySet[PlacementRequest]:
    """Return the open requests for which places are held, the hold that ends first at the top."""
    held = open_requests(membership).filter(held_until__isnull=False)
    return held.order_by("held_until", "id")


def answered_requests(membership: Membership) -> QuerySet[PlacementRequest]:
    """Return the requests that had their answer, the latest answer first."""
    return inbox(membership).exclude(state=RequestState.OPEN).order_by("-answered_at", "-id")


def asked_by_member(membership: Membership) -> QuerySet[PlacementRequest]:
    """Return the requests a member asked, whatever their state, the last asked first."""
    return inbox(membership).filter(asked_by=membership.user_id).order_by("-asked_at", "-id")


def requests_of(person: Person) -> QuerySet[PlacementRequest]:
    """Return the requests a person is part of with who asked, the last asked first.

    Annotated as ``inbox``, and ``held``: the holds made for it, the first made first, as rows of
    ``made_at``, ``by``, ``state`` and ``expires_at``.
    """
    held = (
        Hold.objects.filter(**_OF_REQUEST)
        .order_by("made_at", "id")
        .values_list(
            JSONObject(
                made_at="made_at", by="made_by__full_name", state="state", expires_at="expires_at"
            )
        )
    )
    return (
        PlacementRequest.objects.filter(_with([person.pk]))
        .select_related("person", "asked_by")
        .annotate(named=_named(), held_until=_held_until(), held=ArraySubquery(held))
        .order_by("-asked_at", "-id")
    )


def open_request_with(person_ids: Iterable[UUID]) -> PlacementRequest | None:
    """Return an open request that one of these people is part of, or None."""
    return (
        PlacementRequest.objects.filter(_with(person_ids), state=RequestState.OPEN)
        .select_related("person", "asked_by")
        .order_by("pk")
        .first()
    )


def party_of(request: PlacementRequest) -> list[Person]:
    """Return the people a request is for: its own person first, then the others named."""
    others = RequestMember.objects.filter(request=request).select_related("person")
    return [request.person, *(member.person for member in others.order_by("id"))]


def party_ids(request: PlacementRequest) -> list[UUID]:
    """Return the identifiers of ``party_of``."""
    members = RequestMember.objects.filter(request=request).order_by("id")
    return [request.person_id, *members.values_list("person_id", flat=True)]


def household_around(person: Person) -> list[HouseholdMember]:
    """Return the others of the household somebody lives in today, the head first."""
    own = HouseholdMember.objects.filter(person=person, until_on__isnull=True)
    return list(
        HouseholdMember.objects.filter(
            household__in=own.order_by().values("household"), until_on__isnull=True
        )
        .exclude(person=person)
        .select_related("person")
        .order_by("-is_head", "from_on", "id")
    )


def held_places(hold: Hold) -> QuerySet[Occupancy]:
    """Return the nights a hold takes, with place, unit and structure; those for people first."""
    return (
        Occupancy.objects.filter(hold=hold)
        .select_related("place__unit__structure")
        .order_by(F("person").asc(nulls_last=True), "place__label", "id")
    )


def held_for(requests: Iterable[PlacementRequest]) -> dict[UUID, list[Occupancy]]:
    """Return by request the nights held for it now, with place, unit and structure; one query."""
    rows = (
        Occupancy.objects.filter(live(), hold__request__in=[one.pk for one in requests])
        .annotate(of_request=F("hold__request_id"))
        .select_related("place__unit__structure")
        .order_by("place__unit__name", "place__label", "id")
    )
    found: dict[UUID, list[Occupancy]] = {}
    for row in rows:
        found.setdefault(row.of_request, []).append(row)
    return found


_OF_REQUEST = {
    "city_id": OuterRef("city_id"),
    "compartment_id": OuterRef("compartment_id"),
    "request_id": OuterRef("pk"),
}


def _with(person_ids: Iterable[UUID]) -> Any:
    """Return the condition on requests: one of these people is part of the party."""
    wanted = list(person_ids)
    members = RequestMember.objects.filter(**_OF_REQUEST, person__in=wanted)
    return Q(person__in=wanted) | Exists(members)


def _named() -> Any:
    """Return how many others are named, past who may see whom: a party is as large as it is."""
    cell = required_scope("housing.RequestMember")
    rows: QuerySet[RequestMember] = QuerySet(RequestMember).filter(
        city_id=cell.city_id, compartment_id=cell.compartment_id, request_id=OuterRef("pk")
    )
    counted = rows.order_by().values("request_id").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _held_until() -> Subquery:
    held = Hold.objects.filter(**_OF_REQUEST, state=HoldState.ACTIVE, expires_at__gt=timezone.now())
    return Subquery(held.order_by().values("expires_at")[:1])
