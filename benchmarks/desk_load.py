"""Fifty desks at once on a million people, over HTTP, beside the page that does nothing.

The server is the launcher's: two processes of four threads, on loopback. Each desk has a session
and a connection kept alive, and sends its next request when the last is answered: it reads the
contacts of the city and its own queue by turns, or records somebody new. Whoever calls works in
a process of their own, on the same machine: its share of a core is told in the result. The
worker of jobs does not run; what contacts leave it to do waits.

An answer counts that is right: a list holds the rows it must, a contact leads to its page. Then
the database is asked whether each contact stands there and each list left its event.
"""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from benchmarks._desk.count import Counter, differences
from benchmarks._desk.ground import LANGUAGES, Ground, Post, prepare
from benchmarks._desk.load import Desk, Listing, Plan, Tally, intake_of
from benchmarks._desk.server import THREADS, WORKERS, served
from benchmarks.frame import median, milliseconds, percentile, say, timed
from lgnet.config.scratch import superuser_dsn
from lgnet.demo.names import pool
from lgnet.encounters.enums import NeedKind
from lgnet.encounters.queries.contacts import encounters
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by_arrival
from lgnet.kernel.tenancy import scope

PEOPLE, PEOPLE_QUICK = 1_000_000, 20_000
DESKS = 50
SECONDS, SECONDS_QUICK = 20.0, 5.0
ROUNDS, ROUNDS_QUICK = 3, 2
SCREENS, SCREENS_QUICK = 200, 30
WARM_UPS = 3
DEEDS = ("nothing", "lists", "intakes")
NAMES = ("arabic", "bengali", "nigerian", "somali", "ukrainian")


@dataclass(slots=True)
class Loaded:
    """The turns of each deed, of so many seconds, and where the database did not agree."""

    seconds: float
    turns: dict[str, list[Tally]] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    def ms(self, *kinds: str) -> list[float]:
        """Return the times of all answers of these kinds."""
        every = [tally for turns in self.turns.values() for tally in turns]
        return [ms for tally in every for kind in kinds for ms in tally.ms.get(kind, [])]

    def rate(self, deed: str) -> float:
        """Return right answers a second: the middle turn's."""
        return median([tally.in_time / self.seconds for tally in self.turns[deed]])


def run(quick: bool) -> dict[str, Any]:
    """Prepare, have the desks work in turns, count, and look at two pages from within."""
    people = PEOPLE_QUICK if quick else PEOPLE
    ground = prepare(people=people, desks=DESKS)
    database = str(connection.settings_dict["NAME"])
    connections.close_all()
    address = psycopg.conninfo.make_conninfo(superuser_dsn(), dbname=database)
    with served(database) as host, Counter(address) as counter:
        loaded = load(
            ground,
            host,
            counter,
            seconds=SECONDS_QUICK if quick else SECONDS,
            rounds=ROUNDS_QUICK if quick else ROUNDS,
        )
    with timed("the queue's page and a contact, from within"):
        screens = look_within(ground, SCREENS_QUICK if quick else SCREENS)
    result = {**told(loaded), **screens, "people": people, "desks": DESKS}
    say(
        "  {lists_per_s} lists/s, p99 {lists_p99_ms} ms; {intakes_per_s} contacts/s, p99"
        " {intakes_p99_ms} ms; {errors} errors; the null view {null_per_s}/s; the queue of 80:"
        " {desk_queries} queries, p95 {desk_p95_ms} ms; a contact: p95 {contact_p95_ms} ms".format(
            **result
        )
    )
    return result


def load(ground: Ground, host: str, counter: Counter, *, seconds: float, rounds: int) -> Loaded:
    """Have the desks do each deed in turns, and compare each turn with the database."""
    loaded = Loaded(seconds)
    for number in range(rounds):
        for deed in DEEDS:
            plan = plan_of(deed, ground, host, seconds=seconds, seed=number)
            before = counter.standing()
            with timed(f"{len(ground.posts)} desks, {deed}"):
                tally = carry_out(plan)
            differ = differences(
                before, counter.standing(), tally.answered, counter.whole(tally.sent)
            )
            for words in [*tally.first_faults, *differ]:
                say(f"  WRONG: {words}")
            loaded.differences += differ
            loaded.turns.setdefault(deed, []).append(tally)
    return loaded


def plan_of(deed: str, ground: Ground, host: str, *, seconds: float, seed: int) -> Plan:
    """Return what all desks do in a turn."""
    contacts = contacts_page(ground)
    return Plan(
        deed=deed,
        host=host,
        cookie=settings.SESSION_COOKIE_NAME,
        seconds=seconds,
        desks=[Desk(post.session, [contacts, queue_page(post)]) for post in ground.posts],
        path=reverse("encounters:new" if deed == "intakes" else "health_live"),
        names=_nicknames(),
        languages=list(LANGUAGES),
        needs=[kind.value for kind in NeedKind],
        seed=seed,
    )


