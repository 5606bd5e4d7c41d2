"""Reads of the network."""

import datetime as dt
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import models

from lgnet.accounts.models import User
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import required_scope

from .models import (
    City,
    CityEdition,
    Compartment,
    FundingCondition,
    FundingLine,
    Membership,
    Neighbourhood,
    Organisation,
)
from .roles import ROLES


def memberships_of(user_id: UUID) -> models.QuerySet[Membership]:
    """Return a user's active memberships with city and organisation, oldest first."""
    return (
        Membership.objects.filter(user_id=user_id, is_active=True)
        .select_related("city", "organisation")
        .order_by("id")
    )


def audiences_of(membership: Membership) -> frozenset[UUID]:
    """Return whose access to people counts for a member: the organisation's own, and the city's.

    Organisations that work in the city's joint service share one record of a person; access given
    to the joint service stands under the city's identifier.
    """
    own = {membership.organisation_id}
    if membership.organisation.is_joint and membership.city_id is not None:
        own.add(membership.city_id)
    return frozenset(own)


def team_of(city: City) -> models.QuerySet[Membership]:
    """Return who works in the city, in the open compartment of it."""
    cell = required_scope("the team").compartment_id
    return (
        Membership.objects.filter(city=city, compartment_id=cell, is_active=True)
        .select_related("user", "organisation")
        .order_by("role", "user__full_name", "id")
    )


def members_who_may(permission: str) -> models.QuerySet[Membership]:
    """Return the memberships of the open cell whose role has the permission, by name."""
    found = required_scope("members")
    roles = [role for role in ROLES if permission in ROLES[role]]
    return (
        Membership.objects.filter(
            city_id=found.city_id,
            compartment_id=found.compartment_id,
            role__in=roles,
            is_active=True,
            user__is_active=True,
        )
        .select_related("user", "organisation")
        .order_by("user__full_name", "id")
    )


def active_cities() -> models.QuerySet[City]:
    """Return the cities of the current edition, without their boundaries."""
    return City.objects.filter(is_active=True).defer("boundary").order_by("name")


def cells() -> Iterator[tuple[UUID, UUID]]:
    """Yield city and compartment of every cell of the active cities, the open one first."""
    closed: dict[UUID, list[UUID]] = {}
    for city_id, pk in Compartment.objects.order_by("pk").values_list("city_id", "pk"):
        closed.setdefault(city_id, []).append(pk)
    for city_id in active_cities().values_list("pk", flat=True):
        for compartment_id in (OPEN_COMPARTMENT, *closed.get(city_id, [])):
            yield city_id, compartment_id


def all_cities() -> models.QuerySet[City]:
    """Return every city, without boundaries."""
    return City.objects.defer("boundary").order_by("name")


def neighbourhoods_of(city: City) -> models.QuerySet[Neighbourhood]:
    """Return the city's neighbourhoods by name."""
    return Neighbourhood.objects.filter(city=city).order_by("name")


def organisations_of(city: City) -> models.QuerySet[Organisation]:
    """Return the organisations of a city by name."""
    return Organisation.objects.filter(city=city).order_by("name")


def editions_of(city: City) -> models.QuerySet[CityEdition]:
    """Return the editions a city takes part in, newest first."""
    return (
        CityEdition.objects.filter(city=city)
        .select_related("edition", "represented_by")
        .order_by("-edition__starts_on", "-edition__code")
    )


def staff_names(user_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of members of staff by their identifiers."""
    wanted = {user_id for user_id in user_ids if user_id is not None}
    return dict(User.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", "full_name"))


def employers(user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return for members of staff of the open cell the name of who they work for there."""
    found = required_scope("members")
    rows = Membership.objects.filter(
        user_id__in=set(user_ids), city_id=found.city_id, compartment_id=found.compartment_id
    ).order_by("pk")
    return dict(rows.values_list("user_id", "organisation__name"))


def funding_lines() -> models.QuerySet[FundingLine]:
    """Return every funding line with its edition and all its conditions, the newest first."""
    conditions = FundingCondition.objects.select_related("created_by", "ended_by")
    return (
        FundingLine.objects.select_related("edition__programme")
        .prefetch_related(models.Prefetch("conditions", conditions))
        .order_by("-code")
    )


def lines_of_city(city_id: UUID | None, *, on: dt.date) -> models.QuerySet[FundingLine]:
    """Return the funding lines of the editions a city takes part in on a day."""
    running = CityEdition.objects.filter(city_id=city_id).filter(
        models.Q(edition__ends_on__isnull=True) | models.Q(edition__ends_on__gte=on),
        models.Q(edition__starts_on__isnull=True) | models.Q(edition__starts_on__lte=on),
    )
    return FundingLine.objects.filter(edition__in=running.values("edition")).order_by("code")


def conditions_of(lines: Iterable[FundingLine]) -> dict[UUID, list[FundingCondition]]:
    """Return line id -> what it asks today, in its order."""
    found: dict[UUID, list[FundingCondition]] = {line.pk: [] for line in lines}
    rows = FundingCondition.objects.filter(line__in=list(found), ended_at__isnull=True)
    for row in rows.order_by("position", "created_at", "id"):
        found[row.line_id].append(row)
    return found
