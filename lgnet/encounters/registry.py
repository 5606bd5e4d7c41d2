"""Seam of the rapid-response clock: apps that know a moment say how to find it.

Encounters know the first contact, housing beneath it the place. The case is told by the app above,
the sighting by the street's part. An app registers in its ``ready()``.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Subquery

from .rules_clock import STEPS

# Returns a subquery of a query over people (OuterRef of city_id, compartment_id and pk): the first
# moment, or NULL.
Moment = Callable[[], "Subquery[Any]"]

_moments: dict[str, Moment] = {}


def register_moment(step: str, moment: Moment) -> None:
    """Say where a moment of the clock is found; the same step again replaces it."""
    if step not in STEPS:
        raise ValueError(f"{step!r} is no moment of the clock.")
    _moments[step] = moment


def moments() -> dict[str, Moment]:
    """Return the known moments by step, in their order."""
    return {step: _moments[step] for step in STEPS if step in _moments}
