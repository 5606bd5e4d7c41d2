"""Numbers people are given: how they are read, checked, and what they contradict."""

import datetime as dt
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgnet.kernel.answers import Answer
from lgnet.people.enums import BirthPrecision, IdentifierScheme, Sex
from lgnet.people.identifiers import (
    check_number,
    compact,
    contradictions,
    implied_by,
    mixes_scripts,
    passes_luhn,
)
from lgnet.people.models import Country
from lgnet.people.profiles import Profile
from lgnet.people.remarks import Remark
from lgnet.people.rules import Birth

TODAY = dt.date(2026, 11, 22)
CODE = IdentifierScheme.CODICE_FISCALE
PROVISIONAL = IdentifierScheme.PROVISIONAL_CODICE_FISCALE


def code_of(stem: str) -> str:
    """Return a stem of 15 signs with its last letter."""
    return stem + fiscal_check(stem)


def fiscal_check(stem: str) -> str:
    """The check letter, computed here after the decree, apart from the code under test."""
    signs = string.digits + string.ascii_uppercase
    first_ten = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
    others = [2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
    odd = dict(zip(signs, [*first_ten, *first_ten, *others], strict=True))
    even = dict(zip(signs, [*range(10), *range(26)], strict=True))
    total = sum((odd if place % 2 == 0 else even)[sign] for place, sign in enumerate(stem))
    return string.ascii_uppercase[total % 26]


BORN_IN_MOROCCO = code_of("BNHMMD90C05Z330")
WOMAN = code_of("BNHMNA80A41H501")
OMOCODE = code_of("BNHMNA80A41H50M")


def told(**known) -> Profile:
    return Profile(known_as="Amina", **known)


def born(year, month=1, day=1, precision=BirthPrecision.EXACT) -> Birth:
    return Birth(dt.date(year, month, day), precision)


# Reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        BORN_IN_MOROCCO.lower(),
        " ".join(BORN_IN_MOROCCO),
        f"{BORN_IN_MOROCCO[:6]} {BORN_IN_MOROCCO[6:11]}-{BORN_IN_MOROCCO[11:]}",
        f"\u200e{BORN_IN_MOROCCO}\u200b\ufeff",
        "".join(chr(ord(c) + 0xFEE0) for c in BORN_IN_MOROCCO),
    ],
)
def test_a_code_is_read_however_it_is_written(typed):
    checked = check_number(CODE, typed)
    assert (checked.number, checked.problem, checked.remarks) == (BORN_IN_MOROCCO, None, ())


def test_digits_of_another_script_are_digits():
    assert check_number(PROVISIONAL, "١٢٣٤٥٦٧٨٩٠٣").number == "12345678903"
    assert check_number(PROVISIONAL, "১২৩৪৫৬৭৮৯০৩").problem is None


def test_letters_that_only_look_latin_are_read_and_remarked():
    typed = BORN_IN_MOROCCO.replace("B", "В").replace("H", "Н").replace("M", "М")
    assert typed != BORN_IN_MOROCCO
    checked = check_number(CODE, typed)
    assert checked.number == BORN_IN_MOROCCO
    assert checked.remarks == (Remark.LOOKALIKES,)
    assert compact(typed) == compact(BORN_IN_MOROCCO)


@given(st.text(max_size=80), st.sampled_from(IdentifierScheme))
def test_reading_twice_is_reading_once_and_nothing_breaks(typed, scheme):
    once = check_number(scheme, typed)
    assert check_number(scheme, once.number).number == once.number
    assert compact(compact(typed)) == compact(typed)


def test_another_number_is_kept_as_it_is_written():
    assert check_number(IdentifierScheme.OTHER, " mensa  n. 12/b ").number == "mensa n. 12/b"


