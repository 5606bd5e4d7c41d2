"""Families as they live: joining, places, leaving, parting, coming back, and taking it back."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lgnet.audit.models import AuditEvent
from lgnet.kernel.conflicts import Conflict
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.people.actions import family_refusals as refused
from lgnet.people.actions.household_moves import (
    return_to_household,
    split_household,
    take_back_move,
)
from lgnet.people.actions.household_rows import Move
from lgnet.people.actions.households import (
    MemberChanged,
    add_family_member,
    change_member,
    leave_household,
    member_version,
)
from lgnet.people.enums import Relation
from lgnet.people.households import household_of, members_of
from lgnet.people.kin import forget_kin, kin_of
from lgnet.people.models import Household, HouseholdMember, Person, PersonAccess
from tests.factories.families import make_household, make_minor, member_of
from tests.factories.network import make_user
from tests.factories.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_torino")]

TODAY = timezone.localdate()
WEEK_AGO = TODAY - dt.timedelta(days=7)


@pytest.fixture
def by(db):
    return make_user()


def add(person, member, relation=Relation.UNKNOWN, **options):
    return joined(person, member, relation, **options)[0]


def joined(person, member, relation=Relation.UNKNOWN, **options):
    return add_family_member(
        **{
            "id": uuid7(),
            "household_id": uuid7(),
            "person": person,
            "member": member,
            "relation": relation,
            "from_on": WEEK_AGO,
            "by": None,
            **options,
        }
    )


def together(*people):
    """Return the names that live in the first one's household."""
    home = household_of(people[0])
    return {row.person.known_as for row in members_of(home)} if home else set()


def places(household):
    return {row.person.known_as: Relation(row.relation) for row in members_of(household)}


# Joining -------------------------------------------------------------------------------------


def test_the_first_member_makes_the_family_and_both_get_their_place(by):
    mother, child = make_person("Amina"), make_minor("Sam")
    row = add(mother, child, Relation.CHILD, by=by)
    assert row.person == child and row.created_by == by
    home = household_of(mother)
    assert places(home) == {"Amina": Relation.PARENT, "Sam": Relation.CHILD}
    event = AuditEvent.objects.get(verb="people.household_joined")
    assert event.target_id == str(child.pk)
    assert event.detail == {"household": str(home.pk)}


def test_places_follow_from_what_somebody_is_to_one_member():
    mother, child, brother = make_person("Amina"), make_minor("Sam"), make_minor("Ali")
    grandmother, uncle = make_person("Fatou"), make_person("Omar")
    add(child, mother, Relation.PARENT)
    add(child, brother, Relation.SIBLING)
    add(mother, grandmother, Relation.PARENT)
    add(mother, uncle, Relation.SIBLING)
    assert places(household_of(child)) == {
        "Sam": Relation.CHILD,
        "Amina": Relation.PARENT,
        "Ali": Relation.CHILD,
        "Fatou": Relation.GRANDPARENT,
        "Omar": Relation.OTHER_RELATIVE,
    }


def test_who_has_no_family_joins_the_other_ones():
    mother, child, late = make_person("Amina"), make_minor("Sam"), make_minor("Ali")
    add(mother, child, Relation.CHILD)
    row = add(late, mother, Relation.PARENT)
    assert row.person == late
    assert places(household_of(mother))["Ali"] == Relation.CHILD
    assert Household.objects.count() == 1


def test_the_head_is_one_and_is_taken_over():
    mother, father = make_person("Amina"), make_person("Omar")
    add(mother, father, Relation.PARTNER, is_head=True)
    home = household_of(mother)
    row = member_of(home, mother)
    change_member(
        id=row.pk,
        version=member_version(row),
        relation=Relation.PARTNER,
        is_head=True,
        from_on=row.from_on,
        by=None,
    )
    heads = HouseholdMember.objects.filter(is_head=True)
    assert [row.person for row in heads] == [mother]


def test_naming_the_other_family_s_member_as_head_makes_them_head():
    mother, child, late = make_person("Amina"), make_minor("Sam"), make_minor("Ali")
    add(mother, child, Relation.CHILD)
    add(late, mother, Relation.PARENT, is_head=True)
    assert member_of(household_of(late), mother).is_head
    assert not member_of(household_of(late), late).is_head


def test_a_form_sent_twice_adds_once():
    mother, child = make_person("Amina"), make_minor("Sam")
    ids = {"id": uuid7(), "household_id": uuid7()}
    first, second = (add(mother, child, Relation.CHILD, **ids) for _ in range(2))
    assert first.pk == second.pk
    assert HouseholdMember.objects.count() == 2
    with pytest.raises(Conflict):
        add(make_person(), make_person(), id=ids["id"])


def test_nobody_lives_with_themselves_or_twice_or_in_time_to_come():
    mother, child = make_person("Amina"), make_minor("Sam")
    with pytest.raises(refused.SamePerson):
        add(mother, mother)
    with pytest.raises(refused.DayToCome) as told:
        add(mother, child, from_on=TODAY + dt.timedelta(days=1))
    assert told.value.field == "day"
    add(mother, child)
    with pytest.raises(refused.AlreadyTogether):
        add(mother, child)


