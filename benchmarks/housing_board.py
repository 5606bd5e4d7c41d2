"""The board and the timeline of a city with 300 places, beside one read place by place.

Each page is fetched in this process through all middleware, as the coordinator of the city; the
null view and the control take their turns between them. The control is the board as one writes
it without thinking: it asks of each place who has it tonight. It draws nothing, and must find the
same states.
"""

import gc
import random
import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import _city
from benchmarks._city import BigCity
from benchmarks._city.housing import add_places, add_stays
from benchmarks._city.people import add_people
from benchmarks.frame import median, milliseconds, percentile, say, timed
from lgnet.demo.actions.staff import load_staff
from lgnet.housing import queries
from lgnet.housing.actions.holds import hold_places
from lgnet.housing.actions.placing import give_places
from lgnet.housing.actions.requests import ask_for_place
from lgnet.housing.enums import PlaceState
from lgnet.housing.models import Occupancy, Place
from lgnet.housing.queries.places import STATE_OF
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from lgnet.people.models import Person

PLACES, PLACES_QUICK = 300, 60
ROUNDS, ROUNDS_QUICK = 40, 5
PEOPLE_A_PLACE = 12
# Of the free places so many are held, and as many expect somebody.
HELD = 10
WARM_UPS = 2
NULL_VIEW = "health_live"
BOARD = "housing:board"
PAGES = {
    "board": (BOARD, ""),
    "seven nights": (BOARD, "?show=week"),
    "wall": (BOARD, "?mode=wall"),
    "timeline": ("housing:timeline", ""),
}
UNCHANGED, CONTROL, NULL = "board, unchanged", "place by place", "null view"


def run(quick: bool) -> dict[str, Any]:
    """Fill a city, fetch each page in turn, return what the board costs."""
    city = _fill(PLACES_QUICK if quick else PLACES)
    member = city.member(Role.HOUSING_COORDINATOR)
    # What filled the city stays in memory; a server's process has none of it to look through.
    gc.collect()
    gc.freeze()
    client, nothing = Client(), Client()
    client.force_login(member)
    with scope(city_id=city.city.pk, user_id=member.pk):
        _compare(_place_by_place(), _states(queries.places_on(tonight())))
    seen = _seen(client)
    urls = {title: reverse(name) + query for title, (name, query) in PAGES.items()}
    each: dict[str, Callable[[], object]] = {
        title: lambda url=url: _fetch(client, url)  # type: ignore[misc]
        for title, url in urls.items()
    }
    each[UNCHANGED] = lambda: _fetch(client, reverse(BOARD), seen=seen)
    each[CONTROL] = lambda: _control(city, member.pk)
    each[NULL] = lambda: _fetch(nothing, reverse(NULL_VIEW))
    with timed("how many queries each makes"):
        counts = {title: _queries(call) for title, call in each.items()}
    times: dict[str, list[float]] = {title: [] for title in each}
    for number in range(WARM_UPS + (ROUNDS_QUICK if quick else ROUNDS)):
        for title, call in each.items():
            taken = milliseconds(call)
            if number >= WARM_UPS:
                times[title].append(taken)
    detail = {
        title: {
            "queries": counts[title],
            "p50_ms": round(median(times[title]), 1),
            "p95_ms": round(percentile(times[title], 0.95), 1),
        }
        for title in each
    }
    for title, line in detail.items():
        say(
            f"  {title:18} {line['queries']:4} queries"
            f"  p50 {line['p50_ms']:7.1f} ms  p95 {line['p95_ms']:7.1f} ms"
        )
    null_ms = median(times[NULL])
    return {
        "figure": detail["board"]["p95_ms"],
        "unit": "ms, 95th percentile of the board",
        "ratio": round(null_ms / median(times["board"]), 4),
        "against": "the null view /health/live, its median over the board's",
        "queries": max(counts[title] for title in PAGES),
        "p95_ms": detail["board"]["p95_ms"],
        "control_queries": counts[CONTROL],
        "control_p95_ms": detail[CONTROL]["p95_ms"],
        "control_ratio": round(median(times[CONTROL]) / median(times["board"]), 2),
        "null_ms": round(null_ms, 2),
        "places": PLACES_QUICK if quick else PLACES,
        "pages": detail,
    }


