"""When a contact may have happened, and what a clock on the wall means twice a year."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgnet.encounters.rules import (
    FORGIVEN_SKEW,
    LONGEST_AGO,
    ImplausibleMoment,
    NoSuchMoment,
    check_moment,
    local_moment,
)
from lgnet.kernel.nights import ITALY, night_of

NOW = dt.datetime(2026, 11, 22, 21, 0, tzinfo=dt.UTC)
# 25 October 2026: the clock goes back from 03:00 to 02:00. 29 March 2026: forth from 02:00.
BACK = dt.datetime(2026, 10, 25, 2, 30)
FORTH = dt.datetime(2026, 3, 29, 2, 30)


def test_a_little_ahead_is_forgiven_and_more_is_not():
    check_moment(NOW + FORGIVEN_SKEW, now=NOW)
    with pytest.raises(ImplausibleMoment) as problem:
        check_moment(NOW + FORGIVEN_SKEW + dt.timedelta(seconds=1), now=NOW)
    assert problem.value.reason == "future"


def test_two_years_back_is_the_limit():
    check_moment(NOW - LONGEST_AGO, now=NOW)
    with pytest.raises(ImplausibleMoment) as problem:
        check_moment(NOW - LONGEST_AGO - dt.timedelta(seconds=1), now=NOW)
    assert problem.value.reason == "too_old"


def test_two_calendar_years_always_fit():
    check_moment(dt.datetime(2024, 11, 22, 21, 0, tzinfo=dt.UTC), now=NOW)


def test_a_moment_without_a_zone_is_no_moment():
    with pytest.raises(ValueError, match="time zone"):
        check_moment(dt.datetime(2026, 11, 22, 21, 0), now=NOW)


def test_in_the_hour_that_comes_twice_the_later_one_is_meant():
    assert local_moment(BACK, now=NOW) == dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)


def test_in_the_hour_that_comes_twice_the_first_one_while_the_later_is_to_come():
    now = dt.datetime(2026, 10, 25, 0, 45, tzinfo=dt.UTC)
    assert local_moment(BACK, now=now) == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)


def test_both_of_them_belong_to_the_night_before():
    for hour in (0, 1):
        assert night_of(dt.datetime(2026, 10, 25, hour, 30, tzinfo=dt.UTC)) == dt.date(2026, 10, 24)


def test_an_hour_that_was_skipped_is_no_moment():
    with pytest.raises(NoSuchMoment):
        local_moment(FORTH, now=NOW)


@given(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2040, 12, 31)))
def test_a_wall_clock_reads_back_as_it_was(naive):
    try:
        moment = local_moment(naive, now=NOW)
    except NoSuchMoment:
        assert naive.month == 3
        assert naive.hour == 2
        return
    assert moment.astimezone(ITALY).replace(tzinfo=None) == naive
