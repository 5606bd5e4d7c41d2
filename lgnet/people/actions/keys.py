"""Writing search keys: the only place that does."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from lgnet.kernel.bulk import upsert
from lgnet.people.models import Person, PersonName, SearchKey, search_key_id
from lgnet.people.search_keys import key_of, tokens_of


@lru_cache(maxsize=20_000)
def _keys_of(text: str) -> frozenset[bytes]:
    secret = settings.SEARCH_KEY
    return frozenset(key_of(token, secret=secret) for token in tokens_of(text))


def renew_search_keys(person_id: UUID) -> None:
    """Bring the keys of one person in line with what is known of them."""
    person = Person.objects.get(pk=person_id)
    names = PersonName.objects.filter(person_id=person_id).order_by("position", "pk")
    called = [person.known_as]
    for name in names:
        name.person = person
        called.append(name.text)
    wanted = _rows(person_id, called)
    found = set(SearchKey.objects.filter(person_id=person_id).values_list("pk", flat=True))
    gone = found - wanted.keys()
    if gone:
        SearchKey.objects.filter(pk__in=gone).delete()
    SearchKey.objects.bulk_create(row for pk, row in wanted.items() if pk not in found)


def load_search_keys(texts: Mapping[UUID, Iterable[str]], *, are_new: bool = False) -> None:
    """Write the keys of many people: person id -> everything they are called.

    Keys that people have already go, unless they ``are_new``.
    """
    if not are_new:
        SearchKey.objects.filter(person_id__in=list(texts)).delete()
    upsert(SearchKey, (row for pk, called in texts.items() for row in _rows(pk, called).values()))


def _rows(person_id: UUID, called: Iterable[str]) -> dict[UUID, SearchKey]:
    rows = {}
    for text in called:
        for key in _keys_of(text):
            pk = search_key_id(key, person_id)
            rows[pk] = SearchKey(id=pk, person_id=person_id)
    return rows
