"""The steps that the law asks for where a minor is alone: done, and taken back.

The steps and their source stand in ``rules_minors``: d.lgs. 142/2015 art. 19, legge 47/2017.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.people.enums import MinorStep
from lgnet.people.kin import forget_kin, kin_of
from lgnet.people.models import MinorPathStep, Person

from .family_refusals import NoPath


@transaction.atomic
def mark_step(*, person_id: UUID, step: MinorStep, by: Any) -> tuple[MinorPathStep, bool]:
    """Mark a step as done now; return its row and whether it is new.

    Two workers at once mark it once, and the second is told who did. Raises NoPath where an
    adult answers or the time is past, Person.DoesNotExist.
    """
    person = Person.objects.select_for_update(of=("self",)).order_by().get(pk=person_id)
    known = _step_of(person, step)
    if known is not None:
        return known, False
    forget_kin(person)
    stands = kin_of(person).standing()
    if not (stands.on_path or stands.came_of_age):
        raise NoPath
    row = MinorPathStep.objects.create(person=person, step=step, done_at=timezone.now(), done_by=by)
    record(verb="people.minor_step_done", target=person, step=step.value)
    return row, True


@transaction.atomic
def unmark_step(*, person_id: UUID, step: MinorStep, by: Any) -> MinorPathStep | None:
    """Take a step's mark away, and return what it was; None where it had none."""
    person = Person.objects.select_for_update(of=("self",)).order_by().get(pk=person_id)
    row = _step_of(person, step)
    if row is None:
        return None
    was = MinorPathStep(
        id=row.pk, person=person, step=row.step, done_at=row.done_at, done_by=row.done_by
    )
    row.delete()
    record(verb="people.minor_step_undone", target=person, step=step.value)
    return was


@transaction.atomic
def restore_step(
    *, person_id: UUID, step: MinorStep, done_at: dt.datetime, done_by_id: UUID | None, by: Any
) -> bool:
    """Put a mark back as it was, with its moment and its author; False where one stands."""
    person = Person.objects.select_for_update(of=("self",)).order_by().get(pk=person_id)
    if _step_of(person, step) is not None:
        return False
    try:
        with transaction.atomic():
            MinorPathStep.objects.create(
                person=person, step=step, done_at=done_at, done_by_id=done_by_id
            )
    except IntegrityError:
        return False
    record(verb="people.minor_step_done", target=person, step=step.value)
    return True


def _step_of(person: Person, step: MinorStep) -> MinorPathStep | None:
    rows = MinorPathStep.objects.filter(person=person, step=step).select_related("done_by")
    return rows.order_by().first()
