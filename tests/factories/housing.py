"""Structures with units and places, inside the open scope."""

import datetime as dt
import itertools

import time_machine

from lgnet.housing.actions.holds import hold_places
from lgnet.housing.actions.placing import give_place
from lgnet.housing.actions.requests import ask_for_place
from lgnet.housing.enums import StructureKind, UnitKind
from lgnet.housing.models import Hold, HousingStructure, Place, PlacementRequest, Stay, Unit
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import ITALY, tonight
from lgnet.kernel.tenancy import required_scope
from lgnet.network.models import City
from lgnet.people.models import Person
from tests.factories.network import make_organisation, make_user
from tests.factories.people import make_person

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


def make_request(person: Person | None = None, *, by=None, **fields) -> PlacementRequest:
    """Make an open request from tonight on."""
    return ask_for_place(
        **{
            "id": uuid7(),
            "person": person or make_person(),
            "from_on": tonight(),
            "by": by or make_user(),
            **fields,
        }
    )


def make_hold(request: PlacementRequest | None = None, *, by=None, places=None, **options) -> Hold:
    """Hold a place for a request, or as many as ``places`` are."""
    return hold_places(
        id=uuid7(),
        request=request or make_request(),
        places=places or make_places(),
        by=by or make_user(),
        **options,
    )


def make_stay(
    *, place: Place | None = None, person: Person | None = None, by=None, started_on=None
) -> Stay:
    """Give ``person`` a place, from tonight or from the past night ``started_on``."""
    place = place or make_places()[0]
    person = person or make_person()
    by = by or make_user()
    if started_on is None:
        return give_place(request=make_request(person, by=by), place=place, by=by)
    first = dt.datetime.combine(started_on, dt.time(20), tzinfo=ITALY)
    with time_machine.travel(first, tick=False):
        return give_place(request=make_request(person, by=by), place=place, by=by)
