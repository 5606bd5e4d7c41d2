"""Many at once, on real connections: one stay, clear refusals, no deadlock."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from lgnet.housing.actions import refusals
from lgnet.housing.actions.placing import give_place
from lgnet.housing.actions.requests import ask_for_place
from lgnet.housing.actions.stays import end_stay
from lgnet.housing.enums import EndReason, StructureKind
from lgnet.housing.models import Occupancy, PlacementRequest, Stay
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from tests.factories.housing import make_places, make_request, make_stay, make_structure
from tests.factories.network import make_user
from tests.factories.people import make_person

pytestmark = [pytest.mark.django_db(transaction=True)]
WRITERS = 50


def at_once(city, deeds):
    """Run each deed in its own thread, connection and transaction, released together.

    Returns what each returned or raised.
    """
    gate = threading.Barrier(len(deeds) + 1)

    def run(deed):
        try:
            with scope(city_id=city.pk):
                connection.ensure_connection()
                gate.wait(timeout=60)
                return deed()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        running = [pool.submit(run, deed) for deed in deeds]
        gate.wait(timeout=60)
        return [one.result(timeout=60) for one in running]


def names(found):
    return Counter(type(one).__name__ for one in found)


def test_fifty_give_one_place(torino):
    with scope(city_id=torino.pk):
        by = make_user()
        place, other = make_places(2)
        requests = [make_request(by=by) for _ in range(WRITERS)]
    found = at_once(
        torino,
        [lambda one=one: give_place(request=one, place=place, by=by) for one in requests],
    )
    assert names(found) == {"Stay": 1, "PlaceTaken": WRITERS - 1}
    lost = [one for one in found if isinstance(one, refusals.PlaceTaken)]
    assert all(one.next_place == other and other.label in str(one) for one in lost)
    with scope(city_id=torino.pk):
        assert Stay.objects.count() == Occupancy.objects.count() == 1
        assert PlacementRequest.objects.filter(state="open").count() == WRITERS - 1


def test_fifty_give_one_person_a_place_each(torino):
    with scope(city_id=torino.pk):
        by = make_user()
        places = make_places(WRITERS)
        request = make_request(by=by)
    found = at_once(
        torino,
        [lambda one=one: give_place(request=request, place=one, by=by) for one in places],
    )
    assert names(found) == {"Stay": 1, "RequestAnswered": WRITERS - 1}
    with scope(city_id=torino.pk):
        assert Occupancy.objects.count() == 1


def test_the_last_ten_places(torino):
    """Everybody tries every place in their own order: ten win, nobody waits on a deadlock."""
    with scope(city_id=torino.pk):
        by = make_user()
        places = make_places(10)
        requests = [make_request(by=by) for _ in range(WRITERS)]

    def try_all(number):
        for step in range(len(places)):
            place = places[(number + step * (1 if number % 2 else -1)) % len(places)]
            try:
                return give_place(request=requests[number], place=place, by=by)
            except refusals.PlaceTaken as refused:
                last = refused
        return last

    found = at_once(torino, [lambda n=n: try_all(n) for n in range(WRITERS)])
    assert names(found) == {"Stay": 10, "PlaceTaken": WRITERS - 10}


def test_the_same_answer_sent_twenty_times(torino):
    with scope(city_id=torino.pk):
        by = make_user()
        place, request = make_places()[0], make_request(by=by)
    found = at_once(torino, [lambda: give_place(request=request, place=place, by=by)] * 20)
    assert names(found) == {"Stay": 20}
    assert len({one.pk for one in found}) == 1


def test_two_ask_for_one_person(torino):
    with scope(city_id=torino.pk):
        by, person = make_user(), make_person()

    def ask():
        return ask_for_place(id=uuid7(), person=person, from_on=tonight(), by=by)

    found = at_once(torino, [ask] * 10)
    assert names(found) == {"PlacementRequest": 1, "AlreadyAsked": 9}


def test_giving_while_the_stay_ends(torino):
    with scope(city_id=torino.pk):
        by = make_user()
        place = make_places()[0]
        stay = make_stay(place=place, by=by)
        requests = [make_request(by=by) for _ in range(10)]
    deeds = [lambda one=one: give_place(request=one, place=place, by=by) for one in requests]
    deeds.append(lambda: end_stay(stay=stay, on=tonight(), reason=EndReason.OTHER, by=by)[0])
    found = at_once(torino, deeds)
    assert set(names(found)) <= {"Stay", "PlaceTaken"}
    with scope(city_id=torino.pk):
        assert Occupancy.objects.count() <= 1


def test_a_check_without_locks_and_constraint_double_books(torino, as_superuser):
    """The seeded fault: without the promise in the database, this very race is lost."""
    with scope(city_id=torino.pk):
        by = make_user()
        # A house without a term: no other promise stands in the way.
        place = make_places(structure=make_structure(StructureKind.TRANSITIONAL))[0]
        requests = [make_request(by=by) for _ in range(WRITERS)]
    met = threading.Barrier(WRITERS)

    def naive(request):
        taken = Occupancy.objects.filter(place=place).exists()
        met.wait(timeout=60)
        if taken:
            return None
        stay = Stay.objects.create(
            person=request.person,
            structure=place.unit.structure,
            started_on=tonight(),
            given_at=request.asked_at,
        )
        return Occupancy.objects.create(
            place=place, person=request.person, stay=stay, nights=(tonight(), None)
        )

    definition = as_superuser.execute(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conname = 'housing_place_taken_once'"
    ).fetchone()[0]
    table = "housing_occupancy"
    as_superuser.execute(f"ALTER TABLE {table} DROP CONSTRAINT housing_place_taken_once")
    try:
        found = at_once(torino, [lambda one=one: naive(one) for one in requests])
        assert names(found)["Occupancy"] > 1
    finally:
        as_superuser.execute(f"TRUNCATE {table} CASCADE")
        as_superuser.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT housing_place_taken_once {definition}"
        )
