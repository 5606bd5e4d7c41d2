"""Writing a person's plan: goals, actions, reviews, and what was signed."""

import datetime as dt
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.cases.enums_plan import Doer, GoalState, LifeArea, StepState
from lgnet.cases.models import Action, Case, Goal, PlanAgreement, PlanReview
from lgnet.cases.plan_paper import paper_text
from lgnet.cases.queries import plans as queries
from lgnet.cases.rules import is_running

from .refusals import (
    AlreadyWritten,
    CannotMove,
    CaseRefused,
    ChangedMeanwhile,
    NothingToSign,
    PlanChanged,
    ReasonMissing,
)

Written = TypeVar("Written", PlanReview, PlanAgreement)


@transaction.atomic
def set_goal(
    *,
    id: UUID,
    case: Case,
    area: LifeArea,
    text: str,
    by: Any,
    is_exit: bool = False,
    state: GoalState = GoalState.OPEN,
    result: str = "",
    revision: int = 0,
) -> Goal:
    """Write a new goal (``revision`` 0) or change one read at ``revision``, and return it.

    The same words twice write once. Raises ChangedMeanwhile where somebody changed it since,
    ReasonMissing for one given up without a word, CannotMove where the case is closed.
    """
    current = _running(case)
    if state == GoalState.GIVEN_UP and not result.strip():
        raise ReasonMissing
    wanted = {
        "area": LifeArea(area),
        "text": text,
        "is_exit": is_exit,
        "state": GoalState(state),
        "result": result or None,
    }
    known = Goal.objects.select_for_update().filter(pk=id).order_by().first()
    if known is None:
        goal = Goal.objects.create(
            id=id, case=current, person_id=current.person_id, recorded_by=by, **wanted
        )
        record(verb="cases.goal_set", target=goal, case=current.pk)
        return goal
    if known.case_id != current.pk:
        raise CaseRefused
    if _is_as(known, wanted):
        return known
    _check_revision(known, revision)
    _change(known, wanted)
    record(verb="cases.goal_changed", target=known, case=current.pk, state=known.state)
    return known


@transaction.atomic
def set_action(
    *,
    id: UUID,
    goal: Goal,
    text: str,
    doer: Doer,
    by: Any,
    staff: Any = None,
    other: str = "",
    due_on: dt.date | None = None,
    state: StepState = StepState.TO_DO,
    result: str = "",
    revision: int = 0,
) -> Action:
    """Write a new action of a goal or change one read at ``revision``, and return it.

    Raises as ``set_goal`` does; ReasonMissing for one not done without a word.
    """
    _running(goal.case)
    if state == StepState.NOT_DONE and not result.strip():
        raise ReasonMissing
    wanted = {
        "text": text,
        "doer": Doer(doer),
        "staff_id": staff.pk if staff and doer == Doer.STAFF else None,
        "other": other if doer == Doer.OTHER else None,
        "due_on": due_on,
        "state": StepState(state),
        "result": result or None,
    }
    known = Action.objects.select_for_update().filter(pk=id).order_by().first()
    if known is None:
        action = Action(id=id, goal=goal, person_id=goal.person_id, recorded_by=by, **wanted)
        _stamp(action, by)
        action.save(force_insert=True)
        record(verb="cases.action_set", target=action, case=goal.case_id)
        return action
    if known.goal_id != goal.pk:
        raise CaseRefused
    if _is_as(known, wanted):
        return known
    _check_revision(known, revision)
    was = known.state
    for name, value in wanted.items():
        setattr(known, name, value)
    if known.state != was:
        _stamp(known, by)
    _change(known, {})
    record(verb="cases.action_changed", target=known, case=goal.case_id, state=known.state)
    return known


@transaction.atomic
def settle_action(*, action: Action, revision: int, by: Any) -> Action:
    """Mark an action read at ``revision`` done; the same click twice marks it once.

    Raises ChangedMeanwhile, CannotMove.
    """
    _running(action.goal.case)
    current = Action.objects.select_for_update().get(pk=action.pk)
    if current.state == StepState.DONE and current.revision == revision + 1:
        return current
    if current.state != StepState.TO_DO:
        raise ChangedMeanwhile(current)
    _check_revision(current, revision)
    current.state = StepState.DONE
    _stamp(current, by)
    _change(current, {})
    record(verb="cases.action_changed", target=current, case=action.goal.case_id, state="done")
    return current


