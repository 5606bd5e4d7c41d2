"""What a person told us, as one value: what forms send, actions save and versions compare."""

import dataclasses
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lgnet.kernel.answers import Answer

from .enums import BirthPrecision, Interpreter, NameKind, Sex
from .models import Country, Person, PersonName
from .rules import Birth

NOT_ASKED = Answer.NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person as told. Each question has its value, or the reason why there is none.

    ``language`` is an ISO 639-3 code. ``given`` and ``family`` are one name each; every other
    name, spelling or script stands in ``others``.
    """

    known_as: str
    given: str = ""
    family: str = ""
    others: tuple[str, ...] = ()
    sex: Sex | Answer = NOT_ASKED
    birth: Birth | Answer = NOT_ASKED
    citizenship: Country | Answer = NOT_ASKED
    language: str = NOT_ASKED
    interpreter: Interpreter | Answer = NOT_ASKED
    # In the person's own words.
    gender: str = ""

    def names(self) -> list[tuple[NameKind, str]]:
        """Return every name with its kind, without the blank ones and without repetitions."""
        told = [(NameKind.GIVEN, self.given), (NameKind.FAMILY, self.family)]
        told += [(kind_of_other(text), text) for text in self.others]
        found = dict.fromkeys((kind, text) for kind, text in told if text)
        return list(found)


def kind_of_other(other: str) -> NameKind:
    """Return the kind of a name that is neither the given nor the family name."""
    return NameKind.FULL if " " in other else NameKind.NICKNAME


def profile_of(person: Person, names: Iterable[PersonName]) -> Profile:
    """Return what is saved of a person; ``names`` in their order."""
    given = family = ""
    others = []
    for name in names:
        if name.kind == NameKind.GIVEN and not given:
            given = name.text
        elif name.kind == NameKind.FAMILY and not family:
            family = name.text
        else:
            others.append(name.text)
    return Profile(
        known_as=person.known_as,
        given=given,
        family=family,
        others=tuple(dict.fromkeys(others)),
        sex=_told(person.sex_answer, person.sex and Sex(person.sex)),
        birth=_told(person.birth_answer, _birth_of(person)),
        citizenship=_told(person.citizenship_answer, person.citizenship),
        language=_told(person.language_answer, person.language),
        interpreter=_told(
            person.interpreter_answer, person.interpreter and Interpreter(person.interpreter)
        ),
        gender=person.gender or "",
    )


def version_of(profile: Profile) -> str:
    """Return a digest of what is saved: two tabs that saw the same carry the same version."""
    parts: list[Any] = [
        profile.known_as,
        profile.given,
        profile.family,
        *sorted(profile.others),
        "",
        profile.gender,
    ]
    answers = (
        *(profile.sex, profile.birth, profile.citizenship),
        *(profile.language, profile.interpreter),
    )
    for told in answers:
        if isinstance(told, Birth):
            parts += [told.first_day.isoformat(), told.precision.value]
        elif isinstance(told, Country):
            parts.append(told.pk)
        else:
            # Codes of three letters and answers never coincide.
            parts.append(str(told))
    text = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def differing(one: Profile, other: Profile) -> list[str]:
    """Return the names of the fields in which two profiles differ."""
    return [
        field.name
        for field in dataclasses.fields(Profile)
        if _comparable(getattr(one, field.name)) != _comparable(getattr(other, field.name))
    ]


def _comparable(told: Any) -> Any:
    # The order of further names says nothing.
    return sorted(told) if isinstance(told, tuple) else told


def _birth_of(person: Person) -> Birth | None:
    if person.birth_date is None or person.birth_precision is None:
        return None
    return Birth(person.birth_date, BirthPrecision(person.birth_precision))


def _told(answer: str, value: Any) -> Any:
    return value if answer == Answer.KNOWN else Answer(answer)
