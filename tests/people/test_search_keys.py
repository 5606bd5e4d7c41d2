"""Search keys: one name in two spellings meets, in whatever script; two names rarely do."""

import datetime as dt
import itertools
import random
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import _names
from lgnet.people.asking import Asked
from lgnet.people.enums import BirthPrecision, Script
from lgnet.people.looking_up import lookups_of
from lgnet.people.rules import Birth
from lgnet.people.search_keys import (
    KEY_BYTES,
    key_of,
    name_words,
    number_tokens,
    person_tokens,
    script_of,
    skeleton,
    skeletons,
    words_of,
)

# The same name as heard by many: each spelling finds every other.
SAME = [
    ("Mohamed", "Muhammad", "Mohammed", "Mouhamed", "محمد", "مُحَمَّد", "Мухаммад", "মোহাম্মদ"),
    ("Said", "Saïd", "Sa'id", "Saeed", "سعيد"),
    ("Yusuf", "Youssouf", "Yousef", "يوسف", "Юсуф", "ዩሱፍ"),
    ("Fatima", "Fatma", "Fatoumah", "فاطمة", "ফাতেমা"),
    ("Hussein", "Husayn", "Hussain", "حسين"),
    ("Khaled", "Khalid", "Haled", "خالد", "খালেদ"),
    ("Tekle", "Teklé", "ተክለ"),
    ("Giorgi", "Gjorgji", "გიორგი"),
    ("Oksana", "Oxana", "Оксана"),
    ("Abdullah", "Abdallah", "عبدالله", "عبد الله"),
    ("Abderrahmane", "Abdul Rahman", "Abd al-Rahman", "عبد الرحمن", "عبدالرحمن"),
    ("Mustafa", "Mustapha", "Moustafa", "مصطفى"),
    ("Nasrin", "Nasreen", "নাসরিন", "نسرين"),
    ("Cheikh", "Sheikh", "Sheik", "شيخ", "শেখ"),
    ("Djibril", "Jibril", "Gibril", "جبريل"),
    ("Shevchenko", "Schewtschenko", "Шевченко", "შევჩენკო"),
    ("Popovic", "Popović", "Popovich", "Попович"),
    ("Haile", "Hayle", "ሃይለ"),
    ("Zahra", "Zahraa", "زهراء", "জাহরা"),
    ("Ramadan", "رمضان"),
    ("Ramazan", "رمضان"),
    ("Wang Xiaoming", "Xiaoming Wang", "王小明"),
    ("Michael", "迈克尔", "麦可尔", "مايكل", "Майкл"),
    ("Harpreet", "Harprit", "ਹਰਪ੍ਰੀਤ"),
    ("Sivakumar", "Shivakumar", "சிவகுமார்"),
]


def kept(name: str) -> set[str]:
    return person_tokens([name], birth=None)


def wanted(name: str) -> set[str]:
    return {lookup.token for lookup in lookups_of(Asked(names=(name,)))}


def finds(asked: str, name: str) -> bool:
    return not wanted(asked).isdisjoint(kept(name))


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_each_spelling_finds_every_other(spellings):
    missed = [pair for pair in itertools.permutations(spellings, 2) if not finds(*pair)]
    assert missed == []


# How people write a sound otherwise: whichever is taken, the name stays findable.
RESPELT = [
    ("ou", "u"), ("ee", "i"), ("kh", "h"), ("ch", "sh"), ("dj", "j"), ("ph", "f"), ("q", "k"),
    ("z", "s"), ("y", "i"), ("e", "a"), ("o", "u"), ("tt", "t"), ("mm", "m"), ("ai", "ay"),
]  # fmt: skip
EITHER_WAY = [way for pair in RESPELT for way in (pair, pair[::-1])]
LATIN = [names[0] for names in SAME if " " not in names[0]]


def respelt_twice(name):
    """Yield the name with each two sounds written otherwise.

    Where it matters which comes first, the second would change what the first has written:
    nobody spells so.
    """
    for one, other in itertools.combinations(EITHER_WAY, 2):
        respelt = name.replace(*one).replace(*other)
        if respelt == name.replace(*other).replace(*one):
            yield respelt


@pytest.mark.parametrize("name", LATIN)
def test_a_name_respelt_is_found_by_it_and_finds_it(name):
    spellings = {name.lower(), *respelt_twice(name.lower())}
    missed = {one for one in spellings if not finds(one, name) and not finds(name, one)}
    assert missed == set()


