"""When an action is due, when a plan is to be looked at again, and how far it has come."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from lgnet.cases.enums_plan import GoalState, StepState

# A plan that nobody looked at for so long is looked at, even where no day was agreed.
REVIEW_WITHIN_DAYS = 90
# What falls due in so many days belongs to this week's work.
SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a plan has come: counts, never a score."""

    goals: int = 0
    reached: int = 0
    partly: int = 0
    steps: int = 0
    done: int = 0
    overdue: int = 0


def plan_digest(rows: Iterable[tuple[object, int]]) -> str:
    """Return what tells one state of a plan from another: its rows, each with its revision."""
    told = sorted(f"{row}:{revision}" for row, revision in rows)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def plan_mark(digest: str) -> str:
    """Return the few signs of a digest that stand on paper, to match what was signed by eye."""
    return f"{digest[:4]}-{digest[4:8]}-{digest[8:12]}".upper()


def is_overdue(*, state: str, due_on: dt.date | None, today: dt.date) -> bool:
    """Return whether an action should have been done by now; its last day still counts."""
    return state == StepState.TO_DO and due_on is not None and due_on < today


def is_soon(*, state: str, due_on: dt.date | None, today: dt.date) -> bool:
    """Return whether an action falls due within the week, today included."""
    if state != StepState.TO_DO or due_on is None:
        return False
    return today <= due_on <= today + dt.timedelta(days=SOON_DAYS)


def review_due_on(
    *, began_on: dt.date | None, reviewed_on: dt.date | None, next_on: dt.date | None
) -> dt.date | None:
    """Return the day a plan is to be looked at again, or None where there is no plan yet.

    ``next_on`` is the day agreed at the last review; ``began_on`` the day of the first goal.
    """
    if next_on is not None:
        return next_on
    last = reviewed_on or began_on
    return None if last is None else last + dt.timedelta(days=REVIEW_WITHIN_DAYS)


def progress(
    *, goals: Iterable[str], steps: Iterable[tuple[str, dt.date | None]], today: dt.date
) -> Progress:
    """Count goals by state, and actions given as their state and the day they are due."""
    states, rows = list(goals), list(steps)
    return Progress(
        goals=len(states),
        reached=states.count(GoalState.REACHED),
        partly=states.count(GoalState.PARTLY),
        steps=len(rows),
        done=sum(state == StepState.DONE for state, _due in rows),
        overdue=sum(is_overdue(state=state, due_on=due, today=today) for state, due in rows),
    )
