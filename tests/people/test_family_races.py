"""Two workers or tabs at one family, on real connections: one order, clear words, no deadlock."""

import datetime as dt
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.people.actions import family_refusals as refused
from lgnet.people.actions.guardians import record_guardian
from lgnet.people.actions.household_moves import (
    return_to_household,
    split_household,
    take_back_move,
)
from lgnet.people.actions.households import (
    add_family_member,
    change_member,
    leave_household,
    member_version,
)
from lgnet.people.actions.minor_path import mark_step
from lgnet.people.enums import GuardianKind, MinorStep, Relation
from lgnet.people.models import Guardianship, Household, HouseholdMember, MinorPathStep
from tests.factories.families import make_household, make_minor, member_of
from tests.factories.network import make_user
from tests.factories.people import make_person

pytestmark = [pytest.mark.django_db(transaction=True)]
TODAY = timezone.localdate()
WEEK_AGO = TODAY - dt.timedelta(days=7)


def at_once(city, deeds):
    """Run each deed in its own thread, connection and transaction, released together."""
    gate = threading.Barrier(len(deeds))

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
        return [one.result(timeout=60) for one in [pool.submit(run, deed) for deed in deeds]]


def names(found):
    return Counter(type(one).__name__ for one in found)


def adding(person, member, by, relation=Relation.SIBLING, **options):
    return lambda: add_family_member(
        **{
            "id": uuid7(),
            "household_id": uuid7(),
            "person": person,
            "member": member,
            "relation": relation,
            "from_on": WEEK_AGO,
            "by": by,
            **options,
        }
    )


def open_rows():
    return HouseholdMember.objects.filter(until_on__isnull=True).order_by("pk")


@pytest.fixture
def by(torino):
    return make_user()


def test_two_families_want_one_child(torino, by):
    with scope(city_id=torino.pk):
        mother, father, child = make_person("Amina"), make_person("Omar"), make_minor("Sam")
        make_household(mother)
        make_household(father)
    found = at_once(torino, [adding(mother, child, by), adding(father, child, by)] * 3)
    counted = names(found)
    assert counted.pop("tuple") == 1
    assert set(counted) <= {"InAnotherHousehold", "AlreadyTogether"}
    with scope(city_id=torino.pk):
        assert open_rows().filter(person=child).count() == 1


def test_each_adds_the_other_from_their_own_page(torino, by):
    """Both ways round at once: the locks have one order, so nobody waits for ever."""
    with scope(city_id=torino.pk):
        one, other = make_person("Amina"), make_person("Omar")
    found = at_once(torino, [adding(one, other, by), adding(other, one, by)] * 4)
    assert names(found) == {"tuple": 1, "AlreadyTogether": 7}
    with scope(city_id=torino.pk):
        assert open_rows().count() == 2
        assert Household.objects.count() == 1


def test_two_tabs_add_two_children_to_who_has_no_family_yet(torino, by):
    with scope(city_id=torino.pk):
        mother = make_person("Amina")
        children = [make_minor(f"Sam {number}") for number in range(6)]
    found = at_once(torino, [adding(mother, one, by, Relation.CHILD) for one in children])
    assert names(found) == {"tuple": 6}
    with scope(city_id=torino.pk):
        assert len({row.household_id for row in open_rows()}) == 1
        assert open_rows().count() == 7


def test_one_form_sent_ten_times(torino, by):
    with scope(city_id=torino.pk):
        mother, child = make_person("Amina"), make_minor("Sam")
    ids = {"id": uuid7(), "household_id": uuid7()}
    found = at_once(torino, [adding(mother, child, by, Relation.CHILD, **ids)] * 10)
    assert names(found) == {"tuple": 10}
    with scope(city_id=torino.pk):
        assert HouseholdMember.objects.count() == 2