# Checking -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme", "typed", "problem"),
    [
        (CODE, BORN_IN_MOROCCO, None),
        (CODE, WOMAN, None),
        (CODE, OMOCODE, None),
        (CODE, BORN_IN_MOROCCO[:-1], Remark.CODE_SHAPE),
        (
            CODE,
            BORN_IN_MOROCCO[:-1] + ("A" if BORN_IN_MOROCCO[-1] != "A" else "B"),
            Remark.CODE_CHECK,
        ),
        (CODE, code_of("BNHMMD90B31Z330"), Remark.CODE_DATE),
        (CODE, code_of("BNHMMD90C05Z999"), Remark.CODE_PLACE),
        (CODE, "12345678903", Remark.LOOKS_LIKE_PROVISIONAL),
        (CODE, "STP0100101234567", Remark.LOOKS_LIKE_STP),
        (IdentifierScheme.PASSPORT, BORN_IN_MOROCCO, Remark.LOOKS_LIKE_CODE),
        (IdentifierScheme.PASSPORT, "12345678903", None),
        (PROVISIONAL, "12345678903", None),
        (PROVISIONAL, "12345678904", Remark.PROVISIONAL_CHECK),
        (PROVISIONAL, "1234567890", Remark.PROVISIONAL_SHAPE),
        (PROVISIONAL, BORN_IN_MOROCCO, Remark.LOOKS_LIKE_CODE),
        (IdentifierScheme.STP, "stp 010 010 1234567", None),
        (IdentifierScheme.STP, "STP010", Remark.STP_SHAPE),
        (IdentifierScheme.STP, "ENI0100101234567", Remark.LOOKS_LIKE_ENI),
        (IdentifierScheme.ENI, "ENI0100101234567", None),
        (IdentifierScheme.ENI, "x", Remark.ENI_SHAPE),
        (IdentifierScheme.PASSPORT, "YA 1234567", None),
    ],
)
def test_what_can_hardly_be_a_number_of_its_kind_is_remarked(scheme, typed, problem):
    assert check_number(scheme, typed).problem == problem


