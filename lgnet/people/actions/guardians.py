"""Adults who answer for a minor: recorded, ended, taken back."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.kernel.conflicts import Conflict
from lgnet.people.enums import GuardianKind
from lgnet.people.models import Guardianship, Person
from lgnet.people.rules import LONGEST_NAME, clean_name

from .family_refusals import (
    AlreadyAnswers,
    DayToCome,
    GuardianDayTooEarly,
    GuardianshipEnded,
    SamePerson,
)


@transaction.atomic
def record_guardian(
    *,
    id: UUID,
    person: Person,
    kind: GuardianKind,
    from_on: dt.date,
    by: Any,
    guardian: Person | None = None,
    guardian_name: str = "",
) -> Guardianship:
    """Record who answers for a minor: ``guardian``, a person of ours, or a name; return the row.

    A form sent twice records once. Raises ValidationError where neither is told, FamilyRefused,
    Conflict for an ``id`` that holds something else.
    """
    name = clean_name(guardian_name)
    if guardian is None and not name:
        raise ValidationError({"known_as": _("Write who it is.")})
    if len(name) > LONGEST_NAME:
        raise ValidationError({"known_as": _("This is too long for a name.")})
    if guardian is not None and guardian.pk == person.pk:
        raise SamePerson
    if from_on > timezone.localdate():
        raise DayToCome
    person = _locked(person.pk)
    known = Guardianship.objects.filter(pk=id).order_by().first()
    if known is not None:
        if known.person_id != person.pk:
            raise Conflict("The identifier belongs to somebody else's row.")
        return known
    called = guardian.known_as if guardian else name
    _check_new(person, guardian.pk if guardian else None, called, kind)
    row = Guardianship.objects.create(
        id=id,
        person=person,
        guardian=guardian,
        guardian_name=None if guardian else name,
        kind=kind,
        from_on=from_on,
        created_by=by,
    )
    detail: dict[str, Any] = {"guardian": guardian.pk} if guardian else {}
    record(verb="people.guardian_recorded", target=person, kind=kind.value, **detail)
    return row


@transaction.atomic
def end_guardianship(*, id: UUID, on: dt.date, by: Any) -> Guardianship:
    """End a guardianship on the first day the adult no longer answers, and return the row.

    Ending twice on one day is ending once. Raises FamilyRefused, Guardianship.DoesNotExist.
    """
    if on > timezone.localdate():
        raise DayToCome
    row = _locked_row(id)
    if row.until_on is not None:
        if row.until_on == on:
            return row
        raise GuardianshipEnded(row.until_on)
    if on < row.from_on:
        raise GuardianDayTooEarly(row.from_on)
    row.until_on = on
    row.save(update_fields=["until_on"])
    record(verb="people.guardian_ended", target=row.person, kind=row.kind)
    return row


@transaction.atomic
def reopen_guardianship(*, id: UUID, by: Any) -> Guardianship:
    """Take the end of a guardianship back. Raises AlreadyAnswers where a newer one stands."""
    row = _locked_row(id)
    if row.until_on is None:
        return row
    called = row.guardian_name or _("This adult")
    _check_new(row.person, row.guardian_id, called, GuardianKind(row.kind))
    row.until_on = None
    row.save(update_fields=["until_on"])
    record(verb="people.guardian_reopened", target=row.person, kind=row.kind)
    return row


@transaction.atomic
def retract_guardian(*, id: UUID, by: Any) -> None:
    """Take back a guardian one has just recorded by mistake; history keeps what it was.

    Raises GuardianshipEnded where somebody has ended it meanwhile.
    """
    row = _locked_row(id)
    if row.until_on is not None:
        raise GuardianshipEnded(row.until_on)
    kind, person = row.kind, row.person
    row.delete()
    record(verb="people.guardian_retracted", target=person, kind=kind)


def _check_new(person: Person, guardian_id: UUID | None, called: str, kind: GuardianKind) -> None:
    """Refuse the same adult on the same ground a second time; the person's row is locked."""
    rows = Guardianship.objects.filter(person=person, kind=kind, until_on__isnull=True).order_by()
    for row in rows:
        row.person = person
        is_same_name = (row.guardian_name or "").casefold() == called.casefold()
        if row.guardian_id == guardian_id and (guardian_id is not None or is_same_name):
            raise AlreadyAnswers(called)


def _locked(person_id: UUID) -> Person:
    return Person.objects.select_for_update(of=("self",)).order_by().get(pk=person_id)


def _locked_row(id: UUID) -> Guardianship:
    """Lock the minor, and return the row as it then stands."""
    seen = Guardianship.objects.only("person_id").get(pk=id)
    person = _locked(seen.person_id)
    row = Guardianship.objects.get(pk=id)
    row.person = person
    return row
