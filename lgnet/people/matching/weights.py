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
        "spelt": Weight(0.56, 0.0015, "given_bone"),
        "sound": Weight(0.28, 0.0025, "given_bone"),
        # Both names move together: the two weights are of one event.
        "moved": Weight(0.15, 0.004, "given_bone"),
        "joined": Weight(0.006, 0.00005),
        "part": Weight(0.015, 0.0003),
        "close": Weight(0.045, 0.0005),
        "near": Weight(0.03, 0.003),
        "different": Weight(0.02, 0.99),
    },
    "family": {
        "spelt": Weight(0.57, 0.0015, "family_bone"),
        "sound": Weight(0.3, 0.0015, "family_bone"),
        "moved": Weight(0.2, 0.004, "family_bone"),
        "part": Weight(0.01, 0.0003),
        "close": Weight(0.05, 0.0006),
        "near": Weight(0.02, 0.003),
        "different": Weight(0.02, 0.99),
    },
    "birth": {
        "exact": Weight(0.5, 0.00004),
        "swapped": Weight(0.015, 0.00003),
        "about": Weight(0.105, 0.0125),
        "far_about": Weight(0.022, 0.014),
        "one_part": Weight(0.053, 0.0013),
        "month": Weight(0.005, 0.0007),
        "year": Weight(0.3, 0.0085),
        "day_and_month": Weight(0.024, 0.0014),
        "year_only": Weight(0.002, 0.011),
        "next_year": Weight(0.012, 0.017),
        "different": Weight(0.01, 0.93),
    },
    # Among strangers whose names sound alike, not among any: names belong to a sex and to a
    # country, and agreeing on these then says little more.
    "sex": {"same": Weight(0.985, 0.85), "different": Weight(0.015, 0.15)},
    "citizenship": {"same": Weight(0.98, 0.4), "different": Weight(0.02, 0.6)},
    "phone": {
        "own": Weight(0.66, 0.00003),
        "shared": Weight(0.09, 0.0005),
        "different": Weight(0.35, 0.9995),
    },
    "identifier": {"same": Weight(0.98, 0.00001), "different": Weight(0.02, 0.99999)},
}

# Of a hundred people in a city, about so many are recorded a second time.
EXPECTED_DOUBLES = 0.1
# A city of this size is assumed where the number of records is not known.
USUAL_RECORDS = 20_000
# A value met once in a small city is not as rare as its share says.
LEAST_FREQUENCY = 0.0001


def prior_probability(records: int) -> float:
    """Return the chance that two records drawn at random from so many are one person."""
    return min(EXPECTED_DOUBLES * 2 / max(records, 100), 0.5)


def prior_weight(records: int = USUAL_RECORDS) -> float:
    """Return the weight with which a comparison starts, in bits: negative, more in big cities."""
    prior = prior_probability(records)
    return math.log2(prior / (1 - prior))
