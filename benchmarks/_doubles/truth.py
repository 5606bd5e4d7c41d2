"""Records and pairs as the methods take and give them, and how right the pairs are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from lgnet.people.matching import Record, record_of

from .people import Told

Pairs = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Quality:
    """Of pairs found: how many are right, and how many of the right ones are found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def records_of(told: Sequence[Told]) -> list[Record]:
    """Return what is compared, numbered by place."""
    return [_record(place, one) for place, one in enumerate(told)]


def _record(place: int, told: Told) -> Record:
    names = [("given", told.given), ("family", told.family)]
    names += [("full", name) for name in told.other_names]
    phones = [told.phone] if told.phone else []
    return record_of(
        str(place),
        known_as=told.known_as,
        names=[(kind, text) for kind, text in names if text],
        birth=told.birth,
        sex=told.sex,
        citizenship=told.citizenship,
        phones=[] if told.is_shared_phone else phones,
        shared_phones=phones if told.is_shared_phone else [],
        identifiers=told.identifiers,
    )


def true_pairs(people: Iterable[int]) -> Pairs:
    """Return the pairs of places whose records are one person, the smaller place first."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        places[person].append(place)
    return {pair for same in places.values() for pair in combinations(same, 2)}


def quality(found: Pairs, right: Pairs) -> Quality:
    """Return precision and recall of the found pairs."""
    hits = len(found & right)
    return Quality(
        precision=hits / len(found) if found else 0.0, recall=hits / len(right) if right else 0.0
    )


def groups(count: int, pairs: Iterable[tuple[int, int]]) -> int:
    """Return how many people so many records are, once these pairs are read together."""
    parent = list(range(count))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    left = count
    for one, other in pairs:
        a, b = root(one), root(other)
        if a != b:
            parent[a] = b
            left -= 1
    return left
