"""The board: places of one night gathered into structures and units, as the page shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from .enums import PlaceState


@dataclass(slots=True)
class UnitBlock:
    """A room, flat or house with its places in order."""

    unit: Any
    places: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class StructureBlock:
    """A structure with its units; of its open places, how many are free and how many to check."""

    structure: Any
    units: list[UnitBlock] = field(default_factory=list)
    free: int = 0
    to_check: int = 0
    open: int = 0


def gather(places: Iterable[Any]) -> list[StructureBlock]:
    """Return the blocks of ``queries.places_on``, whose order keeps structures together."""
    blocks: list[StructureBlock] = []
    for place in places:
        unit, structure = place.unit, place.unit.structure
        if not blocks or blocks[-1].structure.pk != structure.pk:
            blocks.append(StructureBlock(structure))
        block = blocks[-1]
        if not block.units or block.units[-1].unit.pk != unit.pk:
            block.units.append(UnitBlock(unit))
        block.units[-1].places.append(place)
        block.free += place.state == PlaceState.FREE
        block.to_check += place.state == PlaceState.TO_CHECK
        block.open += place.state != PlaceState.CLOSED
    return blocks


def name_occupants(places: Iterable[Any], called: Mapping[UUID, str]) -> None:
    """Give each place what its occupant is called; empty for nobody, or nobody one may see."""
    for place in places:
        place.occupant = called.get(place.occupant_id, "")


def totals(blocks: Iterable[StructureBlock]) -> dict[str, int]:
    """Return the free places, those to check and the open ones of all blocks."""
    found = list(blocks)
    return {
        "free": sum(block.free for block in found),
        "to_check": sum(block.to_check for block in found),
        "open": sum(block.open for block in found),
    }
