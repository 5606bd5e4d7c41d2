"""Plans: who may open each page, and how to make what they are made of."""

from collections.abc import Callable
from typing import Any

from lgnet.cases.models import Action, Case, Goal, PlanAgreement, PlanReview
from lgnet.network.enums import Role
from tests.factories.people import make_person
from tests.house.access_row import Row

PLANNING = frozenset({Role.CASE_MANAGER})
CASE, GOAL, ACTION = {"case_id": "case"}, {"goal_id": "goal"}, {"action_id": "case_action"}
FILE = {"case_id": "planned_case", "language": "=it"}

MATRIX = {
    "cases:due": Row(PLANNING),
    "cases:plan": Row(PLANNING, path=CASE, adds="goal"),
    "cases:plan_review": Row(PLANNING, post=422, path=CASE),
    "cases:plan_print": Row(PLANNING, post=422, path=CASE, adds="goal"),
    "cases:plan_pdf": Row(PLANNING, path=FILE),
    "cases:plan_word": Row(PLANNING, path=FILE),
    "cases:goal_new": Row(PLANNING, post=422, path=CASE),
    "cases:goal_edit": Row(PLANNING, post=422, path=GOAL),
    "cases:action_new": Row(PLANNING, post=422, path=GOAL),
    "cases:action_edit": Row(PLANNING, post=422, path=ACTION),
    "cases:action_done": Row(PLANNING, get=405, post=302, path=ACTION),
}


def goal_of(case: Case, **fields: Any) -> Goal:
    """Write a goal of a case."""
    return Goal.objects.create(
        case=case, person=case.person, area="housing", text="Una stanza", **fields
    )


def _case() -> Case:
    return Case.objects.create(person=make_person())


def _goal(**fields: Any) -> Goal:
    return goal_of(_case(), **fields)


def _action(**fields: Any) -> Action:
    goal = _goal()
    return Action.objects.create(
        goal=goal, person=goal.person, text="Telefonare", doer="person", **fields
    )


def _review(**fields: Any) -> PlanReview:
    case = _case()
    return PlanReview.objects.create(
        case=case, person=case.person, reviewed_on="2026-01-31", note="Bene", **fields
    )


def _agreement(**fields: Any) -> PlanAgreement:
    case = _case()
    return PlanAgreement.objects.create(
        case=case,
        person=case.person,
        agreed_on="2026-01-31",
        language="it",
        text="Una stanza",
        digest="0" * 64,
        **fields,
    )


RECIPES: dict[str, Callable[..., Any]] = {
    "cases.Goal": _goal,
    "cases.Action": _action,
    "cases.PlanReview": _review,
    "cases.PlanAgreement": _agreement,
}
KINDS = {
    "planned_case": lambda user: _goal(recorded_by=user).case,
    "goal": lambda user: _goal(recorded_by=user),
    "case_action": lambda user: _action(recorded_by=user),
}
