"""Match tokens: by which two cities notice that they may know one person, without telling whom.

Each token is a keyed hash (docs/adr/0010) of a combination that hardly two people share. One
token in common is enough for "probably the same", so nothing weaker is made into one:

============  =================================================  ==========================
kind          made of                                            strength
============  =================================================  ==========================
identifier    a number that one authority gives to one person    as sure as the number
day           two names and the day of birth                     two people in some thousands
three_names   three names, year of birth and sex                 weaker than ``day``
phone         a phone of one's own and one name                  as long as the number is kept
============  =================================================  ==========================

Who has none of these has no token: two names with a year alone, a nickname, an estimated age are
not enough to tell people apart, and neither are two names with a month: measured in
``tests/people/test_match_tokens.py``. The first of January counts as a year alone. Names are
compared by their skeletons, so script and spelling do not matter. Pure: traits in, bytes out.
"""

import enum
import functools
import hashlib
import hmac
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from .enums import BirthPrecision, IdentifierScheme, Sex
from .identifiers import compact
from .rules import Birth, is_placeholder
from .search_keys import name_words, word_skeletons

TOKEN_BYTES = 16
# One reading of a word is published; who asks tries more, since spellings lead to several.
READINGS_ASKED = 3
MOST_WORDS = 5
MOST_TOKENS = 40
# Every question has this many tokens: its length tells nothing of what was asked.
TOKENS_ASKED = 96
# The new secret of the network beside the old one, while it is being changed.
MOST_EPOCHS = 2
# Two names of so few consonants together are borne by too many.
FEWEST_CONSONANTS = 4
FEWEST_SIGNS = 7
# Numbers that one authority gives to one person, and nobody else in the country has.
UNIQUE_SCHEMES = frozenset(
    {
        IdentifierScheme.CODICE_FISCALE,
        IdentifierScheme.PROVISIONAL_CODICE_FISCALE,
        IdentifierScheme.STP,
        IdentifierScheme.ENI,
        IdentifierScheme.RESIDENCE_PERMIT,
    }
)
# Numbers that are unique within the country that issued them.
ISSUED_SCHEMES = frozenset({IdentifierScheme.PASSPORT, IdentifierScheme.IDENTITY_CARD})


class TokenKind(enum.StrEnum):
    """What a token is made of."""

    IDENTIFIER = "identifier"
    DAY = "day"
    THREE_NAMES = "three_names"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a paper. ``issuer`` is a country's ISTAT code; empty where it is not known."""

    scheme: IdentifierScheme
    number: str
    issuer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What tells a person from others.

    ``called`` are whole names, one writing each ("Amina Rahman", the same in another script);
    ``phones`` are their own, in the international form, none that others use too.
    """

    called: tuple[str, ...] = ()
    birth: Birth | None = None
    sex: Sex | None = None
    numbers: tuple[Number, ...] = ()
    phones: tuple[str, ...] = ()


def published(traits: Traits) -> list[str]:
    """Return the texts of a person's tokens; empty for who has not enough to be told apart."""
    return _texts(traits, 1)[:MOST_TOKENS]


def asked(traits: Traits) -> list[str]:
    """Return the texts to look for: those published and further readings of the names."""
    return _texts(traits, READINGS_ASKED)[:TOKENS_ASKED]


def token_of(text: str, *, secret: bytes) -> UUID:
    """Return the keyed token: the first sixteen bytes of HMAC-SHA256."""
    return UUID(bytes=hmac.digest(secret, text.encode(), hashlib.sha256)[:TOKEN_BYTES])


@functools.lru_cache(maxsize=8)
def network_keys(setting: str) -> tuple[tuple[int, bytes], ...]:
    """Return ``number:secret,number:secret`` as (epoch, secret), the newest first.

    Raises ValueError for a number outside 0 to 32767, one given twice, more than two, or a short
    secret.
    """
    found = []
    for part in setting.split(","):
        number, _, secret = part.strip().partition(":")
        if not number.isdigit() or int(number) > 32_767 or len(secret) < 32:
            raise ValueError(
                "LGNET_NETWORK_KEYS is a list of number:secret, 32 letters or more each."
            )
        found.append((int(number), secret.encode()))
    if len({number for number, _ in found}) != len(found) or len(found) > MOST_EPOCHS:
        raise ValueError("LGNET_NETWORK_KEYS has two different numbers at most.")
    return tuple(found)


def _texts(traits: Traits, readings: int) -> list[str]:
    """Return the texts of tokens without repetitions, the surest first."""
    words = [_words(text, readings) for text in dict.fromkeys(traits.called)]
    found = [
        *(_number_text(number) for number in traits.numbers),
        *_phone_texts(traits.phones, words),
        *_birth_texts(traits, words),
    ]
    return list(dict.fromkeys(filter(None, found)))


# A name as the readings of its words.
Words = list[Sequence[str]]


def _words(text: str, readings: int) -> Words:
    return [word_skeletons(word, readings) for word in name_words(text)[:MOST_WORDS]]


def _number_text(number: Number) -> str:
    """Return the text of a number, empty for one that others may have too."""
    signs = compact(number.number)
    if len(signs) < FEWEST_SIGNS:
        return ""
    if number.scheme in UNIQUE_SCHEMES:
        return f"{TokenKind.IDENTIFIER}|{number.scheme}|{signs}"
    if number.scheme in ISSUED_SCHEMES and number.issuer:
        return f"{TokenKind.IDENTIFIER}|{number.scheme}|{number.issuer}|{signs}"
    return ""


def _phone_texts(phones: Iterable[str], names: Iterable[Words]) -> Iterator[str]:
    bones = dict.fromkeys(reading for words in names for word in words for reading in word)
    for phone, name in itertools.product(phones, bones):
        if len(name) > 1:
            yield f"{TokenKind.PHONE}|{phone}|{name}"


def _birth_texts(traits: Traits, names: Iterable[Words]) -> Iterator[str]:
    birth = traits.birth
    if birth is None or birth.precision == BirthPrecision.ESTIMATED:
        return
    day = birth.first_day
    is_filler = is_placeholder(birth_date=day, precision=birth.precision)
    has_day = birth.precision == BirthPrecision.EXACT and not is_filler
    for words in names:
        if has_day:
            for pair in _combined(words, 2):
                yield f"{TokenKind.DAY}|{pair}|{day.isoformat()}"
        if traits.sex is not None:
            for three in _combined(words, 3):
                yield f"{TokenKind.THREE_NAMES}|{three}|{day.year}|{traits.sex}"


def _combined(words: Words, size: int) -> Iterator[str]:
    """Return each choice of ``size`` different words of one name, in whatever order."""
    for chosen in itertools.combinations(words, size):
        for readings in itertools.product(*chosen):
            is_long = sum(map(len, readings)) >= FEWEST_CONSONANTS
            if is_long and len(set(readings)) == size:
                yield "+".join(sorted(readings))
