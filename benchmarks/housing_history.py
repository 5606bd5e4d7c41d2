"""What was taken on each day of two years, in sixteen cities, beside asking day by day.

The network's page has all of it from one query of what a job counts each night, with small numbers
hidden. Beside it the same two years counted exactly, a query a city, each in its own scope: cities'
rows are closed to one another. A second rival asks of each day who has a place on it, and must
count the same.
"""

import datetime as dt
import random
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks._city import refresh_statistics
from benchmarks._city.housing import add_places, add_stays
from benchmarks._city.people import add_people
from benchmarks.frame import median, milliseconds, say, timed
from lgnet.demo.actions.staff import load_staff
from lgnet.housing.enums import OccupancyKind
from lgnet.housing.models import Occupancy
from lgnet.housing.queries.history import Day, occupancy_by_day
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.monitoring.actions import refresh_nights
from lgnet.monitoring.queries import network_nights
from lgnet.monitoring.rules import STEP
from lgnet.network.models import City

CITIES, CITIES_QUICK = 16, 2
PLACES, PLACES_QUICK = 120, 20
PEOPLE_A_PLACE = 15
DAYS = 730
ROUNDS, ROUNDS_QUICK = 5, 2
# Days the rival asks of one city; all would take too long, and each costs the same.
ASKED = 20


def run(quick: bool) -> dict[str, Any]:
    """Fill the cities, ask for two years of each, and compare."""
    cities = _fill(CITIES_QUICK if quick else CITIES, PLACES_QUICK if quick else PLACES)
    first, end = tonight() - dt.timedelta(days=DAYS), tonight()
    with CaptureQueriesContext(connection) as captured:
        days = _two_years(cities[0], first, end)
    # The scope itself sends the transaction and its context.
    queries = sum("housing_occupancy" in one["sql"] for one in captured)
    asked = random.Random(1).sample(days, ASKED)
    _compare(cities[0], asked)
    ours, rival = [], []
    for _ in range(ROUNDS_QUICK if quick else ROUNDS):
        ours.append(milliseconds(lambda: [_two_years(city, first, end) for city in cities]))
        rival.append(milliseconds(lambda: _compare(cities[0], asked)))
    all_days = median(rival) / ASKED * DAYS * len(cities)
    network = _network(cities, first, end, 2 if quick else ROUNDS)
    result = {
        "figure": round(median(ours), 1),
        "unit": f"ms, {DAYS} days of {len(cities)} cities",
        "ratio": round(median(ours) / all_days, 5),
        "against": f"a query a day, as {ASKED} days of one city let expect",
        "queries_a_city": queries,
        "city_ms": round(median(ours) / len(cities), 1),
        "day_by_day_ms": round(all_days),
        "cities": len(cities),
        "days": DAYS,
        **network,
        # Beside as many cities asked one by one: the network's query has always all of them.
        "network_ratio": round(
            network["network_ms"] / (median(ours) / len(cities) * network["network_nights"] / DAYS),
            5,
        ),
    }
    say(
        "  {figure} ms, {queries_a_city} query a city; day by day {day_by_day_ms} ms".format(
            **result
        )
    )
    say(
        "  the network: {network_ms} ms, {queries} query for {network_nights} nights of all cities,"
        " {network_ratio} of city by city; counted in {counting_s} s".format(**result)
    )
    return result


def _network(cities: list[City], first: dt.date, end: dt.date, rounds: int) -> dict[str, Any]:
    """Count the nights as the job does, then read them as the page does, all cities at once."""
    counting = milliseconds(lambda: refresh_nights(is_whole=True))
    with CaptureQueriesContext(connection) as captured:
        found = network_nights(first, end)
    for city in cities:
        if len(found[city.pk]) != DAYS:
            raise RuntimeError(f"{city}: {len(found[city.pk])} nights are told, not {DAYS}.")
        exact = zip(found[city.pk], _two_years(city, first, end), strict=True)
        for told, day in exact:
            if told.occupied is not None and abs(told.occupied - day.taken - day.expected) >= STEP:
                raise RuntimeError(f"{day.night}: {told.occupied} told of {day.taken}.")
    times = [milliseconds(lambda: network_nights(first, end)) for _ in range(rounds)]
    return {
        "queries": len(captured),
        "network_ms": round(median(times), 1),
        "network_nights": sum(len(nights) for nights in found.values()),
        "network_hidden": sum(one.places is None for nights in found.values() for one in nights),
        "counting_s": round(counting / 1000, 1),
    }


def _fill(count: int, places: int) -> list[City]:
    """Write so many cities with houses and what happened in them in two years."""
    rng = random.Random(1)
    active = list(City.objects.filter(is_active=True).order_by("name"))
    load_staff(cities={city.cadastral_code: city for city in active})
    cities = active[:count]
    with timed(f"{count} cities of {places} places"):
        for city in cities:
            with scope(city_id=city.pk):
                people = add_people(rng, places * PEOPLE_A_PLACE)
                add_stays(rng, people, add_places(city, count=places))
        refresh_statistics()
    return cities


def _two_years(city: City, first: dt.date, end: dt.date) -> list[Day]:
    with scope(city_id=city.pk):
        return occupancy_by_day(first, end)


def _compare(city: City, days: list[Day]) -> None:
    """Ask of each day alone; raise RuntimeError where another number was told."""
    with scope(city_id=city.pk):
        for day in days:
            rows = Occupancy.objects.filter(kind=OccupancyKind.STAY, nights__contains=day.night)
            if rows.count() != day.taken:
                raise RuntimeError(f"{day.night}: {rows.count()} slept here, not {day.taken}.")