@given(st.text(alphabet="abdefhijklmoprstuvwxyz", min_size=5, max_size=9), st.randoms())
def test_changing_vowels_changes_no_skeleton(word, chance: random.Random):
    inner = word[0] + "".join(
        chance.choice("aou") if letter in "aou" else letter for letter in word[1:]
    )
    assert skeletons(inner, 6) == skeletons(word, 6)


@pytest.mark.parametrize(
    ("script", "least"), [("arabic", 0.94), ("russian", 0.92), ("chinese", 0.82)]
)
def test_real_pairs_of_names_meet_and_strangers_rarely_do(script, least, capsys):
    """Rules were looked for in the other half of the pairs; performance.md asks Arabic for 0.88."""
    pairs = _names.reported(script, clean=True)
    most = 0.004 if script != "chinese" else 0.02
    for is_latin_asked in (False, True):
        met = _names.meeting(
            pairs,
            kept=lambda name: frozenset(kept(name)),
            asked=lambda name: frozenset(wanted(name)),
            is_latin_asked=is_latin_asked,
        )
        with capsys.disabled():
            way = "Latin finds it" if is_latin_asked else "it finds Latin"
            hit = f"{met.hit:.3f} of {met.pairs}"
            sys.stdout.write(f"\n{script}, {way}: {hit}, {met.collisions:.2%} by chance\n")
        assert met.hit >= least
        assert met.collisions <= most


def test_names_that_differ_rarely_meet(capsys):
    names = [
        "Amina", "Fatoumata", "Ibrahim", "Giorgi", "Oksana", "Tekle", "Samuel", "Priscilla",
        "Rahim", "Nasrin", "Yonas", "Destiny", "Blessing", "Kwame", "Adjoa", "Mamadou", "Lamin",
        "Ousmane", "Jamal", "Farida", "Hamid", "Zahra", "Karim", "Bogdan", "Elena", "Vladut",
        "Arben", "Gentian", "Rosa", "Miguel", "Carmen", "Xhensila", "Selam", "Abeba", "Girma",
        "Sivakumar", "Dilani", "Harpreet", "Gurdeep", "Manpreet", "Rustam", "Nadia", "Tarek",
        "Walid", "Hicham", "Aicha", "Ali", "Lea", "Omar", "Maria", "Ahmed", "Muhammad",
    ]  # fmt: skip
    pairs = list(itertools.permutations(names, 2))
    met = [pair for pair in pairs if finds(*pair)]
    with capsys.disabled():
        rate = f"{len(met) / len(pairs):.2%}"
        sys.stdout.write(f"\nunrelated names: {rate} of {len(pairs)} pairs meet\n")
    assert len(met) / len(pairs) < 0.015, met


@pytest.mark.parametrize(
    ("one", "other"), [("Ahmed", "Muhammad"), ("أحمد", "محمد"), ("Hamid", "Mamadou")]
)
def test_the_commonest_names_are_told_apart(one, other):
    assert not finds(one, other)
    assert not finds(other, one)


# What a person is kept under ----------------------------------------------------------------

EXACT = Birth(dt.date(1990, 3, 12), BirthPrecision.EXACT)


def test_births_are_kept_with_each_word_and_1_january_never_is():
    tokens = person_tokens(["Amina Bah"], birth=EXACT)
    assert {"y1990|aMN", "m0312|aMN", "d1990-03-12"} <= tokens
    filler = person_tokens(["Amina"], birth=Birth(dt.date(1990, 1, 1), BirthPrecision.EXACT))
    assert not any(token.startswith("m") for token in filler)
    year = person_tokens(["Amina"], birth=Birth(dt.date(1990, 1, 1), BirthPrecision.YEAR))
    assert not any(token[0] in "md" for token in year)


def test_the_order_of_words_does_not_matter_and_spaces_come_and_go():
    assert any(token[0] == "+" for token in kept("Amina Bah") & wanted("Bah Amina"))
    assert finds("Vanderberg", "van der Berg")
    assert finds("Mamadou Lamine", "Mamadoulamine")
    assert finds("Mamadoulamine", "Mamadou Lamine")


@pytest.mark.parametrize(
    ("kept_number", "asked_number"),
    [
        ("+39 333 123 4567", "3331234567"),
        ("+393331234567", "٣٣٣١٢٣٤٥٦٧"),
        ("RSSMRA85T10A562S", "rssmra85t10a562s"),
        ("STP1234567890123", "stp 1234567890123"),
        ("ENI1234567890123", "1234567890123"),
        ("CA12345AA", "ca 12345 aa"),
        ("K7QM-2XRD", "k7qm2xrd"),
        ("12345678901", "12345678901"),
    ],
)
def test_a_number_is_found_however_it_is_written(kept_number, asked_number):
    assert number_tokens(kept_number) & number_tokens(asked_number)


