"""A city's records: most people once, some twice or more, written otherwise each time."""

import datetime as dt
import random
from dataclasses import dataclass, field, replace

from lgnet.people.enums import BirthPrecision
from lgnet.people.rules import Birth

from .names import LANGUAGES, Drawn, draw
from .slips import misdated, mistyped, respelt

# So many of a hundred people are recorded more than once.
RECORDED_AGAIN = 10
# So many of a hundred exact birth dates are a registry's 1 January.
ON_1_JANUARY = 18


@dataclass(frozen=True, slots=True)
class Told:
    """What one record says of a person; ``person`` is who it really is."""

    person: int
    known_as: str
    given: str
    family: str
    other_names: tuple[str, ...] = ()
    birth: Birth | None = None
    sex: str | None = None
    citizenship: str | None = None
    phone: str | None = None
    is_shared_phone: bool = False
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Someone:
    number: int
    sex: str
    citizenship: str
    given: Drawn
    family: Drawn
    born: dt.date
    phone: str | None
    is_shared_phone: bool
    fiscal_code: str | None
    others: list[tuple[str, str]] = field(default_factory=list)


def city(seed: int, records: int) -> list[Told]:
    """Return a city's records in random order; the same seed gives the same ones."""
    rng = random.Random(seed)
    told: list[Told] = []
    number = 0
    while len(told) < records:
        number += 1
        someone = _someone(rng, number)
        first = _first_record(rng, someone)
        told.append(first)
        again = 0
        if rng.randrange(100) < RECORDED_AGAIN:
            again = rng.choices((1, 2, 3), weights=(82, 14, 4))[0]
        told += [_again(rng, someone, first) for _ in range(again)]
    del told[records:]
    rng.shuffle(told)
    return told


def _someone(rng: random.Random, number: int) -> _Someone:
    shares = [share for _language, _country, share in LANGUAGES]
    language, citizenship, _ = rng.choices(LANGUAGES, weights=shares)[0]
    sex = rng.choices(("male", "female"), weights=(72, 28))[0]
    born = dt.date(1950, 1, 1) + dt.timedelta(days=int(rng.triangular(0, 21_000, 16_000)))
    if rng.randrange(100) < ON_1_JANUARY:
        born = born.replace(month=1, day=1)
    someone = _Someone(
        number=number,
        sex=sex,
        citizenship=citizenship,
        given=draw(rng, language, "m" if sex == "male" else "f"),
        family=draw(rng, language, "family"),
        born=born,
        phone=None,
        is_shared_phone=False,
        fiscal_code=f"FC{number:014}" if rng.randrange(100) < 30 else None,
    )
    if rng.randrange(100) < 50:
        someone.is_shared_phone = rng.randrange(100) < 12
        near = number // 6 if someone.is_shared_phone else number
        someone.phone = f"+39{'32' if someone.is_shared_phone else '33'}{near:08}"
    if rng.randrange(100) < 15:
        someone.others.append(("stp", f"STP{number:013}"))
    return someone


def _first_record(rng: random.Random, someone: _Someone) -> Told:
    given, family = someone.given, someone.family
    native = f"{given.native} {family.native}".strip()
    is_native_known = bool(given.native and family.native) and rng.randrange(100) < 25
    chance = rng.randrange(100)
    birth: Birth | None = Birth(someone.born, BirthPrecision.EXACT)
    if chance < 7:
        birth = None
    elif chance < 12:
        birth = Birth(dt.date(someone.born.year, 1, 1), BirthPrecision.YEAR)
    elif chance < 17:
        birth = _estimated(rng, someone.born)
    return Told(
        person=someone.number,
        known_as=f"{given.latin} {family.latin}",
        given=given.latin,
        family=family.latin,
        other_names=(native,) if is_native_known else (),
        birth=birth,
        sex=someone.sex if rng.randrange(100) < 97 else None,
        citizenship=someone.citizenship if rng.randrange(100) < 94 else None,
        phone=someone.phone,
        is_shared_phone=someone.is_shared_phone,
        identifiers=_identifiers(rng, someone),
    )


def _identifiers(rng: random.Random, someone: _Someone) -> tuple[tuple[str, str], ...]:
    """Return the papers somebody has with them this time."""
    held = list(someone.others)
    if someone.fiscal_code:
        held.append(("codice_fiscale", someone.fiscal_code))
    return tuple(one for one in held if rng.randrange(100) < 65)


def _again(rng: random.Random, someone: _Someone, first: Told) -> Told:
    told = replace(first, identifiers=_identifiers(rng, someone))
    told = _named_again(rng, someone, told)
    told = replace(told, birth=_born_again(rng, someone.born))
    if rng.randrange(100) < 35:
        new = rng.randrange(10**8)
        told = replace(told, phone=None if rng.randrange(2) else f"+3934{new:08}")
    chance = rng.randrange(100)
    if chance < 6:
        told = replace(told, citizenship=None)
    elif chance < 8:
        told = replace(told, citizenship=rng.choice(LANGUAGES)[1])
    if rng.randrange(100) < 3:
        told = replace(told, sex=rng.choice((None, None, "male", "female")))
    return told


def _named_again(rng: random.Random, someone: _Someone, told: Told) -> Told:
    given, family = someone.given.latin, someone.family.latin
    chance = rng.randrange(1000)
    others: tuple[str, ...] = ()
    if chance < 320:
        pass
    elif chance < 480:
        given = _other_spelling(rng, someone.given)
    elif chance < 640:
        family = _other_spelling(rng, someone.family)
    elif chance < 760:
        given = _other_spelling(rng, someone.given)
        family = _other_spelling(rng, someone.family)
    elif chance < 830:
        given, family = mistyped(rng, given), family
    elif chance < 900:
        given, family = given, mistyped(rng, family)
    elif chance < 940:
        given, family = family, given
    elif chance < 955 or (chance < 975 and not someone.given.native):
        family = ""
    elif chance < 975:
        # Only the own script was written.
        given, family = someone.given.native, someone.family.native or family
    elif chance < 988:
        given, family = f"{given}{family.lower()}", ""
    else:
        others = (respelt(rng, given),)
        given = f"{given} {draw(rng, 'arabic', 'm').latin}"
    return replace(
        told, known_as=f"{given} {family}".strip(), given=given, family=family, other_names=others
    )


def _other_spelling(rng: random.Random, name: Drawn) -> str:
    if name.other_latin != name.latin and rng.randrange(2):
        return name.other_latin
    return respelt(rng, name.latin)


def _born_again(rng: random.Random, born: dt.date) -> Birth | None:
    chance = rng.randrange(100)
    if chance < 60:
        return Birth(born, BirthPrecision.EXACT)
    if chance < 72:
        return Birth(misdated(rng, born), BirthPrecision.EXACT)
    if chance < 79:
        return Birth(born.replace(month=1, day=1), BirthPrecision.EXACT)
    if chance < 84:
        return Birth(born.replace(month=1, day=1), BirthPrecision.YEAR)
    if chance < 92:
        return _estimated(rng, born)
    return None


def _estimated(rng: random.Random, born: dt.date) -> Birth:
    year = born.year + rng.choice((-3, -2, -1, -1, 0, 0, 0, 1, 1, 2, 3))
    return Birth(dt.date(year, 1, 1), BirthPrecision.ESTIMATED)
