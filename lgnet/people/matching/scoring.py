"""Weighing two records in Python: for the one look while a person is being recorded."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from .comparisons import COLUMNS, COMPARISONS
from .frequencies import Frequencies
from .records import Record
from .weights import LEAST_FREQUENCY, USUAL_RECORDS, WEIGHTS, Weight, prior_weight

NO_FREQUENCIES: Frequencies = {}


class Scored(NamedTuple):
    """``weight`` in bits, and the ``reasons``: codes ``comparison.level``, never values."""

    weight: float
    reasons: tuple[str, ...]


def score(
    one: Record,
    other: Record,
    *,
    frequencies: Frequencies = NO_FREQUENCIES,
    records: int = USUAL_RECORDS,
) -> Scored:
    """Weigh two records: from which weight on they are candidates is in the settings.

    ``records`` is how many the city has, ``frequencies`` how common its names are; the table's
    averages stand in for frequencies that are not given. Symmetrical.
    """
    weight = prior_weight(records)
    levels = list(_levels_of(one, other))
    for comparison, name in levels:
        level = WEIGHTS[comparison][name]
        weight += level.bits + _rarity(level, one, other, frequencies)
    return Scored(weight, _codes(levels))


def reasons_of(one: Record, other: Record) -> tuple[str, ...]:
    """Return the codes of what can be said of two records."""
    return _codes(_levels_of(one, other))


def _levels_of(one: Record, other: Record) -> Iterator[tuple[str, str]]:
    for comparison in COMPARISONS:
        name = comparison.level_of(one, other)
        if name is not None:
            yield comparison.name, name


def _codes(levels: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(f"{comparison}.{name}" for comparison, name in levels)


def _rarity(level: Weight, one: Record, other: Record, frequencies: Frequencies) -> float:
    """Return what a rare value adds and a common one takes, by the commoner of the two."""
    if not level.by_frequency:
        return 0.0
    shares: Mapping[str, float] = frequencies.get(level.by_frequency, {})
    value_of = COLUMNS[level.by_frequency]
    known = [shares[value] for r in (one, other) if (value := value_of(r)) in shares]
    if not known:
        return 0.0
    return math.log2(level.u) - math.log2(max(*known, LEAST_FREQUENCY))
