"""Deciding which moves need a second person; asking for one, approving, refusing it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.cases.enums import CaseMove, CaseState, Outcome
from lgnet.cases.enums_team import RequestState
from lgnet.cases.models import Case, CasePolicy, CaseRequest
from lgnet.cases.queries.supervision import policy_here, waiting_request_of
from lgnet.cases.rules import WITH_REASON, is_running

from .cases import close_case
from .refusals import CannotMove, ReasonMissing
from .request_notices import tell_decided, tell_deciders
from .states import change_state, locked
from .team_refusals import NotYours, RequestDecided, RequestWaits, WhyMissing

FIELDS = ("is_close_approved", "is_reopen_approved", "quiet_days", "return_months")


@transaction.atomic
def set_policy(*, by: Any, **facts: Any) -> CasePolicy:
    """Decide for the city, and return what holds now; the same again changes nothing.

    ``facts``: any of FIELDS; the others stay as they were. Raises ValidationError by field.
    """
    before = policy_here()
    wanted = {name: facts.get(name, getattr(before, name)) for name in FIELDS}
    changed = [name for name in FIELDS if wanted[name] != getattr(before, name)]
    if not changed and not before._state.adding:
        return before
    policy = CasePolicy(recorded_by=by, **wanted)
    policy.full_clean(exclude=["city", "recorded_by"], validate_constraints=False)
    policy.save(force_insert=True)
    record(verb="cases.policy_set", target=policy, fields=changed)
    return policy


@transaction.atomic
def ask_move(
    *, case: Case, move: CaseMove, by: Any, outcome: str | None = None, reason: str = ""
) -> CaseRequest:
    """Ask a second person to close or reopen a case, and return the request.

    The same asked by the same person again asks once. Raises CannotMove, ReasonMissing,
    RequestWaits.
    """
    current = locked(case)
    chosen = Outcome(str(outcome)).value if move == CaseMove.CLOSE else None
    waiting = waiting_request_of(current)
    if waiting is not None:
        asked = (waiting.move, waiting.outcome, waiting.reason, waiting.recorded_by_id)
        if asked == (move, chosen, reason, by.pk):
            return waiting
        raise RequestWaits(waiting)
    if is_running(current.state) != (move == CaseMove.CLOSE):
        raise CannotMove(current)
    if move in WITH_REASON and not reason.strip():
        raise ReasonMissing
    request = CaseRequest.objects.create(
        case=current, move=move, outcome=chosen, reason=reason, recorded_by=by
    )
    record(verb="cases.move_asked", target=request, case=current.pk, move=CaseMove(move).value)
    tell_deciders(request)
    return request


@transaction.atomic
def decide_request(
    *, request: CaseRequest, state: RequestState, by: Any, answer: str = ""
) -> CaseRequest:
    """Approve or refuse a move somebody else asked for, or withdraw one's own; return it.

    Approved, it happens now, in the name of who asked. The same again changes nothing. Raises
    RequestDecided, NotYours, WhyMissing, and what closing and reopening raise.
    """
    case = locked(request.case)
    current = CaseRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if current.state != RequestState.WAITING:
        if current.state == state and current.decided_by_id == by.pk:
            return current
        raise RequestDecided(current)
    is_own = current.recorded_by_id == by.pk
    if is_own != (state == RequestState.WITHDRAWN):
        raise NotYours(
            _("You asked for this yourself: a second person decides.")
            if is_own
            else _("Only who asked for this takes it back.")
        )
    if state == RequestState.REFUSED and not answer.strip():
        raise WhyMissing
    current.state, current.answer = state, answer
    current.decided_at, current.decided_by = timezone.now(), by
    current.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    record(verb="cases.move_decided", target=current, case=case.pk, state=RequestState(state).value)
    if state == RequestState.APPROVED:
        _move(case, current)
    tell_decided(current)
    return current


def _move(case: Case, request: CaseRequest) -> None:
    if request.move == CaseMove.REOPEN:
        change_state(
            id=request.pk,
            case=case,
            move=CaseMove.REOPEN,
            reason=request.reason or "",
            by=request.recorded_by,
            is_approved=True,
        )
        return
    if case.state == CaseState.CLOSED:
        raise CannotMove(case)
    close_case(
        case=case,
        outcome=str(request.outcome),
        note=request.reason or "",
        by=request.recorded_by,
        is_approved=True,
    )
