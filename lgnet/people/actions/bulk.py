"""Loading people in bulk, for imports and the demo: sealed and found as if recorded by hand."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from lgnet.kernel.bulk import Written, upsert
from lgnet.people.models import Person, PersonName

from .access import grant_care_in_bulk
from .keys import birth_of, load_search_keys


def load_people(people: Iterable[Person], names: Iterable[PersonName]) -> Written:
    """Write people with names, access and search keys in the open scope; return what happened.

    Names and ``known_as`` both make keys. Keys of people given are made anew, so a changed name
    is found by its new spelling only. Each name must be of one of the people.
    """
    people, names = list(people), list(names)
    by_id = {person.pk: person for person in people}
    held = keep_data_keys(people)
    texts: dict[UUID, list[str]] = {person.pk: [person.known_as] for person in people}
    for name in names:
        name.person = by_id[name.person_id]
        texts[name.person_id].append(name.text)
    written = upsert(Person, people)
    written_names = upsert(PersonName, names)
    if written.made:
        grant_care_in_bulk(pk for pk in by_id if pk not in held)
    if written.made + written.changed + written_names.made + written_names.changed:
        births = {person.pk: birth_of(person) for person in people}
        load_search_keys(texts, births=births, are_new=not held)
    return written


def add_people(
    people: Iterable[Person], names: Iterable[PersonName], *, texts: Mapping[UUID, Iterable[str]]
) -> None:
    """Write people nobody has recorded yet; ``texts`` is what each is to be found by."""
    people = list(people)
    by_id = {person.pk: person for person in people}
    for person in people:
        person.keep_birth_year()
    upsert(Person, people)
    grant_care_in_bulk(by_id)
    add_names(names, people=by_id)
    births = {person.pk: birth_of(person) for person in people}
    load_search_keys(texts, births=births, are_new=True)


def add_names(names: Iterable[PersonName], *, people: Mapping[UUID, Person]) -> None:
    """Write further names of people, sealed under their keys."""
    names = list(names)
    for name in names:
        name.person = people[name.person_id]
    upsert(PersonName, names)


def change_people(people: Iterable[Person]) -> None:
    """Write what is now known of people read from the open scope."""
    people = list(people)
    for person in people:
        person.keep_birth_year()
    upsert(Person, people)


def keep_data_keys(people: Iterable[Person]) -> set[UUID]:
    """Give people who are recorded already the key they have; return their identifiers.

    Without it their values would be sealed anew, under a key that opens none of their other rows.
    """
    by_id = {person.pk: person for person in people}
    held = dict(Person.objects.filter(pk__in=list(by_id)).values_list("pk", "data_key"))
    for pk, person in by_id.items():
        person.keep_birth_year()
        if pk in held:
            person.data_key = held[pk]
    return set(held)
