"""Rules of housing as a person of the field reads them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgnet.housing import rules
from lgnet.housing.enums import Term, Urgency

DAY = dt.date


@pytest.mark.parametrize(
    ("first_night", "due"),
    [
        (DAY(2026, 1, 15), DAY(2026, 7, 15)),
        (DAY(2026, 8, 31), DAY(2027, 2, 28)),
        (DAY(2027, 8, 31), DAY(2028, 2, 29)),
        (DAY(2026, 10, 31), DAY(2027, 4, 30)),
        (DAY(2026, 12, 31), DAY(2027, 6, 30)),
    ],
)
def test_six_calendar_months(first_night, due):
    assert rules.due_on(months=6, counts_from=first_night) == due


def test_an_extension_moves_the_end_and_never_brings_it_forward():
    first = DAY(2026, 1, 1)
    assert rules.due_on(months=6, counts_from=first, extended_until=DAY(2026, 9, 1)) == DAY(
        2026, 9, 1
    )
    assert rules.due_on(months=6, counts_from=first, extended_until=DAY(2026, 2, 1)) == DAY(
        2026, 7, 1
    )


def test_without_a_term_only_the_house_ends_a_stay():
    assert rules.due_on(months=None, counts_from=DAY(2026, 1, 1)) is None
    assert rules.ends_by(due=None, closes_on=[None, DAY(2026, 3, 1)]) == DAY(2026, 3, 1)
    assert rules.ends_by(due=DAY(2026, 2, 1), closes_on=[DAY(2026, 3, 1)]) == DAY(2026, 2, 1)


def test_leaving_on_the_day_of_coming_leaves_no_night():
    first = DAY(2026, 1, 1)
    assert rules.nights_left(taken_from=first, taken_until=None, left_on=first) is None
    assert rules.night_count(started_on=first, ended_on=first, tonight=DAY(2026, 5, 1)) == 0


dates = st.dates(DAY(2020, 1, 1), DAY(2030, 12, 31))


@given(start=dates, nights=st.integers(1, 400), left=st.integers(-5, 500))
def test_leaving_never_adds_nights(start, nights, left):
    end, left_on = start + dt.timedelta(days=nights), start + dt.timedelta(days=left)
    kept = rules.nights_left(taken_from=start, taken_until=end, left_on=left_on)
    if left <= 0:
        assert kept is None
    else:
        assert kept == (start, min(end, left_on))


@given(start=dates, days=st.integers(0, 400))
def test_daylight_saving_changes_no_night(start, days):
    end = start + dt.timedelta(days=days)
    assert rules.night_count(started_on=start, ended_on=end, tonight=end) == days


def test_terms():
    tonight = DAY(2026, 6, 1)

    def term(due, ended_on=None):
        return rules.term(due=due, ended_on=ended_on, tonight=tonight)

    assert term(None) == Term.NO_LIMIT
    assert term(DAY(2026, 6, 1)) == Term.OVERDUE
    assert term(DAY(2026, 6, 2)) == Term.SOON
    assert term(DAY(2026, 7, 1)) == Term.SOON
    assert term(DAY(2026, 7, 2)) == Term.RUNNING
    assert term(DAY(2026, 5, 1), ended_on=DAY(2026, 5, 1)) == Term.ENDED


def test_a_night_that_has_passed_cannot_be_given():
    tonight = DAY(2026, 6, 1)
    assert rules.first_night(asked_from=DAY(2026, 5, 1), tonight=tonight) == tonight
    assert rules.first_night(asked_from=DAY(2026, 7, 1), tonight=tonight) == DAY(2026, 7, 1)


def test_a_named_reason_is_enough_and_more_reasons_add_nothing():
    street, children = Urgency.STREET_TONIGHT, Urgency.CHILDREN
    assert rules.reason_group([street, children]) == 0
    assert rules.reason_group([street, children, Urgency.EVICTION]) == 0
    assert rules.reason_group([Urgency.HEALTH_RISK]) < rules.reason_group([street])
    assert rules.reason_group([]) == len(rules.REASON_GROUPS)


def test_the_day_of_leaving():
    first, today = DAY(2026, 6, 1), DAY(2026, 6, 10)
    may = [
        day
        for day in (DAY(2026, 5, 31), first, today, DAY(2026, 6, 11))
        if rules.may_end_on(started_on=first, day=day, today=today)
    ]
    assert may == [first, today]
    assert rules.may_end_on(started_on=DAY(2026, 7, 1), day=DAY(2026, 7, 1), today=today)
