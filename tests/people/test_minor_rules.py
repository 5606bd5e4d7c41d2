"""The rules on minors alone: every birth, every day, every precision."""

import calendar
import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lgnet.people.enums import BirthPrecision, GuardianKind, MinorStep, Relation
from lgnet.people.rules import ADULT_AT, Birth, age_on, birth_period
from lgnet.people.rules_households import inverse, own_place, place_of_other
from lgnet.people.rules_minors import (
    SOON_ADULT_DAYS,
    AgeState,
    Facts,
    Guard,
    Time,
    age_state,
    birthday,
    guardianship_ends,
    has_parent,
    may_be_minor,
    of_age_on,
    standing,
    steps_left,
)

DAY = dt.timedelta(days=1)
TODAY = dt.date(2026, 11, 22)
FIRST, LAST = dt.date(1950, 1, 1), dt.date(2090, 12, 31)
days = st.dates(FIRST, LAST)


def first_day(day: dt.date, precision: BirthPrecision) -> dt.date:
    """Return the day as it is stored: the first of what is known."""
    if precision == BirthPrecision.EXACT:
        return day
    return day.replace(day=1) if precision == BirthPrecision.MONTH else day.replace(month=1, day=1)


births = st.builds(
    lambda day, precision: Birth(first_day(day, precision), precision),
    days,
    st.sampled_from(BirthPrecision),
)


def exact(day: dt.date) -> Birth:
    return Birth(day, BirthPrecision.EXACT)


ADULT, CHILD = exact(dt.date(1985, 5, 5)), exact(dt.date(2014, 5, 5))
LONG_AGO = dt.date(2025, 1, 1)


# Ages ----------------------------------------------------------------------------------------


@given(days, days)
@example(dt.date(2008, 2, 29), dt.date(2026, 2, 28))
@example(dt.date(2008, 2, 29), dt.date(2026, 3, 1))
@example(dt.date(2004, 2, 29), dt.date(2022, 2, 28))
@example(dt.date(2008, 1, 31), dt.date(2026, 1, 30))
@example(dt.date(2008, 12, 31), dt.date(2026, 12, 31))
def test_who_is_of_age_has_had_the_eighteenth_birthday(born, day):
    assert (day >= birthday(born, ADULT_AT)) == (age_on(birth_date=born, day=day) >= ADULT_AT)


@given(days)
def test_a_birthday_is_its_own_day_unless_the_year_lacks_it(born):
    grown = birthday(born, ADULT_AT)
    leap = (born.month, born.day) == (2, 29) and not calendar.isleap(grown.year)
    expected = (3, 1) if leap else (born.month, born.day)
    assert (grown.month, grown.day) == expected
    assert grown.year == born.year + ADULT_AT


@given(births, days)
def test_one_possible_birth_date_makes_a_minor(birth, day):
    first, last = birth_period(birth_date=birth.first_day, precision=birth.precision)
    possible = [first, last, *(first + n * DAY for n in range(0, (last - first).days, 30))]
    minors = [age_on(birth_date=one, day=day) < ADULT_AT for one in possible]
    assert may_be_minor(birth, day=day) == any(minors)
    assert (age_state(birth, day=day) == AgeState.MINOR) == all(minors)


@given(births, days)
def test_coming_of_age_is_between_its_first_and_last_day(birth, day):
    first, last = of_age_on(birth)
    assert first <= last
    state = age_state(birth, day=day)
    assert (state == AgeState.ADULT) == (day >= last)
    assert (state == AgeState.MINOR) == (day < first)


@given(births, days, st.integers(0, 4000))
def test_nobody_becomes_a_minor_again(birth, day, later):
    if age_state(birth, day=day) == AgeState.ADULT:
        assert age_state(birth, day=day + later * DAY) == AgeState.ADULT


def test_an_unknown_age_is_neither_minor_nor_adult():
    assert age_state(None, day=TODAY) == AgeState.UNKNOWN
    stands = standing(Facts(birth=None), day=TODAY)
    assert not (stands.may_be_minor or stands.is_alone or stands.needs_somebody)


def test_years_past_the_calendar_do_not_break():
    assert birthday(dt.date(9990, 1, 1), ADULT_AT) == dt.date.max
    assert age_state(exact(dt.date.max), day=TODAY) == AgeState.MINOR


