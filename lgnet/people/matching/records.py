"""A person as the comparison sees them: romanised words, skeletons, parts of a date, numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lgnet.people.enums import BirthPrecision, NameKind
from lgnet.people.rules import Birth, is_placeholder
from lgnet.people.search_keys import skeleton, words_of

# Articles and particles that come and go between documents.
PARTICLES = frozenset(
    {"al", "el", "ar", "as", "an", "abd", "bin", "ben", "ibn", "bint", "md", "de", "mr", "mrs"}
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One side of a name, given or family, in all its spellings.

    ``main`` is the first spelling, its words joined, and ``bone`` that spelling's skeleton;
    ``spelt`` and ``bones`` hold the same of every spelling, ``parts`` the skeletons of single
    words. All empty where nothing is known.
    """

    main: str = ""
    bone: str = ""
    spelt: tuple[str, ...] = ()
    bones: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


EMPTY = Slot()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What two people are compared by. Lives in memory only, for the time of a comparison.

    ``month`` and ``day`` are None where they are unknown or only a registry's 1 January.
    ``phones`` are the person's own numbers, ``shared_phones`` those shared with others;
    ``identifiers`` are ``kind:value``, ``fiscal_code`` the final one, which nobody has twice.
    """

    id: str
    given: Slot = EMPTY
    family: Slot = EMPTY
    whole: tuple[str, ...] = ()
    year: int | None = None
    month: int | None = None
    day: int | None = None
    is_about: bool = False
    sex: str | None = None
    citizenship: str | None = None
    phones: tuple[str, ...] = ()
    shared_phones: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    fiscal_code: str | None = None


@dataclass(slots=True)
class _Words:
    """The spellings gathered for one slot, in the order they came."""

    spellings: list[list[str]] = field(default_factory=list)

    def add(self, words: list[str]) -> None:
        if words and words not in self.spellings:
            self.spellings.append(words)


def record_of(
    id: str,
    *,
    known_as: str,
    names: Iterable[tuple[str, str]] = (),
    birth: Birth | None = None,
    sex: str | None = None,
    citizenship: str | None = None,
    phones: Iterable[str] = (),
    shared_phones: Iterable[str] = (),
    identifiers: Iterable[tuple[str, str]] = (),
) -> Record:
    """Return the record of a person: ``names`` are (kind, text), ``identifiers`` (kind, value).

    Names told as given and family fill their slots; where neither is told, the first word of a
    full name, or of what the person is called, is taken for the given name and the others for the
    family's. Comparing allows for the order being the other one.
    """
    given, family = _slots(known_as, list(names))
    numbers = list(identifiers)
    return Record(
        id=id,
        given=given,
        family=family,
        whole=_whole(given, family),
        sex=sex,
        citizenship=citizenship,
        phones=_sorted(phones),
        shared_phones=_sorted(shared_phones),
        identifiers=_sorted(f"{kind}:{value}" for kind, value in numbers),
        fiscal_code=next((v for kind, v in numbers if kind == "codice_fiscale"), None),
        **_birth_parts(birth),
    )


def _birth_parts(birth: Birth | None) -> dict[str, Any]:
    if birth is None:
        return {}
    on, precision = birth.first_day, birth.precision
    is_day_known = precision == BirthPrecision.EXACT and not is_placeholder(
        birth_date=on, precision=precision
    )
    return {
        "year": on.year,
        "month": on.month if is_day_known or precision == BirthPrecision.MONTH else None,
        "day": on.day if is_day_known else None,
        "is_about": precision == BirthPrecision.ESTIMATED,
    }


def _slots(known_as: str, names: list[tuple[str, str]]) -> tuple[Slot, Slot]:
    given, family = _Words(), _Words()
    for kind, text in names:
        if kind == NameKind.GIVEN:
            given.add(_words(text))
        elif kind == NameKind.FAMILY:
            family.add(_words(text))
    full = [known_as, *(text for kind, text in names if kind == NameKind.FULL)]
    if not given.spellings and not family.spellings:
        for text in full:
            words = _words(text)
            given.add(words[:1])
            family.add(words[1:])
    elif not given.spellings or not family.spellings:
        _fill_missing(given, family, full)
    return _slot(given), _slot(family)


def _fill_missing(given: _Words, family: _Words, full: list[str]) -> None:
    """Take the slot nobody told from a full name: the words that are not in the other one."""
    told, missing = (given, family) if given.spellings else (family, given)
    known = {skeleton(word) for words in told.spellings for word in words}
    for text in full:
        words = _words(text)
        rest = [word for word in words if skeleton(word) not in known]
        if len(rest) < len(words):
            missing.add(rest)


def _words(text: str) -> list[str]:
    words = words_of(text)
    return [word for word in words if word not in PARTICLES] or words


def _slot(words: _Words) -> Slot:
    if not words.spellings:
        return EMPTY
    spelt = ["".join(spelling) for spelling in words.spellings]
    bones = [_joined_bone(spelling) for spelling in words.spellings]
    parts = (skeleton(word) for spelling in words.spellings for word in spelling)
    return Slot(
        main=spelt[0],
        bone=bones[0],
        spelt=_sorted(spelt),
        bones=_sorted(bones),
        # A part of one letter says nothing.
        parts=_sorted(part for part in parts if len(part) > 1),
    )


def _joined_bone(words: list[str]) -> str:
    return "".join(skeleton(word) for word in words)


def _whole(given: Slot, family: Slot) -> tuple[str, ...]:
    """Return the whole name as one skeleton, in both orders: "Abdul Rahman" as "Abdulrahman"."""
    whole = given.bone + family.bone
    return _sorted({whole, family.bone + given.bone} if len(whole) > 2 else ())


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if text}))
