"""Every list page in a city of 100,000 people, beside the page that does nothing.

Each page is fetched in this process through all middleware, as the role that works with it. Between
any two pages the null view is fetched, so that both meet the same moods of the machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.test import Client
from django.urls import reverse

from benchmarks._city import BigCity, fill
from benchmarks._pages import fetch, queries
from benchmarks.frame import median, milliseconds, percentile, say, timed
from lgnet.network.enums import Role
from lgnet.ui.sealed import PARAMETER, seal

PEOPLE, PEOPLE_QUICK = 100_000, 5_000
ROUNDS, ROUNDS_QUICK = 30, 5
WARM_UPS = 2
NULL_VIEW = "health_live"
# What the log of a city holds most of.
VERB = "people.viewed"


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list page: its address, the question in it, and the role that works with it."""

    url_name: str
    role: Role
    query: tuple[tuple[str, str], ...] = ()

    typed: str = ""

    def url_for(self, user_id: UUID) -> str:
        """Return the page's address for this user; a typed name stands in it sealed."""
        sealed = ((PARAMETER, seal(self.typed, user_id=user_id)),) if self.typed else ()
        query = (*self.query, *sealed)
        return reverse(self.url_name) + (f"?{urlencode(query)}" if query else "")

    @property
    def title(self) -> str:
        asked = [f"{key}={value}" for key, value in self.query]
        return " ".join([self.url_name, *asked, *([f"typed={self.typed}"] if self.typed else [])])


def pages(city: BigCity) -> list[ListPage]:
    """Return every list page, with the filters that make it another query."""
    coordinator = Role.HOUSING_COORDINATOR
    return [
        ListPage("people:search", Role.DESK_OPERATOR),
        ListPage("people:search", Role.DESK_OPERATOR, typed=city.common_name),
        ListPage("people:search", Role.DESK_OPERATOR, typed=city.rare_name),
        ListPage("people:duplicates", Role.DESK_OPERATOR),
        ListPage("people:minors", Role.CASE_MANAGER),
        ListPage("people:record_requests", Role.DESK_OPERATOR),
        ListPage("exchange:list", Role.CITY_MANAGER),
        ListPage("encounters:list", Role.OUTREACH_WORKER),
        ListPage("encounters:list", Role.OUTREACH_WORKER, (("setting", "desk"),)),
        ListPage("encounters:unmet", Role.OUTREACH_WORKER),
        ListPage("encounters:sightings", Role.OUTREACH_WORKER),
        ListPage("encounters:letters", Role.DESK_OPERATOR),
        ListPage("referrals:list", Role.DESK_OPERATOR),
        ListPage("referrals:done", Role.DESK_OPERATOR),
        ListPage("cases:cases", Role.CASE_MANAGER, (("show", "mine"),)),
        ListPage("cases:cases", Role.CASE_MANAGER, (("show", "open"),)),
        ListPage("cases:cases", Role.CASE_MANAGER, (("show", "suspended"),)),
        ListPage("cases:cases", Role.CASE_MANAGER, (("show", "quiet"),)),
        ListPage("cases:cases", Role.CASE_MANAGER, (("show", "nobody"),)),
        ListPage("cases:cases", Role.CASE_MANAGER, (("show", "closed"),)),
        ListPage("cases:cases", Role.CASE_MANAGER, (("show", "closed_with_stay"),)),
        ListPage("cases:follow_ups", Role.CASE_MANAGER, (("show", "due"),)),
        ListPage("cases:follow_ups", Role.CASE_MANAGER, (("show", "overdue"),)),
        ListPage("housing:board", coordinator),
        ListPage("housing:board", Role.OUTREACH_WORKER),
        ListPage("housing:board", coordinator, (("show", "week"),)),
        ListPage("housing:timeline", coordinator),
        ListPage("housing:requests", coordinator),
        ListPage("housing:requests", coordinator, (("show", "answered"),)),
        ListPage("housing:refuge_requests", Role.OUTREACH_WORKER),
        ListPage("housing:stays", coordinator),
        ListPage("housing:stays", coordinator, (("show", "soon"),)),
        ListPage("housing:stays", coordinator, (("show", "overdue"),)),
        ListPage("housing:stays", coordinator, (("show", "ended"),)),
        ListPage("housing:stays", coordinator, (("show", "expected"),)),
        ListPage("housing:stays", coordinator, (("show", "returned"),)),
        ListPage("housing:extensions", Role.CITY_MANAGER),
        ListPage("housing:check_in", coordinator),
        ListPage("housing:incidents", coordinator),
        ListPage("housing:housing_first", coordinator),
        ListPage("housing:retention_list", coordinator),
        ListPage("housing:cohousing", coordinator),
        ListPage("housing:houses", coordinator),
        ListPage("monitoring:city", Role.CITY_MANAGER),
        ListPage("monitoring:board", Role.NATIONAL_ANALYST),
        ListPage("network:city", Role.CITY_MANAGER),
        ListPage("network:access_log", Role.DATA_PROTECTION_OFFICER),
        ListPage("network:access_log", Role.DATA_PROTECTION_OFFICER, (("verb", VERB),)),
    ]


