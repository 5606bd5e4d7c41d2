"""What staff type for somebody: spelt as heard, in one script or the other, parts missing.

Independent of the code that makes keys: substitutions that people make, slips of the hand, and
the letters that unvocalised scripts confuse.
"""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass

from lgnet.people.enums import BirthPrecision, Script

from .people import Made

# Spellings heard alike, each way round; some of them across languages.
_ALIKE = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("kh", "h"), ("ch", "sh"), ("dj", "j"), ("ph", "f"),
    ("q", "k"), ("c", "k"), ("ck", "k"), ("z", "s"), ("y", "i"), ("ai", "ay"), ("ei", "ey"),
    ("e", "a"), ("o", "u"), ("e", "i"), ("v", "w"), ("x", "ks"), ("th", "t"), ("dh", "d"),
    ("gh", "g"), ("aa", "a"), ("ah", "a"), ("ie", "i"), ("tch", "ch"), ("sch", "sh"),
)  # fmt: skip
_DOUBLING = "lmnstdbfr"
_ARABIC_ALIKE = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ة", "ه"), ("ى", "ي"), ("ئ", "ي"), ("ؤ", "و"))
_CYRILLIC_ALIKE = (("ё", "е"), ("ий", "ый"), ("и", "і"), ("э", "е"))
# Of every hundred things typed.
SLIPS, SWAPPED, WITHOUT_A_PART, WITHOUT_BIRTH = 15, 30, 15, 25
BIRTH_YEAR_ONLY, BIRTH_SWAPPED, BIRTH_NEAR = 25, 6, 5


@dataclass(frozen=True, slots=True)
class Typed:
    """A text typed for somebody; whether its script is one that was never recorded of them."""

    text: str
    name: str
    made: Made
    script: Script
    is_across: bool
    has_birth: bool


def type_for(rng: random.Random, made: Made) -> Typed:
    """Return what is typed for somebody: half of those with a script of their own in it."""
    is_native = bool(made.native_name) and rng.random() < 0.5
    if is_native:
        script = made.community.script
        name = _native(rng, made)
        is_across = not made.is_native_recorded
    else:
        script = Script.LATIN
        name = _latin(rng, made.latin)
        is_across = not made.is_latin_recorded
    birth = _birth(rng, made)
    return Typed(" ".join(filter(None, (name, birth))), name, made, script, is_across, bool(birth))


def _latin(rng: random.Random, parts: Sequence[str]) -> str:
    words = [_respelt(rng, part.lower()) for part in _kept(rng, parts)]
    if rng.randrange(100) < SWAPPED:
        words.reverse()
    if rng.randrange(100) < SLIPS:
        place = rng.randrange(len(words))
        words[place] = _slip(rng, words[place])
    return " ".join(words)


def _native(rng: random.Random, made: Made) -> str:
    if made.community.script == Script.HAN:
        return made.native_name
    words = list(_kept(rng, made.native))
    if rng.randrange(100) < SWAPPED:
        words.reverse()
    alike = {Script.ARABIC: _ARABIC_ALIKE, Script.CYRILLIC: _CYRILLIC_ALIKE}
    for one, other in alike.get(made.community.script, ()):
        if rng.random() < 0.3:
            words = [word.replace(one, other) for word in words]
    return " ".join(words)


def _kept(rng: random.Random, parts: Sequence[str]) -> Sequence[str]:
    """Leave a part out now and then, where two are left to go by or one is all there is."""
    if len(parts) > 2 and rng.randrange(100) < WITHOUT_A_PART:
        gone = rng.randrange(len(parts))
        return [part for place, part in enumerate(parts) if place != gone]
    return parts


def _respelt(rng: random.Random, word: str) -> str:
    """Spell a word otherwise in at most two places, each as it may be heard."""
    for _ in range(rng.randrange(3)):
        one, other = rng.choice(_ALIKE)
        if rng.random() < 0.5:
            one, other = other, one
        word = word.replace(one, other, 1)
    if rng.random() < 0.15:
        letter = rng.choice(_DOUBLING)
        double = letter * 2
        word = (
            word.replace(double, letter, 1) if double in word else word.replace(letter, double, 1)
        )
    return word


def _slip(rng: random.Random, word: str) -> str:
    """Return the word with one letter left out, changed, or swapped with the next."""
    if len(word) < 4:
        return word
    place = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(3)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + rng.choice("abcdefghilmnoprstuv") + word[place + 1 :]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _birth(rng: random.Random, made: Made) -> str:
    if made.precision is None or rng.randrange(100) < WITHOUT_BIRTH:
        return ""
    day, share = made.birth, rng.randrange(100)
    if share < BIRTH_NEAR:
        day = _moved(day, rng.choice((-1, 1)))
    if made.precision != BirthPrecision.EXACT or share < BIRTH_YEAR_ONLY + BIRTH_NEAR:
        return str(day.year)
    if share < BIRTH_YEAR_ONLY + BIRTH_NEAR + BIRTH_SWAPPED and day.day <= 12:
        return f"{day.month:02}/{day.day:02}/{day.year}"
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _moved(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year + years, day=min(day.day, 28))
