"""A city with places, and requests for them that wait: the ground on which writers compete."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from lgnet.demo.actions.staff import load_staff
from lgnet.housing.actions.bulk import load_requests, load_stays, load_structures
from lgnet.housing.enums import EndReason, StructureKind, UnitKind
from lgnet.housing.models import HousingStructure, Occupancy, Place, PlacementRequest, Stay, Unit
from lgnet.housing.rules import due_on
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City, Membership, Organisation
from lgnet.people.actions.bulk import load_people
from lgnet.people.enums import BirthPrecision
from lgnet.people.models import Person

CITY = "Torino"
CHUNK = 5_000
PLACES_A_UNIT = 4
MONTHS = 6  # the term of an emergency house
# Emergency houses give about 183 nights. With one request every 2.3 days, 100 places are four
# fifths full at any time: most writers find a place, many find theirs taken.
DAYS_BETWEEN = 2.3
# Requests do not come in the order of their nights.
SPREAD_DAYS = 60
# What each place has behind it: without a past the planner takes the tables for empty.
PAST_STAYS, PAST_NIGHTS = 20, 30
_PREFIX = "Prova"


@dataclass(frozen=True, slots=True)
class Ground:
    """Identifiers alone, so that it can be handed to other processes."""

    city_id: UUID
    user_id: UUID
    places: list[UUID] = field(default_factory=list)
    requests: list[UUID] = field(default_factory=list)
    last_places: list[UUID] = field(default_factory=list)
    last_requests: list[UUID] = field(default_factory=list)


def prepare(*, places: int, requests: int, last_places: int, last_requests: int) -> Ground:
    """Write a city, ``places`` places with a past and ``requests`` requests for rolling nights.

    The last places stand in a house of their own, and all their requests begin tonight.
    """
    load_staff(cities={city.cadastral_code: city for city in City.objects.filter(is_active=True)})
    city = City.objects.get(name=CITY)
    organisation = Organisation.objects.filter(city=city).order_by("name").first()
    rng = random.Random(1)
    nights = (
        tonight() + dt.timedelta(days=int(number * DAYS_BETWEEN) + rng.randint(0, SPREAD_DAYS))
        for number in range(requests)
    )
    with scope(city_id=city.pk):
        member = Membership.objects.filter(role=Role.HOUSING_COORDINATOR).order_by("pk").first()
        return Ground(
            city_id=city.pk,
            user_id=member.user_id,
            places=_add_house("Casa Prova", organisation, places),
            requests=_add_requests(nights, member.user_id),
            last_places=_add_house("Casa Ultimi Posti", organisation, last_places),
            last_requests=_add_requests(iter([tonight()] * last_requests), member.user_id),
        )


def _add_house(name: str, organisation: Organisation, count: int) -> list[UUID]:
    since = tonight() - dt.timedelta(days=PAST_STAYS * PAST_NIGHTS)
    house = HousingStructure(
        id=uuid7(),
        name=name,
        kind=StructureKind.EMERGENCY,
        organisation=organisation,
        opened_on=since,
    )
    units = [
        Unit(id=uuid7(), structure_id=house.pk, name=f"Stanza {number + 1}", kind=UnitKind.ROOM)
        for number in range(-(-count // PLACES_A_UNIT))
    ]
    places = [
        Place(
            id=uuid7(),
            unit_id=units[number // PLACES_A_UNIT].pk,
            label=str(number % PLACES_A_UNIT + 1),
            available_from=since,
        )
        for number in range(count)
    ]
    load_structures([house], units, places)
    _add_past(house, places)
    return [place.pk for place in places]


def _add_past(house: HousingStructure, places: list[Place]) -> None:
    """Write the stays that ended in each place, one after another up to now."""
    people, stays, nights = [], [], []
    for place in places:
        for number in range(PAST_STAYS):
            left = tonight() - dt.timedelta(days=number * PAST_NIGHTS)
            came = left - dt.timedelta(days=PAST_NIGHTS)
            people.append(Person(id=uuid7(), known_as=f"{_PREFIX} {number}"))
            stay = Stay(
                id=uuid7(),
                person_id=people[-1].pk,
                structure_id=house.pk,
                started_on=came,
                clock_started_on=came,
                due_on=due_on(months=MONTHS, counts_from=came),
                ended_on=left,
                end_reason=EndReason.OTHER,
                given_at=timezone.now(),
                ended_at=timezone.now(),
            )
            stays.append(stay)
            nights.append(
                Occupancy(
                    id=uuid7(),
                    place_id=place.pk,
                    person_id=stay.person_id,
                    stay_id=stay.pk,
                    nights=DateRange(came, left),
                )
            )
    load_people(people, [])
    load_stays(stays, nights)


def _add_requests(nights: Iterator[dt.date], user_id: UUID) -> list[UUID]:
    """Write a person and an open request for each first night, in chunks."""
    ids: list[UUID] = []
    people: list[Person] = []
    requests: list[PlacementRequest] = []

    def write() -> None:
        load_people(people, [])
        load_requests(requests)
        ids.extend(request.pk for request in requests)
        people.clear()
        requests.clear()

    for number, night in enumerate(nights):
        person = Person(
            id=uuid7(),
            known_as=f"{_PREFIX} {number}",
            birth_date=dt.date(1980, 1, 1),
            birth_precision=BirthPrecision.YEAR,
            birth_answer=Answer.KNOWN,
        )
        people.append(person)
        requests.append(
            PlacementRequest(
                id=uuid7(),
                person_id=person.pk,
                from_on=night,
                asked_at=timezone.now(),
                asked_by_id=user_id,
            )
        )
        if len(people) == CHUNK:
            write()
    write()
    return ids
