"""People and their names, inside the open scope."""

import itertools

from lgnet.people.actions.bulk import load_search_keys
from lgnet.people.models import Person

_numbers = itertools.count(1)


def make_person(known_as: str | None = None, **fields) -> Person:
    person = Person.objects.create(known_as=known_as or f"Nome {next(_numbers)}", **fields)
    load_search_keys({person.pk: [person.known_as]})
    return person
