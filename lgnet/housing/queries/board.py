"""Reads of the board: the places of one night, narrowed; free places by unit and night."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, DateField, F, Q, QuerySet, Value

from lgnet.housing.board import Chosen
from lgnet.housing.enums import PlaceState
from lgnet.housing.models import HousingStructure, Occupancy, Place
from lgnet.people.models import Person

from .places import live, open_structure, places_on


def narrowed(places: QuerySet[Place], chosen: Chosen) -> QuerySet[Place]:
    """Return those of ``places_on`` that were asked for."""
    if chosen.structure is not None:
        places = places.filter(unit__structure=chosen.structure)
    if chosen.unit is not None:
        places = places.filter(unit=chosen.unit)
    if chosen.kind:
        places = places.filter(unit__structure__kind=chosen.kind)
    if chosen.is_only_free:
        places = places.filter(state=PlaceState.FREE)
    return places


def free_by_unit(chosen: Chosen, *, nights: int) -> list[dict[str, Any]]:
    """Return ``free``, ``to_check`` and ``open`` of each unit on each night from the chosen one.

    With ``night``, ``unit``, ``unit_name``, ``structure``, ``structure_name`` and ``kind``; by
    structure, unit and night. One statement, of the very reading that the board of a night shows.
    """
    each = [_of_units(chosen, chosen.night + dt.timedelta(days=number)) for number in range(nights)]
    first, *others = each
    found = first.union(*others, all=True)
    return list(found.order_by("structure_name", "structure", "unit_name", "unit_key", "night"))


def _of_units(chosen: Chosen, night: dt.date) -> QuerySet[Any]:
    # In the list of the week a unit stays even where nothing in it is free.
    places = narrowed(places_on(night), chosen.but(is_only_free=False)).order_by()
    return places.values(
        structure=F("unit__structure_id"),
        structure_name=F("unit__structure__name"),
        kind=F("unit__structure__kind"),
        unit_key=F("unit_id"),
        unit_name=F("unit__name"),
        night=Value(night, output_field=DateField()),
    ).annotate(
        free=Count("id", filter=Q(state=PlaceState.FREE)),
        to_check=Count("id", filter=Q(state=PlaceState.TO_CHECK)),
        open=Count("id", filter=~Q(state=PlaceState.CLOSED)),
    )


def structures_open_around(night: dt.date) -> QuerySet[HousingStructure]:
    """Return the structures not closed by ``night``, by name: what one may narrow to."""
    return HousingStructure.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=night)
    ).order_by("name", "id")


def nights_ahead(place: Place, night: dt.date, *, most: int) -> QuerySet[Occupancy]:
    """Return what takes a place from ``night`` on, the next first, with closure and stay."""
    return (
        Occupancy.objects.filter(live(), place=place.pk, nights__overlap=DateRange(night, None))
        .select_related("closure", "hold")
        .order_by("nights", "id")[:most]
    )


def places_between(first: dt.date, end: dt.date) -> QuerySet[Place]:
    """Return the places that are open on a night of ``[first, end)``, in the board's order."""
    structure = "unit__structure"
    return (
        Place.objects.select_related(structure)
        .filter(open_structure(first), available_from__lt=end)
        .filter(Q(available_until__isnull=True) | Q(available_until__gt=first))
        .filter(**{f"{structure}__opened_on__lt": end})
        .order_by(f"{structure}__name", f"{structure}__id", "unit__name", "unit__id", "label", "id")
    )


def nights_between(places: Iterable[Any], first: dt.date, end: dt.date) -> QuerySet[Any]:
    """Return what takes the places on nights of ``[first, end)``, as rows for ``timeline``."""
    return (
        Occupancy.objects.filter(
            live(),
            place__in=[place.pk for place in places],
            nights__overlap=DateRange(first, end),
        )
        .annotate(
            of_request=F("hold__request_id"),
            reason=F("closure__reason"),
            due_on=F("stay__due_on"),
            ended_on=F("stay__ended_on"),
            counts_from=F("stay__clock_started_on"),
        )
        .values_list(
            "id",
            "place_id",
            "person_id",
            "kind",
            "nights",
            "stay_id",
            "request_id",
            "of_request",
            "reason",
            "expires_at",
            "due_on",
            "ended_on",
            "counts_from",
            named=True,
        )
        .order_by("nights", "id")
    )


def over_their_time(places: Iterable[Any], night: dt.date) -> list[Any]:
    """Return the places to check on ``night``, with ``stay_id`` and ``occupant_id``."""
    ids = [place.pk for place in places]
    return list(places_on(night).filter(pk__in=ids, state=PlaceState.TO_CHECK))


def called(person_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return what people are called, as far as one may see them."""
    found = Person.objects.filter(pk__in=set(person_ids) - {None}).order_by()
    return {person.pk: person.known_as for person in found}
