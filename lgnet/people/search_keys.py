"""Search keys: how a name heard once meets a name written otherwise.

Each word of a name, in any script, is romanised and folded to the consonants that survive
spelling; the word as heard and its skeleton become keyed hashes, so that equality finds them
and the table alone says nothing. Pure functions: text in, bytes out.
"""

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass

from anyascii import anyascii

from .enums import Script

KEY_BYTES = 12

# Articles and particles that come and go between spellings.
PARTICLES = frozenset(
    {"al", "el", "ar", "as", "an", "abd", "bin", "ben", "ibn", "bint", "md", "de"}
)

# Spellings of one sound, folded to one letter, longest first.
_FOLDS = (
    ("tch", "c"),
    ("sch", "c"),
    ("dsch", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("dj", "j"),
    ("dh", "d"),
    ("th", "t"),
    ("ch", "c"),
    ("sh", "c"),
    ("zh", "j"),
    ("ph", "f"),
    ("ck", "k"),
    ("ou", "u"),
    ("q", "k"),
    ("x", "ks"),
    ("z", "s"),
)
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
# Signs the romanisation writes for sounds that other spellings leave out.
_SILENT = str.maketrans("", "", "'`")
_DOUBLED = re.compile(r"(?<!^)(.)\1+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
_YEAR = re.compile(r"(?<!\w)\d{4}(?!\w)")
EARLIEST_YEAR = 1900
# Words beyond these narrow nothing any more, and each costs a look into the index.
MOST_WORDS = 8
_SCRIPT_NAMES = (
    ("LATIN", Script.LATIN),
    ("ARABIC", Script.ARABIC),
    ("BENGALI", Script.BENGALI),
    ("CYRILLIC", Script.CYRILLIC),
    ("ETHIOPIC", Script.ETHIOPIC),
    ("GEORGIAN", Script.GEORGIAN),
    ("GURMUKHI", Script.GURMUKHI),
    ("CJK", Script.HAN),
    ("SINHALA", Script.SINHALA),
    ("TAMIL", Script.TAMIL),
    ("DEVANAGARI", Script.DEVANAGARI),
)


def script_of(text: str) -> Script:
    """Return the script of most letters of ``text``; Latin for text without letters."""
    counts: dict[Script, int] = {}
    for char in text:
        if char.isalpha():
            name = unicodedata.name(char, "")
            script = next((code for start, code in _SCRIPT_NAMES if start in name), Script.OTHER)
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda script: counts[script]) if counts else Script.LATIN


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed into a search: words to match, all of them, and perhaps a birth year."""

    words: tuple[str, ...]
    year: int | None = None


def asked_of(text: str, *, latest_year: int) -> Asked:
    """Return what a search asks for; a year of birth may stand anywhere, in any digits."""
    year = None
    for found in _YEAR.findall(text):
        if EARLIEST_YEAR <= int(found) <= latest_year:
            year = int(found)
            text = text.replace(found, " ", 1)
            break
    words = words_of(text)
    words = [word for word in words if word not in PARTICLES] or words
    return Asked(words=tuple(dict.fromkeys(words))[:MOST_WORDS], year=year)


def words_of(text: str) -> list[str]:
    """Return the romanised words of a name in order: lower case, letters a to z and digits.

    Chinese is written without spaces: the first character is taken for the family name, the
    others for the given one, as its usual romanisation has them.
    """
    plain = _HAN.sub(_spaced_han, unicodedata.normalize("NFKC", text))
    romanised = anyascii(plain).lower().translate(_SILENT)
    return [word for word in _BETWEEN_WORDS.split(romanised) if word]


def _spaced_han(found: re.Match[str]) -> str:
    signs = found.group()
    return f" {anyascii(signs[0])} {anyascii(signs[1:])} "


def skeleton(word: str) -> str:
    """Return the consonants of a romanised word that survive spelling.

    Letters doubled where they stand count once; the same letter on both sides of a vowel stays
    twice, or Ahmed and Muhammad would be one name. No doubling begins a word: there two letters
    are two, as in unvocalised Arabic.
    """
    if word.isdigit():
        return word
    folded = _DOUBLED.sub(r"\1", word)
    for sound, letter in _FOLDS:
        folded = folded.replace(sound, letter)
    folded = _DOUBLED.sub(r"\1", folded)
    bones = "".join(char for char in folded if char not in "aeiouhwy")
    # A word of vowels has no skeleton of its own: its first letter stands for it.
    return bones or word[:1]


def spelling_token(word: str) -> str:
    """Return the token of a romanised word as spelt."""
    return f"={word}"


def sound_token(word: str) -> str:
    """Return the token of a romanised word as it sounds."""
    return f"~{skeleton(word)}"


def asked_token(word: str) -> str:
    """Return the token by which an asked word finds: its sound, or a particle as spelt."""
    return spelling_token(word) if word in PARTICLES else sound_token(word)


def tokens_of(text: str) -> set[str]:
    """Return the tokens of a name: ``=word`` as romanised, ``~skeleton`` as it sounds."""
    found: set[str] = set()
    for word in words_of(text):
        found.add(spelling_token(word))
        if word not in PARTICLES:
            found.add(sound_token(word))
    return found


def key_of(token: str, *, secret: str) -> bytes:
    """Return the keyed hash of a token: the first 12 bytes of HMAC-SHA256."""
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).digest()[:KEY_BYTES]
