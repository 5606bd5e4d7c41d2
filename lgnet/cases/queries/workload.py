"""How many cases each colleague answers for, by name: no order by numbers, nobody is ranked."""

import datetime as dt
from collections import Counter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet, Value

from lgnet.accounts.models import User

from ..enums import CaseState
from ..enums_team import HandoverState
from ..models import Handover
from . import cases as queries
from .due_load import counted_for, due_parts, reviews_due
from .quiet import quiet_cases

# What is counted beside the states of cases.
COUNTED = ("quiet", "offered", "late", "actions", "reviews", "follow_ups")


class Caseload(NamedTuple):
    """One colleague's cases; ``user`` is None for the cases of nobody."""

    user: User | None
    is_here: bool
    by_state: dict[str, int]
    quiet: int
    offered: int
    late: int = 0
    actions: int = 0
    reviews: int = 0
    follow_ups: int = 0

    @property
    def total(self) -> int:
        """Return how many cases are not closed."""
        return sum(self.by_state.values())


def workload(*, quiet_before: dt.datetime, today: dt.date) -> list[Caseload]:
    """Return who answers for how many cases: colleagues by name, nobody's cases at the end.

    Who has left stands here as long as a case still bears their name.
    """
    here = {one.user_id: one.user for one in queries.case_managers()}
    states = {
        (row["responsible_id"], row["state"]): row["count"]
        for row in _counted(queries.open_cases(), "responsible_id", "state")
    }
    waiting = Handover.objects.filter(state=HandoverState.WAITING)
    counts = _counts(
        counted_for(quiet_cases(quiet_before), Value("quiet"), "responsible_id"),
        counted_for(waiting, Value("offered"), "to_user_id"),
        *due_parts(today),
    )
    counts["reviews"] = reviews_due(today)
    named = {user_id for user_id, _state in states} | {pk for kind in counts for pk in counts[kind]}
    gone = User.objects.filter(pk__in=[pk for pk in named if pk and pk not in here])
    users = here | {user.pk: user for user in gone.order_by("pk")}
    order = sorted(users, key=lambda pk: (users[pk].full_name.casefold(), str(pk)))
    return [
        Caseload(
            user=users[pk] if pk else None,
            is_here=pk in here,
            by_state={
                state.value: states.get((pk, state.value), 0)
                for state in (CaseState.OPEN, CaseState.ACTIVE, CaseState.SUSPENDED)
            },
            **{kind: counts[kind][pk] for kind in COUNTED},
        )
        for pk in [*order, *([None] if None in named else [])]
    ]


def _counts(first: QuerySet[Any], *others: QuerySet[Any]) -> dict[str, Counter[UUID | None]]:
    """Return counts by user for each of COUNTED, all asked for at once."""
    counts: dict[str, Counter[UUID | None]] = {kind: Counter() for kind in COUNTED}
    for row in first.union(*others, all=True).order_by("kind", "who"):
        counts[row["kind"]][row["who"]] += row["count"]
    return counts


def _counted(rows: QuerySet[Any], *fields: str) -> Any:
    counted = rows.select_related(None).order_by().values(*fields).annotate(count=Count("pk"))
    return counted.order_by(*fields)
