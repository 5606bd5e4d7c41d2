"""Structures with units and places, inside the open scope."""

import datetime as dt
import itertools

from lgnet.housing.enums import StructureKind, UnitKind
from lgnet.housing.models import HousingStructure, Place, Unit
from lgnet.kernel.tenancy import required_scope
from lgnet.network.models import City
from tests.factories.network import make_organisation

_numbers = itertools.count(1)
LONG_AGO = dt.date(2020, 1, 1)


def make_structure(kind: StructureKind = StructureKind.EMERGENCY, **fields) -> HousingStructure:
    city = City.objects.get(pk=required_scope().city_id)
    defaults = {
        "name": f"Casa {next(_numbers)}",
        "kind": kind,
        "address": "Via Esempio 1",
        "opened_on": LONG_AGO,
    }
    if "organisation" not in fields:
        defaults["organisation"] = make_organisation(city)
    return HousingStructure.objects.create(**{**defaults, **fields})


def make_places(
    count: int = 1, *, structure: HousingStructure | None = None, **fields
) -> list[Place]:
    """Make a room with ``count`` places."""
    structure = structure or make_structure()
    unit = Unit.objects.create(
        structure=structure, name=f"Stanza {next(_numbers)}", kind=UnitKind.ROOM
    )
    return [
        Place.objects.create(unit=unit, label=f"{number}", **{"available_from": LONG_AGO, **fields})
        for number in range(1, count + 1)
    ]
