"""The rapid-response clock read from the database."""

import datetime as dt
from collections.abc import Iterable, Mapping
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

from .outreach import sightings_timed
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
    """Return the city's percentiles since a moment, in two queries.

    From a sighting to the contact every sighting counts, whoever was met and also while nobody
    was; from there on those who were first met since then.
    """
    moment, hours = now or timezone.now(), hours_here()
    steps = list(moments())
    met = recent_people(since).order_by()
    rows = met.values_list(Value(False), *(f"clock_{step}" for step in steps)).union(
        _sighted(since, steps), all=True
    )
    ways = []
    for is_sighting, *found in rows:
        way = legs(dict(zip(steps, found, strict=True)), now=moment, hours=hours)
        ways += way[:1] if is_sighting else way[1:]
    return speeds_of(ways, hours=hours)


def sighting_legs(*, since: dt.datetime, now: dt.datetime, hours: Mapping[str, int]) -> list[Leg]:
    """Return the way to the first contact of each sighting since a moment: met, or waiting."""
    return [
        legs({"sighting": told_at, "contact": met_at}, now=now, hours=hours)[0]
        for _is_sighting, told_at, met_at in _sighted(since, ["sighting", "contact"])
    ]


def _sighted(since: dt.datetime, steps: Iterable[str]) -> QuerySet[Any, Any]:
    """Return True and the moments of each sighting since a moment; it knows no more than two."""
    known = {"sighting": F("told_at"), "contact": F("encounter__happened_at")}
    nothing = Value(None, output_field=DateTimeField())
    told = [known.get(step, nothing) for step in steps]
    return sightings_timed(since).values_list(Value(True), *told)


def speeds_of(ways: Iterable[Leg], *, hours: Mapping[str, int]) -> list[Speed]:
    """Return the percentiles of many ways, by the moment they lead to."""
    by_step: dict[str, list[Leg]] = {step: [] for step in STEPS[1:]}
    for way in ways:
        by_step[way.to].append(way)
    found = []
    for step, of_step in by_step.items():
        took = [leg.took for leg in of_step if leg.took is not None]
        median, slow = (percentile(took, share) for share in SHARES)
        target = dt.timedelta(hours=hours[step])
        found.append(
            Speed(
                to=step,
                count=len(took),
                median=median,
                slow=slow,
                in_time=sum(one <= target for one in took),
                waiting_late=sum(leg.took is None and leg.is_late for leg in of_step),
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
