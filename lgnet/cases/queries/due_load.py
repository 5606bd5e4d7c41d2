"""What falls due for each colleague: actions, people to ask again, plans to look at again."""

import datetime as dt
from collections import Counter
from typing import Any
from uuid import UUID

from django.db.models import Case as FirstOf
from django.db.models import Count, F, Q, QuerySet, Value, When
from django.utils import timezone

from ..enums_plan import StepState
from ..models import Action
from ..rules import RUNNING
from ..rules_plan import SOON_DAYS, review_due_on
from . import cases as queries
from .follow_ups import due_cases
from .plans import with_plan


def counted_for(rows: QuerySet[Any], kind: Any, user: str) -> QuerySet[Any]:
    """Return rows counted as ``kind``, ``who``, ``count``: parts one union asks for at once."""
    told = rows.select_related(None).order_by().annotate(kind=kind, who=F(user))
    return told.values("kind", "who").annotate(count=Count("pk"))


def due_parts(today: dt.date) -> list[QuerySet[Any]]:
    """Return what is ``late``, due within the week (``actions``), and ``follow_ups``, to count.

    An action counts for who does it and for who answers for the case, as on each colleague's own
    page of what is due; one and the same person counts once, stand-ins not at all.
    """
    due = Action.objects.filter(
        state=StepState.TO_DO,
        due_on__lte=today + dt.timedelta(days=SOON_DAYS),
        goal__case__state__in=RUNNING,
    )
    kind = FirstOf(When(due_on__lt=today, then=Value("late")), default=Value("actions"))
    answers = "goal__case__responsible_id"
    others = Q(**{f"{answers.removesuffix('_id')}__isnull": False}) & ~Q(staff_id=F(answers))
    return [
        counted_for(due.filter(staff__isnull=False), kind, "staff_id"),
        counted_for(due.filter(Q(staff__isnull=True) | others), kind, answers),
        counted_for(due_cases(today), Value("follow_ups"), "responsible_id"),
    ]


def reviews_due(today: dt.date) -> Counter[UUID | None]:
    """Return how many plans are to be looked at within the week, by who answers for the case."""
    soon, load = today + dt.timedelta(days=SOON_DAYS), Counter[UUID | None]()
    found = with_plan(queries.open_cases().select_related(None)).order_by("pk")
    for user_id, began_at, reviewed_on, next_on in found.values_list(
        "responsible_id", "began_at", "reviewed_on", "next_on"
    ):
        on = review_due_on(
            began_on=timezone.localdate(began_at), reviewed_on=reviewed_on, next_on=next_on
        )
        load[user_id] += on is not None and on <= soon
    return +load
