"""Invented people who move between cities: the same person, told and written twice.

Names come from the demo's pools, the common ones more often, as in life. What an office writes
differs from time to time: another spelling, another script, a name left out, the year alone.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lgnet.demo.communities import COMMUNITIES, Community
from lgnet.demo.names import NameEntry, pool
from lgnet.people.enums import BirthPrecision, IdentifierScheme, Script, Sex
from lgnet.people.match_tokens import Number, Traits
from lgnet.people.rules import Birth

# Ordinary words stand for family names in the pools; real ones are as uneven as this.
UNEVEN = 0.9
HAS_DATED_PAPER = 0.6
WRITES_DATE_WRONG = 0.03
PLACEHOLDER = 0.15
WRITES_SCRIPT = 0.5
LEAVES_FAMILY_OUT = 0.1
TELLS_THIRD_NAME = 0.7
HAS_CODE = 0.35
SHOWS_CODE = 0.7
HAS_PHONE, KEEPS_PHONE, TELLS_PHONE = 0.6, 0.6, 0.7


@dataclass(frozen=True)
class Truth:
    """What is true of somebody."""

    number: int
    community: Community
    names: tuple[NameEntry, ...]
    born: dt.date
    sex: Sex
    has_paper: bool
    is_filler: bool
    code: str
    phone: str


def people(rng: random.Random, count: int) -> Iterator[Truth]:
    """Yield different people; the communities are as uneven as in the streets."""
    communities = list(COMMUNITIES.values())
    shares = [1 / (rank + 1) for rank in range(len(communities))]
    for number in range(count):
        community = rng.choices(communities, weights=shares)[0]
        names = pool(community.pool)
        is_woman = rng.random() < max(community.women, 0.05)
        given = names.female if is_woman else names.male
        told = [_pick(rng, given), _pick(rng, names.family)]
        if rng.random() < 0.3:
            told.insert(1, _pick(rng, given))
        age = min(max(rng.gauss(*community.age), 18), 80)
        yield Truth(
            number,
            community,
            tuple(told),
            dt.date(2026, 6, 1) - dt.timedelta(days=round(age * 365.25) + rng.randrange(365)),
            Sex.FEMALE if is_woman else Sex.MALE,
            rng.random() < HAS_DATED_PAPER,
            rng.random() < PLACEHOLDER,
            f"STP{rng.randrange(10**13):013}" if rng.random() < HAS_CODE else "",
            f"+39{rng.randrange(3 * 10**9, 4 * 10**9)}" if rng.random() < HAS_PHONE else "",
        )


def _pick(rng: random.Random, entries: tuple[NameEntry, ...]) -> NameEntry:
    weights = [1 / (rank + 1) ** UNEVEN for rank in range(len(entries))]
    return rng.choices(entries, weights=weights)[0]


def moved(rng: random.Random, person: Truth) -> Truth:
    """Return the same person some months later: another phone, perhaps."""
    if person.phone and rng.random() > KEEPS_PHONE:
        return replace(person, phone=f"+39{rng.randrange(3 * 10**9, 4 * 10**9)}")
    return person


def as_told(rng: random.Random, person: Truth) -> Traits:
    """Return what one city's office writes of a person."""
    numbers = ()
    if person.code and rng.random() < SHOWS_CODE:
        numbers = (Number(IdentifierScheme.STP, person.code),)
    phones = (person.phone,) if person.phone and rng.random() < TELLS_PHONE else ()
    return Traits(
        called=_writings(rng, person),
        birth=_birth(rng, person),
        sex=person.sex if rng.random() < 0.97 else None,
        numbers=numbers,
        phones=phones,
    )


def _writings(rng: random.Random, person: Truth) -> tuple[str, ...]:
    names = list(person.names)
    left_out = LEAVES_FAMILY_OUT if len(names) == 2 else 1 - TELLS_THIRD_NAME
    if rng.random() < left_out:
        del names[1]
    if person.community.family_first or rng.random() < 0.1:
        names.reverse()
    latin = " ".join(n.latin if rng.random() < 0.6 else n.latin_alt for n in names)
    has_script = person.community.script != Script.LATIN and all(n.native for n in names)
    if not has_script or rng.random() > WRITES_SCRIPT:
        return (latin,)
    native = " ".join(n.native for n in names)
    return (latin, native) if rng.random() < 0.7 else (native,)


def _birth(rng: random.Random, person: Truth) -> Birth | None:
    born = person.born
    if person.has_paper:
        if person.is_filler:
            return Birth(born.replace(month=1, day=1), BirthPrecision.EXACT)
        if rng.random() < WRITES_DATE_WRONG:
            born += dt.timedelta(days=rng.choice((-10, -1, 1, 10, 30, 365)))
        return Birth(born, BirthPrecision.EXACT)
    roll = rng.random()
    if roll < 0.3:
        return None
    if roll < 0.5:
        year = born.year + rng.choice((-2, -1, 0, 0, 1))
        return Birth(dt.date(year, 1, 1), BirthPrecision.ESTIMATED)
    if roll < 0.8:
        return Birth(dt.date(born.year, 1, 1), BirthPrecision.YEAR)
    return Birth(born, BirthPrecision.EXACT)
