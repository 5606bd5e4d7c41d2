"""Who may see a person: shared, ended, kept to one organisation, opened again.

Every read of people starts from the rows written here, so each change counts from the next
request on.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.kernel.tenancy import required_scope
from lgnet.network.models import Organisation
from lgnet.people.access import cares, check_audience, check_may_open, check_may_restrict
from lgnet.people.enums import AccessReason
from lgnet.people.models import Person, PersonAccess

from .match_tokens import renew_match_tokens


def locked_person(person_id: UUID) -> Person:
    """Return a person under the lock that all changes of sharing take, one after another.

    Raises Person.DoesNotExist for one whom this member does not see.
    """
    return Person.objects.select_for_update(of=("self",)).order_by().get(pk=person_id)


@transaction.atomic
def share_person(
    *,
    person: Person,
    audience_id: UUID,
    reason: AccessReason,
    source_id: UUID,
    until_at: dt.datetime | None,
    by: Any,
) -> PersonAccess:
    """Let an organisation of the city, or its joint service, see a person, and return the row.

    ``source_id`` is what gave it (a consent, a referral, a transfer): ``end_sharing`` takes it
    back. Sharing again by the same source changes the term. Raises SharingRefused for an
    audience outside the city, ValueError for care, which is not shared but given by working
    with a person.
    """
    if reason == AccessReason.CARE:
        raise ValueError("Care is no reason to share: see grant_care.")
    check_audience(audience_id)
    person = locked_person(person.pk)
    row, _is_new = PersonAccess.objects.update_or_create(
        person=person,
        audience_id=audience_id,
        reason=reason,
        source_id=source_id,
        defaults={"until_at": until_at, "granted_by": by, "granted_at": timezone.now()},
    )
    record(
        verb="people.shared",
        target=row,
        person=person.pk,
        audience=audience_id,
        reason=reason,
        source=source_id,
        until=until_at,
    )
    return row


@transaction.atomic
def end_sharing(*, source_id: UUID, by: Any) -> int:
    """End what one source opened; return how many audiences stopped seeing the person by it.

    The row is gone at once. Other reasons of the same audience stand.
    """
    rows = list(
        PersonAccess.objects.filter(source_id=source_id)
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    for row in rows:
        record(
            verb="people.sharing_ended",
            target=row,
            person=row.person_id,
            audience=row.audience_id,
            reason=row.reason,
            source=source_id,
        )
        row.delete()
    return len(rows)


@transaction.atomic
def restrict_person(*, person_id: UUID, organisation: Organisation, by: Any) -> bool:
    """Keep a person to one organisation of the joint service; return whether that was new.

    The rest of the joint service sees them no more. What the person agreed to with others
    stands. Raises SharingRefused unless the organisation works in the joint service that sees
    them, Person.DoesNotExist.
    """
    person = locked_person(person_id)
    if _is_kept_to(person, organisation):
        return False
    check_may_restrict(person, organisation)
    PersonAccess.objects.get_or_create(
        person=person,
        audience_id=organisation.pk,
        reason=AccessReason.CARE,
        source_id=None,
        defaults={"granted_by": by},
    )
    city_id = required_scope("access").city_id
    PersonAccess.objects.filter(person=person, audience_id=city_id).delete()
    record(verb="people.restricted", target=person, organisation=organisation.pk)
    return True


@transaction.atomic
def open_person(*, person_id: UUID, organisation: Organisation, by: Any) -> bool:
    """Open a person kept to one organisation to the joint service; return whether that was new.

    Raises SharingRefused unless the record is kept to that organisation, Person.DoesNotExist.
    """
    person = locked_person(person_id)
    found = required_scope("access")
    if cares(person, found.city_id):
        return False
    check_may_open(person, organisation)
    PersonAccess.objects.create(
        person=person, audience_id=found.city_id, reason=AccessReason.CARE, granted_by=by
    )
    PersonAccess.objects.filter(
        person=person, audience_id=organisation.pk, reason=AccessReason.CARE
    ).delete()
    renew_match_tokens(person.pk)
    record(verb="people.opened", target=person, organisation=organisation.pk)
    return True


def _is_kept_to(person: Person, organisation: Organisation) -> bool:
    city_id = required_scope("access").city_id
    return cares(person, organisation.pk) and not cares(person, city_id)
