"""From people to what they are compared by: opened in memory, for the time of a comparison."""

from collections.abc import Iterator

from django.db import models

from lgnet.kernel.answers import Answer
from lgnet.kernel.vault import Unreadable

from .enums import BirthPrecision, ContactKind
from .matching import Record, record_of
from .models import Person
from .rules import Birth

CHUNK = 2_000
# What a comparison reads beside the person.
COMPARED = ("names", "contact_points", "identifiers")


def comparable() -> models.QuerySet[Person]:
    """Return people with all that a comparison reads."""
    return Person.objects.order_by("pk").prefetch_related(*COMPARED)


def records_of_cell() -> Iterator[Record]:
    """Yield the open cell's people as records; one whose key was destroyed is nobody any more."""
    for person in comparable().iterator(chunk_size=CHUNK):
        try:
            record = record_for(person)
        except Unreadable:
            continue
        yield record


def record_for(person: Person) -> Record:
    """Return the record of a person read by ``comparable``. Ended phones and numbers count too.

    Raises Unreadable where the person's key was destroyed.
    """
    phones = [one for one in person.contact_points.all() if one.kind == ContactKind.PHONE]
    return record_of(
        str(person.pk),
        known_as=person.known_as,
        names=[(name.kind, name.text) for name in person.names.all()],
        birth=_birth_of(person),
        sex=person.sex if person.sex_answer == Answer.KNOWN else None,
        citizenship=str(person.citizenship_id) if person.citizenship_id else None,
        phones=[one.value for one in phones if not one.is_shared],
        shared_phones=[one.value for one in phones if one.is_shared],
        identifiers=[(one.scheme, one.value) for one in person.identifiers.all()],
    )


def _birth_of(person: Person) -> Birth | None:
    if person.birth_answer != Answer.KNOWN or person.birth_date is None:
        return None
    return Birth(person.birth_date, BirthPrecision(str(person.birth_precision)))
