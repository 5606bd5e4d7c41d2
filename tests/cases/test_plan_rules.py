"""When an action is overdue, when a plan is looked at again, how far it has come."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgnet.cases.enums_plan import GoalState, StepState
from lgnet.cases.rules_plan import (
    REVIEW_WITHIN_DAYS,
    Progress,
    is_overdue,
    is_soon,
    progress,
    review_due_on,
)

TODAY = dt.date(2028, 2, 29)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))


@pytest.mark.parametrize(
    ("days", "overdue", "soon"),
    [
        (-1, True, False),
        (0, False, True),
        (7, False, True),
        (8, False, False),
        (None, False, False),
    ],
)
def test_the_last_day_still_counts(days, overdue, soon):
    due = None if days is None else TODAY + dt.timedelta(days=days)
    assert is_overdue(state=StepState.TO_DO, due_on=due, today=TODAY) is overdue
    assert is_soon(state=StepState.TO_DO, due_on=due, today=TODAY) is soon


@given(st.sampled_from(StepState), st.none() | DAYS, DAYS)
def test_what_is_settled_is_never_late_and_nothing_is_late_and_soon(state, due, today):
    late = is_overdue(state=state, due_on=due, today=today)
    soon = is_soon(state=state, due_on=due, today=today)
    assert not (late and soon)
    if state != StepState.TO_DO or due is None:
        assert not late
        assert not soon


def test_a_plan_is_looked_at_on_the_day_agreed_or_after_a_season():
    assert review_due_on(began_on=None, reviewed_on=None, next_on=None) is None
    began = dt.date(2027, 12, 1)
    term = dt.timedelta(days=REVIEW_WITHIN_DAYS)
    assert review_due_on(began_on=began, reviewed_on=None, next_on=None) == began + term
    assert review_due_on(began_on=began, reviewed_on=TODAY, next_on=None) == TODAY + term
    again = dt.date(2028, 3, 31)
    assert review_due_on(began_on=began, reviewed_on=TODAY, next_on=again) == again


@given(
    st.lists(st.sampled_from(GoalState)),
    st.lists(st.tuples(st.sampled_from(StepState), st.none() | DAYS)),
    DAYS,
)
def test_progress_counts_each_once(goals, steps, today):
    found = progress(goals=goals, steps=steps, today=today)
    assert found.goals == len(goals)
    assert found.steps == len(steps)
    assert found.reached + found.partly <= found.goals
    assert found.done + found.overdue <= found.steps
    assert progress(goals=[], steps=[], today=today) == Progress()
