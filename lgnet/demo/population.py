"""The people of one city: parties that arrive together, their names, what they tell of them."""

import datetime as dt
import random
from dataclasses import dataclass, field
from uuid import UUID

from lgnet.housing.enums import Urgency
from lgnet.kernel.answers import Answer
from lgnet.people.enums import BirthPrecision, NameKind, Script, Sex

from .chance import made_id, pick, weighted
from .communities import COMMUNITIES, Community
from .names import NameEntry, pool
from .profiles import Profile
from .seasons import DESK, STREET, Season

YEAR = 365.25
NICKNAMES = (
    "Nuvola", "Sarto", "Cuoco", "Maestro", "Capitano", "Poeta", "Fiore", "Stella", "Zio",
    "Luna", "Treno", "Mare", "Vento", "Sciarpa", "Berretto", "Chitarra", "Bicicletta",
)  # fmt: skip

_SEX_ANSWERS = {Answer.KNOWN: 97, Answer.UNKNOWN: 1, Answer.DECLINED: 0.5, Answer.NOT_ASKED: 1.5}
_BIRTH_ANSWERS = {Answer.KNOWN: 74, Answer.UNKNOWN: 9, Answer.DECLINED: 6, Answer.NOT_ASKED: 11}
_CITIZENSHIP_ANSWERS = {
    Answer.KNOWN: 82,
    Answer.UNKNOWN: 5,
    Answer.DECLINED: 6,
    Answer.NOT_ASKED: 7,
}
_LANGUAGE_ANSWERS = {Answer.KNOWN: 80, Answer.UNKNOWN: 5, Answer.DECLINED: 2, Answer.NOT_ASKED: 13}
_PRECISIONS = {
    BirthPrecision.EXACT: 48,
    BirthPrecision.MONTH: 5,
    BirthPrecision.YEAR: 27,
    BirthPrecision.ESTIMATED: 20,
}
# Registries write 1 January where they do not know the day.
_PLACEHOLDER_SHARE = 0.18


@dataclass(slots=True)
class DemoName:
    """One row of a person's names."""

    id: UUID
    kind: NameKind
    script: Script
    text: str


@dataclass(slots=True)
class DemoPerson:
    """An invented person: what is true of them, and what the record says."""

    id: UUID
    is_woman: bool
    born: dt.date
    known_as: str
    names: list[DemoName]
    sex: Sex | None
    sex_answer: Answer
    birth_date: dt.date | None
    birth_precision: BirthPrecision | None
    birth_answer: Answer
    country: str | None
    citizenship_answer: Answer
    language: str | None
    language_answer: Answer
    created_at: dt.datetime


@dataclass(slots=True)
class Party:
    """People who arrive together: one alone, or a family. The first is asked for all."""

    people: list[DemoPerson]
    community: Community
    setting: str  # where they were first met
    met_at: dt.datetime
    met_on: dt.date
    urgency: list[Urgency] = field(default_factory=list)

    @property
    def head(self) -> DemoPerson:
        return self.people[0]

    @property
    def is_family(self) -> bool:
        return len(self.people) > 1

    @property
    def sleeps_with(self) -> str:
        """Return which rooms suit: families, women or men."""
        if self.is_family:
            return "family"
        return "women" if self.head.is_woman else "men"


def parties(
    rng: random.Random, *, count: int, profile: Profile, season: Season, is_refuge: bool = False
) -> list[Party]:
    """Return parties of ``count`` people in all, by their first meeting."""
    mix = profile.mix
    made: list[Party] = []
    left = count
    while left > 0:
        community = COMMUNITIES[weighted(rng, mix)]
        people = _ages_and_sexes(rng, community, is_refuge=is_refuge)[:left]
        setting = DESK if is_refuge or len(people) > 1 or rng.random() < 0.4 else STREET
        day = season.pick_day(rng, setting, season.first, season.last) or season.last
        made.append(_party(rng, community, people, setting, day, season))
        left -= len(people)
    made.sort(key=lambda party: (party.met_at, party.head.id))
    return made


def _ages_and_sexes(
    rng: random.Random, community: Community, *, is_refuge: bool
) -> list[tuple[bool, float]]:
    """Return (is a woman, age in years) of each member; adults first, minors never alone."""

    def adult(is_woman: bool, most: float = 78) -> tuple[bool, float]:
        mean, spread = community.age
        return is_woman, min(max(rng.gauss(mean, spread), 18.1 + rng.random()), most)

    if is_refuge:
        mother = adult(True, 45)
        return [mother, *_children(rng, mother)] if rng.random() < 0.3 else [mother]
    if rng.random() >= community.families:
        return [adult(rng.random() < community.women)]
    kind = weighted(rng, {"mother": 5, "couple": 2, "both": 4, "father": 0.4})
    if kind == "couple":
        return [adult(True), adult(False)]
    parent = adult(kind != "father", 48)
    children = _children(rng, parent)
    return [parent, adult(False, 52), *children] if kind == "both" else [parent, *children]


def _children(rng: random.Random, parent: tuple[bool, float]) -> list[tuple[bool, float]]:
    oldest = min(parent[1] - 17.5, 17.6)
    count = weighted(rng, {1: 5, 2: 4, 3: 1.5})
    return sorted(
        ((rng.random() < 0.5, rng.uniform(0.2, max(oldest, 0.4))) for _ in range(count)),
        key=lambda child: -child[1],
    )


