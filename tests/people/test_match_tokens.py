"""Match tokens on invented people who move: what meets, what is missed, what meets wrongly."""

import collections
import datetime as dt
import hashlib
import random
import sys
from dataclasses import replace

import pytest
from anyascii import anyascii

from lgnet.people.enums import BirthPrecision, IdentifierScheme, Sex
from lgnet.people.match_tokens import (
    TOKENS_ASKED,
    Number,
    Traits,
    asked,
    network_keys,
    published,
    token_of,
)
from lgnet.people.rules import Birth
from tests.people import moving

BORN = Birth(dt.date(1994, 3, 17), BirthPrecision.EXACT)
TWO = Traits(called=("Rokeya Sultana",), birth=BORN)
SECRET = b"s" * 32


def meet(one, other):
    return bool(set(published(one)) & set(asked(other)))


@pytest.mark.parametrize(
    "called", ["রোকেয়া সুলতানা", "Sultana Rokeia", "ROKEYA SULTANA", "Rokeya Begum Sultana"]
)
def test_spelling_script_and_order_do_not_matter(called):
    assert meet(TWO, replace(TWO, called=(called,)))


@pytest.mark.parametrize(
    "traits",
    [
        Traits(called=("Rokeya Sultana",)),
        Traits(called=("Rokeya",), birth=BORN),
        Traits(called=("Rokeya Sultana",), birth=Birth(dt.date(1994, 1, 1), BirthPrecision.EXACT)),
        Traits(called=("Rokeya Sultana",), birth=Birth(dt.date(1994, 3, 1), BirthPrecision.MONTH)),
        Traits(
            called=("Rokeya Begum Sultana",),
            birth=Birth(BORN.first_day, BirthPrecision.ESTIMATED),
            sex=Sex.FEMALE,
        ),
        Traits(called=("A B C",), birth=BORN),
        Traits(numbers=(Number(IdentifierScheme.OTHER, "1234567890"),)),
        Traits(numbers=(Number(IdentifierScheme.PASSPORT, "BX1234567"),)),
        Traits(phones=("+393331112223",)),
    ],
)
def test_who_cannot_be_told_from_others_has_no_token(traits):
    assert published(traits) == asked(traits) == []


def test_the_first_of_january_counts_as_a_year():
    filler = Birth(dt.date(1994, 1, 1), BirthPrecision.EXACT)
    year = Birth(dt.date(1994, 1, 1), BirthPrecision.YEAR)
    three = Traits(called=("Rokeya Begum Sultana",), birth=filler, sex=Sex.FEMALE)
    assert published(three) == published(replace(three, birth=year)) != []
    assert meet(three, replace(three, birth=BORN)), "three names, the year and the sex"


def test_a_number_a_passport_with_its_country_and_a_phone_with_a_name():
    code = Traits(numbers=(Number(IdentifierScheme.STP, "STP 0123 4567 8901 2"),))
    assert meet(code, Traits(numbers=(Number(IdentifierScheme.STP, "stp0123456789012"),)))
    pair = [
        Traits(numbers=(Number(IdentifierScheme.PASSPORT, "BX1234567", country),))
        for country in ("305", "344")
    ]
    assert meet(pair[0], pair[0]) and not meet(*pair)
    called = Traits(called=("Rokeya",), phones=("+393331112223",))
    assert meet(called, replace(called, called=("Rokeia Soltana",)))
    assert not meet(called, replace(called, called=("Salma Begum",)))


def test_a_token_is_nothing_without_its_secret():
    (text, *_) = published(TWO)
    token = token_of(text, secret=SECRET)
    assert token == token_of(text, secret=SECRET) != token_of(text, secret=b"t" * 32)


@pytest.mark.parametrize(
    "setting",
    [
        "",
        "1:short",
        "x:" + "a" * 32,
        "40000:" + "a" * 32,
        "1:" + "a" * 32 + ",1:" + "b" * 32,
        ",".join(f"{n}:" + "a" * 32 for n in (1, 2, 3)),
    ],
)
def test_a_wrong_setting_is_refused(setting):
    with pytest.raises(ValueError, match="LGNET_NETWORK_KEYS"):
        network_keys(setting)


