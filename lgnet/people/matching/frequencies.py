"""How common a value is in a city: agreeing on a rare name says more than on a common one."""

from collections import Counter
from collections.abc import Iterable, Mapping

from .comparisons import COLUMNS
from .records import Record

# Column -> value -> share of the records that have a value there.
Frequencies = Mapping[str, Mapping[str, float]]

COUNTED = ("given_bone", "family_bone")
# A small city says little of how common a name is: so many people of the average are added to it.
ADDED = 500
USUAL_SHARE = 0.0025


def frequencies_of(records: Iterable[Record]) -> dict[str, dict[str, float]]:
    """Return the shares of each counted column's values, drawn to the usual in small cities."""
    counts: dict[str, Counter[str]] = {column: Counter() for column in COUNTED}
    for record in records:
        for column, counter in counts.items():
            value = COLUMNS[column](record)
            if value:
                counter[value] += 1
    return {
        column: {
            value: (count + ADDED * USUAL_SHARE) / (counter.total() + ADDED)
            for value, count in counter.items()
        }
        for column, counter in counts.items()
    }
