"""Writing search keys: the only place that does."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Value

from lgnet.kernel.bulk import upsert
from lgnet.kernel.bulk_sets import insert_from
from lgnet.kernel.sealed_fields import own_key
from lgnet.people.enums import BirthPrecision, ContactKind
from lgnet.people.models import (
    ContactPoint,
    Identifier,
    Person,
    PersonCard,
    PersonName,
    ResidenceTitle,
    SearchKey,
    search_key_id,
)
from lgnet.people.opening import opened
from lgnet.people.rules import Birth
from lgnet.people.search_keys import key_of, person_tokens

from .match_tokens import renew_match_tokens

# Where a person's numbers stand, and which of them find the person.
_NUMBERS: tuple[tuple[Any, str, dict[str, Any]], ...] = (
    (Identifier, "value", {}),
    (ContactPoint, "value", {"kind": ContactKind.PHONE}),
    (ResidenceTitle, "number", {"number__isnull": False}),
    (PersonCard, "code", {"ended_at__isnull": True}),
)


@lru_cache(maxsize=200_000)
def _key_of(token: str) -> bytes:
    return key_of(token, secret=settings.SEARCH_KEY)


def renew_search_keys(person_id: UUID) -> None:
    """Bring the keys of one person in line with what is known of them, and the network's tokens."""
    person = Person.objects.get(pk=person_id)
    names = PersonName.objects.filter(person_id=person_id).order_by("position", "pk")
    called = [person.known_as]
    for name in names:
        name.person = person
        called.append(name.text)
    numbers = _numbers_of([person])[person_id]
    tokens = person_tokens(called, birth=birth_of(person), numbers=numbers)
    wanted = {_key_row(token, person_id) for token in tokens}
    found = set(SearchKey.objects.filter(person_id=person_id).values_list("pk", flat=True))
    gone = found - wanted
    if gone:
        SearchKey.objects.filter(pk__in=gone).delete()
    _insert_keys(wanted - found, person_id)
    renew_match_tokens(person_id)


def add_search_keys(person: Person, called: Iterable[str]) -> None:
    """Write the keys of somebody made in this transaction, who has names and a birth at most.

    What ``renew_search_keys`` would write, without asking for rows that cannot be there yet.
    """
    birth = birth_of(person)
    tokens = person_tokens([person.known_as, *called], birth=birth, numbers=())
    _insert_keys({_key_row(token, person.pk) for token in tokens}, person.pk)
    # A name alone tells nobody apart (match_tokens): without birth and numbers there is no token.
    if birth is not None:
        renew_match_tokens(person.pk)


def load_search_keys(
    texts: Mapping[UUID, Iterable[str]],
    *,
    births: Mapping[UUID, Birth | None] | None = None,
    are_new: bool = False,
) -> None:
    """Write the keys of many people: person id -> everything they are called.

    Births are read where they are not given. People who ``are_new`` have no keys and no numbers
    yet; of others the keys go and are made anew.
    """
    numbers: Mapping[UUID, list[str]] = {}
    if births is None or not are_new:
        people = list(Person.objects.filter(pk__in=list(texts)).order_by("pk"))
        births = births or {person.pk: birth_of(person) for person in people}
        numbers = {} if are_new else _numbers_of(people)
    if not are_new:
        SearchKey.objects.filter(person_id__in=list(texts)).delete()
    _insert(
        (_key_row(token, pk), pk)
        for pk, called in texts.items()
        for token in person_tokens(called, birth=births.get(pk), numbers=numbers.get(pk, ()))
    )


def _insert_keys(keys: Iterable[UUID], person_id: UUID) -> None:
    SearchKey.objects.bulk_create(SearchKey(id=pk, person_id=person_id) for pk in sorted(keys))


def _insert(rows: Iterable[tuple[UUID, UUID]]) -> None:
    """Insert rows (id, person): there are many, and they go without an object of each."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE new_keys (id uuid, person_id uuid) ON COMMIT DROP")
        with cursor.copy("COPY new_keys FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    # In the order of the index the rows go in several times as fast.
    insert_from(SearchKey, ("id", "person_id"), "SELECT id, person_id FROM new_keys ORDER BY id")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE new_keys")


def add_number_keys(numbers: Mapping[UUID, Iterable[str]]) -> None:
    """Write the keys of numbers that people got beside the keys they have."""
    rows = {
        (_key_row(token, pk), pk)
        for pk, found in numbers.items()
        for token in person_tokens((), birth=None, numbers=found)
    }
    upsert(SearchKey, (SearchKey(id=pk, person_id=person_id) for pk, person_id in rows))


def birth_of(person: Person) -> Birth | None:
    """Return a person's birth as far as it is known."""
    if person.birth_date is None or person.birth_precision is None:
        return None
    return Birth(person.birth_date, BirthPrecision(person.birth_precision))


def _numbers_of(people: Iterable[Person]) -> dict[UUID, list[str]]:
    """Return the numbers that find each person, in one query."""
    by_id = {person.pk: person for person in people}
    if not by_id:
        return {}
    found: dict[UUID, list[str]] = defaultdict(list)
    first, *others = (
        model.objects.filter(person_id__in=list(by_id), **condition)
        .order_by()
        .values_list("person_id", "pk", field, Value(place))
        for place, (model, field, condition) in enumerate(_NUMBERS)
    )
    for person_id, pk, value, place in first.union(*others, all=True):
        model, field, _condition = _NUMBERS[place]
        key = own_key(by_id[person_id])
        number = opened(model, field, pk, value, key=key)
        if number:
            found[person_id].append(number)
    return found


def _key_row(token: str, person_id: UUID) -> UUID:
    return search_key_id(_key_of(token), person_id)
