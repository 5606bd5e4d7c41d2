"""Who of those found is likeliest meant, and why. Pure functions over values.

What the keys bring is opened and compared here: spelling and sound of each asked word, birth,
numbers, citizenship, sex. The weights order a list; they are no probability, and link nobody.
"""

import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import JaroWinkler

from .asking import Asked
from .enums import BirthPrecision, Sex
from .rules import ESTIMATE_SPREAD_YEARS, Birth, is_placeholder
from .search_keys import (
    COARSE_HAN_ASKED,
    READINGS_ASKED,
    Word,
    coarse_skeletons,
    compound_words,
    joined_word,
    name_words,
    whole_words,
    word_skeletons,
)


class Clue(models.TextChoices):
    """Why somebody may be who is asked for, or what speaks against it."""

    SAME_NUMBER = "same_number", _("Same number")
    SAME_SPELLING = "same_spelling", _("Same spelling")
    SOUNDS_ALIKE = "sounds_alike", _("Name sounds alike")
    PART_OF_NAME = "part_of_name", _("Part of the name sounds alike")
    SAME_BIRTH = "same_birth", _("Same date of birth")
    SWAPPED_BIRTH = "swapped_birth", _("Day and month of birth swapped")
    SAME_DAY = "same_day", _("Same day and month of birth, other year")
    SAME_YEAR = "same_year", _("Same birth year")
    NEAR_YEAR = "near_year", _("Birth year close")
    SAME_CITIZENSHIP = "same_citizenship", _("Same citizenship")
    OTHER_BIRTH = "other_birth", _("Other date of birth")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody found, opened for comparing."""

    person_id: UUID
    names: tuple[str, ...]
    birth: Birth | None = None
    citizenship: str | None = None
    sex: str | None = None
    has_number: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody found: the likelier, the higher the ``score``; ``clues`` say why."""

    person_id: UUID
    score: float
    clues: tuple[Clue, ...]

    @property
    def is_whole(self) -> bool:
        """Return whether all of the name, or a number, was found."""
        return not _WHOLE.isdisjoint(self.clues)

    @property
    def is_sure(self) -> bool:
        """Return whether a number was found, or the whole name with the date of birth."""
        has_birth = self.is_whole and Clue.SAME_BIRTH in self.clues
        return has_birth or Clue.SAME_NUMBER in self.clues


_WHOLE = frozenset({Clue.SAME_NUMBER, Clue.SAME_SPELLING, Clue.SOUNDS_ALIKE})
# What is worth showing beside people whose whole name was found.
_ALONE = frozenset({Clue.SAME_BIRTH, Clue.SWAPPED_BIRTH})
_ENOUGH = _WHOLE | _ALONE | {Clue.PART_OF_NAME}
_FAR_BEHIND = 0.4
_SAME_SOUND = 0.86
_SAME_SOUND_ONLY = 0.94
_INITIAL = 0.5
_ALIKE_FROM = 0.8
_ALIKE_WEIGHT = 0.85
_WORD_TOO_MANY = 0.025
_MOST_WORDS_TOO_MANY = 3
_MOST_WORDS_JOINED = 5
_NUMBER_WEIGHT = 2.0
_BIRTH_WEIGHTS = {
    Clue.SAME_BIRTH: 0.4,
    Clue.SWAPPED_BIRTH: 0.3,
    Clue.SAME_DAY: 0.2,
    Clue.SAME_YEAR: 0.15,
    Clue.NEAR_YEAR: 0.08,
    Clue.OTHER_BIRTH: -0.15,
}
_CITIZENSHIP_SAME, _CITIZENSHIP_OTHER = 0.08, -0.05
_SEX_OTHER = -0.06
# From here on all of a name counts as found.
_WHOLE_NAME = 0.8
_SOMETHING = 0.3
_NEAR_YEARS = 1


