"""Reads of places and structures: what is free, taken, closed."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    FilteredRelation,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from lgnet.housing.enums import OccupancyKind, PlaceState, StructureKind
from lgnet.housing.models import (
    HousingStructure,
    Occupancy,
    Place,
    StayPolicy,
)
from lgnet.kernel.nights import tonight
from lgnet.people.models import Person

STATE_OF = {
    OccupancyKind.HOLD: PlaceState.HELD,
    OccupancyKind.BOOKING: PlaceState.EXPECTED,
    OccupancyKind.STAY: PlaceState.TAKEN,
    OccupancyKind.BLOCK: PlaceState.BLOCKED,
    OccupancyKind.CLOSURE: PlaceState.CLOSED,
}

# A place or a structure closed for good leaves the board after this many days.
SHOWN_CLOSED_FOR = dt.timedelta(days=30)
Structure = "unit__structure"


def places_on(night: dt.date) -> QuerySet[Place]:
    """Return the places of structures open around ``night`` with what they are on it.

    Annotated: ``state`` (a PlaceState), ``stay_id`` and ``occupant_id`` of who has the place, or
    may still be in it because nobody recorded that they left; None where there is nobody.
    ``hold_id``, ``request_id`` and ``expires_at`` of a hold, ``closed_for`` of a closure, and
    ``free_again_on``, the morning on which what takes it tonight ends. One query.
    """
    run_over = _run_over(night)
    return (
        Place.objects.select_related("unit__structure")
        .filter(open_structure(night - SHOWN_CLOSED_FOR))
        .filter(Q(available_until__isnull=True) | Q(available_until__gt=night - SHOWN_CLOSED_FOR))
        .alias(
            taken=FilteredRelation(
                "occupancies",
                condition=Q(occupancies__nights__contains=night) & live("occupancies__"),
            )
        )
        .annotate(
            stay_id=Coalesce(
                "taken__stay_id",
                Subquery(run_over.values("stay_id")[:1]),
                output_field=UUIDField(),
            ),
            occupant_id=Coalesce(
                "taken__person_id",
                Subquery(run_over.values("person_id")[:1]),
                output_field=UUIDField(),
            ),
            hold_id=F("taken__hold_id"),
            request_id=Coalesce("taken__request_id", "taken__hold__request_id"),
            expires_at=F("taken__expires_at"),
            closed_for=F("taken__closure__reason"),
            free_again_on=Func("taken__nights", function="upper", output_field=DateField()),
            state=Case(
                *[When(taken__kind=kind, then=Value(state)) for kind, state in STATE_OF.items()],
                When(~available_on(night), then=Value(PlaceState.CLOSED)),
                When(Exists(run_over), then=Value(PlaceState.TO_CHECK)),
                default=Value(PlaceState.FREE),
            ),
        )
        .order_by(f"{Structure}__name", f"{Structure}__id", "unit__name", "unit__id", "label", "id")
    )


def occupants_of(places: Iterable[Any]) -> dict[UUID, str]:
    """Return what the occupants of ``places_on`` are called, as far as one may see them."""
    wanted = {place.occupant_id for place in places} - {None}
    found = Person.objects.filter(pk__in=wanted).order_by()
    return {person.pk: person.known_as for person in found}


def _run_over(night: dt.date) -> QuerySet[Occupancy]:
    """Return, for the place outside, the nights of a stay over its time that nobody ended.

    They ran to the time limit, it has come by ``night``, no departure is recorded, and neither
    the place nor the stay has later nights: the person may still sleep there.
    """
    later = Occupancy.objects.filter(
        live(), nights__startswith__gte=OuterRef("stay__due_on"), nights__startswith__lte=night
    )
    return Occupancy.objects.filter(
        ~Exists(later.filter(place=OuterRef("place"))),
        ~Exists(later.filter(stay=OuterRef("stay"))),
        place=OuterRef("pk"),
        nights__endswith=F("stay__due_on"),
        stay__ended_on__isnull=True,
        stay__due_on__lte=night,
    ).order_by("id")


def available_on(night: dt.date) -> Q:
    """Return the condition on places: place and structure are open on ``night``."""
    return (
        Q(available_from__lte=night)
        & (Q(available_until__isnull=True) | Q(available_until__gt=night))
        & Q(**{f"{Structure}__opened_on__lte": night})
        & open_structure(night)
    )


def open_structure(night: dt.date) -> Q:
    """Return the condition on places: the structure has not closed by ``night``."""
    return Q(**{f"{Structure}__closed_on__isnull": True}) | Q(
        **{f"{Structure}__closed_on__gt": night}
    )


def usable_places(night: dt.date) -> QuerySet[Place]:
    """Return the places that can be used on ``night``, taken or not: open, and not closed."""
    closed = Occupancy.objects.filter(
        place=OuterRef("pk"), nights__contains=night, kind=OccupancyKind.CLOSURE
    )
    return Place.objects.filter(~Exists(closed), available_on(night))


def free_places_on(night: dt.date) -> QuerySet[Place]:
    """Return the places that can be used on ``night``, that nobody has and none is to check."""
    return _unpromised_places(night).exclude(Exists(_run_over(night)))


def places_to_check(night: dt.date) -> QuerySet[Place]:
    """Return the usable places, free by the calendar, whose last stay is over its time limit.

    Nobody recorded that the person left, so someone is presumed to sleep there on ``night``.
    """
    return _unpromised_places(night).filter(Exists(_run_over(night)))


def _unpromised_places(night: dt.date) -> QuerySet[Place]:
    return usable_places(night).exclude(
        Exists(Occupancy.objects.filter(live(), place=OuterRef("pk"), nights__contains=night))
    )


def live(prefix: str = "") -> Q:
    """Return the condition on occupancies: not a hold that ran out."""
    return Q(**{f"{prefix}expires_at__isnull": True}) | Q(
        **{f"{prefix}expires_at__gt": timezone.now()}
    )


def taken_nights(night: dt.date) -> QuerySet[Occupancy]:
    """Return the nights slept or promised to a person on ``night``: no closure, no block."""
    return Occupancy.objects.filter(
        kind__in=[OccupancyKind.STAY, OccupancyKind.BOOKING], nights__contains=night
    )


def open_refuges(night: dt.date) -> QuerySet[HousingStructure]:
    """Return the cell's protected refuges open on ``night``; outside a refuge's cell, none."""
    return HousingStructure.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=night),
        kind=StructureKind.PROTECTED_REFUGE,
        opened_on__lte=night,
    )


def free_places(first_night: dt.date) -> QuerySet[Place]:
    """Return the places free on ``first_night``, by structure, unit and label.

    A place that is to be checked tonight is none of them, until its stay is ended. Annotated
    ``ends_by``: the morning by which a stay begun then ends here, by the term, because the place
    closes, or because somebody has it next; None without a limit.
    """
    order = (f"{Structure}__name", f"{Structure}__id", "unit__name", "unit__id", "label", "id")
    free = _unpromised_places(first_night).exclude(Exists(_run_over(tonight())))
    return (
        free.select_related("unit__structure")
        .order_by(*order)
        .annotate(
            ends_by=Least(
                _term_end(first_night),
                "available_until",
                f"{Structure}__closed_on",
                Subquery(
                    Occupancy.objects.filter(
                        live(), place=OuterRef("pk"), nights__startswith__gt=first_night
                    )
                    .order_by("nights")
                    .values_list(Func("nights", function="lower", output_field=DateField()))[:1]
                ),
            )
        )
    )


def _term_end(first_night: dt.date) -> Func:
    """Return the end of the term of a stay that begins to count on ``first_night``, or NULL."""
    months = Subquery(
        StayPolicy.objects.filter(
            Q(programme=OuterRef(f"{Structure}__funding_line__edition__programme"))
            | Q(programme__isnull=True),
            kind=OuterRef(f"{Structure}__kind"),
        )
        .order_by(F("programme").asc(nulls_last=True))
        .values("months")[:1]
    )
    return Func(
        Value(first_night),
        months,
        template="(%(expressions)s))::date",
        arg_joiner="::date + make_interval(months => ",
        output_field=DateField(),
    )


def place_with_structure(place_id: Any) -> Place | None:
    """Return a place of the open cell with unit and structure, or None."""
    return Place.objects.select_related("unit__structure").filter(pk=place_id).order_by().first()


def places_of_units(unit_ids: Iterable[UUID]) -> list[Place]:
    """Return all places of units, with unit and structure."""
    found = Place.objects.select_related("unit__structure").filter(unit__in=list(unit_ids))
    return list(found.order_by("unit", "label", "id"))


def structures() -> QuerySet[HousingStructure]:
    """Return the structures of the cell by name."""
    return HousingStructure.objects.select_related("organisation").order_by("name", "id")


def free_by_structure(night: dt.date) -> QuerySet[Any]:
    """Return the counts ``free``, ``to_check`` and ``places`` of each structure open on ``night``.

    With its ``name`` and ``kind``. ``places`` counts those that can be used that night; a place
    in use past its closing counts nowhere.
    """
    return (
        places_on(night)
        .filter(available_on(night))
        .values(structure_id=F(f"{Structure}__id"), name=F(f"{Structure}__name"))
        .annotate(
            kind=F(f"{Structure}__kind"),
            places=Count("id", filter=~Q(state=PlaceState.CLOSED)),
            free=Count("id", filter=Q(state=PlaceState.FREE)),
            to_check=Count("id", filter=Q(state=PlaceState.TO_CHECK)),
        )
        .order_by("name", "structure_id")
    )