def test_who_lives_elsewhere_moves_only_if_said_so():
    mother, father, child = make_person("Amina"), make_person("Omar"), make_minor("Sam")
    aunt = make_person("Fatou")
    add(mother, child, Relation.CHILD)
    add(father, aunt, Relation.SIBLING)
    with pytest.raises(refused.InAnotherHousehold) as told:
        add(father, child, Relation.CHILD, from_on=TODAY)
    assert "Sam" in str(told.value)
    assert together(child) == {"Amina", "Sam"}
    add(father, child, Relation.CHILD, from_on=TODAY, has_moved=True)
    assert together(child) == {"Omar", "Fatou", "Sam"}
    assert together(mother) == {"Amina"}
    ended = HouseholdMember.objects.get(person=child, until_on__isnull=False)
    assert ended.until_on == TODAY
    with pytest.raises(refused.DayTooEarly):
        add(mother, child, has_moved=True, from_on=WEEK_AGO)


# Changing and leaving --------------------------------------------------------------------------


def test_a_change_on_an_older_state_is_told():
    mother, child = make_person("Amina"), make_minor("Sam")
    row = add(mother, child)
    seen = member_version(row)
    change = {"id": row.pk, "is_head": False, "from_on": row.from_on, "by": None}
    changed = change_member(version=seen, relation=Relation.CHILD, **change)
    assert changed.relation == Relation.CHILD
    assert change_member(version=seen, relation=Relation.CHILD, **change).pk == row.pk
    with pytest.raises(MemberChanged) as clash:
        change_member(version=seen, relation=Relation.SIBLING, **change)
    assert clash.value.saved.relation == Relation.CHILD


def test_leaving_ends_the_time_and_coming_back_begins_another():
    mother, child = make_person("Amina"), make_minor("Sam")
    row = add(mother, child, Relation.CHILD)
    home = household_of(mother)
    left, _ = leave_household(id=row.pk, on=WEEK_AGO + dt.timedelta(days=2), by=None)
    again, move = leave_household(id=row.pk, on=left.until_on, by=None)
    assert again.until_on == left.until_on and move == Move()
    assert household_of(child) is None
    with pytest.raises(refused.NotThere):
        leave_household(id=row.pk, on=TODAY, by=None)
    with pytest.raises(refused.DayTaken):
        return_to_household(household_id=home.pk, people=[child.pk], on=WEEK_AGO, by=None)
    move = return_to_household(household_id=home.pk, people=[child.pk], on=TODAY, by=None)
    assert (len(move.ended), len(move.began)) == (0, 1)
    assert together(child) == {"Amina", "Sam"}
    assert places(home)["Sam"] == Relation.CHILD
    forget_kin(child)
    assert [line.is_open for line in kin_of(child).own] == [True, False]


def test_nobody_leaves_before_they_came_or_in_time_to_come():
    row = add(make_person(), make_person())
    with pytest.raises(refused.DayTooEarly):
        leave_household(id=row.pk, on=WEEK_AGO - dt.timedelta(days=1), by=None)
    with pytest.raises(refused.DayToCome):
        leave_household(id=row.pk, on=TODAY + dt.timedelta(days=1), by=None)


# Parting and finding together -------------------------------------------------------------------


@pytest.fixture
def family():
    mother, father = make_person("Amina"), make_person("Omar")
    sam, ali = make_minor("Sam"), make_minor("Ali")
    add(mother, father, Relation.PARTNER, is_head=True)
    add(mother, sam, Relation.CHILD)
    add(mother, ali, Relation.CHILD)
    return {"mother": mother, "father": father, "sam": sam, "ali": ali}


def snapshot():
    rows = HouseholdMember.objects.order_by("pk")
    return [
        (row.pk, row.household_id, row.person_id, row.relation, row.is_head, row.until_on)
        for row in rows
    ], set(Household.objects.values_list("pk", flat=True))


def test_a_family_parts_whole_and_the_head_goes_along(family):
    home, new_id = household_of(family["mother"]), uuid7()
    going = [family["father"].pk, family["ali"].pk]
    split = {"household_id": home.pk, "new_id": new_id, "people": going, "on": TODAY, "by": None}
    household, move = split_household(**split)
    assert household.pk == new_id and len(move.ended) == len(move.began) == 2
    assert together(family["ali"]) == {"Omar", "Ali"}
    assert together(family["sam"]) == {"Amina", "Sam"}
    assert member_of(household, family["father"]).is_head
    assert split_household(**split)[0].pk == new_id
    assert HouseholdMember.objects.count() == 6


def test_parting_needs_who_goes_and_who_stays(family):
    home = household_of(family["mother"])
    everybody = [person.pk for person in family.values()]
    before = snapshot()
    for people, why in (
        ([], refused.NobodyGoes),
        (everybody, refused.NobodyStays),
        ([family["sam"].pk, make_person().pk], refused.NotThere),
        ([uuid7()], Person.DoesNotExist),
    ):
        with pytest.raises(why):
            split_household(household_id=home.pk, new_id=uuid7(), people=people, on=TODAY, by=None)
    with pytest.raises(refused.DayTooEarly):
        split_household(
            household_id=home.pk,
            new_id=uuid7(),
            people=[family["sam"].pk],
            on=WEEK_AGO - dt.timedelta(days=1),
            by=None,
        )
    assert snapshot() == before


