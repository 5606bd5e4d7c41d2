"""Seam of the rapid-response clock: apps that know a moment say how to find it.

Encounters know the first contact, housing beneath it the place. The case is told by the app above,
the sighting by the street's part. An app registers in its ``ready()``.
"""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Subquery

from .rules_clock import STEPS

# Returns a subquery of a query over people (OuterRef of city_id, compartment_id and pk): the first
# moment, or NULL.
Moment = Callable[[], "Subquery[Any]"]

_moments: dict[str, Moment] = {}

# Returns whom a member of staff works with, by the user's identifier: people's identifiers.
OwnPeople = Callable[[UUID], Iterable[UUID]]

_own_people: dict[str, OwnPeople] = {}


def register_moment(step: str, moment: Moment) -> None:
    """Say where a moment of the clock is found; the same step again replaces it."""
    if step not in STEPS:
        raise ValueError(f"{step!r} is no moment of the clock.")
    _moments[step] = moment


def moments() -> dict[str, Moment]:
    """Return the known moments by step, in their order."""
    return {step: _moments[step] for step in STEPS if step in _moments}


def register_own_people(name: str, people: OwnPeople) -> None:
    """Say with whom a member of staff works; the same name again replaces it."""
    _own_people[name] = people


def own_people_of(user_id: UUID) -> list[UUID]:
    """Return with whom a member of staff works, each once."""
    found = (pk for people in _own_people.values() for pk in people(user_id))
    return list(dict.fromkeys(found))
