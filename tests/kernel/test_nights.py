"""Nights and months: two in the morning, daylight saving, leap years, month ends."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgnet.kernel.nights import ITALY, add_months, night_of

moments = st.datetimes(
    min_value=dt.datetime(2000, 1, 1), max_value=dt.datetime(2080, 1, 1), timezones=st.just(dt.UTC)
)
days = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2090, 1, 1))


@pytest.mark.parametrize(
    ("local", "night"),
    [
        ("2026-11-23 02:00", "2026-11-22"),
        ("2026-11-23 05:59", "2026-11-22"),
        ("2026-11-23 06:00", "2026-11-23"),
        ("2026-11-23 23:59", "2026-11-23"),
        ("2026-03-01 01:00", "2026-02-28"),
        ("2028-03-01 01:00", "2028-02-29"),
        ("2027-01-01 00:30", "2026-12-31"),
        # The clock goes forward at 02:00 and back at 03:00; the night stays one night.
        ("2026-03-29 03:30", "2026-03-28"),
        ("2026-10-25 02:30", "2026-10-24"),
    ],
)
def test_the_night_has_the_date_on_which_it_began(local, night):
    moment = dt.datetime.fromisoformat(local).replace(tzinfo=ITALY)
    assert night_of(moment) == dt.date.fromisoformat(night)


def test_both_two_thirties_of_the_long_night_are_the_same_night():
    first = dt.datetime(2026, 10, 25, 2, 30, fold=0, tzinfo=ITALY)
    second = first.replace(fold=1)
    assert first.utcoffset() != second.utcoffset()
    assert night_of(first) == night_of(second) == dt.date(2026, 10, 24)


def test_a_moment_without_a_zone_has_no_night():
    with pytest.raises(ValueError, match="time zone"):
        night_of(dt.datetime(2026, 1, 1))


@given(moments, moments)
def test_nights_never_go_back(one, other):
    if one <= other:
        assert night_of(one) <= night_of(other)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-01-15", "2026-07-15"),
        ("2026-08-31", "2027-02-28"),
        ("2027-08-31", "2028-02-29"),
        ("2026-12-31", "2027-06-30"),
        ("2028-02-29", "2028-08-29"),
        ("2026-07-01", "2027-01-01"),
    ],
)
def test_six_months_end_on_the_same_day_or_the_months_last(start, end):
    assert add_months(dt.date.fromisoformat(start), 6) == dt.date.fromisoformat(end)


@given(days, st.integers(min_value=0, max_value=60))
def test_adding_months_lands_in_the_right_month_and_never_later_in_it(day, months):
    found = add_months(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months
    assert found.day <= day.day
    if found.day < day.day:
        assert (found + dt.timedelta(days=1)).day == 1


@given(days, days, st.integers(min_value=0, max_value=24))
def test_a_later_start_never_ends_earlier(one, other, months):
    if one <= other:
        assert add_months(one, months) <= add_months(other, months)
