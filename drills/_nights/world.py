"""The houses and people the machine plays with: in the database, and as the model knows them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from lgnet.accounts.models import User
from lgnet.housing.enums import StructureKind, UnitKind
from lgnet.housing.models import HousingStructure, Place, Unit
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.network.models import City, FundingLine, Organisation
from lgnet.people.enums import BirthPrecision
from lgnet.people.models import Person

from .model import Nights
from .values import FAR, ROME, Bed, House

# Just before the end of a month that has no 29th to follow it, in the winter.
STARTS_AT = dt.datetime(2026, 1, 28, 20, tzinfo=ROME)
LONG_AGO = dt.date(2020, 1, 1)

# Two houses of one programme whose clock goes on from one to the other, one without a term, one
# with a term of its own that closes for good.
HOUSES = (
    (StructureKind.EMERGENCY, True, House(months=6, programme=True)),
    (StructureKind.EMERGENCY, True, House(months=6, programme=True)),
    (StructureKind.TRANSITIONAL, True, House(months=None, programme=True)),
    (
        StructureKind.EMERGENCY,
        False,
        House(months=6, programme=False, closed_on=dt.date(2026, 10, 31)),
    ),
)
# House, kind of unit, places.
UNITS = (
    (0, UnitKind.ROOM, 1),
    (0, UnitKind.ROOM, 2),
    (1, UnitKind.FLAT, 3),
    (2, UnitKind.ROOM, 2),
    (3, UnitKind.ROOM, 1),
)
# The winter place: the last of the flat.
WINTER_PLACE, WINTER_ENDS = 5, dt.date(2026, 3, 31)
PEOPLE = 7
MINOR = 5
# Who asks together: mostly one alone, a parent with a child, two who met.
PARTIES = ((0,), (1,), (2,), (3,), (5,), (6, 5), (0, 1), (6, 5, 4), (4,))


@dataclass(frozen=True, slots=True)
class World:
    """The rows by the numbers that the model gives them."""

    by: User
    other: User
    structures: list[HousingStructure]
    places: list[Place]
    people: list[Person]

    def nights(self) -> Nights:
        """Return the model of this world, with nobody in it."""
        beds = [
            Bed(
                house=house,
                unit=number,
                is_room=kind == UnitKind.ROOM,
                opened_on=LONG_AGO,
            )
            for number, (house, kind, count) in enumerate(UNITS)
            for _ in range(count)
        ]
        winter = beds[WINTER_PLACE]
        beds[WINTER_PLACE] = Bed(winter.house, winter.unit, winter.is_room, LONG_AGO, WINTER_ENDS)
        return Nights(
            houses=[house for _, _, house in HOUSES],
            beds=beds,
            minors=frozenset({MINOR}),
            now=STARTS_AT,
        )


def make_world(city: City) -> World:
    """Write houses and people in the open scope of ``city``."""
    users = [
        User.objects.create_user(
            email=f"nights{number}@drill.example", full_name=f"Prova {number}", language="it"
        )
        for number in (1, 2)
    ]
    organisation = Organisation.objects.create(
        name="Ente della prova", kind=Organisation.Kind.NGO, city=city
    )
    line = FundingLine.objects.order_by("code").first()
    structures = [
        HousingStructure.objects.create(
            name=f"Casa {number}",
            kind=kind,
            organisation=organisation,
            funding_line=line if is_funded else None,
            opened_on=LONG_AGO,
            closed_on=None if house.closed_on == FAR else house.closed_on,
        )
        for number, (kind, is_funded, house) in enumerate(HOUSES)
    ]
    places: list[Place] = []
    for number, (house_number, unit_kind, count) in enumerate(UNITS):
        unit = Unit.objects.create(
            structure=structures[house_number], name=f"Unità {number}", kind=unit_kind
        )
        for label in range(count):
            until = WINTER_ENDS if len(places) == WINTER_PLACE else None
            place = Place.objects.create(
                unit=unit, label=str(label), available_from=LONG_AGO, available_until=until
            )
            places.append(place)
    people = [_person(number) for number in range(PEOPLE)]
    return World(users[0], users[1], structures, places, people)


def _person(number: int) -> Person:
    birth: dict[str, Any] = {}
    if number in (MINOR, PEOPLE - 1):
        year = 2015 if number == MINOR else 1985
        birth = {
            "birth_date": dt.date(year, 5, 5),
            "birth_precision": BirthPrecision.EXACT,
            "birth_answer": Answer.KNOWN,
        }
    return Person.objects.create(id=uuid7(), known_as=f"Prova {number}", **birth)