# Measured -------------------------------------------------------------------------------------

PEOPLE, QUESTIONS = 20_000, 5_000


@pytest.fixture(scope="module")
def network():
    """Return people, what a first city wrote of each, and who is found by each token there."""
    rng = random.Random(20261122)
    truths = list(moving.people(rng, PEOPLE))
    told = [moving.as_told(rng, truth) for truth in truths]
    found = collections.defaultdict(set)
    for number, traits in enumerate(told):
        for text in published(traits):
            found[text].add(number)
    return truths, told, found


@pytest.mark.slow
def test_how_many_meet_and_how_many_meet_wrongly(network, capsys):
    truths, told, found = network
    rng = random.Random(7)
    seen = collections.Counter()
    for number, truth in enumerate(truths[:QUESTIONS]):
        again = moving.as_told(rng, moving.moved(rng, truth))
        texts = asked(again)
        assert len(texts) <= TOKENS_ASKED
        hit = set().union(*(found.get(text, set()) for text in texts))
        seen["comparable"] += bool(texts) and bool(published(told[number]))
        seen["asked"] += bool(texts)
        seen["found"] += number in hit
        seen["wrong"] += bool(hit - {number})
    found_of_comparable = seen["found"] / seen["comparable"]
    wrong = seen["wrong"] / seen["asked"]
    with capsys.disabled():
        sys.stdout.write(
            f"\nMatch tokens, {PEOPLE} people: comparable {seen['comparable'] / QUESTIONS:.3f},"
            f" found of comparable {found_of_comparable:.3f},"
            f" found of all {seen['found'] / QUESTIONS:.3f}, wrong of asked {wrong:.4f}\n"
        )
    assert found_of_comparable >= 0.75
    assert wrong <= 0.01


@pytest.mark.slow
def test_nearly_every_token_is_borne_by_one_person(network):
    """Counting how often values occur tells a thief nothing: there is nothing to count."""
    _truths, _told, found = network
    alone = sum(len(people) == 1 for people in found.values()) / len(found)
    assert alone >= 0.98


# What we do not do: Bloom filters, in small ------------------------------------------------------

BITS, HASHES, ALIKE = 1000, 20, 0.85


def bloom(traits):
    """Return the bits of a person's bigrams (names and birth), as record linkage has them."""
    birth = traits.birth.first_day.isoformat() if traits.birth else ""
    text = f"_{anyascii(traits.called[0]).lower()}_{birth}_"
    bits = 0
    for gram in {text[at : at + 2] for at in range(len(text) - 1)}:
        for turn in range(HASHES):
            digest = hashlib.sha256(SECRET + bytes([turn]) + gram.encode()).digest()
            bits |= 1 << int.from_bytes(digest[:4], "big") % BITS
    return bits


def dice(one, other):
    return 2 * (one & other).bit_count() / (one.bit_count() + other.bit_count())


@pytest.mark.slow
def test_bloom_filters_find_less_and_tell_more(network, capsys):
    truths, told, _found = network
    rng = random.Random(7)
    most = 1_000
    filters = [bloom(traits) for traits in told[:most]]
    right = wrong = 0
    for number, truth in enumerate(truths[:most]):
        asked_for = bloom(moving.as_told(rng, moving.moved(rng, truth)))
        hit = {n for n, known in enumerate(filters) if dice(known, asked_for) >= ALIKE}
        right += number in hit
        wrong += bool(hit - {number})
    # Bits are set as often as their bigrams occur: an order of the alphabet's, read off the table.
    often = sorted(sum(bits >> at & 1 for bits in filters) for at in range(BITS))
    with capsys.disabled():
        sys.stdout.write(
            f"Bloom filters, {most} people: found of all {right / most:.3f},"
            f" wrong of asked {wrong / most:.4f}; a bit is set in {often[0]} to {often[-1]} rows\n"
        )
    assert right / most < 0.58, "a scan of every filter, and still fewer found"
    assert often[-1] > 3 * max(often[0], 1), "the frequencies are there to be read"
