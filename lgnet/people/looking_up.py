"""Which keys an asked text looks for, and how much each says. Pure functions.

Every asked word is looked for under its likeliest readings, alone, in pairs, with the year and
day of birth, years next to it and day and month swapped included. What one group of look-ups
finds counts once: the readings of one word are alternatives.
"""

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .asking import Asked
from .enums import BirthPrecision, Script
from .rules import ESTIMATE_SPREAD_YEARS, Birth, is_placeholder
from .search_keys import (
    COARSE_ASKED,
    COARSE_HAN_ASKED,
    MOST_WORDS_JOINED,
    READINGS_ASKED,
    Word,
    coarse_parts,
    coarse_skeletons,
    date_token,
    day_token,
    joined_skeleton,
    name_words,
    number_tokens,
    pair_token,
    script_of,
    whole_words,
    word_skeletons,
    year_token,
)

MOST_WORDS = 6
MOST_CHUNKS = 12
MOST_WORDS_PAIRED = 4
# Readings beyond these are looked for alone, not in combinations.
READINGS_COMBINED = 3
NUMBER = 0
# Rows read of one key: a block as large as this says little of any of its people.
CAP, CAP_COARSE = 1500, 400


@dataclass(frozen=True, slots=True)
class Lookup:
    """A token to look for: of one ``group`` only the best counts; ``weight`` before rarity."""

    token: str
    group: int
    weight: float
    cap: int = CAP


def lookups_of(asked: Asked, *, coarsely: bool = False) -> list[Lookup]:
    """Return what to look for; ``coarsely`` also names that sound only roughly the same."""
    groups = itertools.count(NUMBER + 1)
    found = [Lookup(token, NUMBER, 4.0) for token in _asked_numbers(asked)]
    if asked.birth is not None:
        found += _of_date(asked.birth, next(groups))
    for text in (*asked.names, *asked.perhaps_names):
        found += _of_name(name_words(text)[:MOST_WORDS], asked.birth, groups, coarsely)
        found += _of_whole(whole_words(text), next(groups))
    best: dict[str, Lookup] = {}
    for lookup in found:
        kept = best.get(lookup.token)
        if kept is None or kept.weight < lookup.weight:
            best[lookup.token] = lookup
    return list(best.values())


def _asked_numbers(asked: Asked) -> list[str]:
    tokens: set[str] = set()
    for number in asked.numbers:
        tokens |= number_tokens(number)
    # A card's code or a document's number may be letters for the most part.
    chunks = itertools.chain.from_iterable(text.split() for text in asked.names)
    for chunk in itertools.islice(chunks, MOST_CHUNKS):
        tokens |= number_tokens(chunk)
    return sorted(tokens)


def _of_date(birth: Birth, group: int) -> list[Lookup]:
    if birth.precision != BirthPrecision.EXACT:
        return []
    found = [Lookup(date_token(birth.first_day), group, 0.8, CAP_COARSE)]
    swapped = _swapped(birth.first_day)
    if swapped is not None:
        found.append(Lookup(date_token(swapped), group, 0.7, CAP_COARSE))
    return found


def _swapped(day: dt.date) -> dt.date | None:
    if day.day > 12 or day.day == day.month:
        return None
    return day.replace(month=day.day, day=day.month)


def _of_name(
    words: Sequence[Word], birth: Birth | None, groups: Iterator[int], coarsely: bool
) -> list[Lookup]:
    found: list[Lookup] = []
    readings = [word_skeletons(word, READINGS_ASKED)[: READINGS_ASKED + 1] for word in words]
    for bones in readings:
        found += _of_word(bones, next(groups))
        if birth is not None:
            found += _of_birth(birth, bones[:READINGS_COMBINED], next(groups), next(groups))
    for one, other in itertools.combinations(readings[:MOST_WORDS_PAIRED], 2):
        group = next(groups)
        for (i, first), (j, second) in itertools.product(
            enumerate(one[:READINGS_COMBINED]), enumerate(other[:READINGS_COMBINED])
        ):
            if i + j < READINGS_COMBINED:
                found.append(Lookup(pair_token(first, second), group, 1.6 - 0.1 * (i + j)))
    for pair in itertools.pairwise(words):
        found.append(Lookup(f"~{joined_skeleton(pair)}", next(groups), 1.0))
    found += _of_coarse(words, groups, coarsely)
    return found


def _of_word(readings: Sequence[str], group: int) -> list[Lookup]:
    return [Lookup(f"~{bones}", group, 1 - 0.04 * i) for i, bones in enumerate(readings)]


def _of_coarse(words: Sequence[Word], groups: Iterator[int], coarsely: bool) -> list[Lookup]:
    """Look across to and from Chinese, and ``coarsely`` among all other scripts too."""
    found = []
    for signs in coarse_parts(words):
        group = next(groups)
        is_han = script_of(signs) == Script.HAN
        kinds = "^" if is_han else "%^" if coarsely else "%"
        coarse = coarse_skeletons(signs, COARSE_HAN_ASKED if is_han else COARSE_ASKED)
        found += [
            Lookup(kind + bones, group, 0.6, CAP_COARSE) for kind in kinds for bones in coarse
        ]
    return found


def _of_birth(birth: Birth, readings: Sequence[str], year: int, day: int) -> list[Lookup]:
    spread = ESTIMATE_SPREAD_YEARS if birth.precision == BirthPrecision.ESTIMATED else 1
    found = []
    for bones in readings:
        for away in range(-spread, spread + 1):
            token = year_token(birth.first_day.year + away, bones)
            found.append(Lookup(token, year, 1.3 - 0.2 * abs(away)))
    exact = birth.precision == BirthPrecision.EXACT
    if exact and not is_placeholder(birth_date=birth.first_day, precision=birth.precision):
        days = [(birth.first_day.month, birth.first_day.day, 1.5)]
        swapped = _swapped(birth.first_day)
        if swapped is not None:
            days.append((swapped.month, swapped.day, 1.2))
        found += [
            Lookup(day_token(month, number, bones), day, weight)
            for bones in readings
            for month, number, weight in days
        ]
    return found


def _of_whole(words: Sequence[Word], group: int) -> list[Lookup]:
    """Look for a whole name whose spaces stand elsewhere, or nowhere."""
    if not 0 < len(words) <= MOST_WORDS_JOINED:
        return []
    joined = joined_skeleton(words)
    return [Lookup(f"&{joined}", group, 1.2), Lookup(f"~{joined}", group, 1.0)]