@pytest.mark.parametrize(
    ("first", "precision", "last_minor_day"),
    [
        (dt.date(2008, 2, 1), BirthPrecision.MONTH, dt.date(2026, 2, 28)),
        (dt.date(2007, 2, 1), BirthPrecision.MONTH, dt.date(2025, 2, 27)),
        (dt.date(2008, 1, 1), BirthPrecision.YEAR, dt.date(2026, 12, 30)),
        (dt.date(2008, 1, 1), BirthPrecision.ESTIMATED, dt.date(2028, 12, 30)),
        (dt.date(2008, 4, 30), BirthPrecision.EXACT, dt.date(2026, 4, 29)),
    ],
)
def test_the_last_day_on_which_one_may_be_a_minor(first, precision, last_minor_day):
    birth = Birth(first, precision)
    assert may_be_minor(birth, day=last_minor_day)
    assert not may_be_minor(birth, day=last_minor_day + DAY)


# Who answers ---------------------------------------------------------------------------------


def guard(kind, birth=ADULT, until_on=None, from_on=LONG_AGO):
    return Guard(kind, from_on, until_on, birth)


def time(relation, birth=None, *, home="home", is_head=False, from_on=LONG_AGO, until_on=None):
    return Time(home, relation, is_head, from_on, until_on, birth)


def child_with(*others, own=Relation.CHILD, **facts):
    return Facts(birth=CHILD, own=(time(own, CHILD),), others=others, **facts)


def test_a_minor_with_nobody_is_alone():
    stands = standing(Facts(birth=CHILD), day=TODAY)
    assert stands.is_alone and stands.on_path and stands.needs_somebody
    assert stands.open_steps == tuple(MinorStep)


@pytest.mark.parametrize("kind", GuardianKind)
def test_a_guardian_answers_and_only_a_parent_ends_the_path(kind):
    stands = standing(Facts(birth=CHILD, guards=(guard(kind),)), day=TODAY)
    assert not stands.is_alone
    assert stands.on_path == (kind != GuardianKind.PARENT)


@pytest.mark.parametrize("kind", GuardianKind)
@pytest.mark.parametrize(
    "wrong",
    [
        {"until_on": TODAY},
        {"from_on": TODAY + DAY},
        {"birth": exact(dt.date(2010, 1, 1))},
        {"birth": Birth(dt.date(2007, 1, 1), BirthPrecision.ESTIMATED)},
    ],
)
def test_who_has_ended_not_begun_or_may_be_a_minor_does_not_answer(kind, wrong):
    assert standing(Facts(birth=CHILD, guards=(guard(kind, **wrong),)), day=TODAY).is_alone


def test_a_guardian_answers_until_the_eve_of_the_end():
    facts = Facts(birth=CHILD, guards=(guard(GuardianKind.APPOINTED, until_on=TODAY),))
    assert not standing(facts, day=TODAY - DAY).is_alone
    assert standing(facts, day=TODAY).is_alone


@pytest.mark.parametrize(
    ("other", "answers"),
    [
        (time(Relation.PARENT, ADULT), True),
        (time(Relation.PARENT, None), True),
        (time(Relation.UNKNOWN, ADULT, is_head=True), True),
        (time(Relation.UNKNOWN, ADULT), False),
        (time(Relation.PARTNER, ADULT, is_head=True), False),
        (time(Relation.GRANDPARENT, ADULT), False),
        (time(Relation.OTHER_RELATIVE, ADULT), False),
        (time(Relation.SIBLING, ADULT), False),
        (time(Relation.PARENT, exact(dt.date(2009, 1, 1))), False),
        (time(Relation.PARENT, ADULT, until_on=TODAY), False),
        (time(Relation.PARENT, ADULT, from_on=TODAY + DAY), False),
        (time(Relation.PARENT, ADULT, home="another"), False),
    ],
)
def test_only_an_adult_parent_in_the_same_household_answers(other, answers):
    assert has_parent(child_with(other), day=TODAY) == answers


@pytest.mark.parametrize("own", [one for one in Relation if one != Relation.CHILD])
def test_a_parent_of_others_is_not_everybody_s(own):
    assert not has_parent(child_with(time(Relation.PARENT, ADULT), own=own), day=TODAY)


def test_who_has_left_the_parents_is_alone():
    left = Facts(
        birth=CHILD,
        own=(time(Relation.CHILD, CHILD, until_on=TODAY),),
        others=(time(Relation.PARENT, ADULT),),
    )
    assert standing(left, day=TODAY).is_alone
    assert not standing(left, day=TODAY - DAY).is_alone


