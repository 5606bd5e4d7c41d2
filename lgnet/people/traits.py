"""What tells people apart, read from their records: what match tokens are made of."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from .asking import Asked
from .enums import BirthPrecision, ContactKind, IdentifierScheme, NameKind, Sex
from .identifiers import check_number
from .match_tokens import Number, Traits
from .models import ContactPoint, Identifier, Person, PersonName
from .phones import NotAPhone, read_phone
from .rules import Birth

# A person has more names than say something new.
MOST_CALLED = 12
# The schemes whose numbers are known by their form alone.
KNOWN_BY_FORM = (
    IdentifierScheme.CODICE_FISCALE,
    IdentifierScheme.STP,
    IdentifierScheme.ENI,
)


def traits_of(people: Sequence[Person]) -> dict[UUID, Traits]:
    """Return the traits of people by their identifiers; three queries however many they are.

    Numbers and phones that ended, or that others use too, tell nobody apart.
    """
    by_id = {person.pk: person for person in people}
    names = _rows(PersonName, by_id)
    numbers = _rows(Identifier, by_id, "issuer", ended_at__isnull=True)
    phones = _rows(
        ContactPoint, by_id, kind=ContactKind.PHONE, is_shared=False, ended_at__isnull=True
    )
    return {
        pk: Traits(
            called=_called(person.known_as, [(n.kind, n.script, n.text) for n in names[pk]]),
            birth=_birth_of(person),
            sex=Sex(person.sex) if person.sex else None,
            numbers=tuple(
                Number(
                    IdentifierScheme(row.scheme),
                    row.value,
                    row.issuer.istat_code if row.issuer else "",
                )
                for row in numbers[pk]
            ),
            phones=tuple(row.value for row in phones[pk]),
        )
        for pk, person in by_id.items()
    }


def traits_asked(asked: Asked) -> Traits:
    """Return the traits in a text typed into the search; numbers of unknown kind say nothing."""
    return Traits(
        called=(*asked.names, *asked.perhaps_names),
        birth=asked.birth,
        sex=asked.sex,
        numbers=tuple(number for text in asked.numbers for number in _numbers_in(text)),
        phones=tuple(phone for text in asked.numbers for phone in _phones_in(text)),
    )


def _rows(
    model: Any, by_id: dict[UUID, Person], *links: str, **condition: Any
) -> dict[UUID, list[Any]]:
    """Return the rows of people, each holding its person, in whose key it is sealed."""
    found: dict[UUID, list[Any]] = defaultdict(list)
    rows = model.objects.filter(person_id__in=list(by_id), **condition)
    for row in rows.select_related(*links) if links else rows:
        row.person = by_id[row.person_id]
        found[row.person_id].append(row)
    return found


def _called(known_as: str, names: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """Return whole names: those told as such, and given beside family name script by script."""
    parts: dict[tuple[str, str], list[str]] = defaultdict(list)
    texts = [known_as]
    for kind, script, text in names:
        if kind in (NameKind.GIVEN, NameKind.FAMILY):
            parts[script, kind].append(text)
        else:
            texts.append(text)
    for script in dict.fromkeys(script for script, _ in parts):
        given, family = parts[script, NameKind.GIVEN], parts[script, NameKind.FAMILY]
        texts += [" ".join(both) for both in itertools.product(given, family)]
        # Somebody of one name has it still: a phone beside it may be enough.
        texts += given if not family else family if not given else []
    return tuple(dict.fromkeys(texts))[:MOST_CALLED]


def _birth_of(person: Person) -> Birth | None:
    if person.birth_date is None or person.birth_precision is None:
        return None
    return Birth(person.birth_date, BirthPrecision(str(person.birth_precision)))


def _numbers_in(text: str) -> list[Number]:
    found = [check_number(scheme, text) for scheme in KNOWN_BY_FORM]
    return [Number(one.scheme, one.number) for one in found if one.problem is None]


def _phones_in(text: str) -> list[str]:
    try:
        return [read_phone(text).e164]
    except NotAPhone:
        return []
