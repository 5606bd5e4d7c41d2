"""Writing who may see a person. Each write counts from the next request on."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from lgnet.kernel.bulk import upsert
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.tenancy import required_scope
from lgnet.people.enums import AccessReason
from lgnet.people.models import Person, PersonAccess


def care_audience() -> UUID:
    """Return who may see a person recorded now: the joint service, or the one organisation.

    The joint service stands under the city's identifier. What the system itself records (imports)
    is the joint service's.
    """
    found = required_scope("access")
    if found.city_id is None:
        raise ValueError("Nobody is recorded outside a city.")
    if found.audiences is None or found.city_id in found.audiences:
        return found.city_id
    (organisation,) = found.audiences
    return organisation


def grant_care(*, person: Person, by: Any) -> PersonAccess:
    """Let who recorded a person see them."""
    return PersonAccess.objects.create(
        person=person, audience_id=care_audience(), reason=AccessReason.CARE, granted_by=by
    )


def grant_care_in_bulk(people: Iterable[UUID]) -> None:
    """Let the audience of care see many people; whoever sees them already is left alone."""
    audience = care_audience()
    upsert(
        PersonAccess,
        [
            PersonAccess(
                id=derived_uuid("person-access", person, audience),
                person_id=person,
                audience_id=audience,
                reason=AccessReason.CARE,
            )
            for person in people
        ],
        keep=("granted_at", "until_at"),
    )
