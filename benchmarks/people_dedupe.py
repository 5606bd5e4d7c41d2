"""Finding duplicates in batch: ours, Splink's defaults and recordlinkage on the same records.

The weights and thresholds were chosen on cities of ``TUNING_SEED``; what is reported comes from
other seeds of the same generator, and from FEBRL, on which nothing was tuned. FEBRL, of names
and birth dates alone here, says only that nothing is broken: with all its fields every method is
near to perfect. Splink's defaults are given the threshold that suits them best on each set; ours
keeps the one of the settings.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.conf import settings

from benchmarks._doubles import febrl, rivals
from benchmarks._doubles.people import city
from benchmarks._doubles.truth import Pairs, Quality, groups, quality, records_of, true_pairs
from benchmarks.frame import say
from lgnet.people.matching import Record
from lgnet.people.matching.batch import find_pairs, pairs_to_weigh

TUNING_SEED = 1
FIRST_SEED = 1_001
CITIES, CITIES_QUICK = 40, 2
PEOPLE, PEOPLE_QUICK = 1_000_000, 4_000
# recordlinkage works in one thread of Python: a city of this size is what it is given.
RECORDLINKAGE_MOST = 12_000
Result = TypeVar("Result")


class Tally:
    """What a method did on some sets of records, added up."""

    def __init__(self) -> None:
        self.hits = self.found = self.right = self.records = self.weighed = self.blocked = 0
        self.seconds = 0.0

    def add(self, found: Pairs, right: Pairs, *, records: int, seconds: float) -> None:
        """Count the pairs a method found in one city."""
        self.hits += len(found & right)
        self.found += len(found)
        self.right += len(right)
        self.records += records
        self.seconds += seconds

    @property
    def quality(self) -> Quality:
        """Return precision and recall over all that was counted."""
        return Quality(
            precision=self.hits / self.found if self.found else 0.0,
            recall=self.hits / self.right if self.right else 0.0,
        )

    def line(self) -> dict[str, float]:
        """Return the figures as they are printed."""
        told = self.quality
        return {
            "precision": round(told.precision, 4),
            "recall": round(told.recall, 4),
            "f1": round(told.f1, 4),
            "seconds": round(self.seconds, 1),
            "records": self.records,
        }


class Generated:
    """All methods over the cities, a city at a time, each in its turn."""

    def __init__(self) -> None:
        self.ours, self.splink = Tally(), {weight: Tally() for weight in range(-6, 21)}
        self.other = Tally()
        self.people = self.counted = self.most = self.least = self.asked = 0

    def add_city(self, seed: int, size: int) -> None:
        """Make a city and let each method look for its duplicates."""
        told = city(seed, size)
        people = [one.person for one in told]
        right = true_pairs(people)
        records, making = _timed(lambda: records_of(told))
        found, seconds = _timed(
            lambda: find_pairs(records, at_least=settings.DUPLICATES_CANDIDATE_WEIGHT)
        )
        weights = {_places(pair): pair.weight for pair in found.pairs}
        likely = {p for p, w in weights.items() if w >= settings.DUPLICATES_LIKELY_WEIGHT}
        strong = {p for p, w in weights.items() if w >= settings.DUPLICATES_STRONG_WEIGHT}
        self.ours.add(likely, right, records=size, seconds=making + seconds)
        self.ours.weighed += found.weighed
        self.ours.blocked += len(pairs_to_weigh(records) & right)
        self.asked += len(weights)
        self.people += len(set(people))
        self.counted += groups(size, likely)
        self.most += groups(size, strong)
        self.least += groups(size, weights)
        weighed, seconds = _timed(lambda: rivals.splink_defaults(records))
        for weight, tally in self.splink.items():
            tally.add(weighed.at_least(weight), right, records=size, seconds=seconds)
        if not self.other.records and size <= RECORDLINKAGE_MOST:
            pairs, seconds = _timed(lambda: rivals.recordlinkage_pairs(records))
            self.other.add(pairs, right, records=size, seconds=seconds)
        say(f"  city of {size}: {self.ours.line()} beside {self.best_splink().line()}")

    def best_splink(self) -> Tally:
        """Return Splink's figures at the threshold that suits it best."""
        return max(self.splink.values(), key=lambda tally: tally.quality.f1)

    def count_of_people(self) -> dict[str, Any]:
        """Return how many people the records are said to be, beside how many they are."""
        return {
            "true": self.people,
            "estimate": self.counted,
            "from": self.least,
            "to": self.most,
            "bias": round(self.counted / self.people - 1, 5),
        }


