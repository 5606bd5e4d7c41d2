"""Computing figures: exact ones in each city's own scope, protected ones for the network.

A page never computes; jobs do, and the command ``refresh_figures``.
"""

import datetime as dt
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from lgnet.housing.queries import open_refuges
from lgnet.housing.queries.history import Day, occupancy_by_day
from lgnet.kernel.bulk import Written, upsert
from lgnet.kernel.ids import OPEN_COMPARTMENT, derived_uuid
from lgnet.kernel.nights import night_of
from lgnet.kernel.tenancy import scope
from lgnet.network.models import City, Compartment
from lgnet.network.queries import active_cities, all_cities
from lgnet.people.queries import people, people_of_network

from . import queries, rules
from .enums import Measure, NetworkMeasure, Period
from .models import CityFigure, CityNight, NetworkFigure
from .nights import Exact, shown_nights
from .publication import Counts, Published, publish

# Any number of its own: only one refresh of the network's figures writes at a time.
NETWORK_LOCK = 4_820_011_347
NIGHTS_LOCK = 4_820_011_348
DIFFERENT = NetworkMeasure.DIFFERENT_PEOPLE.value


def refresh_city_figures(*, city: City) -> dt.datetime:
    """Compute all measures of a city and write them, each compartment apart; return the moment."""
    now = timezone.now()
    for compartment_id in _compartments(city):
        with scope(city_id=city.pk, compartment_id=compartment_id):
            _refresh_cell(city, compartment_id, now)
    return now


def _compartments(city: City) -> list[UUID]:
    closed = Compartment.objects.filter(city=city).order_by("pk").values_list("pk", flat=True)
    return [OPEN_COMPARTMENT, *closed]


def _refresh_cell(city: City, compartment_id: UUID, now: dt.datetime) -> None:
    of_now = queries.counts_of_now(now) | queries.told_of_now(city.pk) | queries.progress()
    contacts, met, waits = queries.contacts(now), queries.people_met(now), queries.waits(now)
    figures = []
    for period in Period.values:
        values: dict[str, float | None] = {
            **of_now,
            Measure.CONTACTS.value: contacts[period],
            Measure.PEOPLE_MET.value: met[period],
            Measure.MEDIAN_HOURS_TO_PLACE.value: rules.median_of(waits[period]),
        }
        for measure, value in values.items():
            is_median = measure == Measure.MEDIAN_HOURS_TO_PLACE
            figures.append(
                CityFigure(
                    id=derived_uuid("city-figure", city.pk, compartment_id, period, measure),
                    period=period,
                    measure=measure,
                    value=value,
                    tally=waits[period] if is_median else {},
                    computed_at=now,
                )
            )
    upsert(CityFigure, figures)


@transaction.atomic
def refresh_network_figures() -> dt.datetime:
    """Write what the network sees, from the cities' exact figures; return the moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NETWORK_LOCK])
    now = timezone.now()
    cities: dict[UUID, Counts] = {}
    refuges, refuge_count = Counts(), 0
    for city in active_cities():
        for compartment_id in _compartments(city):
            with scope(city_id=city.pk, compartment_id=compartment_id):
                counts = _exact_counts()
                if compartment_id == OPEN_COMPARTMENT:
                    cities[city.pk] = counts
                else:
                    refuges.add(counts)
                    # Whose staff and guests are one: several houses are no company.
                    refuge_count += open_refuges(night_of(now)).exists()
    places = refuges.values.get((Measure.PLACES.value, ""), 0)
    may_count = rules.refuges_may_count(refuges=refuge_count, places=places)
    _write(publish(cities, refuges if may_count else None), now)
    return now


def _exact_counts() -> Counts:
    """Return the exact figures of the open cell; those not computed yet are missing."""
    found = Counts()
    for figure in queries.city_figures():
        if figure.measure == Measure.MEDIAN_HOURS_TO_PLACE:
            found.waits[figure.period] = figure.tally
        elif figure.value is not None:
            is_of_now = figure.measure in rules.OF_NOW
            found.values[figure.measure, "" if is_of_now else figure.period] = int(figure.value)
    return found


def _write(published: dict[tuple[UUID | None, str, str], Published], now: dt.datetime) -> None:
    figures = [
        NetworkFigure(
            id=derived_uuid("network-figure", city_id, period, measure),
            city_id=city_id,
            period=period,
            measure=measure,
            value=shown.value,
            is_hidden=shown.is_hidden,
            computed_at=now,
        )
        for (city_id, measure, period), shown in published.items()
    ]
    others = NetworkFigure.objects.exclude(measure__in=NetworkMeasure.values)
    others.exclude(pk__in=[figure.pk for figure in figures]).delete()
    upsert(NetworkFigure, figures)


@transaction.atomic
def refresh_different_people() -> dt.datetime:
    """Estimate how many different people the network knows; return the moment.

    Looks at every match token, so a job does it at night and not after each change.
    """
    now = timezone.now()
    records = 0
    for city in all_cities():
        with scope(city_id=city.pk):
            records += people().count()
    with_tokens, different = people_of_network()
    found = rules.different_people(records=records, with_tokens=with_tokens, different=different)
    is_hidden = found is not None and (rules.is_small(records) or found.point < rules.THRESHOLD)
    shown = None if is_hidden else found
    upsert(
        NetworkFigure,
        [
            NetworkFigure(
                id=derived_uuid("network-figure", None, Period.ALL, DIFFERENT),
                period=Period.ALL,
                measure=DIFFERENT,
                value=shown.point if shown else None,
                low=shown.low if shown else None,
                high=shown.high if shown else None,
                is_hidden=is_hidden,
                computed_at=now,
            )
        ],
    )
    return now


def refresh_all_figures() -> dt.datetime:
    """Compute every active city's figures, then the network's; return the moment."""
    for city in active_cities():
        refresh_city_figures(city=city)
    return refresh_network_figures()


def _exact_night(day: Day) -> Exact:
    """Return what counts of a night: slept in or promised is occupied, as on the board."""
    occupied = day.taken + day.expected
    return Exact(places=max(day.usable, occupied), occupied=occupied)


@transaction.atomic
def refresh_nights(*, is_whole: bool = False, last: int | None = None) -> Written:
    """Write what the network sees of the nights that are over; return what changed.

    The last ones are counted again, since a stay may be written down late; two years where asked
    for, or where a city lacks them; so many as ``last`` says where it says. Only rows that differ
    are written; older ones stay as told.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NIGHTS_LOCK])
    end = night_of(timezone.now())
    first = end - dt.timedelta(days=rules.NIGHTS)
    told = CityNight.objects.filter(night=first, city__in=active_cities()).count()
    if last is not None or (told == active_cities().count() and not is_whole):
        first = end - dt.timedelta(days=last or rules.NIGHTS_AGAIN)
    cities: dict[UUID, dict[dt.date, Exact]] = {}
    refuges: list[dict[dt.date, Exact]] = []
    for city in active_cities():
        for compartment_id in _compartments(city):
            with scope(city_id=city.pk, compartment_id=compartment_id):
                days = occupancy_by_day(first, end)
            nights = {day.night: _exact_night(day) for day in days}
            if compartment_id == OPEN_COMPARTMENT:
                cities[city.pk] = nights
            else:
                refuges.append(nights)
    return upsert(
        CityNight,
        [
            CityNight(
                id=derived_uuid("city-night", city_id, night),
                city_id=city_id,
                night=night,
                places=shown.places if shown else None,
                occupied=shown.occupied if shown else None,
            )
            for (city_id, night), shown in shown_nights(cities, refuges).items()
        ],
    )