@pytest.mark.parametrize("number", ["", "-", "12", "ab", "1990", "12345"])
def test_a_short_number_finds_nobody(number):
    assert number_tokens(number) == set()


def test_a_person_costs_few_rows():
    people = [
        ["Mohamed Diallo"], ["Nasrin Akter", "নাসরিন আক্তার"], ["王小明", "Wang Xiaoming"], ["Momo"],
        ["Abdul Rahman al-Hassan", "عبد الرحمن الحسن"], ["Maria Elena Rodriguez Torres"],
    ]  # fmt: skip
    counts = [len(person_tokens(called, birth=EXACT)) for called in people]
    assert sum(counts) / len(counts) <= 20
    assert len(person_tokens([f"Nome{n} Cognome{n}" for n in range(20)], birth=EXACT)) < 90


# Bad input ----------------------------------------------------------------------------------


@given(st.text(max_size=250))
def test_any_text_makes_tokens_without_failing(text):
    for token in kept(text) | wanted(text):
        assert token[0] in "~+&^%#"
        assert token.isascii()
        assert len(token) < 1000


@pytest.mark.parametrize(
    "typed",
    [
        "Mohаmed",  # the a is Cyrillic
        "Μohamed",  # the M is Greek
        "Mo\u200bha\u200dmed",
        "M̶o̶h̶a̶m̶e̶d̶",
        "ＭＯＨＡＭＥＤ",
        "mohamed\u202e",
        "Mohamed 🙂",
        "«Mohamed»",
    ],
)
def test_what_copying_and_malice_bring_along_does_not_hide_a_name(typed):
    assert finds(typed, "Mohamed")
    assert finds("Mohamed", typed)


def test_a_latin_letter_in_a_cyrillic_word_is_read_as_its_twin():
    assert name_words("Окcана") == name_words("Оксана")


def test_a_name_of_200_signs_and_one_of_one():
    assert kept("A" * 200)
    assert finds("X", "X")
    assert finds("و", "و")
    assert finds("李", "李")
    assert len(wanted(" ".join(f"parola{n}" for n in range(500)))) < 500


def test_a_particle_alone_is_a_name_and_otherwise_none():
    assert finds("Ben", "Ben")
    assert finds("Al Hassan", "Hassan")
    assert finds("El-Sayed", "Sayed")
    assert finds("الحسن", "حسن")


def test_a_nickname_with_a_number_keeps_it():
    assert "~2" in kept("Mario 2")
    assert "~2" not in kept("Mario 3")


def test_a_foreign_name_in_chinese_is_not_parted():
    assert [word.written for word in name_words("迈克尔·乔丹")] == ["迈克尔", "乔丹"]
    assert [word.written for word in name_words("王小明")] == ["王", "小明"]
    assert [word.written for word in name_words("欧阳娜娜")] == ["欧阳", "娜娜"]
    assert finds("Michael Jordan", "迈克尔·乔丹")
    assert finds("迈克尔·乔丹", "Michael Jordan")


def test_words_drop_apostrophes_of_every_shape():
    assert words_of("N'Diaye N’Diaye N‘Diaye N`Diaye") == ["ndiaye"] * 4


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Amina", Script.LATIN),
        ("أمينة", Script.ARABIC),
        ("নাসরিন", Script.BENGALI),
        ("ሰላም", Script.ETHIOPIC),
        ("Оксана", Script.CYRILLIC),
        ("李伟", Script.HAN),
        ("ⵎⵓⵃⴰ", Script.OTHER),
        ("123", Script.LATIN),
        ("Ali علي الحسن", Script.ARABIC),
    ],
)
def test_the_script_is_that_of_most_letters(text, script):
    assert script_of(text) == script


@given(st.text(), st.text())
def test_keys_have_a_fixed_length_and_depend_on_the_secret(token, secret):
    assert len(key_of(token.encode(errors="ignore").decode(), secret="a")) == KEY_BYTES
    assert key_of("~aMN", secret="one") != key_of("~aMN", secret="two")


def test_a_word_without_a_consonant_has_a_skeleton():
    assert skeleton("aya")
    assert skeleton("ا")
