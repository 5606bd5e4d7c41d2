"""What a writer does: give places, try for the last ten, or book in a table nothing guards."""

import random
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from benchmarks._bookings.checker import LOCKED_TABLE, NAIVE_TABLE
from benchmarks._bookings.ground import MONTHS, Ground
from benchmarks._bookings.writers import Tally
from lgnet.accounts.models import User
from lgnet.housing.actions.locks import lock_nights
from lgnet.housing.actions.placing import give_place
from lgnet.housing.actions.refusals import HousingRefused, PlaceTaken
from lgnet.housing.models import Place, PlacementRequest
from lgnet.housing.rules import due_on
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope

WRITERS = 50
# A coordinator whose place is gone takes the next one offered, so many times.
OFFERS = 2
# So many requests are answered by two coordinators at once: one in ten.
SHARED_EVERY = 10
# Before the start each connection learns its statements, as a server's have.
WARM_UPS = 3
# About what the other queries of giving a place take.
NAIVE_PAUSE = 0.005


@dataclass(frozen=True, slots=True)
class Turn:
    """One of several turns of the same length: each has requests of its own."""

    seconds: float
    number: int = 0
    of: int = 1

    def share(self, requests: list[UUID]) -> list[UUID]:
        """Return the requests of this turn, those that follow each other."""
        size = len(requests) // self.of
        return requests[self.number * size : (self.number + 1) * size]


class GivePlaces(Turn):
    """Give places for ``seconds``, or until no request is left."""

    def __call__(self, ground: Ground, number: int, meet: Callable[[], None], tally: Tally) -> None:
        rng = random.Random(number)
        with scope(city_id=ground.city_id):
            requests = requests_of(mine(self.share(ground.requests), number))
            places = places_of(ground.places)
        by = User.objects.get(pk=ground.user_id)
        for request in requests[:WARM_UPS]:
            _give_and_take_back(ground, request, rng.choice(places), by)
        meet()
        ends = time.perf_counter() + self.seconds
        for request in requests:
            place: Place | None = rng.choice(places)
            for _ in range(1 + OFFERS):
                if place is None or time.perf_counter() >= ends:
                    break
                place = _try(ground, request, place, by, tally)
            if time.perf_counter() >= ends:
                return


class TryLastPlaces:
    """Try one of the last places, then what is offered instead, until none of them is left."""

    def __call__(self, ground: Ground, number: int, meet: Callable[[], None], tally: Tally) -> None:
        with scope(city_id=ground.city_id):
            (request,) = requests_of([ground.last_requests[number]])
            places = places_of(ground.last_places)
        by = User.objects.get(pk=ground.user_id)
        meet()
        place: Place | None = random.Random(number).choice(places)
        # The nearest is offered first: one of another house means that this one is full.
        while place is not None and place.pk in ground.last_places:
            place = _try(ground, request, place, by, tally)


class BookNaively(Turn):
    """Look whether the place is free and take it: no lock, no constraint. It must go wrong."""

    table = NAIVE_TABLE

    def __call__(self, ground: Ground, number: int, meet: Callable[[], None], tally: Tally) -> None:
        rng = random.Random(number)
        with scope(city_id=ground.city_id):
            requests = requests_of(mine(self.share(ground.requests), number))
        meet()
        ends = time.perf_counter() + self.seconds
        for request in requests:
            nights = DateRange(request.from_on, due_on(months=MONTHS, counts_from=request.from_on))
            started = time.perf_counter()
            taken = self.book(ground, rng.choice(ground.places), request.person_id, nights)
            tally.tries_ms.append((time.perf_counter() - started) * 1000)
            tally.answers["Taken" if taken else "Booked"] += 1
            if time.perf_counter() >= ends:
                return

    def book(self, ground: Ground, place_id: UUID, person_id: UUID, nights: DateRange) -> bool:
        """Return whether place or person were found taken; else the nights are theirs now."""
        with transaction.atomic():
            return _look_and_take(
                self.table, ground, place_id, person_id, nights, pause=NAIVE_PAUSE
            )


class BookUnderLocks(BookNaively):
    """The same under our locks, without a constraint: right for as long as everybody locks."""

    table = LOCKED_TABLE

    def book(self, ground: Ground, place_id: UUID, person_id: UUID, nights: DateRange) -> bool:
        """Return whether place or person were found taken; else the nights are theirs now."""
        with scope(city_id=ground.city_id):
            lock_nights(places=[place_id], persons=[person_id])
            return _look_and_take(self.table, ground, place_id, person_id, nights)


def _give_and_take_back(ground: Ground, request: PlacementRequest, place: Place, by: User) -> None:
    """Give a place and roll it back: a server's connections have done this before."""
    with suppress(HousingRefused), scope(city_id=ground.city_id, user_id=by.pk):
        give_place(request=request, place=place, by=by)
        transaction.set_rollback(True)


def _try(
    ground: Ground, request: PlacementRequest, place: Place, by: User, tally: Tally
) -> Place | None:
    """Give a place as a page does, in a transaction; return another one to try, or None."""
    started = time.perf_counter()
    try:
        with scope(city_id=ground.city_id, user_id=by.pk):
            stay = give_place(request=request, place=place, by=by)
    except HousingRefused as refused:
        tally.answers[type(refused).__name__] += 1
        return refused.next_place if isinstance(refused, PlaceTaken) else None
    except Exception as error:
        tally.add_fault(error)
        return None
    finally:
        tally.tries_ms.append((time.perf_counter() - started) * 1000)
    tally.answers["Stay"] += 1
    tally.stays.append(stay.pk)
    return None


def mine(requests: list[UUID], number: int, *, writers: int = WRITERS) -> list[UUID]:
    """Return the requests a writer answers: their own, and now and then a neighbour's."""
    neighbour = (number + 1) % writers
    return [
        request
        for position, request in enumerate(requests)
        if position % writers == number
        or (position % writers == neighbour and position // writers % SHARED_EVERY == 1)
    ]


def requests_of(ids: Iterable[UUID]) -> list[PlacementRequest]:
    """Return the requests as they were when a page showed them, in the order of ``ids``."""
    wanted = list(ids)
    found = PlacementRequest.objects.filter(pk__in=wanted).order_by("pk").in_bulk()
    return [found[request_id] for request_id in wanted]


def places_of(ids: list[UUID]) -> list[Place]:
    """Return the places with unit and structure."""
    return list(Place.objects.select_related("unit__structure").filter(pk__in=ids).order_by("pk"))


def _look_and_take(
    table: str,
    ground: Ground,
    place_id: UUID,
    person_id: UUID,
    nights: DateRange,
    *,
    pause: float = 0.0,
) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM {table} WHERE (place_id = %s OR person_id = %s) AND nights && %s"
            " LIMIT 1",
            [place_id, person_id, nights],
        )
        if cursor.fetchone():
            return True
        if pause:
            time.sleep(pause)
        cursor.execute(
            f"INSERT INTO {table}"
            " (id, city_id, compartment_id, place_id, person_id, stay_id, kind, nights)"
            " VALUES (%s, %s, '00000000-0000-0000-0000-000000000000', %s, %s, %s, 'stay', %s)",
            [uuid7(), ground.city_id, place_id, person_id, uuid7(), nights],
        )
    return False
