"""Making search keys anew for everybody of a cell: after a change of key or of rules."""

from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef

from lgnet.people.models import Person, SearchKey

from .keys import load_search_keys

BATCH = 2_000


def renew_search_keys_of_cell(*, is_missing_only: bool = False) -> int:
    """Make the keys of the people of the open cell anew; return for how many people.

    ``is_missing_only`` leaves alone whoever has keys already.
    """
    people = Person.objects.order_by("pk")
    if is_missing_only:
        keys = SearchKey.objects.filter(
            city_id=OuterRef("city_id"),
            compartment_id=OuterRef("compartment_id"),
            person_id=OuterRef("pk"),
        )
        people = people.filter(~Exists(keys))
    wanted = iter(list(people.values_list("pk", flat=True)))
    done = 0
    while batch := list(islice(wanted, BATCH)):
        load_search_keys(dict(_called(batch)))
        done += len(batch)
    return done


def _called(batch: list[UUID]) -> Iterator[tuple[UUID, list[str]]]:
    people = Person.objects.filter(pk__in=batch).prefetch_related("names").order_by("pk")
    for person in people:
        yield person.pk, [person.known_as, *(name.text for name in person.names.all())]
