"""The houses of one city: structures, units and places, sized by how many people it meets."""

import datetime as dt
import random
from dataclasses import dataclass, field
from uuid import UUID

from lgnet.housing.enums import CAPPED_KINDS, StructureKind, UnitKind
from lgnet.kernel.ids import derived_uuid

from .chance import pick
from .profiles import Profile, neighbourhoods
from .seasons import Season, winters

# Places for each person met in two years.
_EMERGENCY_SHARE = 0.048
_WINTER_SHARE = 0.010
_COHOUSING_SHARE = 0.010
_HOUSING_FIRST_SHARE = 0.010
_TRANSITIONAL_SHARE = 0.011
_LARGEST_HOUSE = 38
_GUESTS_PER_REFUGE_PLACE = 9


@dataclass(slots=True)
class DemoPlace:
    """A place to sleep, usable from the first night to before the last one."""

    id: UUID
    label: str
    available_from: dt.date
    available_until: dt.date | None


@dataclass(slots=True)
class DemoUnit:
    """A room or flat, and whom it suits: men, women or family."""

    id: UUID
    name: str
    kind: UnitKind
    suits: str
    places: list[DemoPlace]


@dataclass(slots=True)
class DemoStructure:
    """A house of the network; ``organisation`` is a place in the city's list."""

    id: UUID
    name: str
    kind: StructureKind
    organisation: int
    address: str
    neighbourhood: str | None
    opened_on: dt.date
    units: list[DemoUnit] = field(default_factory=list)

    @property
    def is_capped(self) -> bool:
        return self.kind in CAPPED_KINDS


def structure_id(code: str, number: int) -> UUID:
    """Return the identifier of a city's ``number``-th house, whatever the seed and the day."""
    return derived_uuid("demo", "structure", code, number)


class Builder:
    """Builds structures with identifiers that depend on the city and their number alone."""

    def __init__(
        self, *, code: str, people: int, profile: Profile, season: Season, rng: random.Random
    ) -> None:
        self.code = code
        self.people = people
        self.season = season
        self.rng = rng
        self.areas = list(neighbourhoods()[profile.name])
        rng.shuffle(self.areas)
        self.built: list[DemoStructure] = []

    def structure(self, kind: StructureKind, title: str, *, street: str) -> DemoStructure:
        """Add a house in the next neighbourhood and return it."""
        number = len(self.built)
        area = self.areas[number % len(self.areas)]
        is_refuge = kind == StructureKind.PROTECTED_REFUGE
        made = DemoStructure(
            id=structure_id(self.code, number),
            name=title if is_refuge else f"{title} {area}",
            kind=kind,
            organisation=self.rng.randrange(1, 4),
            address=f"{street} {self.rng.randrange(1, 120)}",
            neighbourhood=area,
            opened_on=self.season.first - dt.timedelta(days=self.rng.randrange(30, 900)),
        )
        self.built.append(made)
        return made

    def unit(
        self,
        house: DemoStructure,
        size: int,
        suits: str,
        *,
        kind: UnitKind = UnitKind.ROOM,
        name: str = "",
        opens: dt.date | None = None,
        closes: dt.date | None = None,
    ) -> None:
        """Add a room or flat of ``size`` places, open always or within these nights."""
        number = len(house.units)
        word = "Appartamento" if kind == UnitKind.FLAT else "Stanza"
        places = [
            DemoPlace(
                id=derived_uuid("demo", "place", house.id, number, place),
                label=f"{number + 1}.{place + 1:02d}",
                available_from=opens or house.opened_on,
                available_until=closes,
            )
            for place in range(size)
        ]
        unit = DemoUnit(
            id=derived_uuid("demo", "unit", house.id, number),
            name=name or f"{word} {number + 1:02d}",
            kind=kind,
            suits=suits,
            places=places,
        )
        house.units.append(unit)


