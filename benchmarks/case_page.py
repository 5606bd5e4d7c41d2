"""A case with five years behind it, the board of 500 cases, and a form of 60 tailored questions.

The person of the case was met every other week and came back four times: contacts, cases and
what changed their states. Pages are fetched in this process through all middleware, as who
answers for the case; the null view takes its turns between them. The form is what ``form_fields``
measures.
"""

import datetime as dt
import gc
import random
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from benchmarks import _city, form_fields
from benchmarks._city import BigCity
from benchmarks._city.people import add_encounters, add_people
from benchmarks._pages import fetch, queries
from benchmarks.frame import median, milliseconds, percentile, say, timed
from lgnet.accounts.models import User
from lgnet.cases.actions.bulk import load_cases
from lgnet.cases.actions.cases import close_case, open_case
from lgnet.cases.actions.states import change_state
from lgnet.cases.enums import CaseMove, Outcome
from lgnet.cases.models import Case
from lgnet.demo.actions.staff import load_staff
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from lgnet.people.models import Person

CASES, CASES_QUICK = 500, 60
ROUNDS, ROUNDS_QUICK = 40, 5
WARM_UPS = 2
YEARS = 5
# Every other week, as pairs: the city's encounters are written two a person.
PAIRS_OF_CONTACTS = 26 * YEARS // 2
PAUSES = 12
NULL, NULL_VIEW = "null view", "health_live"
PAGE = "the case"
BOARDS = ("mine", "open", "suspended", "quiet", "nobody")


def run(quick: bool) -> dict[str, Any]:
    """Fill a city, fetch each page in turn, return what the case and the board cost."""
    big, case = _fill(CASES_QUICK if quick else CASES)
    gc.collect()
    gc.freeze()
    client, nothing = Client(), Client()
    client.force_login(big.member(Role.CASE_MANAGER))
    urls = {PAGE: reverse("cases:case_detail", args=[case.pk])}
    urls |= {f"board, {show}": f"{reverse('cases:cases')}?show={show}" for show in BOARDS}
    with timed("how many queries each makes"):
        counts = {title: queries(client, url) for title, url in urls.items()}
    times: dict[str, list[float]] = {title: [] for title in (*urls, NULL)}
    for number in range(WARM_UPS + (ROUNDS_QUICK if quick else ROUNDS)):
        took = {
            title: milliseconds(lambda url=url: fetch(client, url)) for title, url in urls.items()
        }
        took[NULL] = milliseconds(lambda: fetch(nothing, reverse(NULL_VIEW)))
        if number >= WARM_UPS:
            for title, one in took.items():
                times[title].append(one)
    for title, query_count in counts.items():
        say(
            f"  {title:18} {query_count:4} queries  p50 {median(times[title]):7.1f} ms"
            f"  p95 {percentile(times[title], 0.95):7.1f} ms"
        )
    form = form_fields.run(quick)
    null_ms = median(times[NULL])
    boards = [title for title in urls if title != PAGE]
    return {
        "figure": round(percentile(times[PAGE], 0.95), 1),
        "unit": "ms, 95th percentile of a case with five years behind it",
        "ratio": round(null_ms / median(times[PAGE]), 4),
        "against": "the null view /health/live, its median over the case's",
        "queries": counts[PAGE],
        "p95_ms": round(percentile(times[PAGE], 0.95), 1),
        "form_ms": form["form_ms"],
        "board_queries": max(counts[title] for title in boards),
        "board_p95_ms": round(max(percentile(times[title], 0.95) for title in boards), 1),
        "null_ms": round(null_ms, 2),
        "cases": CASES_QUICK if quick else CASES,
    }


def _fill(count: int) -> tuple[BigCity, Case]:
    """Write a city with so many running cases of one worker, one of them five years old."""
    rng = random.Random(1)
    load_staff(cities={city.cadastral_code: city for city in City.objects.filter(is_active=True)})
    big = BigCity(City.objects.get(name=_city.CITY))
    by = big.member(Role.CASE_MANAGER)
    step = timed(f"{count} people with cases, one of them known for {YEARS} years")
    with scope(city_id=big.city.pk, user_id=by.pk), step:
        known, *others = add_people(rng, count)
        add_encounters(rng, [known] * PAIRS_OF_CONTACTS + others, big.city)
        load_cases([_of(person_id, by, rng) for person_id in others])
        case = _years_of(Person.objects.get(pk=known), by)
    _city.refresh_statistics()
    return big, case


def _of(person_id: Any, by: User, rng: random.Random) -> Case:
    opened_at = timezone.now() - dt.timedelta(days=rng.randint(1, 365))
    return Case(id=uuid7(), person_id=person_id, responsible=by, opened_by=by, opened_at=opened_at)


def _years_of(person: Person, by: User) -> Case:
    """Close four cases of a person and open a fifth, which was paused again and again."""
    for _year in range(YEARS - 1):
        closed = open_case(id=uuid7(), person=person, responsible=by, by=by)
        close_case(case=closed, outcome=Outcome.LOST_CONTACT, by=by, note="Non risponde.")
    case = open_case(id=uuid7(), person=person, responsible=by, by=by)
    change_state(id=uuid7(), case=case, move=CaseMove.START, by=by)
    for _time in range(PAUSES):
        change_state(id=uuid7(), case=case, move=CaseMove.SUSPEND, by=by, reason="In ospedale.")
        change_state(id=uuid7(), case=case, move=CaseMove.RESUME, by=by)
    return case
