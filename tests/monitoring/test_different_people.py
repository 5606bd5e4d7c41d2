"""People of several cities counted once: the database's count, the estimate and its bias."""

import datetime as dt
import random
import sys

import pytest
from django.db import connection
from django.urls import reverse

from lgnet.kernel.tenancy import scope
from lgnet.monitoring import rules
from lgnet.monitoring.actions import refresh_different_people, refresh_network_figures
from lgnet.monitoring.models import NetworkFigure
from lgnet.network.enums import Role
from lgnet.network.models import City
from lgnet.people.actions.match_tokens import renew_city_tokens
from lgnet.people.enums import BirthPrecision
from lgnet.people.match_tokens import published
from lgnet.people.queries import people_of_network
from tests.factories.network import make_compartment, make_user
from tests.factories.people import make_person
from tests.people import moving

CITIES = ("Torino", "Palermo", "Napoli", "Roma")


def different_of(tokens):
    """Return how many groups share a token, chains followed: an independent count."""
    leader = list(range(len(tokens)))

    def find(one):
        while leader[one] != one:
            one = leader[one]
        return one

    first = {}
    for number, texts in enumerate(tokens):
        for text in texts:
            leader[find(number)] = find(first.setdefault(text, number))
    return len({find(number) for number in range(len(tokens))})


def network_of(seed, people, share_moving):
    """Return what the cities wrote of people, some of whom were met in two or three of them."""
    rng = random.Random(seed)
    told = []
    for truth in moving.people(rng, people):
        told.append(moving.as_told(rng, truth))
        while rng.random() < share_moving:
            truth = moving.moved(rng, truth)
            told.append(moving.as_told(rng, truth))
    return told


def estimate_of(told):
    tokens = [texts for texts in map(published, told) if texts]
    return rules.different_people(
        records=len(told), with_tokens=len(tokens), different=different_of(tokens)
    )


@pytest.mark.slow
@pytest.mark.parametrize("share_moving", [0.02, 0.10, 0.25])
def test_the_estimate_is_near_the_truth_and_its_interval_holds_it(share_moving, capsys):
    people, biases = 4_000, []
    for seed in range(3):
        found = estimate_of(network_of(seed, people, share_moving))
        assert found.low <= people <= found.high
        biases.append(found.point / people - 1)
    bias = sum(biases) / len(biases)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{share_moving:.0%} move: bias {bias:+.2%}, last {found.point} of {people},"
            f" between {found.low} and {found.high}\n"
        )
    assert abs(bias) <= 0.02


def test_records_alone_would_count_too_many():
    told = network_of(1, 2_000, 0.25)
    assert len(told) / 2_000 - 1 > 0.25, "without tokens the bias is plain"


def test_nothing_can_be_said_without_tokens():
    assert rules.different_people(records=10, with_tokens=0, different=0) is None


def test_nobody_repeated_is_everybody_counted():
    found = rules.different_people(records=1000, with_tokens=800, different=800)
    assert (found.point, found.low, found.high) == (1000, 1000, 1000)


# In the database --------------------------------------------------------------------------------


def record_in(city, truth, rng):
    """Record somebody as one office tells of them; the names alone and the birth."""
    traits = moving.as_told(rng, truth)
    birth = traits.birth
    with scope(city_id=city.pk):
        make_person(
            traits.called[0],
            names=traits.called[1:],
            birth_date=birth.first_day if birth else None,
            birth_precision=birth.precision if birth else None,
            birth_answer="known" if birth else "not_asked",
            sex=traits.sex,
            sex_answer="known" if traits.sex else "not_asked",
        )
    return published(type(traits)(called=traits.called, birth=birth, sex=traits.sex))


@pytest.fixture
def recorded(db):
    """Sixty people, half of them known in two cities; returns the texts of their tokens."""
    rng = random.Random(3)
    cities = [City.objects.get(name=name) for name in CITIES]
    texts = []
    for truth in moving.people(rng, 60):
        for city in rng.sample(cities, rng.choice((1, 2))):
            texts.append(record_in(city, truth, rng))
    for city in cities:
        renew_city_tokens(city_id=city.pk)
    return texts


def test_the_database_counts_as_an_independent_count_does(recorded):
    tokens = [texts for texts in recorded if texts]
    assert people_of_network() == (len(tokens), different_of(tokens))
    assert different_of(tokens) < len(tokens)


def test_the_count_answers_no_one_who_signed_in(recorded, torino):
    for options in (
        {"city_id": None, "user_id": make_user().pk},
        {"city_id": torino.pk},
    ):
        with scope(**options), connection.cursor() as cursor:
            cursor.execute("SELECT with_tokens, different FROM lgnet_network_people()")
            assert cursor.fetchone() == (None, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT with_tokens, different FROM lgnet_network_people()")
        assert cursor.fetchone() == (None, None)


def test_refuges_are_in_no_count(db, torino):
    refuge = make_compartment(torino).pk
    with scope(city_id=torino.pk, compartment_id=refuge):
        for _ in range(20):
            make_person(
                "Rokeya Sultana",
                birth_date=dt.date(1994, 3, 17),
                birth_precision=BirthPrecision.EXACT,
                birth_answer="known",
            )
    refresh_different_people()
    (figure,) = NetworkFigure.objects.filter(measure="different_people")
    assert figure.value is None and not figure.is_hidden


def test_the_board_shows_a_point_and_an_interval(recorded, sign_in):
    refresh_different_people()
    refresh_network_figures()
    (figure,) = NetworkFigure.objects.filter(measure="different_people")
    assert figure.low <= figure.value <= figure.high
    assert figure.value % rules.STEP == figure.low % rules.STEP == figure.high % rules.STEP == 0
    page = sign_in(Role.NATIONAL_ANALYST).get(reverse("monitoring:board"))
    assert f">{figure.value:.0f}<" in page.content.decode()


def test_a_small_count_is_hidden(db, torino):
    with scope(city_id=torino.pk):
        make_person(
            "Rokeya Sultana",
            birth_date=dt.date(1994, 3, 17),
            birth_precision=BirthPrecision.EXACT,
            birth_answer="known",
        )
    renew_city_tokens(city_id=torino.pk)
    refresh_different_people()
    (figure,) = NetworkFigure.objects.filter(measure="different_people")
    assert (figure.value, figure.low, figure.is_hidden) == (None, None, True)
