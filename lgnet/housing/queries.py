"""Reads of housing, in the open scope: a refuge's staff see their refuge, others the city's."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject, Least

from lgnet.kernel.nights import tonight
from lgnet.network.access import can
from lgnet.network.models import Membership
from lgnet.people.models import Person

from . import rules
from .enums import CAPPED_KINDS, PlaceState, RequestState, StructureKind
from .models import HousingStructure, Occupancy, Place, PlacementRequest, Stay, Unit

# A place or a structure closed for good leaves the board after this many days.
SHOWN_CLOSED_FOR = dt.timedelta(days=30)
Structure = "unit__structure"


def places_on(night: dt.date) -> QuerySet[Place]:
    """Return the places of structures open around ``night`` with what they are on it.

    Annotated: ``state`` (a PlaceState), ``stay_id`` and ``occupant_id`` of who has the place, or
    may still be in it because nobody recorded that they left; None where there is nobody. One
    query.
    """
    run_over = _run_over(night)
    return (
        Place.objects.select_related("unit__structure")
        .filter(open_structure(night - SHOWN_CLOSED_FOR))
        .filter(Q(available_until__isnull=True) | Q(available_until__gt=night - SHOWN_CLOSED_FOR))
        .alias(
            taken=FilteredRelation("occupancies", condition=Q(occupancies__nights__contains=night))
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
            state=Case(
                When(taken__id__isnull=False, then=Value(PlaceState.TAKEN)),
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
        nights__startswith__gte=OuterRef("stay__due_on"), nights__startswith__lte=night
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
    """Return the places that can be used on ``night``, taken or not."""
    return Place.objects.filter(available_on(night))


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
        Exists(Occupancy.objects.filter(place=OuterRef("pk"), nights__contains=night))
    )


def taken_nights(night: dt.date) -> QuerySet[Occupancy]:
    """Return the occupancies that cover ``night``."""
    return Occupancy.objects.filter(nights__contains=night)


def open_refuges(night: dt.date) -> QuerySet[HousingStructure]:
    """Return the cell's protected refuges open on ``night``; outside a refuge's cell, none."""
    return HousingStructure.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=night),
        kind=StructureKind.PROTECTED_REFUGE,
        opened_on__lte=night,
    )


def free_places(first_night: dt.date) -> QuerySet[Place]:
    """Return the places free from ``first_night`` to the end a stay would have in each.

    A place that is to be checked tonight is none of them, until its stay is ended.
    Annotated ``ends_by``: the morning by which a stay begun then ends, None without a limit.
    """
    caps = {
        kind: rules.due_on(kind=kind, first_night=first_night)
        for kind in CAPPED_KINDS  # one date a kind; the database takes the earliest of all ends
    }
    cap = Case(
        *[When(**{f"{Structure}__kind": kind, "then": Value(day)}) for kind, day in caps.items()],
        default=Value(None),
        output_field=DateField(),
    )
    wanted = Func(Value(first_night), OuterRef("ends_by"), function="daterange")
    return (
        Place.objects.select_related("unit__structure")
        .filter(available_on(first_night))
        .annotate(ends_by=Least(cap, "available_until", f"{Structure}__closed_on"))
        .filter(
            ~Exists(Occupancy.objects.filter(place=OuterRef("pk"), nights__overlap=wanted)),
            ~Exists(_run_over(tonight())),
        )
        .order_by(f"{Structure}__name", f"{Structure}__id", "unit__name", "unit__id", "label", "id")
    )


def next_free_place(place: Place, first_night: dt.date) -> Place | None:
    """Return a free place near ``place``: same unit first, then same structure, then any."""
    return (
        free_places(first_night)
        .exclude(pk=place.pk)
        .annotate(
            distance=Case(
                When(unit=place.unit_id, then=Value(0)),
                When(unit__structure=place.unit.structure_id, then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            )
        )
        .order_by("distance", f"{Structure}__name", "unit__name", "label", "id")
        .first()
    )


def place_with_structure(place_id: Any) -> Place | None:
    """Return a place of the open cell with unit and structure, or None."""
    return Place.objects.select_related("unit__structure").filter(pk=place_id).order_by().first()


def structures() -> QuerySet[HousingStructure]:
    """Return the structures of the cell by name."""
    return HousingStructure.objects.select_related("organisation").order_by("name", "id")


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


def stays() -> QuerySet[Stay]:
    """Return the stays with person and structure, the latest beginning first."""
    return Stay.objects.select_related("person", "structure").order_by("-started_on", "-id")


def running_stays() -> QuerySet[Stay]:
    """Return the stays not ended."""
    return stays().filter(ended_on__isnull=True)


def overdue_stays(night: dt.date) -> QuerySet[Stay]:
    """Return the running stays past their time limit, the oldest limit first."""
    return running_stays().filter(due_on__lte=night).order_by("due_on", "id")


def stays_due_soon(night: dt.date) -> QuerySet[Stay]:
    """Return the running stays whose time limit comes within ``rules.SOON``."""
    return (
        running_stays()
        .filter(due_on__gt=night, due_on__lte=night + rules.SOON)
        .order_by("due_on", "id")
    )


def ended_stays() -> QuerySet[Stay]:
    """Return the stays that ended."""
    return stays().filter(ended_on__isnull=False)


def running_stay_of(person: Person) -> Stay | None:
    """Return the person's stay that has not ended, or None."""
    return running_stays().filter(person=person).first()


