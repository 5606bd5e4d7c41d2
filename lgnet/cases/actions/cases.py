"""Opening and closing a case."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.cases.enums import CaseMove, CaseState, Outcome
from lgnet.cases.models import Case, CaseFact
from lgnet.cases.queries import cases as queries
from lgnet.cases.queries.supervision import policy_here
from lgnet.kernel.announcements import CASE_CHANGED, announce
from lgnet.kernel.conflicts import Conflict
from lgnet.kernel.ids import uuid7
from lgnet.people.models import Person

from .handovers import withdraw_waiting
from .outcomes import Said, is_said, write_outcomes
from .parties import join_case
from .refusals import AlreadyClosed, AlreadyOpen, ApprovalNeeded, NotResponsible
from .states import locked


@transaction.atomic
def open_case(
    *, id: UUID, person: Person, by: Any, responsible: Any, others: Collection[Person] = ()
) -> Case:
    """Take a person in charge: open a case that ``responsible`` answers for, and return it.

    ``others`` are taken in charge together with them. Opening again with the same ``id`` returns
    the case made the first time. Raises AlreadyOpen where the person has an open case,
    InAnotherCase where one of the others has, NotResponsible where ``responsible`` manages no cases
    here, Conflict where another case stood in the way only for a moment.
    """
    known = Case.objects.filter(pk=id).order_by("pk").first()
    if known is not None:
        return known
    if not queries.case_managers().filter(user=responsible).exists():
        raise NotResponsible
    waiting = queries.open_case_of(person)
    if waiting is not None:
        raise AlreadyOpen(waiting)
    try:
        with transaction.atomic():
            case = Case.objects.create(
                id=id,
                person=person,
                responsible=responsible,
                opened_at=timezone.now(),
                opened_by=by,
            )
    except IntegrityError:
        # Someone opened it in the same moment: the same click twice, or a colleague.
        return _opened_meanwhile(id, person)
    record(verb="cases.opened", target=case, person=person.pk, responsible=responsible.pk)
    for other in sorted(others, key=lambda one: one.pk):
        join_case(id=uuid7(), case=case, person=other, by=by)
    announce(CASE_CHANGED, city_id=case.city_id)
    return case


def _opened_meanwhile(id: UUID, person: Person) -> Case:
    case = Case.objects.filter(pk=id).order_by("pk").first()
    if case is not None:
        return case
    waiting = queries.open_case_of(person)
    if waiting is None:
        # The case that stood in the way was closed again before we looked.
        raise Conflict("A case was opened and closed meanwhile.")
    raise AlreadyOpen(waiting)


@transaction.atomic
def close_case(
    *,
    case: Case,
    outcome: str,
    by: Any,
    note: str = "",
    said: Collection[Said] = (),
    is_approved: bool = False,
) -> Case:
    """Close a case with an outcome and with what was achieved, and return it.

    Closing twice with the same words closes once. A running stay does not stand in the way:
    people keep their bed when the papers are done. Raises AlreadyClosed, ApprovalNeeded where the
    city wants a second person and none approved.
    """
    chosen = Outcome(outcome)
    current = locked(case)
    if current.state == CaseState.CLOSED:
        if current.outcome == chosen and is_said(case=current, said=said):
            return current
        raise AlreadyClosed(current)
    if not is_approved and policy_here().asks(CaseMove.CLOSE):
        raise ApprovalNeeded
    was, current.state = current.state, CaseState.CLOSED
    current.outcome = chosen
    current.closing_note = note
    current.closed_at = timezone.now()
    current.closed_by = by
    current.save()
    CaseFact.objects.create(
        case=current,
        kind=CaseMove.CLOSE,
        was=was,
        became=CaseState.CLOSED,
        reason=note,
        recorded_at=current.closed_at,
        recorded_by=by,
    )
    write_outcomes(id=uuid7(), case=current, said=said, by=by)
    withdraw_waiting(case=current, by=by)
    record(verb="cases.closed", target=current, outcome=chosen.value)
    announce(CASE_CHANGED, city_id=current.city_id)
    return current
