"""Numbers and contact points of many people at once, sealed under each person's key."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from lgnet.kernel.bulk import upsert
from lgnet.people.models import ContactPoint, Identifier, Person


def add_details(
    identifiers: Iterable[Identifier],
    contact_points: Iterable[ContactPoint],
    *,
    people: Mapping[UUID, Person],
) -> None:
    """Write details of people written in the same transaction; ``people`` holds their keys."""
    for model, rows in ((Identifier, list(identifiers)), (ContactPoint, list(contact_points))):
        for row in rows:
            row.person = people[row.person_id]
        upsert(model, rows)
