"""Reads of stays and their nights."""

import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import (
    DateField,
    Exists,
    Func,
    OuterRef,
    QuerySet,
)
from django.db.models.functions import JSONObject

from lgnet.housing import rules
from lgnet.housing.enums import OccupancyKind
from lgnet.housing.models import (
    Occupancy,
    Place,
    Stay,
    Unit,
)
from lgnet.people.models import Person


def stays() -> QuerySet[Any]:
    """Return the stays with person and structure, the latest beginning first.

    Annotated ``is_expected``: their nights are a booking still, the person has not come.
    """
    booked = Occupancy.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        stay_id=OuterRef("pk"),
        kind=OccupancyKind.BOOKING,
    )
    return (
        Stay.objects.select_related("person", "structure")
        .annotate(is_expected=Exists(booked))
        .order_by("-started_on", "-id")
    )


def expected_stays() -> QuerySet[Any]:
    """Return the running stays of people who have not come yet, the earliest first night first."""
    return running_stays().filter(is_expected=True).order_by("started_on", "id")


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
    return with_nights(
        Stay.objects.filter(person=person)
        .select_related("structure", "given_by", "ended_by")
        .order_by("-given_at", "-id")
    )


def with_nights(stays: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate ``taken``, the nights of each stay, for ``nights_taken``."""
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
    return stays.annotate(taken=ArraySubquery(taken))


def nights_taken(stay: Any) -> list[Occupancy]:
    """Return the nights of a stay of ``with_nights``, to be shown: place, unit and range alone."""
    return [
        Occupancy(
            place=Place(label=row["place"], unit=Unit(name=row["unit"])),
            nights=DateRange(_day(row["first"]), _day(row["end"])),
        )
        for row in stay.taken
    ]


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def occupancies_of(stay: Stay) -> QuerySet[Occupancy]:
    """Return the nights a stay takes, in order, with place, unit and structure."""
    return (
        Occupancy.objects.filter(stay=stay)
        .select_related("place__unit__structure")
        .order_by("nights", "id")
    )
