"""Plans, inside the open scope."""

import datetime as dt

from lgnet.cases.actions.plans import keep_agreement, review_plan, set_action, set_goal
from lgnet.cases.enums_plan import Doer, LifeArea
from lgnet.cases.queries import plans as queries
from lgnet.kernel.ids import uuid7
from tests.factories.cases import make_case, make_manager


def make_goal(case=None, *, by=None, **fields):
    """Write a goal of a case."""
    by = by or make_manager()
    case = case or make_case(by=by)
    known = {"id": uuid7(), "area": LifeArea.HOUSING, "text": "Una stanza per noi", "by": by}
    return set_goal(**known | {"case": case} | fields)


def make_action(goal=None, *, by=None, **fields):
    """Write an action of a goal."""
    by = by or make_manager()
    goal = goal or make_goal(by=by)
    known = {"id": uuid7(), "text": "Chiamare il proprietario", "doer": Doer.PERSON, "by": by}
    return set_action(**known | {"goal": goal} | fields)


def make_review(case=None, *, by=None, **fields):
    """Write down that a plan was looked at."""
    by = by or make_manager()
    case = case or make_case(by=by)
    known = {"id": uuid7(), "reviewed_on": dt.date(2026, 1, 31), "note": "Va avanti", "by": by}
    return review_plan(**known | {"case": case} | fields)


def make_agreement(case=None, *, by=None, **fields):
    """Keep a plan that was signed."""
    by = by or make_manager()
    case = case or make_case(by=by)
    if not queries.goals_of(case):
        make_goal(case, by=by)
    known = {"id": uuid7(), "agreed_on": dt.date(2026, 1, 31), "language": "it", "by": by}
    known["printed"] = queries.digest_of(queries.goals_of(case))
    return keep_agreement(**known | {"case": case} | fields)
