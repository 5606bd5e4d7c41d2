"""Phones as they are dictated, and kept in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgnet.people.phones import NotAPhone, read_phone, shown_phone


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("333 1234567", "+393331234567"),
        ("0039 333.123.45.67", "+393331234567"),
        ("٣٣٣ ١٢٣٤٥٦٧", "+393331234567"),
        ("\u200e+39\u00a0333 1234567\u200f", "+393331234567"),
        ("011 4321234", "+390114321234"),
        ("+8801712345678", "+8801712345678"),
    ],
)
def test_a_number_has_one_form(typed, e164):
    assert read_phone(typed).e164 == e164


@pytest.mark.parametrize("typed", ["", "abc", "12", "3" * 60, "+", "\u200e"])
def test_what_cannot_be_called_is_no_phone(typed):
    with pytest.raises(NotAPhone):
        read_phone(typed)


def test_a_number_of_no_operator_is_seen():
    assert read_phone("333 1234567").is_in_use
    assert not read_phone("+39 999 1234567").is_in_use


@given(st.text(max_size=50))
def test_a_number_once_read_is_read_the_same_again(typed):
    try:
        once = read_phone(typed)
    except NotAPhone:
        return
    assert read_phone(once.e164) == once
    assert read_phone(shown_phone(once.e164)).e164 == once.e164


def test_a_number_is_shown_as_its_country_writes_it():
    assert shown_phone("+393331234567") == "+39 333 123 4567"
    assert shown_phone("no number") == "no number"
