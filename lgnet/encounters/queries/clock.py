"""The rapid-response clock read from the database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, F, Func, OuterRef, QuerySet, Subquery, Value
from django.utils import timezone

from lgnet.encounters.models import Encounter
from lgnet.encounters.registry import moments
from lgnet.encounters.rules_clock import STEPS, Leg, legs, percentile
from lgnet.housing.models import Stay
from lgnet.people.models import Person

from .policy import hours_here

SHARES = (0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Speed:
    """How long one way took in the city: how many went it, p50, p90, how many were in time."""

    to: str
    count: int
    median: dt.timedelta | None
    slow: dt.timedelta | None
    in_time: int
    waiting_late: int
    target: dt.timedelta


def first_contact() -> Subquery:
    """Return the moment of a person's first contact, for a query over people."""
    return _first(Encounter, "happened_at")


def first_place() -> Subquery:
    """Return when a person was first given a place, for a query over people."""
    return _first(Stay, "given_at")


def _first(model: Any, field: str) -> Subquery:
    rows = model.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        person_id=OuterRef("pk"),
        **{f"{field}__isnull": False},
    )
    return Subquery(rows.order_by(field).values(field)[:1], output_field=DateTimeField())


def with_moments(people: QuerySet[Person]) -> QuerySet[Any]:
    """Annotate people with ``clock_<step>`` for each moment that an app knows."""
    return people.annotate(**{f"clock_{step}": find() for step, find in moments().items()})


def moments_of(row: Any) -> dict[str, dt.datetime | None]:
    """Return the moments of a row of ``with_moments``."""
    return {step: getattr(row, f"clock_{step}", None) for step in STEPS}


def clock_of(person: Person, *, now: dt.datetime | None = None) -> list[Leg]:
    """Return the ways of one person's clock, in two queries."""
    row = with_moments(Person.objects.filter(pk=person.pk)).order_by("pk").first()
    if row is None:
        return []
    return legs(moments_of(row), now=now or timezone.now(), hours=hours_here())


def recent_people(since: dt.datetime) -> QuerySet[Any]:
    """Return the people first met, or sighted and then met, since a moment, with their moments."""
    met = Encounter.objects.filter(happened_at__gte=since, person__isnull=False)
    earliest = Func(
        *(F(f"clock_{step}") for step in moments() if step in ("sighting", "contact")),
        Value(None, output_field=DateTimeField()),
        function="LEAST",
        output_field=DateTimeField(),
    )
    people = Person.objects.filter(pk__in=met.order_by().values("person"))
    return with_moments(people).annotate(clock_begins=earliest).filter(clock_begins__gte=since)


def speeds(*, since: dt.datetime, now: dt.datetime | None = None) -> list[Speed]:
    """Return the city's percentiles for those first met since a moment, in two queries."""
    moment, hours = now or timezone.now(), hours_here()
    rows = (
        recent_people(since)
        .order_by()
        .values_list(*(f"clock_{step}" for step in moments()), named=True)
    )
    return speeds_of((legs(moments_of(row), now=moment, hours=hours) for row in rows), hours=hours)


def speeds_of(clocks: Iterable[list[Leg]], *, hours: dict[str, int]) -> list[Speed]:
    """Return the percentiles of many clocks."""
    by_step: dict[str, list[Leg]] = {step: [] for step in STEPS[1:]}
    for clock in clocks:
        for leg in clock:
            by_step[leg.to].append(leg)
    found = []
    for step, ways in by_step.items():
        took = [leg.took for leg in ways if leg.took is not None]
        median, slow = (percentile(took, share) for share in SHARES)
        target = dt.timedelta(hours=hours[step])
        found.append(
            Speed(
                to=step,
                count=len(took),
                median=median,
                slow=slow,
                in_time=sum(one <= target for one in took),
                waiting_late=sum(leg.took is None and leg.is_late for leg in ways),
                target=target,
            )
        )
    return found


def late_people(*, since: dt.datetime, now: dt.datetime) -> list[tuple[UUID, Leg]]:
    """Return who waits longer than the city wants, and for what: person and way."""
    hours = hours_here()
    return [
        (row.pk, leg)
        for row in recent_people(since).order_by("pk").iterator()
        for leg in legs(moments_of(row), now=now, hours=hours)
        if leg.took is None and leg.is_late
    ]
