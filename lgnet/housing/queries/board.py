"""Reads of the board: the places of one night, narrowed; free places by unit and night."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import DateField, F, Func, OuterRef, Q, QuerySet, Subquery

from lgnet.housing.board import Chosen, week_rows
from lgnet.housing.enums import PlaceState
from lgnet.housing.models import HousingStructure, Occupancy, Place
from lgnet.people.models import Person

from .places import SHOWN_CLOSED_FOR, live, open_structure


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
    """Return what ``board.week_rows`` says of the places asked for, from the chosen night on.

    Three statements, however many places and nights: seven readings of ``places_on`` cost seven
    times as much as one.
    """
    wanted = [chosen.night + dt.timedelta(days=number) for number in range(nights)]
    first, end = wanted[0], wanted[-1] + dt.timedelta(days=1)
    shown = first - SHOWN_CLOSED_FOR
    found = _in_order(
        Place.objects.filter(open_structure(shown)).filter(
            Q(available_until__isnull=True) | Q(available_until__gt=shown)
        )
    )
    # In the list of the week a unit stays even where nothing in it is free.
    places = list(narrowed(found, chosen.but(is_only_free=False)))
    taken = nights_between(places, first, end)
    return week_rows(places, taken, open_ends(places, end), wanted)


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
    return _in_order(
        Place.objects.filter(open_structure(first), available_from__lt=end)
        .filter(Q(available_until__isnull=True) | Q(available_until__gt=first))
        .filter(unit__structure__opened_on__lt=end)
    )


def _in_order(places: QuerySet[Place]) -> QuerySet[Place]:
    structure = "unit__structure"
    return places.select_related(structure).order_by(
        f"{structure}__name", f"{structure}__id", "unit__name", "unit__id", "label", "id"
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


def open_ends(places: Iterable[Any], end: dt.date) -> list[Any]:
    """Return the nights that ran to their time limit before ``end`` in stays that nobody ended.

    With ``place_id``, ``stay_id``, ``person_id``, ``due_on``, and ``next_from``: the first night
    from there on that the place or the stay has again, or None. The rule is ``places_on``'s.
    """
    later = (
        Occupancy.objects.filter(live(), nights__startswith__gte=OuterRef("stay__due_on"))
        .filter(Q(place=OuterRef("place")) | Q(stay=OuterRef("stay")))
        .order_by("nights")
        .values_list(Func("nights", function="lower", output_field=DateField()))
    )
    return list(
        Occupancy.objects.filter(
            place__in=[place.pk for place in places],
            nights__endswith=F("stay__due_on"),
            stay__ended_on__isnull=True,
            stay__due_on__lt=end,
        )
        .annotate(due_on=F("stay__due_on"), next_from=Subquery(later[:1]))
        .values_list("place_id", "stay_id", "person_id", "due_on", "next_from", named=True)
        .order_by("id")
    )


def called(person_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return what people are called, as far as one may see them."""
    found = Person.objects.filter(pk__in=set(person_ids) - {None}).order_by()
    return {person.pk: person.known_as for person in found}