def ranked(asked: Asked, people: Iterable[Known], *, most: int) -> list[Found]:
    """Return the likeliest, best first; who shares no name, number or birth is left out."""
    texts = [name_words(text) for text in (*asked.names, *asked.perhaps_names)]
    wanted = [words for words in texts if words]
    found = [_found(asked, wanted, known) for known in people]
    told = [one for one in found if one is not None]
    best = max((one.score for one in told if one.is_whole), default=0.0)
    told = [
        one
        for one in told
        if one.is_whole or one.score > best - _FAR_BEHIND or not _ALONE.isdisjoint(one.clues)
    ]
    # Of equals the one recorded last comes first: identifiers carry the moment.
    return sorted(told, key=lambda one: (one.score, one.person_id), reverse=True)[:most]


def _found(asked: Asked, wanted: Sequence[Sequence[Word]], known: Known) -> Found | None:
    clues: list[Clue] = []
    score = 0.0
    if known.has_number:
        clues.append(Clue.SAME_NUMBER)
        score += _NUMBER_WEIGHT
    if wanted:
        names: list[Sequence[Word]] = [name_words(name) for name in known.names]
        names += [[word] for name in known.names for word in compound_words(name)]
        likeness, is_same = max(_likeness(words, names) for words in wanted)
        if likeness < _WHOLE_NAME:
            likeness = max(likeness, _whole_likeness(asked, known))
        if likeness >= _SOMETHING:
            clues.append(_name_clue(likeness, is_same))
        score += likeness
    if asked.birth is not None and known.birth is not None:
        clue = birth_clue(asked.birth, known.birth)
        clues.append(clue)
        score += _BIRTH_WEIGHTS[clue]
    if not any(clue in _ENOUGH for clue in clues):
        return None
    if asked.citizenship and known.citizenship:
        is_same = asked.citizenship == known.citizenship
        score += _CITIZENSHIP_SAME if is_same else _CITIZENSHIP_OTHER
        clues += [Clue.SAME_CITIZENSHIP] * is_same
    if asked.sex and known.sex and Sex.OTHER not in (asked.sex, known.sex):
        score += _SEX_OTHER * (asked.sex != known.sex)
    return Found(known.person_id, score, tuple(clues))


def _name_clue(likeness: float, is_same: bool) -> Clue:
    if is_same:
        return Clue.SAME_SPELLING
    return Clue.SOUNDS_ALIKE if likeness >= _WHOLE_NAME else Clue.PART_OF_NAME


def _likeness(wanted: Sequence[Word], names: Sequence[Sequence[Word]]) -> tuple[float, bool]:
    """Return ``_name_likeness``, or that of the names with two of their words read as one."""
    best = _name_likeness(wanted, names)
    if best[0] >= _WHOLE_NAME:
        return best
    others = [
        _name_likeness(joined, names)[0]
        for joined in _joined(wanted)
        if any(len(name) == len(joined) for name in names)
    ]
    others += [
        _name_likeness(wanted, [joined])[0]
        for name in names
        for joined in _joined(name)
        if len(joined) == len(wanted)
    ]
    return max([*others, best[0]]), False


def _whole_likeness(asked: Asked, known: Known) -> float:
    """Return how alike whole names are without their spaces, particles too."""
    typed = [whole for text in (*asked.names, *asked.perhaps_names) if (whole := _whole(text))]
    names = [whole for name in known.names if (whole := _whole(name))]
    pairs = itertools.product(typed, names)
    best = max((word_likeness(one, other) for one, other in pairs), default=0.0)
    return best if best >= _WHOLE_NAME else 0.0


@functools.lru_cache(maxsize=20_000)
def _whole(text: str) -> Word | None:
    words = whole_words(text)
    if not 1 <= len(words) <= _MOST_WORDS_JOINED:
        return None
    return joined_word(words)


def _joined(words: Sequence[Word]) -> Iterable[Sequence[Word]]:
    """Yield the words with two neighbours as one: spaces come and go between spellings."""
    if len(words) > _MOST_WORDS_JOINED:
        return
    for i in range(len(words) - 1):
        yield [*words[:i], joined_word(words[i : i + 2]), *words[i + 2 :]]


