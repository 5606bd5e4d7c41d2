"""The newest case of the demo was assessed twice and has a plan, one action of it late."""

import datetime as dt
from uuid import UUID

from lgnet.accounts.models import User
from lgnet.cases.actions.assessments import begin_assessment, finish_assessment, say_area
from lgnet.cases.actions.plans import set_action, set_goal
from lgnet.cases.enums import CaseState, Doer, LifeArea
from lgnet.cases.models import Case
from lgnet.cases.queries.assessments import assessments_of
from lgnet.cases.queries.cases import cases_of_member
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import derived_uuid

GOALS = (
    (LifeArea.HOUSING, "Una casa in affitto dove i bambini abbiano una stanza loro.", True),
    (LifeArea.LANGUAGE, "Parlare con le maestre senza bisogno di nessuno.", False),
)
# Goal, what is done, who does it, days from today.
ACTIONS = (
    (0, "Portare le buste paga al patronato", Doer.PERSON, -3),
    (0, "Telefonare a tre agenzie", Doer.STAFF, 5),
    (1, "Iscriversi al corso A2 del CPIA", Doer.PERSON, 20),
)


# What was said at the first and at the second assessment: together, and by the worker.
ASSESSED = (
    {LifeArea.HOUSING: (2, 1), LifeArea.WORK: (2, 2), LifeArea.LANGUAGE: (3, 2)},
    {LifeArea.HOUSING: (3, 3), LifeArea.WORK: (3, 2), LifeArea.LANGUAGE: (3, 3)},
)


def load_demo_plan(*, worker_id: UUID, on: dt.date) -> int:
    """Write the plan of a worker's newest open case; return how many rows were written."""
    by = User.objects.get(pk=worker_id)
    found = cases_of_member(worker_id).exclude(state=CaseState.SUSPENDED)
    case = found.order_by("-opened_at", "-pk").first()
    if case is None:
        return 0
    goals = [
        set_goal(
            id=derived_uuid("demo", "goal", case.pk, str(number)),
            case=case,
            area=area,
            text=text,
            is_exit=is_exit,
            by=by,
        )
        for number, (area, text, is_exit) in enumerate(GOALS)
    ]
    for number, (goal, text, doer, days) in enumerate(ACTIONS):
        set_action(
            id=derived_uuid("demo", "action", case.pk, str(number)),
            goal=goals[goal],
            text=text,
            doer=doer,
            staff=by if doer == Doer.STAFF else None,
            due_on=on + dt.timedelta(days=days),
            by=by,
        )
    return len(GOALS) + len(ACTIONS) + _assess(case, by)


def _assess(case: Case, by: User) -> int:
    """Assess a case as often as ``ASSESSED`` says; return how many domains were said."""
    if assessments_of(case).exists():
        return 0
    for number, said in enumerate(ASSESSED):
        key = derived_uuid("demo", "assessment", case.pk, str(number))
        found = begin_assessment(id=key, case=case, by=by)
        for area, (together, worker) in said.items():
            say_area(
                assessment=found,
                area=area,
                together_answer=Answer.KNOWN,
                together=together,
                worker=worker,
                by=by,
            )
        finish_assessment(assessment=found, by=by)
    return sum(len(said) for said in ASSESSED)