@transaction.atomic
def unsettle_action(*, action: Action, revision: int, by: Any) -> Action:
    """Take back that an action was done, as it was at ``revision``.

    Raises ChangedMeanwhile where somebody wrote in it since, CannotMove where the case is closed.
    """
    _running(action.goal.case)
    current = Action.objects.select_for_update().get(pk=action.pk)
    if current.state != StepState.DONE:
        return current
    _check_revision(current, revision)
    current.state = StepState.TO_DO
    _stamp(current, by)
    _change(current, {})
    record(verb="cases.action_changed", target=current, case=action.goal.case_id, state="to_do")
    return current


@transaction.atomic
def review_plan(
    *,
    id: UUID,
    case: Case,
    reviewed_on: dt.date,
    by: Any,
    note: str = "",
    next_on: dt.date | None = None,
) -> PlanReview:
    """Write down that the plan was looked at together; the same again writes once.

    Raises AlreadyWritten where the same ``id`` said something else, CannotMove.
    """
    current = _running(case)
    said = {"reviewed_on": reviewed_on, "note": note or None, "next_on": next_on}
    known = PlanReview.objects.filter(pk=id).order_by().first()
    if known is not None:
        return _same(known, {"case_id": current.pk} | said)
    review = PlanReview.objects.create(
        id=id, case=current, person_id=current.person_id, recorded_by=by, **said
    )
    record(verb="cases.plan_reviewed", target=review, case=current.pk)
    return review


@transaction.atomic
def keep_agreement(
    *, id: UUID, case: Case, agreed_on: dt.date, language: str, printed: str, by: Any
) -> PlanAgreement:
    """Keep what stood on the paper that was signed; the same again keeps one.

    ``printed`` is the digest of the plan as it was printed. Raises PlanChanged where it is another
    now, NothingToSign, AlreadyWritten, CannotMove.
    """
    current = _running(case)
    said = {"agreed_on": agreed_on, "language": language}
    known = PlanAgreement.objects.filter(pk=id).order_by().first()
    if known is not None:
        return _same(known, {"case_id": current.pk, "digest": printed} | said)
    goals = queries.goals_of(current)
    text = paper_text(goals, language)
    if not text:
        raise NothingToSign
    if queries.digest_of(goals) != printed:
        raise PlanChanged
    agreement = PlanAgreement.objects.create(
        id=id,
        case=current,
        person_id=current.person_id,
        text=text,
        digest=printed,
        recorded_by=by,
        **said,
    )
    record(verb="cases.plan_signed", target=agreement, case=current.pk)
    return agreement


def _same(row: Written, said: dict[str, Any]) -> Written:
    if any((getattr(row, name) or None) != (value or None) for name, value in said.items()):
        raise AlreadyWritten
    return row


def _running(case: Case) -> Case:
    """Return the case as it stands now, locked; the plan of a closed one stays as it was."""
    current = Case.objects.select_for_update(of=("self",)).order_by().get(pk=case.pk)
    if not is_running(current.state):
        raise CannotMove(current)
    return current


def _check_revision(row: Goal | Action, revision: int) -> None:
    if row.revision != revision:
        raise ChangedMeanwhile(row)


def _is_as(row: Goal | Action, wanted: dict[str, Any]) -> bool:
    return all((getattr(row, name) or None) == (value or None) for name, value in wanted.items())


def _change(row: Goal | Action, wanted: dict[str, Any]) -> None:
    for name, value in wanted.items():
        setattr(row, name, value)
    row.revision += 1
    row.save()


def _stamp(action: Action, by: Any) -> None:
    is_open = action.state == StepState.TO_DO
    action.settled_at = None if is_open else timezone.now()
    action.settled_by = None if is_open else by
