"""The people of the city, the encounters with them, and their cases."""

import datetime as dt
import random
from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from lgnet.cases.actions.bulk import load_cases
from lgnet.cases.enums import CaseState, Outcome
from lgnet.cases.models import Case
from lgnet.demo.names import pool
from lgnet.encounters.actions.bulk import load_encounters
from lgnet.encounters.enums import NeedKind, Setting
from lgnet.encounters.models import Encounter, Need
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.network.models import City, Neighbourhood
from lgnet.people.actions.bulk import load_people
from lgnet.people.enums import BirthPrecision, NameKind, Script, Sex
from lgnet.people.models import Country, Person, PersonName

from .draws import chunks, moment_of

POOLS = ("arabic", "bengali", "amharic", "urdu", "nigerian", "ukrainian", "somali", "punjabi")
SCRIPTS = {"arabic": Script.ARABIC, "bengali": Script.BENGALI, "amharic": Script.ETHIOPIC}
COMMON_NAME, RARE_NAME = "Mohammed", "Segnaposto"
RARE_EVERY = 20_000


def add_people(rng: random.Random, count: int) -> list[UUID]:
    countries = list(Country.objects.filter(is_current=True).order_by("pk")[:40])
    ids: list[UUID] = []
    for numbers in chunks(range(count)):
        people, names = [], []
        for number in numbers:
            person, called = _person(rng, countries, is_rare=number % RARE_EVERY == 7)
            people.append(person)
            names += called
        load_people(people, names)
        ids += [person.pk for person in people]
    return ids


def _person(
    rng: random.Random, countries: Sequence[Country], *, is_rare: bool
) -> tuple[Person, list[PersonName]]:
    stem = rng.choice(POOLS)
    names = pool(stem)
    sex = rng.choice((Sex.FEMALE, Sex.MALE))
    given = rng.choice(names.female if sex == Sex.FEMALE else names.male)
    family = rng.choice(names.family)
    known_as = RARE_NAME if is_rare else f"{given.latin} {family.latin}"
    person = Person(
        id=uuid7(),
        known_as=known_as,
        sex=sex,
        sex_answer=Answer.KNOWN,
        birth_date=dt.date(rng.randint(1950, 2020), rng.randint(1, 12), 1),
        birth_precision=BirthPrecision.MONTH,
        birth_answer=Answer.KNOWN,
        citizenship=rng.choice(countries),
        citizenship_answer=Answer.KNOWN,
        created_at=moment_of(rng),
    )
    written = [(NameKind.GIVEN, given), (NameKind.FAMILY, family)]
    called = [
        PersonName(
            id=uuid7(),
            person_id=person.pk,
            kind=kind,
            script=SCRIPTS.get(stem, Script.LATIN) if name.native else Script.LATIN,
            text=name.native or name.latin_alt or name.latin,
            position=position,
        )
        for position, (kind, name) in enumerate(written)
    ]
    return person, called


def add_encounters(rng: random.Random, ids: Sequence[UUID], city: City) -> None:
    where = list(Neighbourhood.objects.filter(city=city).order_by("name"))
    kinds = list(NeedKind)
    for some in chunks(ids):
        encounters, needs = [], []
        for person_id in (*some, *some):
            met = Encounter(
                id=uuid7(),
                person_id=person_id,
                setting=rng.choice((Setting.STREET, Setting.DESK)),
                happened_at=moment_of(rng),
                neighbourhood=rng.choice(where),
            )
            encounters.append(met)
            needs += [
                Need(id=uuid7(), encounter_id=met.pk, kind=kind)
                for kind in rng.sample(kinds, rng.randint(0, 2))
            ]
        load_encounters(encounters, needs)


def add_cases(rng: random.Random, ids: Sequence[UUID], *, manager_id: UUID) -> None:
    """Write cases, some of them still open, a few of these the manager's own."""
    for some in chunks(ids):
        load_cases([_case(rng, person_id, manager_id) for person_id in some if rng.random() < 0.3])


def _case(rng: random.Random, person_id: UUID, manager_id: UUID) -> Case:
    opened_at = moment_of(rng)
    responsible_id = manager_id if rng.random() < 0.05 else None
    if rng.random() < 0.2:
        return Case(
            id=uuid7(), person_id=person_id, opened_at=opened_at, responsible_id=responsible_id
        )
    return Case(
        id=uuid7(),
        person_id=person_id,
        state=CaseState.CLOSED,
        opened_at=opened_at,
        closed_at=opened_at + (timezone.now() - opened_at) * rng.random(),
        outcome=rng.choice(list(Outcome)),
    )
