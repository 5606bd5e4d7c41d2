"""People of a city, as a desk has them: parts missing, dates that are fillers, two scripts."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.people.enums import BirthPrecision, NameKind, Script
from lgnet.people.models import Person, PersonName

from .names import COMMUNITIES, Community, family_names, given_names

# Of every hundred people.
ONLY_LATIN, ONLY_NATIVE = 60, 12  # the others are written in both scripts
NO_FAMILY_NAME = 12
EXACT, YEAR_ONLY, ESTIMATED = 62, 14, 6  # the others have no birth told
FILLERS = 18  # of the exact ones: 1 January
SECOND_SPELLING = 15
_FIRST_DAY, _DAYS = dt.date(1945, 1, 1), 28_000


@dataclass(frozen=True, slots=True)
class Made:
    """Somebody made up: how each part is written, and what of it was recorded."""

    id: UUID
    community: Community
    latin: tuple[str, ...]
    native: tuple[str, ...]
    recorded: tuple[str, ...]
    is_latin_recorded: bool
    is_native_recorded: bool
    birth: dt.date
    precision: BirthPrecision | None

    @property
    def native_name(self) -> str:
        """Return the whole name in the community's script; empty where that is Latin."""
        return native_whole(self.community, self.native)


def make_people(rng: random.Random, count: int) -> Iterator[Made]:
    """Yield ``count`` people; the same generator makes the same ones."""
    shares = [community.share for community in COMMUNITIES]
    for community in rng.choices(COMMUNITIES, shares, k=count):
        yield _made(rng, community)


def _made(rng: random.Random, community: Community) -> Made:
    parts = [given_names(community).draw(rng)]
    if rng.random() < community.has_two_given and community.script != Script.HAN:
        parts.append(given_names(community).draw(rng))
    if rng.randrange(100) >= NO_FAMILY_NAME:
        parts.append(family_names(community).draw(rng))
    latin = tuple(
        part.latin_alt if part.latin_alt and rng.randrange(100) < SECOND_SPELLING else part.latin
        for part in parts
    )
    native = tuple(part.native for part in parts)
    whole = native_whole(community, native)
    share = rng.randrange(100) if whole else 0
    is_latin = share < 100 - ONLY_NATIVE
    is_native = share >= ONLY_LATIN
    recorded = ((" ".join(latin),) if is_latin else ()) + ((whole,) if is_native else ())
    identifier = UUID(int=rng.getrandbits(128), version=4)
    return Made(identifier, community, latin, native, recorded, is_latin, is_native, *_birth(rng))


def native_whole(community: Community, native: tuple[str, ...]) -> str:
    """Return a whole name in the community's script; empty where that is Latin."""
    if not all(native):
        return ""
    if community.script == Script.HAN:
        return "".join(reversed(native))
    return " ".join(native)


def _birth(rng: random.Random) -> tuple[dt.date, BirthPrecision | None]:
    birth = _FIRST_DAY + dt.timedelta(days=int(_DAYS * rng.betavariate(3, 2)))
    share = rng.randrange(100)
    if share < EXACT:
        is_filler = rng.randrange(100) < FILLERS
        return birth.replace(month=1, day=1) if is_filler else birth, BirthPrecision.EXACT
    if share < EXACT + YEAR_ONLY:
        return birth.replace(month=1, day=1), BirthPrecision.YEAR
    if share < EXACT + YEAR_ONLY + ESTIMATED:
        return birth.replace(month=1, day=1), BirthPrecision.ESTIMATED
    return birth, None


def rows_of(made: Made) -> tuple[Person, list[PersonName]]:
    """Return the rows of somebody, inside the open scope."""
    is_told = made.precision is not None
    person = Person(
        id=made.id,
        known_as=made.recorded[0],
        birth_date=made.birth if is_told else None,
        birth_precision=made.precision,
        birth_answer=Answer.KNOWN if is_told else Answer.NOT_ASKED,
    )
    names = [
        PersonName(
            id=uuid7(),
            person_id=made.id,
            kind=NameKind.FULL,
            script=made.community.script,
            text=text,
            position=position,
        )
        for position, text in enumerate(made.recorded[1:])
    ]
    return person, names
