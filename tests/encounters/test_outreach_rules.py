"""Shifts over midnight and a turned clock, wishes, sightings' clocks."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgnet.encounters.rules import local_moment
from lgnet.encounters.rules_outreach import (
    ImplausibleShift,
    check_shift,
    day_in_night,
    ends_after,
    night_of_shift,
    nights_between,
    wish_holds,
)

ROME = ZoneInfo("Europe/Rome")
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2032, 12, 31))
TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@given(DAYS, TIMES, TIMES)
def test_an_end_is_the_next_time_the_clock_shows_it(night, starts, ends):
    first = day_in_night(night, starts)
    last = ends_after(first, ends)
    assert last.time() == ends
    assert dt.timedelta(0) < last - first <= dt.timedelta(days=1)


@given(DAYS, TIMES)
def test_a_moment_in_a_night_belongs_to_that_night(night, time):
    moment = day_in_night(night, time).replace(tzinfo=ROME)
    # An hour the clock leaves out is refused by ``local_moment`` before a shift is made of it.
    if moment.astimezone(dt.UTC).astimezone(ROME).replace(tzinfo=None) == moment.replace(
        tzinfo=None
    ):
        assert night_of_shift(moment) == night


@pytest.mark.parametrize(
    ("night", "hours"),
    [
        (dt.date(2026, 3, 28), 6),  # forward: an hour is left out
        (dt.date(2026, 10, 24), 8),  # back: an hour comes twice
        (dt.date(2026, 12, 31), 7),  # into the next year
    ],
)
def test_a_shift_lasts_the_hours_that_pass(night, hours):
    first = day_in_night(night, dt.time(22))
    starts, ends = (local_moment(one, now=NOW) for one in (first, ends_after(first, dt.time(5))))
    check_shift(starts, ends)
    assert (ends.astimezone(dt.UTC) - starts.astimezone(dt.UTC)) == dt.timedelta(hours=hours)
    assert night_of_shift(starts) == night


@pytest.mark.parametrize(
    ("minutes", "reason"), [(0, "order"), (-5, "order"), (16 * 60 + 1, "long")]
)
def test_a_shift_that_cannot_be_is_refused(minutes, reason):
    with pytest.raises(ImplausibleShift) as refused:
        check_shift(NOW, NOW + dt.timedelta(minutes=minutes))
    assert refused.value.reason == reason
    check_shift(NOW, NOW + dt.timedelta(hours=16))


@given(DAYS, st.integers(-2, 20))
def test_nights_are_counted_with_both_ends(first, more):
    found = nights_between(first, first + dt.timedelta(days=more))
    assert len(found) == max(more + 1, 0)
    assert found == sorted(set(found))


@given(DAYS, DAYS)
def test_a_wish_holds_on_its_last_night_and_not_after(until, night):
    assert wish_holds(until_on=until, is_ended=False, night=night) == (night <= until)
    assert wish_holds(until_on=None, is_ended=False, night=night)
    assert not wish_holds(until_on=until, is_ended=True, night=night)