def structures(build: Builder) -> list[DemoStructure]:
    """Return the open structures of a city, for those it meets in two years."""
    people = build.people
    _emergency(build, max(round(people * _EMERGENCY_SHARE), 5))
    _winter(build, max(round(people * _WINTER_SHARE), 2))
    _flats(build, StructureKind.SOLIDARITY_COHOUSING, people * _COHOUSING_SHARE)
    _flats(build, StructureKind.HOUSING_FIRST, people * _HOUSING_FIRST_SHARE)
    _transitional(build, max(round(people * _TRANSITIONAL_SHARE), 2))
    return build.built


def refuge(build: Builder) -> list[DemoStructure]:
    """Return the protected refuge of a city, for its guests of two years."""
    build.code = f"{build.code}-refuge"
    house = build.structure(StructureKind.PROTECTED_REFUGE, "Casa Esempio", street="Via Inventata")
    house.neighbourhood = None
    places = max(round(build.people / _GUESTS_PER_REFUGE_PLACE), 4)
    while places > 0:
        is_family = len(house.units) % 3 == 0
        size = min(places, 3 if is_family else 2)
        build.unit(house, size, "family" if is_family and size > 1 else "women")
        places -= size
    return build.built


def _emergency(build: Builder, places: int) -> None:
    count = -(-places // _LARGEST_HOUSE)
    for number in range(count):
        house = build.structure(
            StructureKind.EMERGENCY, "Dormitorio Esempio", street="Via dell'Esempio"
        )
        left = places // count + (number < places % count)
        family = max(round(left * 0.2), 2)
        women = max(round(left * 0.18), 1)
        men = max(left - family - women, 2)
        _rooms(build, house, family, "family", (3, 2, 4, 2, 3, 5))
        _rooms(build, house, women, "women", (3, 2, 4))
        _rooms(build, house, men, "men", (4, 6, 4, 3))


def _rooms(
    build: Builder, house: DemoStructure, places: int, suits: str, sizes: tuple[int, ...]
) -> None:
    number = 0
    while places > 0:
        size = min(places, sizes[number % len(sizes)])
        build.unit(house, size, suits)
        places -= size
        number += 1


def _winter(build: Builder, places: int) -> None:
    """Open a hall of the first emergency house wider in each winter of the history."""
    house = build.built[0]
    for opens, closes in winters(build.season.first, build.season.reference):
        if closes <= house.opened_on:
            continue
        opens = max(opens, house.opened_on)
        hall = f"Piano freddo {opens.year}/{(opens.year + 1) % 100:02d}"
        women = places // 4
        build.unit(house, places - women, "men", name=hall, opens=opens, closes=closes)
        if women:
            build.unit(house, women, "women", name=f"{hall} D", opens=opens, closes=closes)


def _flats(build: Builder, kind: StructureKind, wanted: float) -> None:
    """Build flats: shared ones of three or four, or small ones and family ones of their own."""
    is_shared = kind == StructureKind.SOLIDARITY_COHOUSING
    title = "Co-abitazione Esempio" if is_shared else "Casa Prova"
    street = "Piazza Immaginaria" if is_shared else "Via del Racconto"
    flats = max(round(wanted / (3.5 if is_shared else 2)), 1)
    while flats > 0:
        house = build.structure(kind, title, street=street)
        for number in range(min(flats, 3 if is_shared else 6)):
            if is_shared:
                suits = pick(build.rng, ("men", "men", "women", "family"))
                build.unit(house, 3 + number % 2, suits, kind=UnitKind.FLAT)
            elif number % 3 == 2:
                build.unit(house, 4, "family", kind=UnitKind.FLAT)
            else:
                suits = pick(build.rng, ("men", "men", "women"))
                build.unit(house, 1, suits, kind=UnitKind.FLAT)
            flats -= 1


def _transitional(build: Builder, places: int) -> None:
    house = build.structure(StructureKind.TRANSITIONAL, "Casa Passaggio", street="Via della Prova")
    while places > 0:
        number = len(house.units)
        size = min(places, 4 if number % 4 == 3 else 2)
        suits = ("men", "women", "men", "family")[number % 4]
        build.unit(house, size, suits if size > 1 or suits != "family" else "men")
        places -= size
