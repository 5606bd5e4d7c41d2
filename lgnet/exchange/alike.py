"""Whom of the people recorded here a row may mean: the same finding as in the search box."""

from dataclasses import dataclass
from uuid import UUID

from lgnet.exchange.tables.judging import Judged
from lgnet.people.catalogue import Asked, Birth, Clue, Found, find_alike
from lgnet.people.enums import Sex
from lgnet.people.models import Country

MOST_ALIKE = 3
_SAME_NAME = frozenset({Clue.SAME_SPELLING, Clue.SOUNDS_ALIKE})
_SAME_BIRTH = frozenset({Clue.SAME_BIRTH, Clue.SWAPPED_BIRTH})


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody recorded here whom a row may mean.

    ``is_sure`` where name and birth, or name and a number, are the same: enough to accept many
    such rows at once, never enough to do so without being told.
    """

    person_id: UUID
    score: float
    clues: tuple[str, ...]
    is_sure: bool


def alike(judged: Judged) -> list[Alike]:
    """Return who may be meant, likeliest first; at most three, in the open scope."""
    found = find_alike(_asked(judged), most=2 * MOST_ALIKE)
    return [
        Alike(one.person_id, round(one.score, 3), tuple(one.clues), is_sure(one))
        for one in found
        if may_be(one)
    ][:MOST_ALIKE]


def may_be(found: Found) -> bool:
    """Return whether somebody found is worth being shown beside a row.

    A number of theirs, the same name where no birth speaks against it, or the same birth with a
    part of the name.
    """
    clues = set(found.clues)
    if Clue.SAME_NUMBER in clues:
        return True
    if clues & _SAME_BIRTH:
        return bool(clues & (_SAME_NAME | {Clue.PART_OF_NAME}))
    return bool(clues & _SAME_NAME) and Clue.OTHER_BIRTH not in clues


def is_sure(found: Found) -> bool:
    """Return whether name and birth, or name and a number, are the same."""
    clues = set(found.clues)
    if Clue.SAME_NUMBER in clues:
        return bool(clues & _SAME_NAME) and Clue.OTHER_BIRTH not in clues
    return Clue.SAME_SPELLING in clues and Clue.SAME_BIRTH in clues


def _asked(judged: Judged) -> Asked:
    person = judged.profile
    whole = " ".join(filter(None, (person.given, person.family)))
    texts = (person.known_as, whole, *person.others)
    country = person.citizenship
    return Asked(
        names=tuple(dict.fromkeys(text for text in texts if text)),
        birth=person.birth if isinstance(person.birth, Birth) else None,
        numbers=(*(value for _scheme, value in judged.numbers), *judged.phones),
        citizenship=country.pk if isinstance(country, Country) else None,  # type: ignore[arg-type]
        sex=person.sex if isinstance(person.sex, Sex) else None,
    )
