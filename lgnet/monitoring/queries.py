"""Counting, one statement a measure, in the open scope; and reading what was counted."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Count, Q, QuerySet

from lgnet.cases.queries.answers import is_asked, running_cases_told
from lgnet.cases.queries.cases import open_cases
from lgnet.cases.queries.progress import progress_of_now
from lgnet.encounters.models import Encounter
from lgnet.housing import queries as housing
from lgnet.kernel.nights import night_of
from lgnet.network.models import City

from . import rules
from .enums import Measure, NetworkMeasure, Period
from .models import CityFigure, CityNight, NetworkFigure
from .nights import Night

# Hours from a person's first contact to a place given, to a tenth, and how often in each period.
WAITS = """
WITH first_contact AS (
    SELECT person_id, min(happened_at) AS at FROM encounters_encounter
    WHERE person_id IS NOT NULL GROUP BY person_id
), wait AS (
    SELECT stay.given_at,
        round((extract(epoch FROM stay.given_at - first_contact.at) / 3600)::numeric, 1) AS hours
    FROM housing_stay AS stay JOIN first_contact USING (person_id)
    WHERE first_contact.at <= stay.given_at AND stay.given_at <= %(now)s
)
SELECT hours::text,
    count(*) FILTER (WHERE given_at >= %(30d)s),
    count(*) FILTER (WHERE given_at >= %(365d)s),
    count(*)
FROM wait GROUP BY hours
"""


def contacts(now: dt.datetime) -> dict[str, int]:
    """Return the encounters of each period."""
    return _by_period(Encounter.objects, "pk", now)


def people_met(now: dt.datetime) -> dict[str, int]:
    """Return the different people with an encounter in each period."""
    return _by_period(Encounter.objects, "person", now)


def _by_period(rows: Any, field: str, now: dt.datetime) -> dict[str, int]:
    """Return the different values of ``field`` among what happened in each period."""
    asked = {}
    for period in Period:
        begins = rules.starts_at(period, now)
        within = Q(happened_at__gte=begins) if begins else None
        asked[f"in_{period.value}"] = Count(field, distinct=field != "pk", filter=within)
    found = rows.filter(happened_at__lte=now).aggregate(**asked)
    return {period.value: found[f"in_{period.value}"] for period in Period}


def counts_of_now(now: dt.datetime) -> dict[str, int]:
    """Return what is counted as of now: open cases, and tonight's places.

    Where a stay is over its time without a departure someone is presumed to sleep: not free.
    """
    night = night_of(now)
    return {
        Measure.CASES_OPEN.value: open_cases().count(),
        Measure.PLACES.value: housing.usable_places(night).count(),
        Measure.OCCUPIED_TONIGHT.value: housing.taken_nights(night).count()
        + housing.places_to_check(night).count(),
        Measure.FREE_TONIGHT.value: housing.free_places_on(night).count(),
    }


def told_of_now(city_id: UUID) -> dict[str, int | None]:
    """Return how many running cases tell what each indicator of ``rules.TOLD`` counts.

    None where the city's forms do not ask it, and nobody has ever answered.
    """
    found: dict[str, int | None] = {}
    for measure, told in rules.TOLD.items():
        count = running_cases_told(term=told.term, codes=told.codes).count()
        known = count or is_asked(city_id, term=told.term)
        found[measure.value] = count if known else None
    return found


def progress() -> dict[str, int]:
    """Return how the running cases get on, each measure of ``rules.PROGRESS``."""
    found = progress_of_now()
    return {
        Measure.WITH_PLAN.value: found.planned,
        Measure.GOAL_REACHED.value: found.reached,
        Measure.ASSESSED_TWICE.value: found.compared,
        Measure.BETTER.value: found.better,
    }


def waits(now: dt.datetime) -> dict[str, dict[str, int]]:
    """Return for each period the tally of hours from first contact to a place given in it."""
    begins = {period.value: rules.starts_at(period, now) for period in Period}
    with connection.cursor() as cursor:
        cursor.execute(WAITS, {"now": now, **begins})
        rows = cursor.fetchall()
    return {
        period.value: {hours: counts[place] for hours, *counts in rows if counts[place]}
        for place, period in enumerate(Period)
    }


def city_figures() -> QuerySet[CityFigure]:
    """Return the exact figures of the open cell."""
    return CityFigure.objects.order_by("period", "measure")


def network_nights(
    first: dt.date, end: dt.date, *, city: City | None = None
) -> dict[UUID, list[Night]]:
    """Return city -> its nights of ``[first, end)`` as the network may see them; one query."""
    rows = CityNight.objects.filter(night__gte=first, night__lt=end)
    if city is not None:
        rows = rows.filter(city=city)
    # A row a city: thousands of short ones would cost more to hand over than to find.
    told = rows.values("city_id").annotate(
        nights=ArrayAgg("night", order_by="night"),
        all_places=ArrayAgg("places", order_by="night"),
        all_occupied=ArrayAgg("occupied", order_by="night"),
    )
    return {
        one["city_id"]: [
            Night(*each)
            for each in zip(one["nights"], one["all_places"], one["all_occupied"], strict=True)
        ]
        for one in told.order_by("city_id")
    }


def network_figures(period: str) -> QuerySet[NetworkFigure]:
    """Return the protected figures of a period; those of the total have no city."""
    rows = NetworkFigure.objects.filter(period=period, measure__in=Measure.values)
    return rows.order_by("city", "measure")


def different_people() -> NetworkFigure | None:
    """Return the estimate of the different people of the network, or None before the first."""
    rows = NetworkFigure.objects.filter(measure=NetworkMeasure.DIFFERENT_PEOPLE)
    return rows.order_by("pk").first()
