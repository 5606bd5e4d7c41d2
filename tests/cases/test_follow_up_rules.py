"""Calendar months after a closing: month ends, leap years, and the same answer from both sides."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgnet.cases.enums_outcomes import Mark
from lgnet.cases.rules_follow_ups import (
    OVERDUE_DAYS,
    closings_due,
    due_mark,
    has_begun,
    last_closing,
    marks_of,
    next_mark,
)
from lgnet.cases.rules_help import is_over, quarter_of
from lgnet.kernel.nights import add_months

day = dt.date.fromisoformat
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2045, 12, 31))


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        ("2026-08-31", ["2026-11-30", "2027-02-28", "2027-08-31"]),
        ("2027-08-31", ["2027-11-30", "2028-02-29", "2028-08-31"]),
        ("2027-11-30", ["2028-02-29", "2028-05-30", "2028-11-30"]),
        ("2026-11-29", ["2027-02-28", "2027-05-29", "2027-11-29"]),
        ("2028-02-29", ["2028-05-29", "2028-08-29", "2029-02-28"]),
        ("2026-12-31", ["2027-03-31", "2027-06-30", "2027-12-31"]),
    ],
)
def test_marks_keep_to_the_calendar(closed, expected):
    assert [due.from_on.isoformat() for due in marks_of(day(closed))] == expected


@pytest.mark.parametrize(
    ("today", "done", "expected"),
    [
        ("2026-11-29", set(), None),
        ("2026-11-30", set(), Mark.THREE),
        ("2026-11-30", {3}, None),
        ("2027-02-27", set(), Mark.THREE),
        ("2027-02-28", set(), Mark.SIX),
        ("2027-02-28", {3}, Mark.SIX),
        ("2027-08-31", {3, 6}, Mark.TWELVE),
        ("2027-11-29", set(), Mark.TWELVE),
        ("2027-11-30", set(), None),
    ],
)
def test_one_mark_is_asked_for_until_the_next_begins(today, done, expected):
    found = due_mark(day("2026-08-31"), done=done, today=day(today))
    assert (found and found.mark) == expected


def test_the_next_mark_is_due_or_still_to_come():
    closed = day("2026-08-31")
    assert next_mark(closed, done=(), today=closed).mark == Mark.THREE
    assert next_mark(closed, done={3}, today=day("2026-12-01")).mark == Mark.SIX
    assert next_mark(closed, done=(), today=day("2027-03-01")).mark == Mark.SIX
    assert next_mark(closed, done={12}, today=day("2027-09-01")) is None
    assert next_mark(closed, done=(), today=day("2028-01-01")) is None


def test_overdue_after_thirty_days():
    due = marks_of(day("2026-08-31"))[0]
    assert not due.is_overdue(day("2026-12-29"))
    assert due.is_overdue(day("2026-12-30"))


@given(closed=DAYS, days=st.integers(0, 520))
def test_at_most_one_mark_and_it_has_begun(closed, days):
    today = closed + dt.timedelta(days=days)
    found = due_mark(closed, done=(), today=today)
    if found is not None:
        assert found.from_on <= today < found.until_on
        assert has_begun(closed, found.mark, today=today)
        assert due_mark(closed, done={found.mark}, today=today) is None
    begun = add_months(closed, 3) <= today < add_months(closed, 15)
    assert (found is not None) == begun, "no gap between one mark and the next"


@given(by=DAYS, months=st.sampled_from([3, 6, 12, 15]))
def test_the_last_closing_is_the_last_one(by, months):
    last = last_closing(months=months, by=by)
    assert add_months(last, months) <= by < add_months(last + dt.timedelta(days=1), months)


@given(closed=DAYS, days=st.integers(0, 520), is_overdue=st.booleans())
def test_the_ranges_of_the_list_say_what_the_rule_says(closed, days, is_overdue):
    today = closed + dt.timedelta(days=days)
    due = due_mark(closed, done=(), today=today)
    is_asked = due is not None and (not is_overdue or due.is_overdue(today))
    for mark in Mark:
        first, last = closings_due(mark, today=today, is_overdue=is_overdue)
        expected = is_asked and due is not None and due.mark == mark
        assert (first <= closed <= last) == expected, mark


def test_overdue_waits_so_many_days_whatever_the_month():
    assert OVERDUE_DAYS == 30


@given(today=DAYS)
def test_a_quarter_holds_its_days_and_is_over_when_the_next_begins(today):
    quarter = quarter_of(today)
    assert quarter <= today < add_months(quarter, 3)
    assert not is_over(quarter, today=today)
    assert is_over(quarter, today=add_months(quarter, 3))


def test_no_quarter_begins_in_february():
    with pytest.raises(ValueError, match="quarter"):
        is_over(day("2026-02-01"), today=day("2026-05-01"))
