"""Figures equal what an independent count of the rows says, in each cell apart."""

import datetime as dt
import os
import random
import statistics
import subprocess
import sys
from urllib.parse import quote

import psycopg
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lgnet.encounters.models import Encounter
from lgnet.housing.actions.stays import end_stay
from lgnet.housing.enums import EndReason, StructureKind
from lgnet.kernel import announcements
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.monitoring import jobs
from lgnet.monitoring.actions import (
    refresh_all_figures,
    refresh_city_figures,
    refresh_network_figures,
)
from lgnet.monitoring.enums import Measure, Period
from lgnet.monitoring.models import CityFigure, NetworkFigure
from lgnet.monitoring.rules import DEFINITIONS
from tests.factories.cases import make_case
from tests.factories.housing import make_places, make_request, make_stay, make_structure
from tests.factories.network import make_compartment, make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def meet(person, days_ago, hours=0):
    moment = timezone.now() - dt.timedelta(days=days_ago, hours=hours)
    return Encounter.objects.create(person=person, setting="street", happened_at=moment)


def exact(city, compartment=None):
    options = {"compartment_id": compartment} if compartment else {}
    with scope(city_id=city.pk, **options):
        return {(one.measure, one.period): one.value for one in CityFigure.objects.all()}


def published():
    return {(one.city_id, one.measure, one.period): one for one in NetworkFigure.objects.all()}


def test_a_worked_example(torino):
    now = timezone.now()
    with scope(city_id=torino.pk):
        met_twice, met_once = make_person(), make_person()
        meet(met_twice, 5)
        meet(met_twice, 100)
        meet(met_once, 31)
        meet(None, 3)
        meet(None, 700)
        make_case()
        places = make_places(6)
        make_places(2, available_until=tonight())
        make_places(1, available_from=tonight() + dt.timedelta(days=1))
        make_places(1, structure=make_structure(closed_on=tonight()))
        make_stay(place=places[0], person=met_twice)
        make_stay(place=places[1], person=met_once)
        make_stay(place=places[2])
        make_stay(place=places[3], started_on=tonight() - dt.timedelta(days=250))
    refresh_city_figures(city=torino)
    figures = exact(torino)
    by_period = {
        Measure.CONTACTS: [2, 4, 5],
        Measure.PEOPLE_MET: [1, 2, 2],
        Measure.CASES_OPEN: [1] * 3,
        Measure.PLACES: [6] * 3,
        Measure.OCCUPIED_TONIGHT: [4] * 3,  # one over its time, its end not recorded
        Measure.FREE_TONIGHT: [2] * 3,
        Measure.MEDIAN_HOURS_TO_PLACE: [(100 * 24 + 31 * 24) / 2] * 3,
    }
    for measure, wanted in by_period.items():
        assert [figures[measure, period] for period in Period.values] == wanted, measure
    with scope(city_id=torino.pk):
        assert CityFigure.objects.filter(computed_at__gte=now).count() == 3 * len(Measure)


def test_a_stay_counts_where_contact_came_before(torino):
    with scope(city_id=torino.pk):
        later = make_person()
        make_stay(person=later)
        meet(later, -0.01)
        before = make_person()
        meet(before, 0, hours=7)
        meet(before, 0, hours=2)
        make_stay(person=before)
    refresh_city_figures(city=torino)
    assert exact(torino)[Measure.MEDIAN_HOURS_TO_PLACE, Period.ALL] == 7


def fill_at_random(city, seed):
    """Make a crowd with everything in it, the same for a seed."""
    chance = random.Random(seed)
    with scope(city_id=city.pk):
        by = make_user()
        places = make_places(25)
        people = [make_person() for _ in range(40)]
        for person in people:
            for _ in range(chance.randrange(4)):
                meet(person, chance.uniform(0, 800))
        for _ in range(15):
            meet(None, chance.uniform(0, 800))
        for person in chance.sample(people, 12):
            make_case(person)
        for person, place in zip(chance.sample(people, 20), places, strict=False):
            started = tonight() - dt.timedelta(days=chance.randrange(0, 300))
            stay = make_stay(place=place, person=person, started_on=started, by=by)
            if chance.random() < 0.5:
                end_stay(stay=stay, on=tonight(), reason=EndReason.OTHER, by=by)