@given(st.text("0123456789", min_size=10, max_size=10), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_never_passes(stem, place, off):
    digits = next(stem + last for last in string.digits if passes_luhn(stem + last))
    wrong = str((int(digits[place]) + off) % 10)
    assert not passes_luhn(digits[:place] + wrong + digits[place + 1 :])


stems = st.builds(
    "{}{:02d}{}{:02d}{}".format,
    st.text("BCDFGHLMNPRSTVZ", min_size=6, max_size=6),
    st.integers(0, 99),
    st.sampled_from("ABCDEHLMPRST"),
    st.integers(1, 28),
    st.sampled_from(["Z330", "H501", "L219", "Z343"]),
)


@given(stems, st.integers(0, 14), st.sampled_from(string.ascii_uppercase + string.digits))
def test_one_wrong_sign_in_a_code_never_passes(stem, place, sign):
    code = code_of(stem)
    wrong = code[:place] + sign + code[place + 1 :]
    if wrong != code:
        assert implied_by(wrong, today=TODAY) is None


@given(stems, st.sets(st.sampled_from([6, 7, 9, 10, 12, 13, 14])))
def test_omocodia_says_the_same(stem, places):
    letters = "LMNPQRSTUV"
    changed = "".join(
        letters[int(sign)] if place in places else sign for place, sign in enumerate(stem)
    )
    assert implied_by(code_of(changed), today=TODAY) == implied_by(code_of(stem), today=TODAY)


# What a code says ---------------------------------------------------------------------------


def test_a_code_says_sex_birth_and_place():
    man, woman = implied_by(BORN_IN_MOROCCO, today=TODAY), implied_by(WOMAN, today=TODAY)
    assert (man.sex, man.births, man.place_code) == (Sex.MALE, (dt.date(1990, 3, 5),), "Z330")
    assert (woman.sex, woman.births) == (Sex.FEMALE, (dt.date(1980, 1, 1),))
    assert implied_by(OMOCODE, today=TODAY).place_code == "H501"


def test_two_centuries_are_possible_where_both_are_plausible():
    code = code_of("BNHMMD20C05Z330")
    assert implied_by(code, today=TODAY).births == (dt.date(1920, 3, 5), dt.date(2020, 3, 5))


def test_a_leap_day_exists_in_leap_years_only():
    assert implied_by(code_of("BNHMMD00B29Z330"), today=TODAY).births == (dt.date(2000, 2, 29),)
    assert implied_by(code_of("BNHMMD01B29Z330"), today=TODAY).births == ()


# Contradictions -----------------------------------------------------------------------------


def found(profile, *numbers):
    return contradictions(profile, numbers, today=TODAY)


def test_what_goes_together_is_silent():
    assert found(told(sex=Sex.MALE, birth=born(1990, 3, 5)), (CODE, BORN_IN_MOROCCO)) == []
    assert found(told(), (CODE, BORN_IN_MOROCCO)) == []
    assert found(told(sex=Sex.OTHER), (CODE, BORN_IN_MOROCCO)) == []
    assert found(told(sex=Answer.DECLINED), (CODE, BORN_IN_MOROCCO)) == []


def test_the_other_sex_is_remarked_once():
    numbers = [(CODE, BORN_IN_MOROCCO), (CODE, code_of("BNHMMD90C05Z343"))]
    assert found(told(sex=Sex.FEMALE), *numbers) == [Remark.SEX_DIFFERS]


@pytest.mark.parametrize(
    ("birth", "differs"),
    [
        (born(1990, 3, 5), False),
        (born(1990, 3, 6), True),
        (born(1990, 3, 1, BirthPrecision.MONTH), False),
        (born(1990, 4, 1, BirthPrecision.MONTH), True),
        (born(1990, precision=BirthPrecision.YEAR), False),
        (born(1991, precision=BirthPrecision.YEAR), True),
        (born(1992, precision=BirthPrecision.ESTIMATED), False),
        (born(1994, precision=BirthPrecision.ESTIMATED), True),
    ],
)
def test_a_birth_differs_only_beyond_its_precision(birth, differs):
    remarks = found(told(birth=birth), (CODE, BORN_IN_MOROCCO))
    assert (Remark.BIRTH_DIFFERS in remarks) == differs


def test_a_code_of_a_minor_is_remarked_where_the_person_passes_for_adult():
    code = code_of("BNHMMD12C05Z330")
    minor = [Remark.BIRTH_DIFFERS, Remark.CODE_OF_MINOR]
    # Either 1912, too long ago, or 2012.
    assert implied_by(code, today=TODAY).births == (dt.date(2012, 3, 5),)
    assert found(told(birth=born(2005, 3, 5)), (CODE, code)) == minor
    assert found(told(), (CODE, code)) == [Remark.CODE_OF_MINOR]
    assert found(told(birth=born(2012, 3, 5)), (CODE, code)) == []


def test_health_codes_follow_citizenship():
    romania, morocco = Country(iso3="ROU"), Country(iso3="MAR")
    stp = (IdentifierScheme.STP, "STP0100101234567")
    eni = (IdentifierScheme.ENI, "ENI0100101234567")
    assert found(told(citizenship=romania), stp) == [Remark.STP_OF_EU_CITIZEN]
    assert found(told(citizenship=morocco), eni) == [Remark.ENI_OF_OTHER_CITIZEN]
    assert found(told(citizenship=romania), eni) == found(told(citizenship=morocco), stp) == []
    assert found(told(), stp, eni) == []


@pytest.mark.parametrize(
    ("name", "mixes"),
    [
        ("Amina", False),
        ("Аmina", True),
        ("Амина Amina", False),
        ("Ελένη", False),
        ("Eλένη", True),
        ("محمد Mohamed", False),
        ("Nguyễn", False),
        ("", False),
    ],
)
def test_a_word_of_two_lookalike_alphabets_is_seen(name, mixes):
    assert mixes_scripts(name) == mixes