def run(quick: bool) -> dict[str, Any]:
    """Compare the methods on invented cities and on FEBRL; return the figures of each set."""
    generated = Generated()
    for number, size in enumerate(sizes(quick)):
        generated.add_city(FIRST_SEED + number, size)
    sets: dict[str, dict[str, dict[str, float]]] = {
        "generated": {
            "ours": generated.ours.line(),
            "splink_defaults": generated.best_splink().line(),
            "recordlinkage": generated.other.line(),
        }
    }
    for name in febrl.NAMES[:1] if quick else febrl.NAMES:
        sets[name] = on_febrl(name)
        say(f"  {name}: {sets[name]}")
    ours, beside = sets["generated"]["ours"], sets["generated"]["splink_defaults"]
    return {
        "figure": ours["f1"],
        "unit": "F1 of pairs, generated cities",
        "ratio": round(ours["f1"] / beside["f1"], 4),
        "against": "Splink's defaults at the threshold that suits them best",
        **{
            key: {name: methods["ours"][key] for name, methods in sets.items()}
            for key in ("precision", "recall", "seconds")
        },
        "f1_above_splink": round(ours["f1"] - beside["f1"], 4),
        "pairs_per_record": round(generated.ours.weighed / generated.ours.records, 2),
        "pair_completeness": round(generated.ours.blocked / generated.ours.right, 4),
        "candidates_per_record": round(generated.asked / generated.ours.records, 3),
        "unduplicated_count": generated.count_of_people(),
        "people": generated.ours.records,
        "tuned_on_seed": TUNING_SEED,
        "sets": sets,
    }


def sizes(quick: bool) -> list[int]:
    """Return how many records each city has: a few large ones, many small, as cities are."""
    count, total = (CITIES_QUICK, PEOPLE_QUICK) if quick else (CITIES, PEOPLE)
    shares = [1 / (rank + 4) for rank in range(count)]
    found = [int(total * share / sum(shares)) for share in shares]
    found[0] += total - sum(found)
    # The smallest first: where something is wrong, it shows at once.
    return sorted(found)


def on_febrl(name: str) -> dict[str, dict[str, float]]:
    """Return each method's figures on a FEBRL set."""
    records, people = febrl.load(name)
    right = true_pairs(people)
    lines = {}
    for method, pairs_of in (
        ("ours", _ours),
        ("splink_defaults", lambda rows: _best_splink(rows, right)),
        ("recordlinkage", rivals.recordlinkage_pairs),
    ):
        tally = Tally()
        pairs, seconds = _timed(lambda pairs_of=pairs_of: pairs_of(records))
        tally.add(pairs, right, records=len(records), seconds=seconds)
        lines[method] = tally.line()
    return lines


def _ours(records: Sequence[Record]) -> Pairs:
    found = find_pairs(records, at_least=settings.DUPLICATES_LIKELY_WEIGHT)
    return {_places(pair) for pair in found.pairs}


def _best_splink(records: Sequence[Record], right: Pairs) -> Pairs:
    weighed = rivals.splink_defaults(records)
    found: Iterable[Pairs] = (weighed.at_least(weight) for weight in range(-6, 21))
    return max(found, key=lambda pairs: quality(pairs, right).f1)


def _places(pair: Any) -> tuple[int, int]:
    one, other = int(pair.first), int(pair.second)
    return (one, other) if one < other else (other, one)


def _timed(call: Callable[[], Result]) -> tuple[Result, float]:
    started = time.perf_counter()
    result = call()
    return result, time.perf_counter() - started