def _name_likeness(wanted: Sequence[Word], names: Sequence[Sequence[Word]]) -> tuple[float, bool]:
    """Return how alike the asked words are to what somebody is called; whether all are the same.

    Each asked word takes the likeliest word that is left; words nobody asked for cost little.
    """
    words = list(dict.fromkeys(word for name in names for word in name))
    if not words:
        return 0.0, False
    likeness = [[word_likeness(asked, word) for word in words] for asked in wanted]
    pairs = sorted(
        (
            (value, row, column)
            for row, values in enumerate(likeness)
            for column, value in enumerate(values)
            if value
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    total = 0.0
    rows: set[int] = set()
    columns: set[int] = set()
    is_same = True
    for value, row, column in pairs:
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            total += value
            is_same = is_same and value == 1.0
    share = total / len(wanted)
    taken = {words[column] for column in columns}
    extra = min((sum(word not in taken for word in name) for name in names if name), default=0)
    share -= _WORD_TOO_MANY * min(extra, _MOST_WORDS_TOO_MANY)
    return max(share, 0.0), is_same and len(rows) == len(wanted)


@functools.lru_cache(maxsize=100_000)
def word_likeness(one: Word, other: Word) -> float:
    """Return how alike two words are, 0 to 1: 1 is the same spelling."""
    if one.written == other.written or one.roman == other.roman:
        return 1.0
    if len(one.roman) == 1 or len(other.roman) == 1:
        return _INITIAL if one.roman[0] == other.roman[0] else 0.0
    spelling = float(JaroWinkler.similarity(one.roman, other.roman))
    if not _readings(one).isdisjoint(_readings(other)):
        if one.is_vocalised and other.is_vocalised:
            return _SAME_SOUND + (1 - _SAME_SOUND) * 0.9 * max(spelling - 0.4, 0) / 0.6
        return _SAME_SOUND_ONLY
    if one.is_han != other.is_han and not _coarse(one).isdisjoint(_coarse(other)):
        return _SAME_SOUND
    return spelling * _ALIKE_WEIGHT if spelling >= _ALIKE_FROM else 0.0


@functools.lru_cache(maxsize=50_000)
def _readings(word: Word) -> frozenset[str]:
    return frozenset(word_skeletons(word, READINGS_ASKED))


@functools.lru_cache(maxsize=50_000)
def _coarse(word: Word) -> frozenset[str]:
    return frozenset(coarse_skeletons(word.written, COARSE_HAN_ASKED))


def birth_clue(asked: Birth, known: Birth) -> Clue:
    """Return what two births, each as far as known, say of each other."""
    year, other_year = asked.first_day.year, known.first_day.year
    spread = _NEAR_YEARS
    if BirthPrecision.ESTIMATED in (asked.precision, known.precision):
        spread = ESTIMATE_SPREAD_YEARS
        if abs(year - other_year) <= spread:
            return Clue.SAME_YEAR if year == other_year else Clue.NEAR_YEAR
        return Clue.NEAR_YEAR if abs(year - other_year) <= spread + 2 else Clue.OTHER_BIRTH
    both_exact = asked.precision == known.precision == BirthPrecision.EXACT
    if both_exact:
        return _day_clue(asked.first_day, known.first_day)
    by_month = BirthPrecision.YEAR not in (asked.precision, known.precision)
    if year == other_year:
        if by_month and asked.first_day.month == known.first_day.month:
            return Clue.SAME_BIRTH if asked.precision == known.precision else Clue.SAME_YEAR
        return Clue.SAME_YEAR
    return Clue.NEAR_YEAR if abs(year - other_year) <= spread else Clue.OTHER_BIRTH


def _day_clue(asked: dt.date, known: dt.date) -> Clue:
    if asked == known:
        return Clue.SAME_BIRTH
    day = (asked.month, asked.day)
    if asked.year == known.year and day == (known.day, known.month):
        return Clue.SWAPPED_BIRTH
    if day == (known.month, known.day) and not is_placeholder(
        birth_date=asked, precision=BirthPrecision.EXACT
    ):
        return Clue.SAME_DAY
    if asked.year == known.year:
        return Clue.SAME_YEAR
    return Clue.NEAR_YEAR if abs(asked.year - known.year) <= _NEAR_YEARS else Clue.OTHER_BIRTH
