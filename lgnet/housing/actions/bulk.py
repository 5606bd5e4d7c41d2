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
from lgnet.kernel.bulk_sets import analyse

# From so many new rows on, the planner must know of them: whoever counts free places before the
# server looks by itself would wait for minutes.
MANY = 100


def load_structures(
    structures: Iterable[HousingStructure], units: Iterable[Unit], places: Iterable[Place]
) -> dict[str, Written]:
    """Write structures with units and places in the open scope; return counts by model."""
    written = {
        "structures": upsert(HousingStructure, structures),
        "units": upsert(Unit, units),
        "places": upsert(Place, places),
    }
    if written["places"].made >= MANY:
        analyse(Unit, Place)
    return written


def load_requests(requests: Iterable[PlacementRequest]) -> Written:
    """Write placement requests in the open scope."""
    return upsert(PlacementRequest, requests)


def load_stays(stays: Iterable[Stay], occupancies: Iterable[Occupancy]) -> Written:
    """Write stays and the nights they take; count stays."""
    written = upsert(Stay, stays)
    upsert(Occupancy, occupancies)
    if written.made >= MANY:
        analyse(Stay, Occupancy)
    return written
