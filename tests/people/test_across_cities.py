"""A person of two cities: noticed by keyed tokens, asked about, told in part, taken back."""

import datetime as dt

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from lgnet.audit.models import AuditEvent
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.people.actions.consents import record_consent, withdraw_consent
from lgnet.people.actions.match_tokens import (
    Known,
    ask_network,
    renew_city_tokens,
    renew_match_tokens,
)
from lgnet.people.actions.persons import create_person, retract_person
from lgnet.people.actions.sharing import open_person, restrict_person
from lgnet.people.consent_texts import CURRENT
from lgnet.people.enums import BirthPrecision, Explained, Purpose, Sex
from lgnet.people.match_tokens import Traits
from lgnet.people.models import MatchToken, Person
from lgnet.people.profiles import Profile
from lgnet.people.rules import Birth
from tests.factories.network import make_compartment, make_organisation, make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

BENGALI = "রোকেয়া সুলতানা"
LATIN = "Rokeya Sultana"
SPELLINGS = (LATIN, "Rokeia Soltana", "Sultana Rokeya")
BORN = Birth(dt.date(1994, 3, 17), BirthPrecision.EXACT)
TOLD = Profile(known_as=BENGALI, birth=BORN, sex=Sex.FEMALE)
ASKED = Traits(called=(LATIN,), birth=BORN, sex=Sex.FEMALE)


@pytest.fixture
def user():
    return make_user()


def recorded(city, user, profile=TOLD, **options):
    with scope(city_id=city.pk, user_id=user.pk, **options):
        return create_person(id=uuid7(), by=user, profile=profile)


def asked_in(city, user, traits=ASKED):
    with scope(city_id=city.pk, user_id=user.pk):
        return ask_network(traits=traits)


def answer(person, user, purpose=Purpose.CROSS_CITY, is_given=True):
    return record_consent(
        id=uuid7(),
        person_id=person.pk,
        by=user,
        purpose=purpose,
        is_given=is_given,
        text_version=CURRENT,
        language="ben",
        explained=Explained.SPOKEN,
        expires_on=timezone.localdate() + dt.timedelta(days=90) if is_given else None,
    )


# Noticing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_another_city_learns_that_someone_is_probably_known(torino, palermo, user, spelling):
    recorded(torino, user)
    traits = Traits(called=(spelling,), birth=BORN)
    assert asked_in(palermo, user, traits) == Known.PROBABLY


def test_ones_own_people_are_not_known_elsewhere(torino, user):
    recorded(torino, user)
    assert asked_in(torino, user) == Known.NOT


@pytest.mark.parametrize(
    "traits",
    [
        Traits(called=(LATIN,)),
        Traits(called=(LATIN,), birth=Birth(BORN.first_day, BirthPrecision.ESTIMATED)),
        Traits(called=(LATIN,), birth=Birth(dt.date(1994, 1, 1), BirthPrecision.EXACT)),
        Traits(called=("Rokeya",), birth=BORN),
    ],
)
def test_too_little_is_not_asked_at_all(torino, palermo, user, traits):
    recorded(torino, user)
    assert asked_in(palermo, user, traits) == Known.TOO_LITTLE


def test_tokens_follow_what_is_known(torino, palermo, user):
    person = recorded(torino, user)
    with scope(city_id=torino.pk):
        assert retract_person(person_id=person.pk, by=user)
        assert not MatchToken.objects.exists()
    assert asked_in(palermo, user) == Known.NOT


def test_who_is_kept_to_one_organisation_is_unknown_elsewhere(torino, palermo, user):
    person = recorded(torino, user)
    organisation = make_organisation(torino)
    with scope(city_id=torino.pk, user_id=user.pk):
        restrict_person(person_id=person.pk, organisation=organisation, by=user)
        assert not MatchToken.objects.exists()
    assert asked_in(palermo, user) == Known.NOT
    with scope(city_id=torino.pk, user_id=user.pk):
        renew_match_tokens(person.pk)
        assert not MatchToken.objects.exists()
        open_person(person_id=person.pk, organisation=organisation, by=user)
        renew_city_tokens(city_id=torino.pk)
    assert asked_in(palermo, user) == Known.PROBABLY


def test_an_organisation_of_its_own_publishes_nobody(torino, palermo, user):
    own = make_organisation(torino, is_joint=False)
    recorded(torino, user, audiences=frozenset({own.pk}))
    assert asked_in(palermo, user) == Known.NOT


def test_a_refuge_publishes_nobody(torino, palermo, user):
    refuge = make_compartment(torino).pk
    recorded(torino, user, compartment_id=refuge)
    with scope(city_id=torino.pk, compartment_id=refuge):
        assert not MatchToken.objects.exists()
    assert asked_in(palermo, user) == Known.NOT


def test_the_database_never_looks_into_a_refuge(torino, palermo, user):
    """Were a token there by mistake, the function would still not see it."""
    refuge = make_compartment(torino).pk
    person = recorded(torino, user)
    with scope(city_id=torino.pk):
        (row,) = MatchToken.objects.order_by("pk")[:1]
    with scope(city_id=torino.pk, user_id=user.pk):
        retract_person(person_id=person.pk, by=user)
    with scope(city_id=torino.pk, compartment_id=refuge):
        from lgnet.people.models import PersonAccess

        inside = make_person("x")
        access = PersonAccess.objects.create(
            person=inside, audience_id=torino.pk, reason="referral"
        )
        MatchToken.objects.create(person=inside, access=access, epoch=1, token=row.token)
    assert asked_in(palermo, user) == Known.NOT


def test_who_said_no_is_unknown_elsewhere(torino, palermo, user):
    person = recorded(torino, user)
    with scope(city_id=torino.pk, user_id=user.pk):
        given = answer(person, user)
        renew_match_tokens(person.pk)
    assert asked_in(palermo, user) == Known.PROBABLY
    with scope(city_id=torino.pk, user_id=user.pk):
        withdraw_consent(consent_id=given.pk, by=user)
        renew_match_tokens(person.pk)
    assert asked_in(palermo, user) == Known.NOT


def test_an_access_past_its_term_counts_no_more(torino, palermo, user):
    person = recorded(torino, user)
    with scope(city_id=torino.pk):
        from lgnet.people.models import PersonAccess

        PersonAccess.objects.filter(person=person).update(
            until_at=timezone.now() - dt.timedelta(seconds=1)
        )
        assert MatchToken.objects.exists()
    assert asked_in(palermo, user) == Known.NOT
