"""How some of the demo's cases get on: a goal each, and where they stood at first and stand now."""

from itertools import cycle
from typing import Any

from lgnet.cases.actions.assessments import begin_assessment, finish_assessment, say_area
from lgnet.cases.actions.plans import set_goal
from lgnet.cases.enums import GoalState, LifeArea
from lgnet.cases.models import Case
from lgnet.cases.queries.assessments import assessments_of
from lgnet.cases.queries.cases import open_cases
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import derived_uuid

from .told import TOLD

# By turns: how far the goal is, and the steps in housing and language at first and now.
COURSES = (
    (GoalState.REACHED, ((2, 1), (3, 3))),
    (GoalState.OPEN, ((1, 2), (1, 3))),
    (GoalState.PARTLY, ((3, 2), (2, 4))),
    (GoalState.OPEN, ((2, 2), (2, 2))),
    (GoalState.REACHED, ((1, 1), (4, 2))),
)
AREAS = (LifeArea.HOUSING, LifeArea.LANGUAGE)
CASES = 20


def load_demo_progress(code: str, *, by: Any) -> int:
    """Have cases of the open scope get on, in the cities that tell it; return how many do."""
    if code not in TOLD:
        return 0
    cases = open_cases().order_by("opened_at", "pk")[:CASES]
    for case, (state, ends) in zip(cases, cycle(COURSES), strict=False):
        if assessments_of(case).exists():
            continue
        _get_on(case, state, ends, by)
    return len(cases)


def _get_on(case: Case, state: GoalState, ends: tuple[tuple[int, int], ...], by: Any) -> None:
    set_goal(
        id=derived_uuid("demo", "progress", case.pk, "goal"),
        case=case,
        area=LifeArea.HOUSING,
        text="Una stanza che sia nostra, vicino alla scuola.",
        state=state,
        by=by,
    )
    for number, steps in enumerate(ends):
        key = derived_uuid("demo", "progress", case.pk, str(number))
        found = begin_assessment(id=key, case=case, by=by)
        for area, step in zip(AREAS, steps, strict=True):
            say_area(
                assessment=found,
                area=area,
                together_answer=Answer.KNOWN,
                together=step,
                worker=step,
                by=by,
            )
        finish_assessment(assessment=found, by=by)
