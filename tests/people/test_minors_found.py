"""The database's wide net for minors alone leaves nobody out whom the rule means."""

import datetime as dt
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lgnet.kernel.answers import Answer
from lgnet.people import households
from lgnet.people.enums import BirthPrecision, GuardianKind, MinorStep, Relation
from lgnet.people.households import followed, grown_to_follow, is_unaccompanied, minors_to_follow
from lgnet.people.kin import forget_kin, kin_of, load_kin
from lgnet.people.models import Household, HouseholdMember, MinorPathStep, Person
from tests.factories.families import make_guardian, make_minor
from tests.factories.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_torino")]

TODAY = timezone.localdate()
FAMILIES = 60


def some_person(rng: random.Random, ages: tuple[float, ...]) -> Person:
    if rng.random() < 0.15:
        return make_person()
    precision = rng.choice(list(BirthPrecision))
    day = TODAY - dt.timedelta(days=round(rng.choice(ages) * 365.25) + rng.randint(-3, 3))
    if precision != BirthPrecision.EXACT:
        day = day.replace(day=1)
    if precision in (BirthPrecision.YEAR, BirthPrecision.ESTIMATED):
        day = day.replace(month=1)
    return make_person(birth_date=day, birth_precision=precision, birth_answer=Answer.KNOWN)


def some_days(rng: random.Random) -> dict:
    since = TODAY - dt.timedelta(days=rng.choice((0, 10, 900)))
    until = rng.choice((None, None, since, TODAY))
    return {"from_on": since, "until_on": until}


def some_family(rng: random.Random) -> None:
    child = some_person(rng, (3, 15, 17.99, 18, 18.01, 20, 20.99, 21, 23))
    adult = some_person(rng, (16, 18, 19, 21, 22, 40))
    if rng.random() < 0.7:
        home = Household.objects.create()
        for person in (child, adult):
            HouseholdMember.objects.create(
                household=home,
                person=person,
                relation=rng.choice((Relation.CHILD, Relation.PARENT, Relation.UNKNOWN)),
                is_head=person is adult and rng.random() < 0.4,
                **some_days(rng),
            )
    if rng.random() < 0.3:
        guardian = rng.choice((adult, "Avv. Zanetti"))
        make_guardian(child, guardian, rng.choice(list(GuardianKind)), **some_days(rng))
    for step in rng.sample(list(MinorStep), rng.choice((0, 0, 1, 6))):
        MinorPathStep.objects.create(person=child, step=step)


@pytest.mark.parametrize("seed", range(3))
def test_the_net_and_the_rule_agree(seed):
    rng = random.Random(seed)
    for _ in range(FAMILIES):
        some_family(rng)
    everybody = list(Person.objects.order_by("pk"))
    load_kin(everybody)
    wanted = {one.pk for one in everybody if kin_of(one).standing().needs_somebody}
    caught = followed([*minors_to_follow(), *grown_to_follow()])
    assert {one.person.pk for one in caught} == wanted
    alone = {one.pk for one in everybody if kin_of(one).standing().is_alone}
    assert alone and wanted > alone
    for person in everybody:
        forget_kin(person)
    assert {one.pk for one in everybody if is_unaccompanied(person=one)} == alone


def test_the_net_is_not_the_whole_city():
    for _ in range(5):
        make_person(birth_date=dt.date(1980, 1, 1), birth_precision="exact", birth_answer="known")
        make_person()
    minor = make_minor()
    assert list(minors_to_follow()) == [minor]
    assert list(grown_to_follow()) == []


def test_nobody_asks_the_database_about_adults():
    adult = make_person(
        birth_date=dt.date(1980, 1, 1), birth_precision="year", birth_answer="known"
    )
    with CaptureQueriesContext(connection) as captured:
        assert not is_unaccompanied(adult)
    assert len(captured) == 0


def test_the_first_page_asks_twice(django_assert_num_queries):
    for _ in range(12):
        make_minor()
    soon = make_minor("Quasi", age=17.9)
    make_minor()
    with django_assert_num_queries(2):
        found = households.first_to_follow()
    assert found[0].person == soon
    assert len(found) == 14
