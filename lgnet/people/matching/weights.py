"""The one table of weights. Fixed: learnt without labels, such models collapse on our data.

``m`` is how often a level is met among pairs of records of one person, ``u`` among pairs of
strangers; what a level weighs is log2(m / u), and the weights of the comparisons add up
(Fellegi and Sunter 1969). Calibrated on labelled pairs of the benchmark's generator, seed
``TUNING_SEED`` of ``benchmarks/people_dedupe.py``, and rounded; the benchmark reports on others.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weight:
    """``m`` and ``u`` of a level. ``by_frequency`` names the column whose frequency in the city
    stands in for ``u`` where it is known."""

    m: float
    u: float
    by_frequency: str = ""

    @property
    def bits(self) -> float:
        """Return log2(m / u)."""
        return math.log2(self.m) - math.log2(self.u)


WEIGHTS: dict[str, dict[str, Weight]] = {
    "given": {
        "spelt": Weight(0.50, 0.008, "given_bone"),
        "sound": Weight(0.25, 0.008, "given_bone"),
        "moved": Weight(0.10, 0.001, "given_bone"),
        "joined": Weight(0.01, 0.0001),
        "part": Weight(0.02, 0.004),
        "close": Weight(0.04, 0.004),
        "near": Weight(0.02, 0.01),
        "different": Weight(0.06, 0.965),
    },
    "family": {
        "spelt": Weight(0.50, 0.005, "family_bone"),
        "sound": Weight(0.25, 0.005, "family_bone"),
        "moved": Weight(0.08, 0.0005, "family_bone"),
        "part": Weight(0.02, 0.003),
        "close": Weight(0.05, 0.004),
        "near": Weight(0.02, 0.01),
        "different": Weight(0.08, 0.977),
    },
    "birth": {
        "exact": Weight(0.50, 0.00005),
        "swapped": Weight(0.06, 0.00005),
        "about": Weight(0.12, 0.03),
        "far_about": Weight(0.02, 0.04),
        "one_part": Weight(0.07, 0.001),
        "month": Weight(0.02, 0.0005),
        "year": Weight(0.12, 0.01),
        "day_and_month": Weight(0.05, 0.002),
        "year_only": Weight(0.01, 0.015),
        "next_year": Weight(0.02, 0.02),
        "different": Weight(0.02, 0.88),
    },
    "sex": {"same": Weight(0.98, 0.6), "different": Weight(0.02, 0.4)},
    "citizenship": {
        "same": Weight(0.95, 0.08, "citizenship"),
        "different": Weight(0.05, 0.92),
    },
    "phone": {
        "own": Weight(0.55, 0.00002),
        "shared": Weight(0.05, 0.0005),
        "different": Weight(0.40, 0.9995),
    },
    "identifier": {"same": Weight(0.98, 0.00001), "different": Weight(0.02, 0.99999)},
}

# Of a hundred people in a city, about so many are recorded a second time.
EXPECTED_DOUBLES = 0.1
# A city of this size is assumed where the number of records is not known.
USUAL_RECORDS = 20_000
# A value met once in a small city is not as rare as its share says.
LEAST_FREQUENCY = 0.0002


def prior_probability(records: int) -> float:
    """Return the chance that two records drawn at random from so many are one person."""
    return min(EXPECTED_DOUBLES * 2 / max(records, 100), 0.5)


def prior_weight(records: int = USUAL_RECORDS) -> float:
    """Return the weight with which a comparison starts, in bits: negative, more in big cities."""
    prior = prior_probability(records)
    return math.log2(prior / (1 - prior))
