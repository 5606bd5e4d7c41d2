"""Reads of requests for a place."""

from uuid import UUID

from django.db.models import (
    Case,
    F,
    IntegerField,
    QuerySet,
    Value,
    When,
)

from lgnet.housing import rules
from lgnet.housing.enums import RequestState
from lgnet.housing.models import Hold, Occupancy, PlacementRequest, RequestMember
from lgnet.network.access import can
from lgnet.network.models import Membership
from lgnet.people.models import Person


def requests_for(membership: Membership) -> QuerySet[PlacementRequest]:
    """Return the requests a member may see: who gives places all of them, others their own."""
    found = PlacementRequest.objects.select_related("person", "asked_by", "answered_by")
    if not can(membership, "housing.place"):
        found = found.filter(asked_by=membership.user_id)
    return found


def open_requests(membership: Membership) -> QuerySet[PlacementRequest]:
    """Return the open requests, by named reason, then the longest wait first.

    Annotated ``reason_group``: the position in ``rules.REASON_GROUPS``.
    """
    groups = [
        When(urgency__contains=sorted(reasons), then=Value(position))
        for position, reasons in enumerate(rules.REASON_GROUPS)
    ]
    return (
        requests_for(membership)
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


def answered_requests(membership: Membership) -> QuerySet[PlacementRequest]:
    """Return the requests that had their answer, the latest answer first."""
    return requests_for(membership).exclude(state=RequestState.OPEN).order_by("-answered_at", "-id")


def requests_of(person: Person) -> QuerySet[PlacementRequest]:
    """Return a person's requests with who asked, the last asked first."""
    return (
        PlacementRequest.objects.filter(person=person)
        .select_related("asked_by")
        .order_by("-asked_at", "-id")
    )


def party_of(request: PlacementRequest) -> list[Person]:
    """Return the people a request is for: its own person first, then the others named."""
    others = RequestMember.objects.filter(request=request).select_related("person")
    return [request.person, *(member.person for member in others.order_by("id"))]


def party_ids(request: PlacementRequest) -> list[UUID]:
    """Return the identifiers of ``party_of``."""
    members = RequestMember.objects.filter(request=request).order_by("id")
    return [request.person_id, *members.values_list("person_id", flat=True)]


def held_places(hold: Hold) -> QuerySet[Occupancy]:
    """Return the nights a hold takes, with place, unit and structure; those for people first."""
    return (
        Occupancy.objects.filter(hold=hold)
        .select_related("place__unit__structure")
        .order_by(F("person").asc(nulls_last=True), "place__label", "id")
    )
