"""The count of a term: month ends, leap years, warnings, how far an extension goes."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from lgnet.housing import rules, rules_terms
from lgnet.housing.rules import WARNING_DAYS
from lgnet.kernel.nights import add_months

DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2041, 12, 31))
D = dt.date


def test_six_months_from_the_end_of_august_end_in_february():
    for first, due in (
        (D(2026, 8, 31), D(2027, 2, 28)),
        (D(2027, 8, 31), D(2028, 2, 29)),
        (D(2027, 8, 29), D(2028, 2, 29)),
        (D(2026, 2, 28), D(2026, 8, 28)),
    ):
        assert rules.due_on(months=6, counts_from=first) == due


@given(first=DAYS, months=st.integers(1, 24), later=st.integers(0, 400))
def test_a_term_never_ends_earlier_for_who_came_later(first, months, later):
    after = first + dt.timedelta(days=later)
    one, other = (rules.due_on(months=months, counts_from=day) for day in (first, after))
    assert one <= other
    assert one - first <= dt.timedelta(days=31 * months)


@given(first=DAYS, extended=st.integers(0, 200), day=st.integers(-5, 500))
def test_warnings_come_in_order_before_the_end_and_move_with_an_extension(first, extended, day):
    term_ends = add_months(first, 6)
    due, tonight = term_ends + dt.timedelta(days=extended), first + dt.timedelta(days=day)
    facts = {"counts_from": first, "months": 6, "due": due}
    on = [rules_terms.warning_on(number, **facts) for number in WARNING_DAYS]
    assert on == sorted(on) and on[-1] < due
    assert all(due - one <= rules_terms.WARNED_BEFORE for one in on)
    assert [term_ends - (one - dt.timedelta(days=extended)) for one in on] == [
        term_ends - first - dt.timedelta(days=number) for number in WARNING_DAYS
    ]
    reached = rules_terms.warning_reached(tonight=tonight, **facts)
    if tonight >= due or tonight < on[0]:
        assert reached is None
    else:
        assert reached == max(
            number for number, one in zip(WARNING_DAYS, on, strict=True) if one <= tonight
        )


@given(first=DAYS, shorter=st.integers(1, 180))
def test_a_stay_shorter_than_its_term_moves_no_warning(first, shorter):
    due = add_months(first, 6) - dt.timedelta(days=shorter)
    assert rules_terms.warning_on(
        120, counts_from=first, months=6, due=due
    ) == first + dt.timedelta(days=120)


@given(ends=DAYS, tonight=DAYS)
def test_an_extension_goes_beyond_both_and_six_months_at_most(ends, tonight):
    first, last = rules_terms.extension_days(term_ends=ends, tonight=tonight)
    assert max(ends, tonight) < first <= last == add_months(max(ends, tonight), 6)


def test_days_used_and_left():
    assert rules_terms.days_used(counts_from=D(2026, 2, 1), tonight=D(2026, 2, 1)) == 0
    assert rules_terms.days_used(counts_from=D(2026, 2, 5), tonight=D(2026, 2, 1)) == 0
    assert rules_terms.days_left(due=D(2026, 3, 1), tonight=D(2026, 2, 28)) == 1
    assert rules_terms.days_left(due=D(2024, 3, 1), tonight=D(2024, 2, 28)) == 2
    assert rules_terms.days_left(due=D(2026, 3, 1), tonight=D(2026, 3, 4)) == -3