@given(births, days, st.lists(st.sampled_from(GuardianKind), max_size=3))
def test_alone_means_may_be_a_minor_and_nobody_answers(birth, day, kinds):
    guards = tuple(Guard(kind, FIRST, None, exact(FIRST.replace(year=1900))) for kind in kinds)
    stands = standing(Facts(birth=birth, guards=guards), day=day)
    assert stands.is_alone == (may_be_minor(birth, day=day) and not kinds)
    assert stands.is_alone <= stands.on_path <= stands.may_be_minor


@given(st.none() | days, births)
def test_a_guardianship_ends_at_eighteen_at_the_latest(until_on, birth):
    ends = guardianship_ends(until_on, birth)
    assert ends is not None and ends <= of_age_on(birth)[1]
    assert ends == until_on or ends == of_age_on(birth)[1]
    assert guardianship_ends(until_on, None) == until_on


# The path ---------------------------------------------------------------------------------------


def test_a_path_done_asks_for_nobody_once_a_guardian_answers():
    done = frozenset(MinorStep)
    with_guardian = (guard(GuardianKind.APPOINTED),)
    stands = standing(Facts(birth=CHILD, guards=with_guardian, done=done), day=TODAY)
    assert stands.on_path and not stands.needs_somebody
    assert standing(Facts(birth=CHILD, done=done), day=TODAY).needs_somebody


@given(st.sets(st.sampled_from(MinorStep)))
def test_steps_left_keep_their_order(done):
    left = steps_left(done)
    assert set(left) | done == set(MinorStep) and not set(left) & done
    assert list(left) == [step for step in MinorStep if step in left]


def test_soon_of_age_begins_ninety_days_before():
    grown = TODAY + SOON_ADULT_DAYS * DAY
    born = grown.replace(year=grown.year - ADULT_AT)
    assert standing(Facts(birth=exact(born)), day=TODAY).is_soon_adult
    assert not standing(Facts(birth=exact(born + DAY)), day=TODAY).is_soon_adult
    with_parent = Facts(birth=exact(born), guards=(guard(GuardianKind.PARENT),))
    assert not standing(with_parent, day=TODAY).is_soon_adult


@pytest.mark.parametrize(
    ("age", "facts", "expected"),
    [
        (18, {"done": frozenset({MinorStep.SAFE_PLACE})}, True),
        (20, {"guards": (guard(GuardianKind.APPOINTED),)}, True),
        (21, {"done": frozenset({MinorStep.SAFE_PLACE})}, False),
        (18, {"done": frozenset(MinorStep)}, False),
        (18, {}, False),
        (
            18,
            {
                "done": frozenset({MinorStep.SAFE_PLACE}),
                "guards": (guard(GuardianKind.PARENT, from_on=dt.date(2020, 1, 1)),),
            },
            False,
        ),
    ],
)
def test_who_grew_up_on_the_way_is_shown_until_twenty_one(age, facts, expected):
    born = TODAY.replace(year=TODAY.year - age)
    stands = standing(Facts(birth=exact(born), **facts), day=TODAY)
    assert stands.came_of_age == expected
    assert stands.needs_somebody == expected
    assert not stands.is_alone


# Places in a family -----------------------------------------------------------------------------

relations = st.sampled_from(Relation)


@given(relations)
def test_the_inverse_of_the_inverse_is_the_same(said):
    assert inverse(inverse(said)) == said


@given(relations, relations)
def test_nobody_becomes_a_parent_by_guessing(own, said):
    """Only who is said to be a parent of a child, or whose child somebody is said to be, is one."""
    if place_of_other(own, said) == Relation.PARENT:
        assert said == Relation.PARENT
        assert own not in (Relation.PARENT, Relation.PARTNER, Relation.GRANDPARENT)
    if own_place(own, said) == Relation.PARENT and own != Relation.PARENT:
        assert said == Relation.CHILD


@given(relations, relations)
def test_a_known_place_stays_unless_more_is_said(own, said):
    after = own_place(own, said)
    if own not in (Relation.UNKNOWN, Relation.PARTNER, Relation.SIBLING):
        assert after == own
    assert own_place(after, said) == after


def test_every_relation_has_its_place_beside_every_other():
    for own in Relation:
        for said in Relation:
            assert place_of_other(own, said) in Relation
            assert place_of_other(own, Relation.UNKNOWN) == Relation.UNKNOWN
