"""Tokens: what of a person is kept to find them by, and what an asked text looks for.

A token is a short text, of which only a keyed hash is stored. Its first sign tells its kind:

====  ==============================================================================
``~``  a word by its skeleton, in the three likeliest readings
``+``  two words of one person, in any order
``&``  a whole name read as one word, particles too: spaces come and go
``^``  a word by its coarse skeleton: what a name in Chinese signs asks for
``%``  a name in Chinese signs by its coarse skeleton: what every other name asks for
``y``  a year of birth and a word
``m``  a month and day of birth and a word; never 1 January, a filler for unknown days
``d``  a whole date of birth
``#``  a number: an identifier, a document, a phone, a card
====  ==============================================================================
"""

import datetime as dt
import functools
import hashlib
import hmac
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from lgnet.people.enums import BirthPrecision
from lgnet.people.identifiers import compact
from lgnet.people.rules import Birth, is_placeholder

from .chinese import coarse_skeletons
from .sounds import skeletons
from .words import (
    HAN,
    Word,
    compound_words,
    is_chinese_family_name,
    joined_word,
    name_words,
    whole_words,
)

KEY_BYTES = 8
# What each word of a person is kept under, and what each asked word looks for.
READINGS_KEPT = 3
READINGS_ASKED = 6
COARSE_KEPT = 2
COARSE_HAN_KEPT = 2
COARSE_ASKED = 6
COARSE_HAN_ASKED = 16
# Beyond these a name says nothing more, and each costs rows.
MOST_WORDS = 8
MOST_WORDS_PAIRED = 4
MOST_PAIRS = 8
MOST_WORDS_JOINED = 5
# The end of a phone number is the same with and without the country's prefix.
PHONE_DIGITS = 9
FEWEST_DIGITS = 6
FEWEST_SIGNS = 4
_ARTICLE = re.compile(r"(?:al|el)(?=[bcdfghjkmnpqrstvwxyz])|(?:as|es|ar|er|an|en|ad|ed)(?=(.)\1)")
_SERVANT_OF = re.compile(r"abd(?:[aeiou]+(?:l(?=[^l])|(?=([rsntdz])\1)))(?=.{3})")
_SHORTEST_WITH_ARTICLE = 6
_ARABIC_ARTICLE = "ال"
_ARABIC_SERVANT = "عبد"


def person_tokens(
    called: Iterable[str], *, birth: Birth | None, numbers: Iterable[str] = ()
) -> set[str]:
    """Return the tokens of a person: of everything they are called, their birth and numbers."""
    called = list(dict.fromkeys(called))
    texts = [name_words(text) for text in called]
    words = list(dict.fromkeys(itertools.chain.from_iterable(texts)))[:MOST_WORDS]
    found: set[str] = set()
    for word in words:
        found |= {f"~{bones}" for bones in word_skeletons(word, READINGS_KEPT)}
    mains = list(dict.fromkeys(main_skeleton(word) for word in words))
    found.update(_pair_tokens(texts, mains))
    for whole in map(whole_words, called):
        if 1 < len(whole) <= MOST_WORDS_JOINED:
            found.add(f"&{joined_skeleton(whole)}")
    for text in texts:
        for signs in coarse_parts(text):
            kind, most = ("%", COARSE_HAN_KEPT) if HAN.match(signs) else ("^", COARSE_KEPT)
            found |= {f"{kind}{bones}" for bones in coarse_skeletons(signs, most)}
    for name in called:
        found |= {f"&{main_skeleton(word)}" for word in compound_words(name)}
    if birth is not None:
        found |= _birth_tokens(birth, mains)
    for number in numbers:
        found |= number_tokens(number)
    return found


def coarse_parts(words: Sequence[Word]) -> list[str]:
    """Return what of a name is read coarsely: each word, but a name in Chinese signs as a whole.

    One of two or three signs was parted into family and given name, and may be a foreign name.
    """
    if len(words) == 2 and words[1].is_han and is_chinese_family_name(words[0].written):
        return [words[0].written + words[1].written]
    return [word.written for word in words[:MOST_WORDS]]