def test_everybody_becomes_the_head_at_once(torino, by):
    with scope(city_id=torino.pk):
        people = [make_person(f"Nome {number}") for number in range(6)]
        home = make_household(*people)
        rows = [member_of(home, person) for person in people]

    def lead(row):
        return change_member(
            id=row.pk,
            version=member_version(row),
            relation=Relation(row.relation),
            is_head=True,
            from_on=row.from_on,
            by=by,
        )

    found = at_once(torino, [lambda row=row: lead(row) for row in rows])
    assert names(found) == {"HouseholdMember": 6}
    with scope(city_id=torino.pk):
        assert open_rows().filter(is_head=True).count() == 1


def test_a_family_parts_twice_at_once(torino, by):
    with scope(city_id=torino.pk):
        people = [make_person(f"Nome {number}") for number in range(4)]
        home = make_household(*people)

    def part(going):
        return split_household(
            household_id=home.pk,
            new_id=uuid7(),
            people=[person.pk for person in going],
            on=TODAY,
            by=by,
        )

    halves = [people[:2], people[1:3], people[2:], people[:3]]
    found = at_once(torino, [lambda going=going: part(going) for going in halves])
    counted = names(found)
    assert 1 <= counted["tuple"] <= 2
    assert set(counted) <= {"tuple", "NotThere", "NobodyStays"}
    with scope(city_id=torino.pk):
        assert Counter(row.person_id for row in open_rows()) == {one.pk: 1 for one in people}
        # Whoever was refused left no empty family behind.
        lived_in = set(HouseholdMember.objects.values_list("household_id", flat=True))
        assert set(Household.objects.values_list("pk", flat=True)) == lived_in


def test_leaving_coming_back_and_undoing_at_once(torino, by):
    with scope(city_id=torino.pk):
        mother, child = make_person("Amina"), make_minor("Sam")
        home = make_household((mother, Relation.PARENT), (child, Relation.CHILD))
        row = member_of(home, child)
        _, move = leave_household(id=row.pk, on=TODAY, by=by)
    deeds = [
        lambda: return_to_household(household_id=home.pk, people=[child.pk], on=TODAY, by=by),
        lambda: take_back_move(move=move, by=by),
        adding(make_elsewhere(torino), child, by),
    ]
    found = at_once(torino, deeds)
    problems = [one for one in found if isinstance(one, Exception)]
    assert all(isinstance(one, refused.FamilyRefused) for one in problems), problems
    with scope(city_id=torino.pk):
        assert open_rows().filter(person=child).count() == 1


def make_elsewhere(city):
    with scope(city_id=city.pk):
        person = make_person("Fatou")
        make_household(person)
    return person


def test_two_workers_mark_one_step(torino, by):
    with scope(city_id=torino.pk):
        minor = make_minor("Sam")

    def mark():
        return mark_step(person_id=minor.pk, step=MinorStep.COURT_TOLD, by=by)

    found = at_once(torino, [mark] * 6)
    assert sorted(is_new for _, is_new in found) == [False] * 5 + [True]
    with scope(city_id=torino.pk):
        assert MinorPathStep.objects.count() == 1


def test_two_workers_record_one_guardian(torino, by):
    with scope(city_id=torino.pk):
        minor = make_minor("Sam")

    def answer():
        return record_guardian(
            id=uuid7(),
            person=minor,
            kind=GuardianKind.APPOINTED,
            guardian_name="Avv. Zanetti",
            from_on=TODAY,
            by=by,
        )

    found = at_once(torino, [answer] * 4)
    assert names(found) == {"Guardianship": 1, "AlreadyAnswers": 3}
    with scope(city_id=torino.pk):
        assert Guardianship.objects.count() == 1


def test_the_database_itself_holds_one_household_and_one_head(torino):
    """What a writer past the verbs is told: the promise lies in the constraints."""
    with scope(city_id=torino.pk):
        person, other = make_person("Amina"), make_person("Omar")
        home, second = make_household(person), make_household(other)
        HouseholdMember.objects.filter(household=home).update(is_head=True)
        for fields in (
            {"household": second, "person": person},
            {"household": home, "person": make_person(), "is_head": True},
            {"household": home, "person": make_person(), "until_on": WEEK_AGO},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                HouseholdMember.objects.create(from_on=TODAY, **fields)
