"""Finding a person by what staff type, beside PostgreSQL's trigrams and a scan in memory.

A network of cities, its people written by our own bulk way: sealed, with keys. Each text is typed
for somebody of one city, and asked of our search in that city, under row-level security, as the
desk's member; of trigrams on names in the clear, in that city and in all; and of a scan of all
names in memory. Who is meant must be among the first ten; somebody recorded with the very same
names and birth counts as well, as nobody could tell the two apart.
"""

import functools
import multiprocessing
import os
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, connections
from django.utils import timezone

from benchmarks import _names
from benchmarks._search.people import Made, make_people, rows_of
from benchmarks._search.rivals import MOST, Scan, Trigrams, clear_birth
from benchmarks._search.typed import Typed, type_for
from benchmarks.frame import median, percentile, say, timed
from lgnet.kernel.tenancy import scope
from lgnet.network.models import City
from lgnet.people.actions.bulk import load_people
from lgnet.people.asking import Asked, asked_of
from lgnet.people.enums import BirthPrecision
from lgnet.people.finding import find
from lgnet.people.looking_up import lookups_of
from lgnet.people.models import SearchKey
from lgnet.people.queries import people_like
from lgnet.people.search_keys import person_tokens

PEOPLE, PEOPLE_QUICK = 1_000_000, 24_000
CITIES, CITIES_QUICK = 40, 4
QUERIES, QUERIES_QUICK = 1_500, 240
# The rivals are slow: of so many queries they answer one.
RIVALS_EVERY, RIVALS_EVERY_QUICK = 10, 4
CHUNK = 5_000
PROCESSES = 2
SEED = 7


@dataclass(frozen=True, slots=True)
class Place:
    """A city, how many people it has, and the seed of their names."""

    city_id: UUID
    number: int
    people: int


@dataclass
class Side:
    """The times and hits of one of those compared."""

    milliseconds: list[float] = field(default_factory=list)
    hits: list[bool] = field(default_factory=list)

    @property
    def p95(self) -> float:
        return percentile(self.milliseconds, 0.95)

    @property
    def recall(self) -> float:
        return sum(self.hits) / len(self.hits)

    def line(self) -> dict[str, float]:
        """Return what is told of it in the result."""
        return {
            "p50_ms": round(median(self.milliseconds), 2),
            "p95_ms": round(self.p95, 2),
            "recall_at_10": round(self.recall, 4),
        }


def run(quick: bool) -> dict[str, Any]:
    """Fill the cities, ask all sides in turn, and meet the real pairs of names."""
    places = _places(PEOPLE_QUICK if quick else PEOPLE, CITIES_QUICK if quick else CITIES)
    with timed("people, sealed and with keys"):
        _load(places)
    with timed("vacuum and statistics"):
        connections["owner"].cursor().execute("VACUUM ANALYZE")
        connections["owner"].close()
    trigrams, scan = Trigrams(_superuser()), Scan()
    with timed("the rivals' table, and what is typed"):
        asked, alike = _fill_rivals(places, trigrams, scan, QUERIES_QUICK if quick else QUERIES)
    try:
        every = RIVALS_EVERY_QUICK if quick else RIVALS_EVERY
        sides, hits = _ask(asked, alike, trigrams, scan, every)
    finally:
        trigrams.close()
    result = _result(sides, hits)
    pairs = {script: _meet(script) for script in _names.SCRIPTS}
    for name, side in sides.items():
        say(f"  {name:22} {side.line()}")
    return {
        **result,
        "people": sum(place.people for place in places),
        "cities": len(places),
        "keys_per_person": round(_keys_per_person(places[-1]), 1),
        "sides": {name: side.line() for name, side in sides.items()},
        "name_pairs": pairs,
    }


# People ------------------------------------------------------------------------------------


def _places(people: int, cities: int) -> list[Place]:
    """Share people out: the largest city has a tenth or so of them, the smallest few."""
    ids = list(City.objects.order_by("name").values_list("pk", flat=True)[:cities])
    ids += [_invented_city(number) for number in range(cities - len(ids))]
    weights = [1 / (number + 3) for number in range(len(ids))]
    total = sum(weights)
    return [
        Place(pk, number, round(people * weight / total))
        for number, (pk, weight) in enumerate(zip(ids, weights, strict=True))
    ]


