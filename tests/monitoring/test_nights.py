"""Occupancy by night: what is counted, what is hidden, and what two nights compared tell."""

import datetime as dt
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from lgnet.housing.enums import StructureKind
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.monitoring import jobs, rules
from lgnet.monitoring.actions import refresh_nights
from lgnet.monitoring.models import CityNight
from lgnet.monitoring.nights import Exact, Night, Shown, shown_nights, summary_of
from lgnet.monitoring.queries import network_nights
from lgnet.network.queries import active_cities
from tests.factories.housing import make_places, make_stay, make_structure
from tests.factories.network import make_compartment

NIGHT = dt.date(2026, 1, 10)
DAY = dt.timedelta(days=1)
TORINO, PALERMO, BARI, ROMA = (UUID(int=number) for number in range(4))


def told(cities, refuges=()):
    found = shown_nights(
        {city: {NIGHT: Exact(*exact)} for city, exact in cities.items()},
        [{NIGHT: Exact(*exact)} for exact in refuges],
    )
    return {city: shown for (city, _night), shown in found.items()}


def test_what_is_occupied_is_told_in_steps():
    shown = told({TORINO: (40, 31), PALERMO: (40, 33), BARI: (40, 40)})
    assert shown == {TORINO: Shown(40, 30), PALERMO: Shown(40, 35), BARI: Shown(40, 40)}


@pytest.mark.parametrize("exact", [(20, 3), (20, 17), (4, 0), (4, 4), (7, 4)])
def test_a_night_of_a_small_count_is_hidden_whole_and_another_city_with_it(exact):
    others = {PALERMO: (40, 20), BARI: (60, 30), ROMA: (90, 60)}
    shown = told({TORINO: exact} | others)
    assert shown[TORINO] is None
    # The board of that night told the network's total: one city more must be missing from it.
    assert [shown[city] for city in others].count(None) == 1


def test_refuges_of_a_total_are_minded_though_they_are_in_no_line():
    houses = [(5, 1), (5, 1), (5, 1)]
    cities = {TORINO: (40, 20), PALERMO: (60, 30), BARI: (90, 60)}
    assert None in told(cities, houses).values()
    # Too few to be in the total: nothing can be worked out.
    assert None not in told(cities, houses[:2]).values()


@given(
    st.lists(
        st.integers(0, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
        min_size=3,
        max_size=5,
    )
)
def test_no_number_told_is_small_or_nearer_than_its_step(nights):
    cities = {UUID(int=place): exact for place, exact in enumerate(nights)}
    for city, shown in told(cities).items():
        exact = Exact(*cities[city])
        if shown is None:
            continue
        assert not exact.is_small
        assert shown.places == exact.places
        assert shown.occupied == exact.places or shown.occupied % rules.STEP == 0
        assert abs(shown.occupied - exact.occupied) < rules.STEP
        assert (shown.occupied == 0) == (exact.occupied == 0)


def test_what_nights_say_together():
    nights = [Night(NIGHT, 40, 30), Night(NIGHT + DAY, 40, 35), Night(NIGHT + 2 * DAY, None, None)]
    found = summary_of(nights)
    assert (found.nights, found.hidden, found.places, found.occupied) == (3, 1, 40, 32.5)
    assert (found.lowest, found.highest) == (30, 35)
    assert summary_of([]).occupied is None


@pytest.fixture
def houses(torino, palermo):
    """Torino: 8 of 20 taken for ten nights. Palermo: 10 of 23. A refuge of Torino: 6 of 12."""
    refuge = make_compartment(torino)
    cells = [
        (torino.pk, {}, {}, 20, 8),
        (palermo.pk, {}, {}, 23, 10),
        (
            torino.pk,
            {"compartment_id": refuge.pk},
            {"kind": StructureKind.PROTECTED_REFUGE},
            12,
            6,
        ),
    ]
    for city_id, cell, house, count, taken in cells:
        with scope(city_id=city_id, **cell):
            structure = make_structure(**house, opened_on=tonight() - 30 * DAY)
            places = make_places(count, structure=structure, available_from=tonight() - 30 * DAY)
            for place in places[:taken]:
                make_stay(place=place, started_on=tonight() - 10 * DAY)


@pytest.mark.django_db
def test_each_night_that_is_over_is_counted_once_and_refuges_are_left_out(houses, torino, palermo):
    first = refresh_nights()
    assert first.made == rules.NIGHTS * active_cities().count()
    found = network_nights(tonight() - 11 * DAY, tonight() + DAY)
    assert [tuple(one) for one in found[torino.pk]] == [
        (tonight() - 11 * DAY, 20, 0),
        *((tonight() - back * DAY, 20, 10) for back in range(10, 0, -1)),
    ]
    assert found[palermo.pk][-1] == (tonight() - DAY, 23, 10)
    again = refresh_nights()
    assert (again.made, again.changed) == (0, 0)
    with scope(city_id=torino.pk):
        structure = make_structure(opened_on=tonight() - 30 * DAY)
        make_places(30, structure=structure, available_from=tonight() - 3 * DAY)
    jobs.refresh_nights(0)
    found = network_nights(tonight() - 4 * DAY, tonight(), city=torino)
    assert [one.places for one in found[torino.pk]] == [20, 50, 50, 50]


@pytest.mark.django_db
def test_what_is_long_over_is_counted_again_where_asked_or_where_it_is_missing(torino):
    refresh_nights()
    long_ago = tonight() - 100 * DAY
    CityNight.objects.filter(city=torino, night=long_ago).update(places=50, occupied=50)
    assert refresh_nights().changed == 0
    assert refresh_nights(is_whole=True).changed == 1
    CityNight.objects.filter(city=torino).delete()
    assert refresh_nights().made == rules.NIGHTS


def test_among_too_few_others_a_night_with_a_small_count_tells_nothing():
    assert set(told({TORINO: (20, 3), PALERMO: (40, 20), BARI: (0, 0)}).values()) == {None}


@pytest.mark.django_db
def test_two_years_of_all_cities_are_one_query(houses):
    refresh_nights()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        found = network_nights(tonight() - rules.NIGHTS * DAY, tonight())
    assert len(captured) == 1
    assert {len(nights) for nights in found.values()} == {rules.NIGHTS}
    assert len(found) == active_cities().count()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("places", "occupied"), [(20, 3), (20, 12), (3, 0), (10, 15), (20, None), (None, 10)]
)
def test_the_database_keeps_no_small_or_exact_number(torino, places, occupied):
    with pytest.raises(IntegrityError), transaction.atomic():
        CityNight.objects.create(
            id=uuid7(), city=torino, night=tonight(), places=places, occupied=occupied
        )
