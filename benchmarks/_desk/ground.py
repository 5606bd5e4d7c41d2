"""A city of many people, fifty desks with somebody at each, and queues in front of them."""

import multiprocessing
import random
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, connections
from django.test import Client

from benchmarks._city import refresh_statistics
from benchmarks._city.people import add_encounters, add_people
from benchmarks.frame import timed
from lgnet.accounts.models import User
from lgnet.demo.actions.staff import load_staff
from lgnet.encounters.actions.desks import add_room, keep_desk
from lgnet.encounters.actions.queue import arrive, call_next
from lgnet.encounters.enums import NeedKind
from lgnet.encounters.models import Desk
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.actions.members import add_member
from lgnet.network.enums import Role
from lgnet.network.models import City

CITY = "Torino"
CHUNK = 5_000
PROCESSES = 2
# Fewer than this are written by this process alone.
MANY = 50_000
# Besides those called. The busiest desk is the one whose page has a bar of its own.
WAITING, BUSIEST_WAITING, CALLED = 12, 80, 2
LANGUAGES = ("ara", "fra", "eng", "ben", "som", "urd")
SEED = 11


@dataclass(frozen=True, slots=True)
class Post:
    """A desk and who works at it: the session they are signed in with, who waits."""

    user: User
    session: str
    desk: Desk
    numbers: tuple[int, ...]
    called_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """The city and its posts; ``busiest`` is a desk more, with the longest queue."""

    city_id: UUID
    posts: list[Post]
    busiest: Post


def prepare(*, people: int, desks: int, busiest: int = BUSIEST_WAITING) -> Ground:
    """Write a city of ``people`` people, each met twice, and ``desks`` desks with a queue."""
    load_staff(cities={city.cadastral_code: city for city in City.objects.filter(is_active=True)})
    city = City.objects.get(name=CITY)
    with timed(f"{people} people, contacts with them, the log of it"):
        _add_people(city.pk, people)
    with timed(f"{desks} desks and their queues"):
        posts = [_add_post(city, number, waiting=WAITING) for number in range(desks)]
        longest = _add_post(city, desks, waiting=busiest)
    with timed("vacuum and statistics, as a server does by itself"):
        refresh_statistics()
    return Ground(city.pk, posts, longest)


def _add_people(city_id: UUID, people: int) -> None:
    """Write people in chunks, by two processes where there are many."""
    sizes = [min(CHUNK, people - start) for start in range(0, people, CHUNK)]
    if people < MANY:
        _add_chunks(city_id, sizes, SEED)
        return
    connections.close_all()
    context = multiprocessing.get_context("fork")
    workers = [
        context.Process(target=_add_chunks, args=(city_id, sizes[number::PROCESSES], SEED + number))
        for number in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise RuntimeError("Loading people failed.")


def _add_chunks(city_id: UUID, sizes: Sequence[int], seed: int) -> None:
    rng = random.Random(seed)
    city = City.objects.get(pk=city_id)
    for size in sizes:
        with scope(city_id=city_id):
            ids = add_people(rng, size)
            add_encounters(rng, ids, city)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(audit_append(gen_random_uuid(), 'people.viewed',"
                    " 'people.person', id::text, '{}'::jsonb)) FROM unnest(%s::uuid[]) AS seen(id)",
                    [ids],
                )
    connection.close()


def _add_post(city: City, number: int, *, waiting: int) -> Post:
    membership, _is_new = add_member(
        email=f"banco{number}@desk.example",
        name=f"Persona Banco {number}",
        role=Role.DESK_OPERATOR,
        city=city,
        organisation="Ente Banchi",
    )
    user = membership.user
    with scope(city_id=city.pk, user_id=user.pk):
        desk = keep_desk(id=uuid7(), name=f"Banco {number}", site=None, by=user)
        room = add_room(id=uuid7(), desk=desk, name="Stanza 1", by=user)
        visits = [
            arrive(
                id=uuid7(),
                desk_id=desk.pk,
                by=user,
                called_name=f"Turno {number}-{place}",
                language=LANGUAGES[place % len(LANGUAGES)],
                need=list(NeedKind)[place % len(NeedKind)],
            )
            for place in range(CALLED + waiting)
        ]
        for _ in range(CALLED):
            call_next(desk_id=desk.pk, room=room, by=user)
    return Post(
        user=user,
        session=session_of(user),
        desk=desk,
        numbers=tuple(visit.number for visit in visits[CALLED:]),
        called_names=tuple(visit.called_name or "" for visit in visits),
    )


def session_of(user: User) -> str:
    """Sign somebody in, and return what the cookie of their session holds."""
    client = Client()
    client.force_login(user)
    return client.session.session_key or ""
