"""Reads of plans, in the open scope; the person whose key opens them is fetched along."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from ..enums_plan import GoalState, StepState
from ..models import Action, Case, Goal, PlanAgreement, PlanReview
from ..rules import RUNNING
from ..rules_plan import SOON_DAYS, plan_digest, review_due_on
from .team import cases_in_hand


def goals_of(case: Case) -> list[Goal]:
    """Return the goals of a case in the order they were written, each with ``steps``."""
    goals = list(
        Goal.objects.filter(case=case).select_related("person").order_by("recorded_at", "pk")
    )
    steps: dict[UUID, list[Action]] = {goal.pk: [] for goal in goals}
    found = Action.objects.filter(goal__in=list(steps)).select_related("person", "staff")
    for step in found.order_by("recorded_at", "pk"):
        steps[step.goal_id].append(step)
    for goal in goals:
        goal.steps = steps[goal.pk]
    return goals


def digest_of(goals: list[Goal]) -> str:
    """Return which state of a plan these goals, with their ``steps``, are."""
    rows: list[Goal | Action] = [*goals, *(step for goal in goals for step in goal.steps)]
    return plan_digest((row.pk, row.revision) for row in rows)


def goal_by_id(goal_id: UUID) -> Goal | None:
    """Return a goal with its case and person, or None: elsewhere is as good as nowhere."""
    rows = Goal.objects.select_related("person", "case__person")
    return rows.filter(pk=goal_id).order_by("pk").first()


def action_by_id(action_id: UUID) -> Action | None:
    """Return an action with its goal, case and person, or None: elsewhere is as good as nowhere."""
    rows = Action.objects.select_related("person", "goal__case__person", "staff")
    return rows.filter(pk=action_id).order_by("pk").first()


def reviews_of(case: Case) -> QuerySet[PlanReview]:
    """Return the reviews of a plan, the last first."""
    rows = PlanReview.objects.filter(case=case).select_related("person", "recorded_by")
    return rows.order_by("-reviewed_on", "-pk")


def agreements_of(case: Case) -> QuerySet[PlanAgreement]:
    """Return what was signed, the last first."""
    rows = PlanAgreement.objects.filter(case=case).select_related("person", "recorded_by")
    return rows.order_by("-recorded_at", "-pk")


def due_actions(user_id: UUID, *, today: dt.date) -> QuerySet[Action]:
    """Return what is overdue or due within the week: what a member does, and all of their cases.

    Theirs are those they answer for, and those they stand in for today.
    """
    theirs = cases_in_hand(user_id).order_by().values("pk")
    return (
        Action.objects.filter(
            Q(staff_id=user_id) | Q(goal__case__in=theirs),
            state=StepState.TO_DO,
            due_on__lte=today + dt.timedelta(days=SOON_DAYS),
            goal__case__state__in=RUNNING,
        )
        .select_related("person", "goal__case__person", "staff")
        .order_by("due_on", "pk")
    )


def with_plan(cases: QuerySet[Case]) -> QuerySet[Any]:
    """Return the cases that have a plan, with ``began_at``, ``reviewed_on`` and ``next_on``."""
    cell = {"city_id": OuterRef("city_id"), "compartment_id": OuterRef("compartment_id")}
    reviews = PlanReview.objects.filter(case_id=OuterRef("pk"), **cell)
    reviews = reviews.order_by("-reviewed_on", "-pk")
    goals = Goal.objects.filter(case_id=OuterRef("pk"), **cell).order_by("recorded_at")
    return cases.annotate(
        began_at=Subquery(goals.values("recorded_at")[:1]),
        reviewed_on=Subquery(reviews.values("reviewed_on")[:1]),
        next_on=Subquery(reviews.values("next_on")[:1]),
    ).filter(began_at__isnull=False)


def plans_to_review(user_id: UUID, *, today: dt.date) -> list[tuple[Case, dt.date]]:
    """Return the cases a member follows whose plan is to be looked at within the week."""
    found = with_plan(cases_in_hand(user_id)).select_related("person").order_by("pk")
    soon = today + dt.timedelta(days=SOON_DAYS)
    due = []
    for case in found:
        on = review_due_on(
            began_on=timezone.localdate(case.began_at),
            reviewed_on=case.reviewed_on,
            next_on=case.next_on,
        )
        if on is not None and on <= soon:
            due.append((case, on))
    return sorted(due, key=lambda one: (one[1], one[0].pk))


def exit_goals(case: Case) -> list[Goal]:
    """Return the open goals of the exit plan, each with ``steps``."""
    return [goal for goal in goals_of(case) if goal.is_exit and goal.state == GoalState.OPEN]
