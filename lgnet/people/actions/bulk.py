"""Loading people in bulk, for imports and the demo: the same keys and constraints as by hand."""

from collections.abc import Iterable

from django.conf import settings

from lgnet.kernel.bulk import Written, upsert
from lgnet.kernel.ids import derived_uuid
from lgnet.people.models import Person, PersonName, SearchKey
from lgnet.people.search_keys import key_of, tokens_of


def load_people(people: Iterable[Person], names: Iterable[PersonName]) -> Written:
    """Write people with their names and search keys in the open scope; return what happened.

    Names and ``known_as`` both make keys. Keys of people given are made anew, so a changed name
    is found by its new spelling only.
    """
    people, names = list(people), list(names)
    written = upsert(Person, people)
    written_names = upsert(PersonName, names)
    texts: dict[object, list[str]] = {person.pk: [person.known_as] for person in people}
    for name in names:
        texts.setdefault(name.person_id, []).append(name.text)
    if written.made + written.changed + written_names.made + written_names.changed:
        load_search_keys(texts)
    return written


def load_search_keys(texts: dict[object, list[str]]) -> None:
    """Write the search keys of people: person id -> everything they are called."""
    secret = settings.SEARCH_KEY
    SearchKey.objects.filter(person_id__in=list(texts)).delete()
    known: dict[str, bytes] = {}
    rows = []
    for person_id, called in texts.items():
        tokens: set[str] = set()
        for text in called:
            tokens |= tokens_of(text)
        for token in sorted(tokens):
            if token not in known:
                known[token] = key_of(token, secret=secret)
            rows.append(
                SearchKey(
                    id=derived_uuid("search-key", person_id, token),
                    person_id=person_id,
                    key=known[token],
                )
            )
    upsert(SearchKey, rows)
