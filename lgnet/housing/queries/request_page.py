"""Reads of one request's page: few queries, whatever the size of the party and its hold."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from lgnet.housing.enums import HoldState
from lgnet.housing.models import Hold, Occupancy, PlacementRequest, RequestMember, Stay
from lgnet.network.models import Membership
from lgnet.people.models import HouseholdMember, Person

from .places import live
from .requests import requests_for


@dataclass(frozen=True, slots=True)
class LastHold:
    """The hold made last for a request; ``by`` is the name of who held."""

    pk: UUID
    state: HoldState
    expires_at: dt.datetime
    by: str

    @property
    def is_active(self) -> bool:
        """Return whether nobody has ended it, though it may have run out."""
        return self.state == HoldState.ACTIVE

    @property
    def is_live(self) -> bool:
        """Return whether it still holds its places."""
        return self.is_active and self.expires_at > timezone.now()


def requests_to_show(membership: Membership) -> QuerySet[PlacementRequest]:
    """Return the requests a member may see, each ready for ``last_hold``."""
    last = Hold.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        request_id=OuterRef("pk"),
    ).order_by("-made_at", "-id")
    row = JSONObject(pk="pk", state="state", expires_at="expires_at", by="made_by__full_name")
    return requests_for(membership).annotate(hold_row=Subquery(last.values_list(row)[:1]))


def last_hold(request: Any) -> LastHold | None:
    """Return the hold made last for a request of ``requests_to_show``, or None."""
    row = request.hold_row
    if row is None:
        return None
    return LastHold(
        UUID(row["pk"]),
        HoldState(row["state"]),
        dt.datetime.fromisoformat(row["expires_at"]),
        row["by"] or "",
    )


def party_and_family(request: PlacementRequest) -> tuple[list[Person], list[Person]]:
    """Return who the request is for, its own person first, and others of their household.

    One query.
    """
    members = RequestMember.objects.filter(request=request)
    own = HouseholdMember.objects.filter(person=request.person_id, until_on__isnull=True)
    family = HouseholdMember.objects.filter(
        household__in=own.order_by().values("household"), until_on__isnull=True
    )
    found = (
        Person.objects.filter(
            Q(pk__in=members.order_by().values("person"))
            | Q(pk__in=family.order_by().values("person"))
        )
        .exclude(pk=request.person_id)
        .annotate(
            member_id=Subquery(members.filter(person=OuterRef("pk")).order_by().values("id")[:1])
        )
        .order_by("member_id", "created_at", "pk")
    )
    people = list(found)
    others = [person for person in people if person.member_id is not None]
    return [request.person, *others], [one for one in people if one.member_id is None]


def nights_in_question(
    hold: LastHold | None, party: Sequence[Person], first: dt.date
) -> tuple[list[Occupancy], list[Occupancy]]:
    """Return what a hold takes, and the nights the party has elsewhere on ``first``.

    With place, unit, structure, person and stay; one query.
    """
    elsewhere = live() & Q(
        person__in=[person.pk for person in party],
        nights__overlap=DateRange(first, first + dt.timedelta(days=1)),
    )
    held = Q(hold=hold.pk) if hold is not None and hold.is_active else Q(pk__in=())
    rows = list(
        Occupancy.objects.filter(elsewhere | held)
        .select_related("person", "place__unit__structure", "stay")
        .order_by("place__label", "id")
    )
    own = hold.pk if hold is not None else None
    mine = [row for row in rows if row.hold_id is not None and row.hold_id == own]
    return mine, [row for row in rows if row not in mine]


def stays_given(request: PlacementRequest) -> list[Stay]:
    """Return the stays a request led to, each with its nights as ``occupied``; two queries."""
    given = Stay.objects.filter(request=request).select_related("person", "structure")
    found = list(given.order_by("id"))
    nights: dict[UUID | None, list[Occupancy]] = {stay.pk: [] for stay in found}
    rows = Occupancy.objects.filter(stay__in=found).select_related("place__unit")
    for row in rows.order_by("nights", "id"):
        nights[row.stay_id].append(row)
    for stay in found:
        stay.occupied = nights[stay.pk]  # type: ignore[attr-defined]
    return found
