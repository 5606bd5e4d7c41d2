"""From what was chosen on a request's page to a place for each of the party."""

from collections.abc import Container, Iterable, Sequence
from uuid import UUID

from lgnet.housing.models import Place, PlacementRequest
from lgnet.housing.queries.candidates import Candidate
from lgnet.people.models import Person

from .refusals import PartyNotWhole, UnitTooSmall


def beds_in_unit(
    *,
    request: PlacementRequest,
    party: Sequence[Person],
    unit_id: UUID,
    found: Iterable[Candidate],
    whole_unit: bool,
) -> dict[UUID, Place]:
    """Return a place of the unit for each of the party, in order, from ``candidates``.

    Raises UnitTooSmall where fewer are free than come, those not named yet included, and
    PartyNotWhole where those would be left out, which taking the whole unit does not.
    """
    free = next((one.places for one in found if one.unit.pk == unit_id), ())
    size = len(party) + request.unnamed
    if size > len(free):
        raise UnitTooSmall(people=size, places=len(free))
    if request.unnamed and not whole_unit:
        raise PartyNotWhole(names=[], unnamed=request.unnamed)
    return {person.pk: place for person, place in zip(party, free, strict=False)}


def places_to_hold(
    *,
    request: PlacementRequest,
    party: Sequence[Person],
    unit_id: UUID,
    found: Iterable[Candidate],
    whole_unit: bool,
) -> list[Place]:
    """Return the places of the unit to hold for a party, for those not named yet too.

    Raises UnitTooSmall.
    """
    free = next((one.places for one in found if one.unit.pk == unit_id), ())
    size = len(party) + request.unnamed
    if size > len(free):
        raise UnitTooSmall(people=size, places=len(free))
    return list(free) if whole_unit else list(free[:size])


def check_whole(
    *,
    request: PlacementRequest,
    party: Sequence[Person],
    chosen: Container[UUID],
    whole_unit: bool,
) -> None:
    """Raise PartyNotWhole where a place was chosen, or is held, for some of the party only."""
    without = [person.known_as for person in party if person.pk not in chosen]
    if without or (request.unnamed and not whole_unit):
        raise PartyNotWhole(names=without, unnamed=request.unnamed)
