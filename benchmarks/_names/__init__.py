"""Real pairs of names in two scripts, and how often search keys bring the two together."""

import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
SCRIPTS = ("arabic", "russian", "chinese")
SHUFFLES = 10
SEEN_OFTEN = 2


@dataclass(frozen=True, slots=True)
class NamePair:
    """One part of a name in Latin letters and in another script, and how often it was seen."""

    latin: str
    other: str
    seen: int

    @property
    def is_for_tuning(self) -> bool:
        """Return whether rules may be looked for with this pair: then it is not reported."""
        return not hashlib.sha256((self.latin + self.other).encode()).digest()[0] & 1


@dataclass(frozen=True, slots=True)
class Met:
    """How many pairs meet (0 to 1), and how many of the same names shuffled."""

    hit: float
    collisions: float
    pairs: int


@cache
def pairs_of(script: str) -> tuple[NamePair, ...]:
    """Return the pairs of a script; raises FileNotFoundError for one there is no file of."""
    lines = (FOLDER / f"{script}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return tuple(NamePair(latin, other, int(seen)) for latin, other, seen in rows)


def reported(script: str, *, clean: bool) -> list[NamePair]:
    """Return the pairs to report on; ``clean`` are those seen twice or more."""
    return [
        pair
        for pair in pairs_of(script)
        if not pair.is_for_tuning and (pair.seen >= SEEN_OFTEN or not clean)
    ]


def meeting(
    pairs: Sequence[NamePair],
    *,
    kept: Callable[[str], frozenset[str]],
    asked: Callable[[str], frozenset[str]],
    is_latin_asked: bool,
) -> Met:
    """Return how often what is asked for one side of a pair finds what is kept of the other."""
    asking = [asked(pair.latin if is_latin_asked else pair.other) for pair in pairs]
    keeping = [kept(pair.other if is_latin_asked else pair.latin) for pair in pairs]
    hits = sum(map(_share_one, asking, keeping))
    chance = random.Random(1)
    order = list(range(len(pairs)))
    collisions = strangers = 0
    for _ in range(SHUFFLES):
        chance.shuffle(order)
        for place, other in enumerate(order):
            if place != other:
                strangers += 1
                collisions += _share_one(asking[place], keeping[other])
    return Met(hits / len(pairs), collisions / strangers, len(pairs))


def _share_one(some: frozenset[str], others: frozenset[str]) -> bool:
    return not some.isdisjoint(others)
