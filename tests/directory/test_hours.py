"""Hours: the clock's jumps, midnight, and who goes before whom."""

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lgnet.directory.rules_hours import (
    ExceptionHours,
    Hours,
    SeasonHours,
    Span,
    is_open,
    moment_of,
    next_opening,
    opening_at,
    shared_days,
    spans_on,
)
from lgnet.directory.rules_typed import NotHours, read_spans, written
from lgnet.kernel.nights import ITALY

MONDAY = dt.date(2026, 3, 23)  # the clock jumps on the Sunday that follows
SPRING, AUTUMN = dt.date(2026, 3, 29), dt.date(2026, 10, 25)
EVERY_DAY = range(7)


def at(day, text):
    return dt.datetime.combine(day, dt.time.fromisoformat(text), ITALY)


def span(text):
    return read_spans(text)[0]


def week(text, days=EVERY_DAY):
    return {day: read_spans(text) for day in days}


def test_a_week_with_a_break_and_a_night():
    hours = Hours(week={0: read_spans("9-13, 14-18"), 5: read_spans("20-2")})
    assert is_open(hours, at(MONDAY, "09:00"))
    assert not is_open(hours, at(MONDAY, "13:00")), "what closes at one is closed at one"
    assert next_opening(hours, at(MONDAY, "13:30")).starts_at == at(MONDAY, "14:00")
    saturday, sunday = MONDAY + dt.timedelta(days=5), MONDAY + dt.timedelta(days=6)
    assert is_open(hours, at(saturday, "23:30")) and is_open(hours, at(sunday, "01:59"))
    assert next_opening(hours, at(MONDAY, "18:00")).starts_at == at(saturday, "20:00")


def test_an_exception_goes_before_a_season_and_a_season_before_the_week():
    tuesday = MONDAY + dt.timedelta(days=1)
    ramadan = SeasonHours(MONDAY, MONDAY + dt.timedelta(days=3), week("18-22"))
    hours = Hours(
        week=week("9-13"),
        seasons=(ramadan,),
        exceptions=(
            ExceptionHours(MONDAY, MONDAY, None, "Sciopero"),
            ExceptionHours(MONDAY, MONDAY, span("10-11")),
            ExceptionHours(tuesday, tuesday, span("7-8")),
        ),
    )
    days = [spans_on(hours, MONDAY + dt.timedelta(days=number)) for number in range(5)]
    assert days[0] == (), "closed goes before other hours"
    assert [written(spans) for spans in days[1:]] == [
        "07:00-08:00",
        "18:00-22:00",
        "18:00-22:00",
        "09:00-13:00",
    ]


def test_what_is_said_of_a_day_does_not_end_the_night_before():
    closed = ExceptionHours(MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=1), None)
    hours = Hours(week=week("20-8"), exceptions=(closed,))
    tuesday = MONDAY + dt.timedelta(days=1)
    assert is_open(hours, at(tuesday, "07:00")), "Monday's night goes on"
    assert not is_open(hours, at(tuesday, "20:30"))
    assert next_opening(hours, at(tuesday, "08:00")).starts_at == at(
        tuesday + dt.timedelta(days=1), "20:00"
    )


def test_the_night_of_the_jump_is_an_hour_shorter_and_longer():
    hours = Hours(week=week("22-6"))
    for day, length in ((SPRING, 7), (AUTUMN, 9)):
        found = opening_at(hours, at(day, "00:30"))
        assert found.ends_at - found.starts_at == dt.timedelta(hours=length)
        assert found.ends_at == at(day, "06:00")


def test_an_hour_that_does_not_exist_is_the_moment_of_the_jump():
    jump = dt.datetime(2026, 3, 29, 1, tzinfo=dt.UTC)
    assert moment_of(SPRING, dt.time(2, 30)) == jump
    assert moment_of(SPRING, dt.time(3)) == jump
    gone = Hours(week={6: (span("2:10-2:50"),)})
    assert opening_at(gone, jump) is None, "hours that are skipped open nothing"
    half = Hours(week={6: (span("2:30-4"),)})
    found = opening_at(half, jump)
    assert (found.starts_at, found.ends_at) == (jump, jump + dt.timedelta(hours=1))


