"""Are these two records one person? Fixed weights, the same for one look and for a whole city.

``score`` weighs two records in Python; ``batch.find_pairs`` weighs a city's in DuckDB through
Splink. Both read the one table in ``weights``. Reasons are codes of levels, never values.
"""

from .frequencies import Frequencies, frequencies_of
from .records import Record, record_of
from .scoring import Scored, score
from .weights import prior_weight

__all__ = [
    "Frequencies",
    "Record",
    "Scored",
    "frequencies_of",
    "prior_weight",
    "record_of",
    "score",
]
