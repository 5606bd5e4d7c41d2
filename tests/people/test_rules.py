"""Ages, births and names: rules over values."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgnet.people.enums import BirthPrecision
from lgnet.people.rules import (
    Birth,
    ImplausibleBirth,
    age_on,
    ages_on,
    birth_of_age,
    birth_period,
    check_birth,
    clean_name,
    is_placeholder,
)

TODAY = dt.date(2026, 11, 22)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
precisions = st.sampled_from(BirthPrecision)


@given(days, precisions, days)
def test_the_youngest_age_is_never_above_the_oldest(birth, precision, day):
    youngest, oldest = ages_on(birth_date=birth, precision=precision, day=day)
    assert 0 <= youngest <= oldest


@given(days, precisions)
def test_the_day_itself_lies_in_its_period(birth, precision):
    first, last = birth_period(birth_date=birth, precision=precision)
    assert first <= birth <= last


@given(days, days)
def test_an_age_grows_by_one_on_the_birthday_only(birth, day):
    before = age_on(birth_date=birth, day=day - dt.timedelta(days=1))
    now = age_on(birth_date=birth, day=day)
    is_birthday = (day.month, day.day) == (birth.month, birth.day)
    is_leap_birthday = (birth.month, birth.day) == (2, 29) and (day.month, day.day) == (3, 1)
    assert now - before in (0, 1)
    if now != before:
        assert is_birthday or is_leap_birthday


def test_born_on_29_february_one_ages_on_1_march_in_other_years():
    birth = dt.date(2004, 2, 29)
    assert age_on(birth_date=birth, day=dt.date(2022, 2, 28)) == 17
    assert age_on(birth_date=birth, day=dt.date(2022, 3, 1)) == 18
    assert age_on(birth_date=birth, day=dt.date(2024, 2, 29)) == 20


@pytest.mark.parametrize(
    ("birth", "reason"),
    [
        (Birth(dt.date(2026, 11, 23), BirthPrecision.EXACT), "future"),
        (Birth(dt.date(2027, 1, 1), BirthPrecision.YEAR), "future"),
        (Birth(dt.date(1915, 11, 21), BirthPrecision.EXACT), "too_old"),
        (Birth(dt.date(1914, 1, 1), BirthPrecision.YEAR), "too_old"),
        (Birth(dt.date(1800, 1, 1), BirthPrecision.ESTIMATED), "too_old"),
    ],
)
def test_a_birth_that_cannot_be_is_refused(birth, reason):
    with pytest.raises(ImplausibleBirth) as problem:
        check_birth(birth, today=TODAY)
    assert problem.value.reason == reason


@pytest.mark.parametrize(
    "birth",
    [
        Birth(TODAY, BirthPrecision.EXACT),
        Birth(dt.date(2026, 1, 1), BirthPrecision.YEAR),
        # 110 years old until the eve of the 111th birthday.
        Birth(dt.date(1915, 11, 23), BirthPrecision.EXACT),
        Birth(dt.date(1915, 1, 1), BirthPrecision.YEAR),
    ],
)
def test_a_birth_that_may_be_is_taken(birth):
    check_birth(birth, today=TODAY)


@given(st.integers(0, 110))
def test_an_estimated_age_reads_back_as_told(age):
    birth = birth_of_age(age, today=TODAY)
    check_birth(birth, today=TODAY)
    youngest, oldest = ages_on(birth_date=birth.first_day, precision=birth.precision, day=TODAY)
    assert youngest <= age <= oldest


@pytest.mark.parametrize("age", [111, 1000, -1])
def test_an_age_that_cannot_be_is_refused(age):
    with pytest.raises(ImplausibleBirth):
        birth_of_age(age, today=TODAY)


def test_only_an_exact_1_january_looks_like_a_placeholder():
    day = dt.date(1990, 1, 1)
    assert is_placeholder(birth_date=day, precision=BirthPrecision.EXACT)
    assert not is_placeholder(birth_date=day, precision=BirthPrecision.YEAR)
    assert not is_placeholder(birth_date=dt.date(1990, 1, 2), precision=BirthPrecision.EXACT)


@given(st.text())
def test_cleaning_a_name_twice_changes_nothing_more(text):
    once = clean_name(text)
    assert clean_name(once) == once


@given(st.text())
def test_a_clean_name_is_visible_or_empty_and_turns_nothing(text):
    name = clean_name(text)
    assert name == name.strip()
    assert "  " not in name
    assert not set(name) & set("\x00\n\r\u202e\u202d\u2066\u2069\u200f")
    if name:
        assert any(unicodedata.category(char)[0] in "LNPS" for char in name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Amina \t  Bah ", "Amina Bah"),
        ("é", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("ක්\u200dෂ", "ක්\u200dෂ"),
        ("Ali\u202enimA", "AlinimA"),
        ("\u200d", ""),
        ("\u0301", ""),
        ("\u00a0\u2003", ""),
        ("X", "X"),
        ("<b>Ali</b>", "<b>Ali</b>"),
        ("N\x00ome", "Nome"),
    ],
)
def test_names_are_kept_as_written_but_for_what_misleads(typed, kept):
    assert clean_name(typed) == kept
