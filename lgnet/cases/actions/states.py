"""Changing the state of a case, each change with a fact that stays."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from lgnet.audit.actions import record
from lgnet.cases.enums import CaseMove, CaseState
from lgnet.cases.models import Case, CaseFact
from lgnet.cases.queries import cases as queries
from lgnet.cases.queries.parties import free_of_cases, present_in
from lgnet.cases.queries.supervision import policy_here
from lgnet.cases.rules import ASKED, WITH_REASON, after
from lgnet.kernel.announcements import CASE_CHANGED, announce
from lgnet.kernel.conflicts import Conflict

from .outcomes import take_back_outcomes
from .party_refusals import MemberElsewhere
from .refusals import AlreadyOpen, ApprovalNeeded, CannotMove, ReasonMissing


@transaction.atomic
def change_state(
    *,
    id: UUID,
    case: Case,
    move: CaseMove,
    by: Any,
    reason: str = "",
    is_approved: bool = False,
) -> Case:
    """Begin, pause, resume or reopen a case, and return it.

    The same ``id`` again changes nothing. Raises CannotMove where the state does not allow it,
    ReasonMissing, AlreadyOpen where a newer case runs beside one to reopen, MemberElsewhere where
    one of its people is in a running case since, ApprovalNeeded where the city wants a second
    person and none approved.
    """
    current = locked(case)
    known = CaseFact.objects.filter(pk=id).order_by("pk").first()
    if known is not None and known.case_id == current.pk:
        return current
    # The identifier of another case's change: the form is not this one's.
    if known is not None:
        raise CannotMove(current)
    became = after(current.state, move) if move in ASKED else None
    if became is None:
        raise CannotMove(current)
    if move in WITH_REASON and not reason.strip():
        raise ReasonMissing
    if not is_approved and policy_here().asks(move):
        raise ApprovalNeeded
    if current.state == CaseState.CLOSED:
        _run_again(current, became)
        was = CaseState.CLOSED
    else:
        was, current.state = CaseState(current.state), became
        current.save(update_fields=["state"])
    CaseFact.objects.create(
        id=id, case=current, kind=move, was=was, became=became, reason=reason, recorded_by=by
    )
    record(verb="cases.state_changed", target=current, move=move.value)
    announce(CASE_CHANGED, city_id=current.city_id)
    return current


@transaction.atomic
def reopen_case(*, case: Case, by: Any) -> Case:
    """Take the closing of a case back, and what was said at it: the case is where it was.

    Raises AlreadyOpen where a newer case is open, MemberElsewhere where one of its people is in
    another, Conflict where one was until this moment.
    """
    current = locked(case)
    if current.state != CaseState.CLOSED:
        return current
    facts = queries.facts_of(current).filter(kind=CaseMove.CLOSE)
    last = facts.order_by("-recorded_at", "-pk").first()
    # Cases closed by an import have no fact.
    became = CaseState(last.was) if last else CaseState.OPEN
    closed_at = current.closed_at
    _run_again(current, became)
    take_back_outcomes(case=current, closed_at=closed_at, by=by)
    CaseFact.objects.create(
        case=current,
        kind=CaseMove.TAKE_BACK,
        was=CaseState.CLOSED,
        became=became,
        recorded_by=by,
    )
    record(verb="cases.reopened", target=current, by=by.pk)
    announce(CASE_CHANGED, city_id=current.city_id)
    return current


def _run_again(case: Case, state: CaseState) -> None:
    case.state = state
    case.outcome = case.closed_at = case.closed_by = None
    case.closing_note = ""
    try:
        with transaction.atomic():
            case.save()
    except IntegrityError as error:
        waiting = queries.open_case_of(case.person)
        if waiting is not None:
            raise AlreadyOpen(waiting) from error
        beside = [party.person for party in present_in(case)]
        free = free_of_cases(beside)
        elsewhere = next((person for person in beside if person not in free), None)
        if elsewhere is not None:
            raise MemberElsewhere(elsewhere) from error
        raise Conflict("A newer case was open and closed meanwhile.") from error


def locked(case: Case) -> Case:
    """Return the case as it stands now; nobody else changes it until the transaction ends."""
    return Case.objects.select_for_update().get(pk=case.pk)
