"""Reads of the inventory: houses with what they come to, rooms, closures, what is due."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lgnet.housing.enums import OccupancyKind
from lgnet.housing.models import (
    Closure,
    Defect,
    HouseRules,
    HousingStructure,
    Inspection,
    Occupancy,
    Place,
    Season,
    Stay,
    StructurePhoto,
    Unit,
)
from lgnet.kernel.tenancy import required_scope
from lgnet.network.models import CityEdition, FundingLine, Neighbourhood, Organisation

from .places import free_places_on, usable_places

# Past closures and finished work shown on a house's pages.
SHOWN = 30


def houses(night: dt.date, today: dt.date) -> QuerySet[Any]:
    """Return the houses of the cell, open ones first, by name; with what they come to.

    Annotated: ``place_count`` (there on ``night``, closed ones included), ``usable``, ``free`` on
    it, ``late`` (inspections and defects past their day) and ``due`` (of all days). One query.
    """
    there = Place.objects.filter(
        Q(available_until__isnull=True) | Q(available_until__gt=night), available_from__lte=night
    )
    late = Q(due_on__lt=today)
    return (
        HousingStructure.objects.select_related("organisation", "funding_line__edition__programme")
        .annotate(
            place_count=_of_house(there, "unit__structure"),
            usable=_of_house(usable_places(night), "unit__structure"),
            free=_of_house(free_places_on(night), "unit__structure"),
            late=_of_house(open_inspections().filter(late), "structure")
            + _of_house(open_defects().filter(late), "structure"),
            due=_of_house(open_inspections(), "structure") + _of_house(open_defects(), "structure"),
        )
        .order_by("closed_on", "name", "id")
    )


def _of_house(rows: QuerySet[Any], path: str) -> Any:
    counted = rows.filter(**{path: OuterRef("pk")}).order_by().values(path)
    return Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number")), 0)


def houses_with_facts() -> QuerySet[HousingStructure]:
    """Return houses with what their page tells of others: organisations, funding, neighbourhood."""
    return HousingStructure.objects.select_related(
        "organisation", "owner", "funding_line__edition__programme", "neighbourhood"
    ).order_by()


def units_of(house: HousingStructure) -> QuerySet[Any]:
    """Return a house's units by name."""
    return Unit.objects.filter(structure=house).order_by("name", "id")


def places_of(house: HousingStructure, night: dt.date) -> QuerySet[Any]:
    """Return all places of a house, those of long ago too, by unit and label.

    Annotated: ``was_used`` (somebody has nights there), ``is_closed`` on ``night``.
    """
    nights = Occupancy.objects.filter(place=OuterRef("pk"))
    closed = nights.filter(kind=OccupancyKind.CLOSURE, nights__contains=night)
    return (
        Place.objects.filter(unit__structure=house)
        .select_related("unit")
        .annotate(
            was_used=Exists(nights.exclude(kind=OccupancyKind.CLOSURE)),
            is_closed=Exists(closed),
        )
        .order_by("unit__name", "unit__id", "label", "id")
    )


def has_guests(house: HousingStructure) -> bool:
    """Return whether a stay of the house has not ended: then its kind cannot change."""
    return Stay.objects.filter(structure=house, ended_on__isnull=True).exists()


def closures_of(house: HousingStructure) -> QuerySet[Any]:
    """Return a house's closures, the newest first; ``place_count`` says of how many places."""
    rows = Occupancy.objects.filter(closure=OuterRef("pk")).order_by().values("closure")
    nights = rows.annotate(number=Count("place", distinct=True)).values("number")
    return (
        Closure.objects.filter(structure=house)
        .select_related("recorded_by")
        .annotate(place_count=Coalesce(Subquery(nights), 0))
        .order_by("-from_on", "-id")
    )


def running_closures(house: HousingStructure, night: dt.date) -> QuerySet[Any]:
    """Return the closures that run on ``night`` or are to come."""
    return closures_of(house).exclude(until_on__lte=night).order_by("from_on", "id")


def places_of_closures(closures: list[Any]) -> dict[UUID, list[Place]]:
    """Return the places of closures, by closure, in the order of units and labels."""
    rows = (
        Occupancy.objects.filter(closure__in=closures)
        .select_related("place__unit")
        .order_by("place__unit__name", "place__label", "place__id", "id")
    )
    found: dict[UUID, dict[UUID, Place]] = {}
    for row in rows:
        found.setdefault(row.closure_id, {})[row.place_id] = row.place  # type: ignore[arg-type]
    return {closure: list(places.values()) for closure, places in found.items()}


def seasons_of(house: HousingStructure) -> QuerySet[Season]:
    """Return a house's seasons in order."""
    return Season.objects.filter(structure=house).order_by("opens_on", "id")


def open_inspections() -> QuerySet[Inspection]:
    """Return the inspections that are due and not done, the oldest first."""
    rows = Inspection.objects.filter(done_on__isnull=True).select_related("structure")
    return rows.order_by("due_on", "id")


def open_defects() -> QuerySet[Defect]:
    """Return the defects that nobody has mended, the oldest first."""
    rows = Defect.objects.filter(mended_at__isnull=True).select_related("structure", "unit")
    return rows.order_by("due_on", "id")


def done_inspections(house: HousingStructure) -> QuerySet[Inspection]:
    """Return the inspections of a house that were done, the newest first."""
    rows = Inspection.objects.filter(structure=house, done_on__isnull=False)
    return rows.select_related("done_by").order_by("-done_on", "-id")


def mended_defects(house: HousingStructure) -> QuerySet[Defect]:
    """Return the defects of a house that were mended, the newest first."""
    rows = Defect.objects.filter(structure=house, mended_at__isnull=False)
    return rows.select_related("unit", "mended_by").order_by("-mended_at", "-id")


def photos_of(house: HousingStructure) -> QuerySet[StructurePhoto]:
    """Return a house's photos without the large pictures."""
    return StructurePhoto.objects.filter(structure=house).defer("image").order_by("id")


def rules_history(house: HousingStructure, language: str) -> QuerySet[HouseRules]:
    """Return a house's rules in a language, the newest version first."""
    rows = HouseRules.objects.filter(structure=house, language=language)
    return rows.select_related("recorded_by").order_by("-version")


def newest_rules(house: HousingStructure) -> int:
    """Return the number of a house's newest version of the rules; 0 where there is none."""
    rows = HouseRules.objects.filter(structure=house)
    return rows.aggregate(most=Max("version"))["most"] or 0


def organisations(house: HousingStructure | None = None) -> QuerySet[Organisation]:
    """Return the organisations of the open city, those of the network, and the house's, by name."""
    city = required_scope("housing.HousingStructure").city_id
    own = [house.organisation_id, house.owner_id] if house else []
    found = Organisation.objects.filter(Q(city=city) | Q(city__isnull=True) | Q(pk__in=own))
    return found.order_by("name", "id")


def neighbourhoods() -> QuerySet[Neighbourhood]:
    """Return the neighbourhoods of the open city."""
    city = required_scope("housing.HousingStructure").city_id
    return Neighbourhood.objects.filter(city=city).order_by("name", "id")


def funding_lines(house: HousingStructure | None = None) -> QuerySet[FundingLine]:
    """Return the funding lines of the editions the open city takes part in, and the house's."""
    city = required_scope("housing.HousingStructure").city_id
    editions = CityEdition.objects.filter(city=city).order_by().values("edition")
    return (
        FundingLine.objects.filter(
            Q(edition__in=editions) | Q(pk__in=[house.funding_line_id] if house else [])
        )
        .select_related("edition__programme")
        .order_by("edition__code", "code")
    )