def stays_of(person: Person) -> QuerySet[Stay]:
    """Return a person's stays with who gave and ended them, the last given first.

    ``taken`` is for ``nights_taken``.
    """
    taken = (
        Occupancy.objects.filter(
            city_id=OuterRef("city_id"),
            compartment_id=OuterRef("compartment_id"),
            stay_id=OuterRef("pk"),
        )
        .order_by("nights", "id")
        .values_list(
            JSONObject(
                unit="place__unit__name",
                place="place__label",
                first=Func("nights", function="lower", output_field=DateField()),
                end=Func("nights", function="upper", output_field=DateField()),
            )
        )
    )
    return (
        Stay.objects.filter(person=person)
        .select_related("structure", "given_by", "ended_by")
        .annotate(taken=ArraySubquery(taken))
        .order_by("-given_at", "-id")
    )


def nights_taken(stay: Any) -> list[Occupancy]:
    """Return the nights of a stay of ``stays_of``, to be shown: place, unit and range alone."""
    return [
        Occupancy(
            place=Place(label=row["place"], unit=Unit(name=row["unit"])),
            nights=DateRange(_day(row["first"]), _day(row["end"])),
        )
        for row in stay.taken
    ]


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def requests_of(person: Person) -> QuerySet[PlacementRequest]:
    """Return a person's requests with who asked, the last asked first."""
    return (
        PlacementRequest.objects.filter(person=person)
        .select_related("asked_by")
        .order_by("-asked_at", "-id")
    )


def occupancies_of(stay: Stay) -> QuerySet[Occupancy]:
    """Return the nights a stay takes, in order, with place, unit and structure."""
    return (
        Occupancy.objects.filter(stay=stay)
        .select_related("place__unit__structure")
        .order_by("nights", "id")
    )


def free_by_structure(night: dt.date) -> QuerySet[Any]:
    """Return the counts ``free``, ``to_check`` and ``places`` of each structure open on ``night``.

    With its ``name`` and ``kind``. ``places`` counts those open that night; a place in use
    past its closing counts nowhere.
    """
    return (
        places_on(night)
        .filter(available_on(night))
        .values(structure_id=F(f"{Structure}__id"), name=F(f"{Structure}__name"))
        .annotate(
            kind=F(f"{Structure}__kind"),
            places=Count("id"),
            free=Count("id", filter=Q(state=PlaceState.FREE)),
            to_check=Count("id", filter=Q(state=PlaceState.TO_CHECK)),
        )
        .order_by("name", "structure_id")
    )