def _invented_city(number: int) -> UUID:
    """Return a city beyond those the network knows today: it may grow."""
    city, _ = City.objects.get_or_create(
        cadastral_code=f"X{number:03}",
        defaults={
            "name": f"Zzcittà {number}",
            "istat_code": f"9{number:05}",
            "region_istat": "99",
            "region_name": "Inventata",
            "nuts3": "ITZ99",
        },
    )
    return city.pk


def _people_of(place: Place) -> Iterator[Made]:
    return make_people(random.Random(SEED * 1000 + place.number), place.people)


def _load(places: Sequence[Place]) -> None:
    """Write the people of all cities, by two processes where there are many."""
    if sum(place.people for place in places) <= PEOPLE_QUICK:
        _load_some(places)
        return
    for alias in connections:
        connections[alias].close()
    context = multiprocessing.get_context("fork")
    workers = [
        context.Process(target=_load_some, args=(places[number::PROCESSES],))
        for number in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        if worker.exitcode:
            raise RuntimeError("Loading people failed.")


def _load_some(places: Iterable[Place]) -> None:
    for place in places:
        began = time.perf_counter()
        people = _people_of(place)
        while some := [made for made, _ in zip(people, range(CHUNK), strict=False)]:
            with scope(city_id=place.city_id):
                rows = [rows_of(made) for made in some]
                load_people(
                    [person for person, _ in rows], [name for _, names in rows for name in names]
                )
        say(f"  city {place.number}: {place.people} people, {time.perf_counter() - began:.0f} s")
    connection.close()


def _keys_per_person(place: Place) -> float:
    with scope(city_id=place.city_id):
        return SearchKey.objects.count() / place.people


def _superuser() -> str:
    """Return the superuser's address of the benchmark's own database."""
    from psycopg.conninfo import make_conninfo

    return make_conninfo(os.environ["LGNET_SUPERUSER_URL"], dbname=connection.settings_dict["NAME"])


def _fill_rivals(
    places: Sequence[Place], trigrams: Trigrams, scan: Scan, count: int
) -> tuple[list[tuple[Place, Typed]], dict[UUID, int]]:
    """Give the rivals everybody; return what is typed, and who cannot be told apart."""
    rng = random.Random(SEED)
    everybody = sum(place.people for place in places)
    asked: list[tuple[Place, Typed]] = []
    alike: dict[UUID, int] = {}
    for place in places:
        people = list(_people_of(place))
        trigrams.add(place.number, people)
        scan.add(people)
        alike.update((made.id, hash((made.recorded, clear_birth(made)))) for made in people)
        meant = rng.sample(people, max(round(count * place.people / everybody), 1))
        asked += [(place, type_for(rng, made)) for made in meant]
    trigrams.build()
    rng.shuffle(asked)
    return asked, alike


# Asking ------------------------------------------------------------------------------------


def _ask(
    asked: Sequence[tuple[Place, Typed]],
    alike: dict[UUID, int],
    trigrams: Trigrams,
    scan: Scan,
    every: int,
) -> tuple[dict[str, Side], list[tuple[Typed, bool]]]:
    """Ask everything of our search, and one query in so many of the rivals, right after it."""
    sides = {
        name: Side()
        for name in ("search", "candidates_at_entry", "trigrams_all", "trigrams_city", "scan")
    }
    hits = []
    for number, (place, typed) in enumerate([*asked[:20], *asked]):
        is_counted = number >= 20  # the first ones warm up
        calls = {
            "search": lambda typed=typed: [one.person_id for one in find(_read(typed), most=MOST)],
            "candidates_at_entry": lambda typed=typed: [
                person.pk for person in people_like(_read(typed))
            ],
        }
        with scope(city_id=place.city_id, audiences=frozenset({place.city_id})):
            for name, call in calls.items():
                found = _timed(sides[name] if is_counted else Side(), call, typed, alike)
                if name == "search" and is_counted:
                    hits.append((typed, found))
        if is_counted and number % every == 0:
            birth = _birth_text(_read(typed))
            _timed(
                sides["trigrams_all"],
                functools.partial(trigrams.find, typed.name, birth, None),
                typed,
                alike,
            )
            _timed(
                sides["trigrams_city"],
                functools.partial(trigrams.find, typed.name, birth, place.number),
                typed,
                alike,
            )
            _timed(sides["scan"], functools.partial(scan.find, typed.name), typed, alike)
    return sides, hits


def _timed(
    side: Side, call: Callable[[], list[UUID]], typed: Typed, alike: dict[UUID, int]
) -> bool:
    began = time.perf_counter()
    found = call()
    side.milliseconds.append((time.perf_counter() - began) * 1000)
    meant = alike[typed.made.id]
    side.hits.append(any(alike[pk] == meant for pk in found[:MOST]))
    return side.hits[-1]


def _read(typed: Typed) -> Asked:
    return asked_of(typed.text, today=timezone.localdate(), countries={})


def _birth_text(asked: Asked) -> str:
    if asked.birth is None:
        return ""
    exact = asked.birth.precision == BirthPrecision.EXACT
    return asked.birth.first_day.isoformat() if exact else f"{asked.birth.first_day.year}-"


# What is told ------------------------------------------------------------------------------


def _result(sides: dict[str, Side], hits: Sequence[tuple[Typed, bool]]) -> dict[str, Any]:
    search = sides["search"]

    def recall(chosen: Callable[[Typed], bool]) -> float | None:
        some = [hit for typed, hit in hits if chosen(typed)]
        return round(sum(some) / len(some), 4) if some else None

    scripts = sorted({typed.script for typed, _ in hits})
    return {
        "figure": round(search.p95, 2),
        "unit": "ms, 95th percentile of a search",
        "ratio": round(search.p95 / sides["scan"].p95, 5),
        "against": "the 95th percentile of a rapidfuzz scan of all names on one core",
        "p95_ms": round(search.p95, 2),
        # One word without a birth names hundreds of people in a large city: told apart.
        "recall_at_10": recall(_tells_enough),
        "recall_one_word_alone": recall(lambda typed: not _tells_enough(typed)),
        "recall_of_all": round(search.recall, 4),
        "recall_across_scripts": recall(lambda typed: typed.is_across and _tells_enough(typed)),
        "recall_without_birth": recall(lambda typed: not typed.has_birth and _tells_enough(typed)),
        "recall_by_script": {
            str(script.label): recall(
                lambda typed, script=script: typed.script == script and _tells_enough(typed)
            )
            for script in scripts
        },
        "recall_across_by_script": {
            str(script.label): recall(
                lambda typed, script=script: (
                    typed.is_across and typed.script == script and _tells_enough(typed)
                )
            )
            for script in scripts
        },
        "queries": len(hits),
        "ratio_to_trigrams_all": round(search.p95 / sides["trigrams_all"].p95, 4),
        "ratio_to_trigrams_city": round(search.p95 / sides["trigrams_city"].p95, 4),
    }


def _tells_enough(typed: Typed) -> bool:
    return typed.has_birth or " " in typed.name or len(typed.made.native) > 1


def _meet(script: str) -> dict[str, dict[str, float]]:
    """Return how often the real pairs of a script meet, and how often strangers do."""
    found = {}
    for title, is_clean in (("seen_twice", True), ("all", False)):
        pairs = _names.reported(script, clean=is_clean)
        for direction, is_latin_asked in (("typed_in_script", False), ("typed_in_latin", True)):
            met = _names.meeting(
                pairs, kept=_kept, asked=_asked_tokens, is_latin_asked=is_latin_asked
            )
            found[f"{title}_{direction}"] = {
                "hit": round(met.hit, 4),
                "collisions": round(met.collisions, 5),
                "pairs": met.pairs,
            }
    return found


@functools.cache
def _kept(name: str) -> frozenset[str]:
    return frozenset(person_tokens([name], birth=None))


@functools.cache
def _asked_tokens(name: str) -> frozenset[str]:
    return frozenset(lookup.token for lookup in lookups_of(Asked(names=(name,))))