def _pair_tokens(texts: Sequence[Sequence[Word]], mains: Sequence[str]) -> list[str]:
    """Return pairs of all words where they are few, else of those of one name."""
    groups: Iterator[Sequence[str]]
    if len(mains) <= MOST_WORDS_PAIRED:
        groups = iter([mains])
    else:
        groups = (
            list(dict.fromkeys(map(main_skeleton, text)))[:MOST_WORDS_PAIRED] for text in texts
        )
    pairs = (pair_token(*pair) for group in groups for pair in itertools.combinations(group, 2))
    return list(dict.fromkeys(pairs))[:MOST_PAIRS]


def _birth_tokens(birth: Birth, mains: Sequence[str]) -> set[str]:
    day, precision = birth.first_day, birth.precision
    found = {year_token(day.year, bones) for bones in mains}
    if precision == BirthPrecision.EXACT:
        found.add(date_token(day))
        if not is_placeholder(birth_date=day, precision=precision):
            found |= {day_token(day.month, day.day, bones) for bones in mains}
    return found


@functools.lru_cache(maxsize=100_000)
def word_skeletons(word: Word, most: int) -> tuple[str, ...]:
    """Return the likeliest skeletons of a word, with and without an article grown onto it."""
    if word.is_han:
        return skeletons(word.roman, most)
    forms = _forms(word.written)
    found = [bones for form in forms for bones in skeletons(form, most if form == forms[0] else 1)]
    return tuple(dict.fromkeys(found))


def main_skeleton(word: Word) -> str:
    """Return the likeliest skeleton of a word."""
    return word_skeletons(word, 1)[0]


def joined_skeleton(words: Sequence[Word]) -> str:
    """Return the skeleton of words read as one."""
    whole = joined_word(words)
    is_han = any(word.is_han for word in words)
    return skeletons(whole.roman if is_han else whole.written, 1)[0]


def _forms(written: str) -> list[str]:
    """Return the word as written, and without what may be an article or "servant of"."""
    if written.startswith(_ARABIC_SERVANT + _ARABIC_ARTICLE) and len(written) > 8:
        return [written[5:]]
    if written.startswith(_ARABIC_ARTICLE) and len(written) > 4:
        return [written[2:], written]
    servant = _SERVANT_OF.match(written)
    if servant:
        return [written[servant.end() :]]
    article = _ARTICLE.match(written)
    if article and len(written) >= _SHORTEST_WITH_ARTICLE:
        return [written, written[article.end() :]]
    return [written]


def pair_token(one: str, other: str) -> str:
    """Return the token of two skeletons, in whatever order."""
    return "+" + "|".join(sorted((one, other)))


def year_token(year: int, bones: str) -> str:
    """Return the token of a word of somebody born in ``year``."""
    return f"y{year}|{bones}"


def day_token(month: int, day: int, bones: str) -> str:
    """Return the token of a word of somebody born on this day of any year."""
    return f"m{month:02}{day:02}|{bones}"


def date_token(day: dt.date) -> str:
    """Return the token of a date of birth."""
    return f"d{day.isoformat()}"


def number_tokens(number: str) -> set[str]:
    """Return the tokens of a number: all of it, and the end of its digits; none if too short."""
    signs = "".join(char for char in compact(number) if char.isascii() and char.isalnum())
    digits = "".join(char for char in signs if char.isdigit())
    found = set()
    if len(digits) >= FEWEST_DIGITS:
        found.add("#" + digits[-PHONE_DIGITS:])
    if digits != signs and len(signs) >= FEWEST_SIGNS:
        found.add("#" + signs)
    return found


def key_of(token: str, *, secret: str) -> bytes:
    """Return the keyed hash of a token: the first 8 bytes of HMAC-SHA256."""
    return hmac.digest(secret.encode(), token.encode(), hashlib.sha256)[:KEY_BYTES]