def contacts_page(ground: Ground) -> Listing:
    """Return the first page of contacts: the link to each that must stand there now, a name."""
    with scope(city_id=ground.city_id):
        rows = page_by_arrival(encounters()).rows
        names = [escape(row.person.known_as) for row in rows if row.person is not None]
    links = [f'href="{reverse("encounters:detail", args=[row.pk])}"' for row in rows]
    return Listing("contacts", reverse("encounters:list"), [*links, *names])


def queue_page(post: Post) -> Listing:
    """Return the page of a desk's queue: the button of each number that waits, all names."""
    buttons = [f'id="call-{number}"' for number in post.numbers]
    path = reverse("encounters:desk_queue", args=[post.desk.pk])
    return Listing("queue", path, [*buttons, *map(escape, post.called_names)])


def carry_out(plan: Plan) -> Tally:
    """Have a process carry the plan out, and return its tally; raises RuntimeError."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks._desk.load"],
        input=json.dumps(asdict(plan)),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"Those who call the server have failed:\n{done.stderr}")
    return Tally(**json.loads(done.stdout))


def look_within(ground: Ground, count: int) -> dict[str, Any]:
    """Return queries and times of the longest queue's page and of saving a contact.

    In this process and through all middleware, as who works there: no network, no others.
    """
    post = ground.busiest
    client = Client(enforce_csrf_checks=True)
    client.force_login(post.user)
    page = queue_page(post)
    form = reverse("encounters:new")
    client.get(form)
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    plan = plan_of("intakes", ground, "", seconds=0, seed=0)
    rng = random.Random(0)

    def look() -> None:
        answer = client.get(page.path)
        lacking = [text for text in page.holds if text.encode() not in answer.content]
        if answer.status_code != 200 or lacking:
            raise RuntimeError(f"{page.path} answers {answer.status_code}, without {lacking[:1]}.")

    def save() -> None:
        contact_id = str(uuid7())
        fields = dict(intake_of(plan, rng, contact_id)) | {"csrfmiddlewaretoken": token}
        answer = client.post(form, fields)
        if answer.status_code != 302 or contact_id not in answer["Location"]:
            raise RuntimeError(f"A contact is answered {answer.status_code}.")

    for _ in range(WARM_UPS):
        look(), save()
    desk_queries, contact_queries = _queries(look), _queries(save)
    looks, saves = [], []
    for _ in range(count):
        looks.append(milliseconds(look))
        saves.append(milliseconds(save))
    return {
        "desk_queries": desk_queries,
        "desk_waiting": len(post.numbers),
        "desk_p95_ms": round(percentile(looks, 0.95), 1),
        "contact_queries": contact_queries,
        "contact_p95_ms": round(percentile(saves, 0.95), 1),
    }


def told(loaded: Loaded) -> dict[str, Any]:
    """Return the result of the turns."""
    tallies = [tally for turns in loaded.turns.values() for tally in turns]
    lists, intakes = loaded.ms("contacts", "queue"), loaded.ms("intake")
    p99 = {"lists": _p99(lists), "intakes": _p99(intakes)}
    rate, nothing = loaded.rate("lists"), loaded.rate("nothing")
    errors = sum(tally.faults for tally in tallies) + len(loaded.differences)
    cpu = sum(tally.cpu_seconds for tally in tallies) / sum(tally.elapsed for tally in tallies)
    result = {
        "figure": round(rate, 1),
        "unit": "audited lists/s to all desks together",
        "ratio": round(rate / nothing, 4),
        "against": "answers/s of the null view /health/live, to as many at once",
        "lists_per_s": round(rate, 1),
        "intakes_per_s": round(loaded.rate("intakes"), 1),
        "p99_ms": max(p99.values()),
        "errors": errors,
        "lists_p99_ms": p99["lists"],
        "lists_p50_ms": round(median(lists), 1),
        "contacts_p99_ms": _p99(loaded.ms("contacts")),
        "queue_p99_ms": _p99(loaded.ms("queue")),
        "intakes_p99_ms": p99["intakes"],
        "intakes_p50_ms": round(median(intakes), 1),
        "null_per_s": round(nothing, 1),
        "null_p99_ms": _p99(loaded.ms("nothing")),
        "lists": sum(len(t.ms.get(kind, [])) for t in tallies for kind in ("contacts", "queue")),
        "intakes": len(intakes),
        # A server's processes share connections out as they come: one may have most of them.
        "least_desk_share": round(
            median([min(t.by_desk) / (sum(t.by_desk) / len(t.by_desk)) for t in tallies]), 2
        ),
        "reopened": sum(tally.reopened for tally in tallies),
        "load_cpu_share": round(cpu, 2),
        "workers": WORKERS,
        "threads": THREADS,
    }
    return {**result, "broken": f"{errors} errors"} if errors else result


def _queries(call: Callable[[], None]) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return sum(query["sql"] not in ("BEGIN", "COMMIT") for query in captured)


def _p99(values: Sequence[float]) -> float:
    return round(percentile(values, 0.99), 1)


def _nicknames() -> list[str]:
    pools = [pool(stem) for stem in NAMES]
    return [given.latin for one in pools for given in (*one.female, *one.male)]