def test_day_and_night_never_closes_and_first_and_last_days_hold():
    always = Hours(week=week("0-24"))
    assert opening_at(always, at(MONDAY, "12:00")).ends_at is None
    ends = Hours(week=week("0-24"), first=MONDAY, end=MONDAY + dt.timedelta(days=2))
    assert not is_open(ends, at(MONDAY - dt.timedelta(days=1), "23:59"))
    found = opening_at(ends, at(MONDAY, "12:00"))
    assert found.ends_at == at(MONDAY + dt.timedelta(days=2), "00:00")
    assert next_opening(Hours(), at(MONDAY, "12:00")) is None
    assert not Hours().are_known
    with pytest.raises(ValueError, match="zone"):
        is_open(always, dt.datetime(2026, 3, 1))


minutes = st.integers(0, 24 * 12 - 1).map(lambda five: dt.time(five // 12, five % 12 * 5))
spans = st.builds(Span, minutes, minutes)
weeks = st.dictionaries(st.integers(0, 6), st.lists(spans, max_size=2).map(tuple))
around = st.builds(
    lambda day, minute: (
        dt.datetime.combine(day, dt.time(0), ITALY).astimezone(dt.UTC)
        + dt.timedelta(minutes=minute)
    ),
    st.sampled_from([MONDAY, SPRING, AUTUMN, dt.date(2026, 12, 31)]).flatmap(
        lambda day: st.integers(-2, 2).map(lambda more: day + dt.timedelta(days=more))
    ),
    st.integers(0, 24 * 60),
)
exceptions = st.lists(
    st.builds(
        lambda first, length, one: ExceptionHours(
            SPRING + dt.timedelta(days=first), SPRING + dt.timedelta(days=first + length), one
        ),
        st.integers(-4, 4),
        st.integers(0, 2),
        st.none() | spans,
    ),
    max_size=2,
).map(tuple)
plans = st.builds(lambda one, two: Hours(week=one, exceptions=two), weeks, exceptions)


def plainly_open(hours, moment):
    """Ask each opening of today and yesterday by itself."""
    today = moment.astimezone(ITALY).date()
    for day in (today - dt.timedelta(days=1), today):
        for one in spans_on(hours, day):
            last = day + dt.timedelta(days=1) if one.closes <= one.opens else day
            if moment_of(day, one.opens) <= moment < moment_of(last, one.closes):
                return True
    return False


@settings(max_examples=150, deadline=None)
@given(plans, around)
def test_open_now_and_next_tell_one_story(hours, moment):
    now = opening_at(hours, moment)
    assert (now is not None) == is_open(hours, moment) == plainly_open(hours, moment)
    if now is not None:
        assert now.starts_at <= moment
        if now.ends_at is not None:
            assert moment < now.ends_at
            assert not is_open(hours, now.ends_at), "what meets is one opening"
            before = now.ends_at - dt.timedelta(seconds=1)
            assert is_open(hours, before)
        return
    following = next_opening(hours, moment)
    if following is not None:
        assert following.starts_at > moment
        assert is_open(hours, following.starts_at)
        between = moment + (following.starts_at - moment) / 2
        assert not is_open(hours, between)


@given(st.lists(spans, max_size=4))
def test_typed_hours_are_read_as_they_are_written(found):
    text = written(found)
    try:
        read = read_spans(text)
    except NotHours:
        ordered = sorted(found)
        pairs = itertools.pairwise(ordered)
        assert any(one.closes <= one.opens or two.opens < one.closes for one, two in pairs)
    else:
        assert list(read) == sorted(found)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9-13", "09:00-13:00"),
        (" 9.30 – 13 ; 18:30-2 ", "09:30-13:00, 18:30-02:00"),
        ("0-24", "00:00-00:00"),
        ("", ""),
    ],
)
def test_hours_as_people_type_them(text, meant):
    assert written(read_spans(text)) == meant


@pytest.mark.parametrize("text", ["25-26", "9", "9-13, 12-14", "20-2, 23-24", "9:60-10", "<b>"])
def test_what_is_no_hours_is_refused(text):
    with pytest.raises(NotHours):
        read_spans(text)


def test_seasons_that_share_a_day_are_found():
    one, two = (dt.date(2026, 7, 1), dt.date(2026, 7, 31)), (dt.date(2026, 7, 31),) * 2
    assert shared_days([two, one]) == dt.date(2026, 7, 31)
    assert shared_days([one, (dt.date(2026, 8, 1), dt.date(2026, 8, 9))]) is None