def test_parting_and_taking_it_back_leaves_what_was(family):
    home, before = household_of(family["mother"]), snapshot()
    _, move = split_household(
        household_id=home.pk, new_id=uuid7(), people=[family["father"].pk], on=TODAY, by=None
    )
    assert snapshot() != before
    take_back_move(move=Move.of_text(**move.as_text()), by=None)
    assert snapshot() == before


def test_taking_back_comes_too_late_where_somebody_moved_on(family):
    home = household_of(family["mother"])
    _, move = split_household(
        household_id=home.pk, new_id=uuid7(), people=[family["father"].pk], on=TODAY, by=None
    )
    leave_household(id=move.began[0], on=TODAY, by=None)
    after = snapshot()
    with pytest.raises(refused.NotThere):
        take_back_move(move=Move.of_text(**move.as_text()), by=None)
    assert snapshot() == after


def test_a_family_finds_together_again_in_one_step(family):
    home = household_of(family["mother"])
    away = [family["father"].pk, family["ali"].pk]
    split_household(household_id=home.pk, new_id=uuid7(), people=away, on=WEEK_AGO, by=None)
    before = snapshot()
    move = return_to_household(household_id=home.pk, people=away, on=TODAY, by=None)
    assert len(move.ended) == len(move.began) == 2
    assert together(family["mother"]) == {"Amina", "Omar", "Sam", "Ali"}
    assert return_to_household(household_id=home.pk, people=away, on=TODAY, by=None) == Move()
    take_back_move(move=Move.of_text(**move.as_text()), by=None)
    assert snapshot() == before
    with pytest.raises(refused.NotThere):
        return_to_household(household_id=home.pk, people=[make_person().pk], on=TODAY, by=None)


def test_taking_back_who_joined_gives_places_and_head_again(family):
    home, late = household_of(family["mother"]), make_person("Late")
    uncle = make_person("Uncle")
    before = snapshot()
    _, first = joined(family["father"], late, Relation.CHILD, is_head=True)
    assert places(home)["Omar"] == Relation.PARENT
    assert snapshot() != before
    take_back_move(move=Move.of_text(**first.as_text()), by=None)
    assert snapshot() == before
    _, second = joined(late, uncle, Relation.SIBLING)
    take_back_move(move=Move.of_text(**second.as_text()), by=None)
    assert snapshot() == before
    with pytest.raises(refused.NotThere):
        take_back_move(move=second, by=None)


# Reading ------------------------------------------------------------------------------------------


def test_everything_around_a_person_is_one_query(family):
    with CaptureQueriesContext(connection) as captured:
        kin = kin_of(family["sam"])
        assert kin.current is not None
        assert {line.person.known_as for line in kin.members} == {"Amina", "Omar", "Sam", "Ali"}
        assert not kin.standing().is_alone
        kin_of(family["sam"])
    assert len(captured) == 1


def test_whom_one_may_not_see_is_never_shown_and_still_counts(torino):
    audience = uuid7()
    mother, child = make_person("Amina"), make_minor("Sam")
    add(child, mother, Relation.PARENT)
    PersonAccess.objects.create(person=child, audience_id=audience, reason="care")
    with scope(city_id=torino.pk, audiences=frozenset({audience})):
        child = Person.objects.get(pk=child.pk)
        lines = kin_of(child).members
        assert [line.is_visible for line in lines if line.person.pk == mother.pk] == [False]
        assert not kin_of(child).standing().is_alone
        assert [row.person for row in members_of(household_of(child))] == [child]
        with pytest.raises(Person.DoesNotExist):
            add(child, mother)


def test_a_hidden_head_is_taken_over_without_a_word(torino):
    audience = uuid7()
    mother, father = make_person("Amina"), make_person("Omar")
    add(father, mother, Relation.PARTNER, is_head=True)
    PersonAccess.objects.create(person=father, audience_id=audience, reason="care")
    with scope(city_id=torino.pk, audiences=frozenset({audience})):
        row = HouseholdMember.objects.get(person=father)
        change_member(
            id=row.pk,
            version=member_version(row),
            relation=Relation.PARTNER,
            is_head=True,
            from_on=row.from_on,
            by=None,
        )
    assert [row.person for row in HouseholdMember.objects.filter(is_head=True)] == [father]


def test_an_older_household_is_read_too():
    mother, child = make_person("Amina"), make_minor("Sam")
    make_household((mother, Relation.PARENT), (child, Relation.CHILD))
    row = member_of(household_of(child), child)
    leave_household(id=row.pk, on=TODAY, by=None)
    assert {line.person.known_as for line in kin_of(child).members} == {"Amina", "Sam"}
    assert kin_of(child).current is None
