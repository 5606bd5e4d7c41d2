"""Screens of plans: goals in two scripts, what is overdue, the paper in two languages."""

import datetime as dt

from lgnet.cases.actions.answers import save_answers
from lgnet.cases.enums_plan import Doer, GoalState, LifeArea
from lgnet.cases.queries.answers import forms_asked
from lgnet.kernel.ids import uuid7
from lgnet.network.enums import Role
from tests.e2e.screen import Screen
from tests.factories.assessments import make_assessment, make_finished
from tests.factories.plans import make_action, make_agreement, make_goal, make_review

CASES = Role.CASE_MANAGER

SCREENS = [
    Screen("cases:plan", CASES, ("case",), on_phone=True),
    Screen("cases:plan", CASES, ("paused_case",)),
    Screen("cases:goal_new", CASES, ("case",), on_phone=True),
    Screen("cases:goal_new", CASES, ("case",), sends_empty_form=True, status=422),
    Screen("cases:goal_edit", CASES, ("goal",)),
    Screen("cases:action_new", CASES, ("goal",), on_phone=True),
    Screen("cases:action_new", CASES, ("goal",), sends_empty_form=True, status=422),
    Screen("cases:action_edit", CASES, ("plan_action",)),
    Screen("cases:plan_review", CASES, ("case",)),
    Screen("cases:plan_print", CASES, ("case",), on_phone=True),
    Screen("cases:due", CASES, on_phone=True),
    Screen("cases:forms", CASES, ("case",), on_phone=True),
    Screen("cases:form_fill", CASES, ("case", "situation"), on_phone=True),
    Screen("cases:form_read", CASES, ("filled_form",), on_phone=True),
    Screen("cases:form_correct", CASES, ("filled_form",)),
    Screen("cases:assessments", CASES, ("case",), on_phone=True),
    Screen("cases:assessments", CASES, ("paused_case",)),
    Screen("cases:assessment", CASES, ("assessment",), on_phone=True),
    Screen("cases:assessment", CASES, ("finished_assessment",), on_phone=True),
]


def fill_plan(case, by) -> dict[str, object]:
    """Write a plan of a case; return the goal and the action that screens name."""
    goal = make_goal(case, by=by, text="أريد غرفة ينام فيها أولادي", is_exit=True)
    action = make_action(goal, by=by, due_on=dt.date(2026, 1, 31), doer=Doer.STAFF, staff=by)
    make_action(goal, by=by, text="Chiedere", doer=Doer.OTHER, other="Parrocchia di San Salvario")
    make_goal(
        case, by=by, area=LifeArea.WORK, text="Lavoro", state=GoalState.REACHED, result="Cuoca"
    )
    make_review(case, by=by, next_on=dt.date(2026, 2, 28))
    make_agreement(case, by=by)
    finished = make_finished(case, by=by, housing=(1, 1), work=(2, 3))
    make_finished(case, by=by, housing=(3, 2), work=(2, 2), safety=(5, 4))
    return {
        "filled_form": _filled(case, by),
        "goal": goal,
        "plan_action": action,
        "finished_assessment": finished,
        "assessment": make_assessment(case, by=by),
    }


def _filled(case, by):
    """Fill the core in; return what was answered."""
    return save_answers(
        id=uuid7(),
        case=case,
        form_code="situation",
        version=forms_asked(case)["situation"],
        answers={},
        by=by,
        is_finished=True,
    )