SLOW_COUNTS = {
    Measure.CONTACTS: "SELECT count(*) FROM encounters_encounter WHERE city_id = %(city)s"
    " AND happened_at BETWEEN %(since)s AND %(now)s",
    Measure.PEOPLE_MET: "SELECT count(*) FROM people_person p WHERE city_id = %(city)s AND EXISTS"
    " (SELECT 1 FROM encounters_encounter e WHERE e.person_id = p.id"
    " AND e.happened_at BETWEEN %(since)s AND %(now)s)",
    Measure.CASES_OPEN: "SELECT count(*) FROM cases_case WHERE city_id = %(city)s"
    " AND closed_at IS NULL",
    Measure.PLACES: "SELECT count(*) FROM housing_place WHERE city_id = %(city)s",
    # Whose nights hold tonight, or ran out with a stay that nobody ended.
    Measure.OCCUPIED_TONIGHT: "SELECT count(DISTINCT o.place_id) FROM housing_occupancy o"
    " JOIN housing_stay s ON s.id = o.stay_id"
    " WHERE o.city_id = %(city)s AND lower(o.nights) <= %(night)s"
    " AND (upper(o.nights) IS NULL OR upper(o.nights) > %(night)s"
    " OR (s.ended_on IS NULL AND s.due_on <= %(night)s))",
}


def independent(cursor, city, now):
    """Count by plain SQL past every policy, one number at a time."""
    found = {}
    since = {"30d": now - dt.timedelta(days=30), "365d": now - dt.timedelta(days=365)}
    for period in Period.values:
        values = {
            "city": city.pk,
            "now": now,
            "night": tonight(),
            "since": since.get(period, dt.datetime(1900, 1, 1, tzinfo=dt.UTC)),
        }
        for measure, statement in SLOW_COUNTS.items():
            cursor.execute(statement, values)
            found[measure, period] = cursor.fetchone()[0]
        found[Measure.FREE_TONIGHT, period] = (
            found[Measure.PLACES, period] - found[Measure.OCCUPIED_TONIGHT, period]
        )
        cursor.execute(
            "SELECT s.id, s.given_at, e.happened_at FROM housing_stay s"
            " JOIN encounters_encounter e ON e.person_id = s.person_id"
            " WHERE s.city_id = %(city)s AND s.given_at >= %(since)s",
            values,
        )
        firsts = {}
        for stay_id, given_at, happened_at in cursor.fetchall():
            first = min(firsts.get(stay_id, (given_at, happened_at))[1], happened_at)
            firsts[stay_id] = given_at, first
        hours = [(g - f).total_seconds() / 3600 for g, f in firsts.values() if f <= g]
        found[Measure.MEDIAN_HOURS_TO_PLACE, period] = statistics.median(hours) if hours else None
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", [1, 2])
def test_figures_equal_an_independent_count(torino, palermo, owner_dsn, seed):
    moment = timezone.now().replace(hour=12)
    with time_machine.travel(moment, tick=False):
        fill_at_random(torino, seed)
        fill_at_random(palermo, seed + 10)
        for city in (torino, palermo):
            refresh_city_figures(city=city)
        with psycopg.connect(owner_dsn) as past_policies:
            for city in (torino, palermo):
                wanted = independent(past_policies.cursor(), city, timezone.now())
                figures = exact(city)
                for key, value in wanted.items():
                    if key[0] == Measure.MEDIAN_HOURS_TO_PLACE:
                        assert figures[key] == pytest.approx(value, abs=0.06), key
                    else:
                        assert figures[key] == value, key


def make_refuge(city, places, taken):
    compartment = make_compartment(city).pk
    with scope(city_id=city.pk, compartment_id=compartment):
        house = make_structure(StructureKind.PROTECTED_REFUGE)
        for place in make_places(places, structure=house)[:taken]:
            make_stay(place=place)
    return compartment


def make_open_places(city, places, taken):
    with scope(city_id=city.pk):
        for place in make_places(places)[:taken]:
            make_stay(place=place)


def total(measure):
    return published()[None, measure, Period.ALL]


