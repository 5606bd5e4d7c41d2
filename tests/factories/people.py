"""People and their names, inside the open scope."""

import itertools

from lgnet.people.actions.access import grant_care
from lgnet.people.actions.keys import load_search_keys
from lgnet.people.enums import NameKind
from lgnet.people.models import Person, PersonName
from lgnet.people.search_keys import script_of

_numbers = itertools.count(1)


def make_person(known_as: str | None = None, *, names=(), **fields) -> Person:
    """Make a person with search keys; ``names`` are texts, or (kind, text)."""
    person = Person.objects.create(known_as=known_as or f"Nome {next(_numbers)}", **fields)
    grant_care(person=person, by=None)
    called = [person.known_as]
    for position, name in enumerate(names):
        kind, text = name if isinstance(name, tuple) else (NameKind.FULL, name)
        called.append(text)
        PersonName.objects.create(
            person=person, kind=kind, text=text, script=script_of(text), position=position
        )
    load_search_keys({person.pk: called})
    return person
