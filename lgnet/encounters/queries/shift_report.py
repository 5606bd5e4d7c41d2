"""What a shift did, from its contacts: nobody writes it by hand."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from ..enums import NeedKind
from ..enums_outreach import FirstAidKind, MovementKind
from ..models import (
    Encounter,
    FirstAid,
    KitMovement,
    Need,
    Promise,
    ServiceGiven,
    Shift,
    Sighting,
    SightingLook,
)


@dataclass(frozen=True, slots=True)
class Line:
    """So many of something."""

    label: Any
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """A shift in numbers; no names, so that it can be printed and handed on."""

    contacts: int
    people: int
    needs: list[Line]
    services: list[Line]
    items: list[Line]
    first_aid: list[Line]
    sightings_met: int
    sightings_looked: int
    promises_made: int


def report_of(shift: Shift) -> Report:
    """Return what a shift did, in eight queries whatever it did."""
    met = Encounter.objects.filter(shift=shift).order_by()
    totals = met.aggregate(contacts=Count("pk"), people=Sum("people_count"))
    ids = met.values("pk")
    kinds = (
        Need.objects.filter(encounter__in=ids)
        .order_by()
        .values_list("kind")
        .annotate(count=Count("encounter", distinct=True))
    )
    given = (
        ServiceGiven.objects.filter(encounter__in=ids)
        .select_related("service")
        .order_by("service_id", "pk")
    )
    services: dict[Any, int] = {}
    for one in given:
        services[one.service] = services.get(one.service, 0) + one.quantity
    items = (
        KitMovement.objects.filter(
            shift=shift, kind__in=[MovementKind.GIVEN, MovementKind.RETURNED]
        )
        .order_by("item__name")
        .values_list("item__name")
        .annotate(count=Sum("change"))
    )
    aid = (
        FirstAid.objects.filter(encounter__in=ids)
        .order_by()
        .values_list("kind")
        .annotate(count=Count("pk"))
    )
    return Report(
        contacts=totals["contacts"],
        people=totals["people"] or 0,
        needs=[Line(NeedKind(kind).label, count) for kind, count in _most_first(kinds)],
        services=[Line(service, count) for service, count in _most_first(services.items())],
        items=[Line(name, -count) for name, count in items if count],
        first_aid=[Line(FirstAidKind(kind).label, count) for kind, count in _most_first(aid)],
        sightings_met=Sighting.objects.filter(encounter__in=ids).count(),
        sightings_looked=SightingLook.objects.filter(shift=shift).count(),
        promises_made=Promise.objects.filter(encounter__in=ids).count(),
    )


def _most_first(rows: Any) -> list[tuple[Any, int]]:
    return sorted(rows, key=lambda row: (-row[1], str(row[0])))