def run(quick: bool) -> dict[str, Any]:
    """Fill a city, fetch each page in turn, return the worst of them."""
    city = fill(PEOPLE_QUICK if quick else PEOPLE)
    measured = pages(city)
    clients = {role: _signed_in(city, role) for role in {page.role for page in measured}}
    urls = {page: page.url_for(city.member(page.role).pk) for page in measured}
    nothing = Client()
    with timed("how many queries each page makes"):
        counts = {page: queries(clients[page.role], urls[page]) for page in measured}
    times: dict[ListPage, list[float]] = {page: [] for page in measured}
    null_times: list[float] = []
    for page, is_counted in _turns(measured, ROUNDS_QUICK if quick else ROUNDS):
        null_ms = milliseconds(lambda: fetch(nothing, reverse(NULL_VIEW)))
        page_ms = milliseconds(lambda page=page: fetch(clients[page.role], urls[page]))
        if is_counted:
            null_times.append(null_ms)
            times[page].append(page_ms)
    detail = [_line(page, counts[page], times[page]) for page in measured]
    for line in detail:
        say(
            "  {page:42} {queries:3} queries  p50 {p50_ms:7.1f} ms  p95 {p95_ms:7.1f} ms".format(
                **line
            )
        )
    worst = max(detail, key=lambda line: line["p95_ms"])
    slowest = max(detail, key=lambda line: line["p50_ms"])
    return {
        "figure": worst["p95_ms"],
        "unit": "ms, 95th percentile of the slowest list page",
        "ratio": round(median(null_times) / slowest["p50_ms"], 4),
        "against": "the null view /health/live, its median over the slowest page's",
        "queries": max(counts.values()),
        "p50_ms": slowest["p50_ms"],
        "p95_ms": worst["p95_ms"],
        "worst_page": worst["page"],
        "null_ms": round(median(null_times), 2),
        "people": PEOPLE_QUICK if quick else PEOPLE,
        "pages": detail,
    }


def _turns(measured: list[ListPage], rounds: int) -> Iterator[tuple[ListPage, bool]]:
    """Yield the pages round by round, and whether the round counts: the first ones warm up."""
    for number in range(WARM_UPS + rounds):
        for page in measured:
            yield page, number >= WARM_UPS


def _signed_in(city: BigCity, role: Role) -> Client:
    client = Client()
    client.force_login(city.member(role))
    return client


def _line(page: ListPage, queries: int, times: list[float]) -> dict[str, Any]:
    return {
        "page": page.title,
        "role": str(page.role),
        "queries": queries,
        "p50_ms": round(median(times), 1),
        "p95_ms": round(percentile(times, 0.95), 1),
    }