def test_refuges_join_the_total_only_in_company(torino, palermo):
    for city in (torino, palermo):
        make_open_places(city, 15, 8)
    first = make_refuge(torino, 6, 5)
    make_refuge(torino, 6, 5)
    refresh_all_figures()
    assert exact(torino, first)[Measure.PLACES, Period.ALL] == 6
    assert exact(torino)[Measure.PLACES, Period.ALL] == 15
    assert total(Measure.PLACES).value == 30
    make_refuge(palermo, 10, 5)
    refresh_all_figures()
    assert published()[torino.pk, Measure.PLACES, Period.ALL].value == 15
    assert published()[palermo.pk, Measure.PLACES, Period.ALL].value == 15
    assert total(Measure.PLACES).value == 30 + 22
    assert total(Measure.OCCUPIED_TONIGHT).value == 16 + 15
    assert total(Measure.FREE_TONIGHT).value == 14 + 7


def test_few_places_in_three_refuges_stay_out(torino, palermo):
    make_open_places(torino, 20, 10)
    for city in (torino, torino, palermo):
        make_refuge(city, 3, 2)
    refresh_all_figures()
    assert total(Measure.PLACES).value == 20


def test_what_refuges_add_cannot_be_taken_apart_where_it_is_small(torino, palermo):
    """Two free places in all refuges together: total minus cities must not say so."""
    make_open_places(torino, 30, 15)
    make_open_places(palermo, 30, 15)
    for city in (torino, torino, palermo):
        make_refuge(city, 6, 6 - (city == torino))
    refresh_all_figures()
    found = published()
    cities = [found[city.pk, Measure.FREE_TONIGHT, Period.ALL] for city in (torino, palermo)]
    assert any(one.is_hidden for one in [*cities, total(Measure.FREE_TONIGHT)])


def test_small_counts_leave_no_value_behind(torino):
    with scope(city_id=torino.pk):
        for _ in range(3):
            meet(make_person(), 1)
    refresh_all_figures()
    found = published()[torino.pk, Measure.CONTACTS, Period.ALL]
    assert (found.value, found.is_hidden) == (None, True)
    assert (
        not NetworkFigure.objects.filter(value__gt=0, value__lt=5)
        .exclude(measure=Measure.MEDIAN_HOURS_TO_PLACE)
        .exists()
    )


def test_a_city_that_leaves_takes_its_figures_along(torino):
    refresh_all_figures()
    torino.is_active = False
    torino.save()
    refresh_network_figures()
    assert not NetworkFigure.objects.filter(city=torino).exists()


def test_counting_more_rows_costs_no_more_statements(torino):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            refresh_city_figures(city=torino)
        return len(captured)

    refresh_city_figures(city=torino)
    before = cost()
    make_open_places(torino, 10, 5)
    assert cost() == before


# Jobs ---------------------------------------------------------------------------------------


def queued():
    with connection.cursor() as cursor:
        cursor.execute("SELECT queueing_lock FROM procrastinate_jobs WHERE status = 'todo'")
        return sorted(row[0] for row in cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_ten_changes_queue_one_job_after_the_commit(torino):
    with scope(city_id=torino.pk):
        for _ in range(10):
            announcements.announce(announcements.CONTACT_RECORDED, city_id=torino.pk)
        assert queued() == []
    assert queued() == [f"figures-{torino.pk}"]
    with scope(city_id=torino.pk):
        make_stay()
    assert queued() == [f"figures-{torino.pk}"]


@pytest.mark.django_db(transaction=True)
def test_a_job_opens_its_own_scope_and_queues_the_networks(torino):
    make_open_places(torino, 7, 0)
    jobs.refresh_city(city_id=str(torino.pk))
    assert exact(torino)[Measure.PLACES, Period.ALL] == 7
    assert "figures-network" in queued()
    jobs.refresh_network()
    assert total(Measure.PLACES).value == 7


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_what_was_queued(torino):
    make_open_places(torino, 7, 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
    settings = connection.settings_dict
    socket = quote(settings["HOST"], safe="")
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    secret = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    address = f"postgresql://{settings['USER']}{secret}@{socket}{port}/{settings['NAME']}"
    subprocess.run(
        [sys.executable, "-m", "django", "procrastinate", "worker", "--one-shot"],
        env={**os.environ, "DATABASE_URL": address, "DATABASE_OWNER_URL": address},
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert exact(torino)[Measure.OCCUPIED_TONIGHT, Period.ALL] == 1


def test_every_measure_has_its_definition():
    assert set(DEFINITIONS) == set(Measure)


def test_a_request_moves_no_figure(torino):
    with scope(city_id=torino.pk):
        make_request()
    refresh_city_figures(city=torino)
    assert exact(torino)[Measure.OCCUPIED_TONIGHT, Period.ALL] == 0
