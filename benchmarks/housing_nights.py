"""A booking of 180 nights beside a booking of one: the same messages, the same time.

In turns, in places with the same past, each for somebody else. Nights are one range, so their
number is nobody's work; a table with a row a night would show here.
"""

import datetime as dt
from collections import Counter
from typing import Any
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks._bookings.deeds import places_of, requests_of
from benchmarks._bookings.ground import Ground, prepare
from benchmarks._city import refresh_statistics
from benchmarks.frame import median, milliseconds, percentile, say, timed
from lgnet.accounts.models import User
from lgnet.housing.actions.bulk import load_requests
from lgnet.housing.actions.placing import give_place
from lgnet.housing.models import Occupancy, Place, PlacementRequest
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.people.actions.bulk import load_people
from lgnet.people.models import Person

SHORT, LONG = 1, 180
PLACES = 100
ROUNDS, ROUNDS_QUICK = 200, 10
WARM_UPS = 5
# From one booking of a place to the next.
DAYS_APART = 200


def run(quick: bool) -> dict[str, Any]:
    """Book one night and 180 in turns, and return what each costs."""
    rounds = WARM_UPS + (ROUNDS_QUICK if quick else ROUNDS)
    with timed("a city, its places, requests that wait"):
        ground = prepare(places=PLACES, requests=0, last_places=1, last_requests=0)
        wanted = {
            nights: requests_in(ground, nights=nights, count=rounds) for nights in (SHORT, LONG)
        }
        refresh_statistics()
    by = User.objects.get(pk=ground.user_id)
    with scope(city_id=ground.city_id):
        places = places_of(ground.places)
    queries: dict[int, set[int]] = {SHORT: set(), LONG: set()}
    times: dict[int, list[float]] = {SHORT: [], LONG: []}
    for number in range(rounds):
        for turn, nights in enumerate((SHORT, LONG)):
            request, place = wanted[nights][number], places[(2 * number + turn) % PLACES]
            with CaptureQueriesContext(connection) as captured:
                taken = milliseconds(lambda r=request, p=place: _book(ground, r, p, by))
            if number >= WARM_UPS:
                queries[nights].add(len(captured))
                times[nights].append(taken)
    _check(ground, rounds)
    result = {
        "figure": round(median(times[LONG]), 2),
        "unit": "ms, a booking of 180 nights",
        "ratio": round(median(times[LONG]) / median(times[SHORT]), 3),
        "against": "a booking of one night",
        "queries_1": max(queries[SHORT]),
        "queries_180": max(queries[LONG]),
        "p50_1_ms": round(median(times[SHORT]), 2),
        "p50_180_ms": round(median(times[LONG]), 2),
        "p95_1_ms": round(percentile(times[SHORT], 0.95), 2),
        "p95_180_ms": round(percentile(times[LONG], 0.95), 2),
    }
    say(
        "  one night: {queries_1} queries, {p50_1_ms} ms;"
        " 180 nights: {queries_180} queries, {p50_180_ms} ms".format(**result)
    )
    return result


def requests_in(ground: Ground, *, nights: int, count: int) -> list[PlacementRequest]:
    """Write so many requests for ``nights``, each of somebody else and at a time of its own."""
    with scope(city_id=ground.city_id):
        people = [Person(id=uuid7(), known_as=f"Prova {number}") for number in range(count)]
        requests = [
            _request(ground.user_id, person, number, nights) for number, person in enumerate(people)
        ]
        load_people(people, [])
        load_requests(requests)
        return requests_of([request.pk for request in requests])


def _request(user_id: UUID, person: Person, number: int, nights: int) -> PlacementRequest:
    first = tonight() + dt.timedelta(days=(number + 1) * DAYS_APART)
    return PlacementRequest(
        id=uuid7(),
        person_id=person.pk,
        from_on=first,
        until_on=first + dt.timedelta(days=nights),
        asked_at=timezone.now(),
        asked_by_id=user_id,
    )


def _book(ground: Ground, request: PlacementRequest, place: Place, by: User) -> None:
    with scope(city_id=ground.city_id, user_id=by.pk):
        give_place(request=request, place=place, by=by)


def _check(ground: Ground, rounds: int) -> None:
    """Raise RuntimeError where not every booking has just the nights it was asked for."""
    with scope(city_id=ground.city_id):
        rows = Occupancy.objects.filter(nights__startswith__gt=tonight()).order_by()
        found = Counter((row.nights.upper - row.nights.lower).days for row in rows)
    if found != {SHORT: rounds, LONG: rounds}:
        raise RuntimeError(f"Nights booked: {dict(found)}.")
