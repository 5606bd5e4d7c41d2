"""Search keys: how a name heard once meets a name written otherwise.

Each word of a name, in any script, is romanised and folded to the consonants that survive
spelling; the word as heard and its skeleton become keyed hashes, so that equality finds them
and the table alone says nothing. Pure functions: text in, bytes out.
"""

import hashlib
import hmac
import re
import unicodedata

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
    ("w", "v"),
    ("z", "s"),
)
_NOT_LETTERS = re.compile(r"[^a-z]+")
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


def words_of(text: str) -> list[str]:
    """Return the romanised words of a name, lower case, letters a to z only, in order."""
    plain = anyascii(unicodedata.normalize("NFKC", text)).lower().replace("'", "")
    return [word for word in _NOT_LETTERS.split(plain) if word]


def skeleton(word: str) -> str:
    """Return the consonants of a romanised word that survive spelling; doubled ones once."""
    folded = word
    for sound, letter in _FOLDS:
        folded = folded.replace(sound, letter)
    bones = "".join(char for char in folded if char not in "aeiouhy")
    bones = re.sub(r"(.)\1+", r"\1", bones)
    # A word of vowels has no skeleton of its own: its first letter stands for it.
    return bones or word[:1]


def tokens_of(text: str) -> set[str]:
    """Return the tokens of a name: ``=word`` as romanised, ``~skeleton`` as it sounds."""
    found: set[str] = set()
    for word in words_of(text):
        found.add(f"={word}")
        if word not in PARTICLES:
            found.add(f"~{skeleton(word)}")
    return found


def key_of(token: str, *, secret: str) -> bytes:
    """Return the keyed hash of a token: the first 12 bytes of HMAC-SHA256."""
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).digest()[:KEY_BYTES]


def sound_groups(text: str) -> list[str]:
    """Return the sound token of each word asked for: a person must match them all."""
    words = [word for word in words_of(text) if word not in PARTICLES] or words_of(text)
    return list(dict.fromkeys(f"~{skeleton(word)}" for word in words))
