"""Free times and weeks, where the clock is turned, at midnight, at the edges."""

import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgnet.directory.rules_hours import ExceptionHours, Hours, Span
from lgnet.encounters.enums_desk import VisitState
from lgnet.encounters.rules_desk import (
    ENDED,
    Slot,
    Unbookable,
    check_bookable,
    free_slots,
    may_go,
    same_hour_weeks,
)

ROME = ZoneInfo("Europe/Rome")
LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
BACK, FORTH = dt.date(2026, 10, 25), dt.date(2027, 3, 28)


def free(day, *works, minutes=30, now=LONG_AGO, taken=(), hours=None):
    return list(free_slots(day, works=works, taken=taken, minutes=minutes, now=now, hours=hours))


def test_the_hour_that_comes_twice_gives_slots_twice_and_the_skipped_one_none():
    night = (dt.time(1), dt.time(4))
    assert len(free(dt.date(2026, 10, 24), night)) == 6
    assert len(free(BACK, night)) == 8
    assert len(free(FORTH, night)) == 4


@given(
    day=st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1)),
    starts=st.times(),
    ends=st.times(),
    minutes=st.sampled_from([15, 30, 45, 60]),
    busy=st.lists(st.integers(0, 95), max_size=6),
)
def test_free_times_never_meet_each_other_nor_what_is_taken(day, starts, ends, minutes, busy):
    quarter = dt.timedelta(minutes=15)
    midnight = dt.datetime.combine(day, dt.time(0), ROME).astimezone(dt.UTC)
    taken = [Slot(midnight + n * quarter, midnight + (n + 1) * quarter) for n in busy]
    found = free(day, (starts, ends), minutes=minutes, taken=taken)
    for before, after in itertools.pairwise(found):
        assert before.ends_at <= after.starts_at
    for slot in found:
        assert slot.ends_at - slot.starts_at == dt.timedelta(minutes=minutes)
        assert not any(slot.meets(other) for other in taken)


def test_a_day_closed_by_exception_has_no_free_time_and_refuses_one():
    day = dt.date(2026, 12, 7)
    hours = Hours(
        week=dict.fromkeys(range(7), (Span(dt.time(9), dt.time(13)),)),
        exceptions=(ExceptionHours(day, day, None, "Festa"),),
    )
    work = (dt.time(8), dt.time(12))
    assert free(day, work, hours=hours) == []
    # Open from nine: the slots before are not offered, nor one that would end after closing.
    assert len(free(day + dt.timedelta(days=1), work, hours=hours)) == 6
    slot = Slot(
        dt.datetime(2026, 12, 7, 10, tzinfo=ROME), dt.datetime(2026, 12, 7, 10, 30, tzinfo=ROME)
    )
    with pytest.raises(Unbookable, match="closed"):
        check_bookable(slot, now=dt.datetime(2026, 12, 1, tzinfo=ROME), hours=hours)
    with pytest.raises(Unbookable, match="past"):
        check_bookable(slot, now=dt.datetime(2026, 12, 7, 10, 1, tzinfo=ROME), hours=None)


@given(st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2028, 1, 1)))
def test_weeks_show_the_same_hour_on_the_clock_but_where_it_is_skipped(naive):
    first = naive.replace(tzinfo=ROME).astimezone(dt.UTC)
    clock = first.astimezone(ROME)
    for number, moment in enumerate(same_hour_weeks(first, 12)):
        shown = moment.astimezone(ROME)
        if shown.time() == clock.time():
            assert shown.date() == clock.date() + dt.timedelta(days=7 * number)
        else:
            assert shown.hour == 3 and clock.hour == 2


def test_a_done_ticket_goes_nowhere_and_an_ended_one_can_wait_again():
    assert not any(may_go(VisitState.DONE, to) for to in VisitState)
    assert all(may_go(state, VisitState.WAITING) for state in ENDED - {VisitState.DONE})