def _party(
    rng: random.Random,
    community: Community,
    members: list[tuple[bool, float]],
    setting: str,
    day: dt.date,
    season: Season,
) -> Party:
    names = pool(community.pool)
    family = pick(rng, names.family)
    tells_family_name = len(members) > 1 or rng.random() < 0.8
    met_at = season.moment(rng, setting, day)
    people = []
    for number, (is_woman, age) in enumerate(members):
        given = pick(rng, names.female if is_woman else names.male)
        created_at = met_at + dt.timedelta(seconds=number * 90)
        born = day - dt.timedelta(days=round(age * YEAR))
        is_minor = age < 18
        person = _person(rng, community, is_woman, born, created_at, is_minor=is_minor)
        is_called = not tells_family_name and not is_minor and rng.random() < 0.3
        nickname = pick(rng, NICKNAMES) if is_called or rng.random() < 0.04 else None
        _name(rng, person, community, given, family if tells_family_name else None, nickname)
        people.append(person)
    party = Party(people, community, setting, met_at, day)
    party.urgency = _urgency(rng, party)
    return party


def _person(
    rng: random.Random,
    community: Community,
    is_woman: bool,
    born: dt.date,
    created_at: dt.datetime,
    *,
    is_minor: bool,
) -> DemoPerson:
    sex_answer = weighted(rng, _SEX_ANSWERS)
    sex = None
    if sex_answer == Answer.KNOWN:
        sex = Sex.FEMALE if is_woman else Sex.MALE
        if not is_minor and rng.random() < 0.003:
            sex = Sex.OTHER
    birth_answer = Answer.KNOWN if is_minor else weighted(rng, _BIRTH_ANSWERS)
    birth_date = precision = None
    if birth_answer == Answer.KNOWN:
        precision = BirthPrecision.EXACT if is_minor else weighted(rng, _PRECISIONS)
        birth_date = _told_birth(rng, born, precision, is_minor=is_minor)
    citizenship_answer = weighted(rng, _CITIZENSHIP_ANSWERS)
    language_answer = weighted(rng, _LANGUAGE_ANSWERS)
    return DemoPerson(
        id=made_id(rng, created_at),
        is_woman=is_woman,
        born=born,
        known_as="",
        names=[],
        sex=sex,
        sex_answer=sex_answer,
        birth_date=birth_date,
        birth_precision=precision,
        birth_answer=birth_answer,
        country=community.country if citizenship_answer == Answer.KNOWN else None,
        citizenship_answer=citizenship_answer,
        language=community.language if language_answer == Answer.KNOWN else None,
        language_answer=language_answer,
        created_at=created_at,
    )


def _told_birth(
    rng: random.Random, born: dt.date, precision: BirthPrecision, *, is_minor: bool
) -> dt.date:
    """Return the first day of what is told, sometimes a placeholder or a guess."""
    if precision == BirthPrecision.EXACT:
        is_placeholder = not is_minor and rng.random() < _PLACEHOLDER_SHARE
        return born.replace(month=1, day=1) if is_placeholder else born
    if precision == BirthPrecision.MONTH:
        return born.replace(day=1)
    year = born.year
    if precision == BirthPrecision.ESTIMATED:
        year += rng.choice((-2, -1, -1, 0, 0, 1))
    return dt.date(year, 1, 1)


def _name(
    rng: random.Random,
    person: DemoPerson,
    community: Community,
    given: NameEntry,
    family: NameEntry | None,
    nickname: str | None,
) -> None:
    """Write what the person is called, and the names told, in one or two scripts."""

    def latin(entry: NameEntry, other: bool = False) -> str:
        return entry.latin_alt if community.prefers_alt != other else entry.latin

    def add(kind: NameKind, script: Script, text: str) -> None:
        moment = person.created_at
        person.names.append(DemoName(made_id(rng, moment), kind, script, text))

    respelt = rng.random() < 0.25
    entries = [given] if family is None else [given, family]
    order = entries[::-1] if community.family_first else entries
    if nickname and family is None:
        person.known_as = nickname
        add(NameKind.NICKNAME, Script.LATIN, nickname)
        return
    person.known_as = " ".join(latin(entry, respelt) for entry in order)
    add(NameKind.GIVEN, Script.LATIN, latin(given, respelt))
    if family is not None:
        add(NameKind.FAMILY, Script.LATIN, latin(family, respelt))
    if community.script != Script.LATIN and rng.random() < 0.6:
        if rng.random() < 0.25 and family is not None:
            joint = "" if community.script == Script.HAN else " "
            add(NameKind.FULL, community.script, joint.join(entry.native for entry in order))
        else:
            add(NameKind.GIVEN, community.script, given.native)
            if family is not None:
                add(NameKind.FAMILY, community.script, family.native)
    if family is not None and rng.random() < 0.22:
        # The same name as another office spelt it.
        other = " ".join(latin(entry, not respelt) for entry in order)
        add(NameKind.FULL, Script.LATIN, other)
    if nickname:
        add(NameKind.NICKNAME, Script.LATIN, nickname)


def _urgency(rng: random.Random, party: Party) -> list[Urgency]:
    """Return the named reasons for which a place would be urgent."""
    reasons = []
    if (party.setting == STREET and rng.random() < 0.6) or rng.random() < 0.2:
        reasons.append(Urgency.STREET_TONIGHT)
    if any(person.born > party.met_on - dt.timedelta(days=18 * YEAR) for person in party.people):
        reasons.append(Urgency.CHILDREN)
    if rng.random() < 0.14:
        reasons.append(Urgency.HEALTH_RISK)
    if rng.random() < (0.2 if party.head.is_woman else 0.04):
        reasons.append(Urgency.PROTECTION_RISK)
    if party.setting == DESK and rng.random() < 0.12:
        reasons.append(Urgency.EVICTION)
    return reasons