def _fill(places: int) -> BigCity:
    """Write a city with so many places: stays in most, some held, some awaited, some to check."""
    rng = random.Random(1)
    load_staff(cities={city.cadastral_code: city for city in City.objects.filter(is_active=True)})
    city = City.objects.get(name=_city.CITY)
    big = BigCity(city)
    by = big.member(Role.HOUSING_COORDINATOR)
    with scope(city_id=city.pk, user_id=by.pk):
        with timed(f"{places} places, their people and stays"):
            ids = add_people(rng, places * PEOPLE_A_PLACE)
            add_stays(rng, ids[: -2 * HELD], add_places(city, count=places))
        with timed("holds and people expected"):
            _promise([Person(pk=one) for one in ids[-2 * HELD :]], by)
    _city.refresh_statistics()
    return big


def _promise(people: list[Person], by: Any) -> None:
    free = list(queries.free_places(tonight())[: len(people)])
    for number, (guest, place) in enumerate(zip(people, free, strict=False)):
        person = Person.objects.get(pk=guest.pk)
        asked = ask_for_place(id=uuid7(), person=person, from_on=tonight(), by=by)
        if number % 2:
            hold_places(id=uuid7(), request=asked, places=[place], by=by)
        else:
            give_places(
                request=asked,
                beds={person.pk: place},
                by=by,
                is_accompanied=True,
                accepts_strangers=True,
            )


def _control(city: BigCity, user_id: Any) -> None:
    with scope(city_id=city.city.pk, user_id=user_id):
        _place_by_place()


def _place_by_place() -> dict[Any, tuple[str, str]]:
    """Return state and occupant of each place, asked one after the other."""
    night = tonight()
    found = {}
    for place in Place.objects.order_by("id"):
        state, called = PlaceState.FREE, ""
        if not queries.usable_places(night).filter(pk=place.pk).exists():
            state = PlaceState.CLOSED
        here = Occupancy.objects.filter(queries.live(), place=place, nights__contains=night)
        taken = here.order_by("id").first()
        if taken is None:
            over = Occupancy.objects.filter(
                place=place, stay__ended_on__isnull=True, stay__due_on__lte=night
            )
            over = over.filter(nights__endswith=F("stay__due_on"))
            taken = over.order_by("-nights", "id").first()
            if taken is not None and state == PlaceState.FREE:
                state = PlaceState.TO_CHECK
        else:
            state = STATE_OF[taken.kind]
        if taken is not None and taken.person_id is not None:
            called = Person.objects.get(pk=taken.person_id).known_as
        found[place.pk] = (str(state), called)
    return found


def _states(places: Any) -> dict[Any, tuple[str, str]]:
    shown = list(places)
    called = queries.occupants_of(shown)
    return {place.pk: (place.state, called.get(place.occupant_id, "")) for place in shown}


def _compare(control: dict[Any, Any], shown: dict[Any, Any]) -> None:
    """Raise RuntimeError where the two read different boards."""
    other = [key for key in control if control[key] != shown.get(key)]
    if other or len(control) != len(shown):
        raise RuntimeError(f"{len(other)} of {len(shown)} places are read differently.")


def _seen(client: Client) -> str:
    """Return what the page would say it showed last."""
    found = re.search(r'"X-Board-Seen": "(\w+)"', client.get(reverse(BOARD)).content.decode())
    if found is None:
        raise RuntimeError("The board does not say what it showed.")
    return found.group(1)


def _fetch(client: Client, url: str, *, seen: str = "") -> None:
    """Fetch a page; raises RuntimeError for an answer not expected, since an error page is fast."""
    headers = {"HX-Request": "true", "X-Board-Seen": seen} if seen else {}
    status = client.get(url, headers=headers).status_code
    if status != (204 if seen else 200):
        raise RuntimeError(f"{url} answers {status}.")


def _queries(call: Callable[[], object]) -> int:
    call()
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)
