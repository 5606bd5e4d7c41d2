"""Loading structures and stays in bulk, for imports and the demo.

The exclusion constraints hold here as everywhere: an overlap raises IntegrityError, so callers
settle overlaps first.
"""

from collections.abc import Iterable

from lgnet.housing.models import (
    HousingStructure,
    Occupancy,
    Place,
    PlacementRequest,
    Stay,
    Unit,
)
from lgnet.kernel.bulk import Written, upsert


def load_structures(
    structures: Iterable[HousingStructure], units: Iterable[Unit], places: Iterable[Place]
) -> dict[str, Written]:
    """Write structures with units and places in the open scope; return counts by model."""
    return {
        "structures": upsert(HousingStructure, structures),
        "units": upsert(Unit, units),
        "places": upsert(Place, places),
    }


def load_requests(requests: Iterable[PlacementRequest]) -> Written:
    """Write placement requests in the open scope."""
    return upsert(PlacementRequest, requests)


def load_stays(stays: Iterable[Stay], occupancies: Iterable[Occupancy]) -> Written:
    """Write stays and the nights they take; count stays."""
    written = upsert(Stay, stays)
    upsert(Occupancy, occupancies)
    return written
