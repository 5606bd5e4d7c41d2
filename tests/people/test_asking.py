"""One box: what a typed text asks for."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgnet.people.asking import Asked, asked_of, folded
from lgnet.people.enums import BirthPrecision
from lgnet.people.rules import Birth

TODAY = dt.date(2026, 11, 22)
COUNTRIES = {"mali": "MLI", "costa d avorio": "CIV", "ivory coast": "CIV", "bangladesh": "BGD"}
EXACT, MONTH, YEAR, ESTIMATED = (
    BirthPrecision.EXACT,
    BirthPrecision.MONTH,
    BirthPrecision.YEAR,
    BirthPrecision.ESTIMATED,
)


def asked(text: str) -> Asked:
    return asked_of(text, today=TODAY, countries=COUNTRIES)


@pytest.mark.parametrize(
    ("text", "first_day", "precision", "names"),
    [
        ("Amina 03/05/1990", (1990, 5, 3), EXACT, ("Amina",)),
        ("03.05.1990 Amina", (1990, 5, 3), EXACT, ("Amina",)),
        ("Amina 3-5-90", (1990, 5, 3), EXACT, ("Amina",)),
        ("Amina 3 5 1990", (1990, 5, 3), EXACT, ("Amina",)),
        ("Amina 1990-05-03", (1990, 5, 3), EXACT, ("Amina",)),
        ("Amina 05/23/1990", (1990, 5, 23), EXACT, ("Amina",)),
        ("29/02/2000", (2000, 2, 29), EXACT, ()),
        ("أمينة ٠٣/٠٥/١٩٩٠", (1990, 5, 3), EXACT, ("أمينة",)),
        ("নাসরিন ১৯৯০", (1990, 1, 1), YEAR, ("নাসরিন",)),
        ("3 maggio 1990 Diallo", (1990, 5, 3), EXACT, ("Diallo",)),
        ("12 May 1990", (1990, 5, 12), EXACT, ()),
        ("1º gennaio 1990", (1990, 1, 1), EXACT, ()),
        ("maggio 1990 Diallo", (1990, 5, 1), MONTH, ("Diallo",)),
        ("Diallo 5/1990", (1990, 5, 1), MONTH, ("Diallo",)),
        ("1990 Amina", (1990, 1, 1), YEAR, ("Amina",)),
        ("Diallo 30 anni", (1996, 1, 1), ESTIMATED, ("Diallo",)),
        ("età 30 Diallo", (1996, 1, 1), ESTIMATED, ("Diallo",)),
        ("aged 30 Diallo", (1996, 1, 1), ESTIMATED, ("Diallo",)),
        ("Diallo 30 years old", (1996, 1, 1), ESTIMATED, ("Diallo",)),
    ],
)
def test_a_birth_is_read_in_every_form(text, first_day, precision, names):
    found = asked(text)
    assert found.birth == Birth(dt.date(*first_day), precision)
    assert found.names == names
    assert found.numbers == ()


@pytest.mark.parametrize(
    "text",
    ["Amina", "Amina 1890", "Amina 2027", "Amina 30/02/1990x", "May Jordan", "Amina 999 anni"],
)
def test_what_is_no_birth_is_none(text):
    assert asked(text).birth is None


@pytest.mark.parametrize(
    ("text", "numbers", "names"),
    [
        ("RSSMRA85T10A562S Rossi", ("RSSMRA85T10A562S",), ("Rossi",)),
        ("STP 1234567890123 Rossi", ("STP 1234567890123",), ("Rossi",)),
        ("eni1234567890123", ("eni1234567890123",), ()),
        ("12345678901", ("12345678901",), ()),
        ("+39 333 123 4567 Ali", ("+39 333 123 4567",), ("Ali",)),
        ("3331234567", ("3331234567",), ()),
        ("00221 77 123 45 67 Sow", ("00221 77 123 45 67",), ("Sow",)),
        ("CA12345AA", ("CA12345AA",), ()),
        ("Mario 2", (), ("Mario 2",)),
        ("٣٣٣١٢٣٤٥٦٧", ("3331234567",), ()),
    ],
)
def test_numbers_are_told_from_names(text, numbers, names):
    found = asked(text)
    assert found.numbers == numbers
    assert found.names == names


def test_a_country_is_understood_and_may_be_a_name():
    assert asked("Diallo Mali").citizenship == "MLI"
    assert asked("Diallo Mali").names == ("Diallo",)
    assert asked("Diallo Mali").perhaps_names == ("Mali",)
    assert asked("Kone Costa d'Avorio 1988").citizenship == "CIV"
    assert asked("Kone Costa d'Avorio 1988").names == ("Kone",)
    assert asked("Kone Costa d'Avorio 1988").perhaps_names == ()
    assert folded("Côte d’Ivoire") == "cote d ivoire"


@pytest.mark.parametrize(
    "text", ["", "   ", "1990", "maggio 1990", "30 anni", "%%% ;--", "؟", "\u200d"]
)
def test_too_little_to_find_anybody(text):
    assert asked(text).is_empty


@pytest.mark.parametrize("text", ["a", "01/01/1990", "3331234567", "李", "Mali"])
def test_enough_to_look_for_somebody(text):
    assert not asked(text).is_empty


def test_everything_at_once():
    found = asked("Diallo, Amadou 12/05/1990 Mali +39 333 1234567 CA12345AA")
    assert found == Asked(
        names=("Diallo, Amadou",),
        birth=Birth(dt.date(1990, 5, 12), EXACT),
        numbers=("+39 333 1234567", "CA12345AA"),
        citizenship="MLI",
        perhaps_names=("Mali",),
    )


@given(st.text(max_size=250))
def test_any_text_is_read_without_failing(text):
    assert asked(text).birth is None or asked(text).birth.first_day <= dt.date(2026, 12, 31)
