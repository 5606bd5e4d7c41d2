"""How many cases each colleague answers for, by name: no order by numbers, nobody is ranked."""

import datetime as dt
from collections import Counter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet

from lgnet.accounts.models import User

from ..enums import CaseState
from ..enums_team import HandoverState
from ..models import Handover
from . import cases as queries
from .quiet import quiet_cases


class Caseload(NamedTuple):
    """One colleague's cases; ``user`` is None for the cases of nobody."""

    user: User | None
    is_here: bool
    by_state: dict[str, int]
    quiet: int
    offered: int

    @property
    def total(self) -> int:
        """Return how many cases are not closed."""
        return sum(self.by_state.values())


def workload(*, quiet_before: dt.datetime) -> list[Caseload]:
    """Return who answers for how many cases: colleagues by name, nobody's cases at the end.

    Who has left stands here as long as a case still bears their name.
    """
    here = {one.user_id: one.user for one in queries.case_managers()}
    states = {
        (row["responsible_id"], row["state"]): row["count"]
        for row in _counted(queries.open_cases(), "responsible_id", "state")
    }
    quiet = _by_user(quiet_cases(quiet_before), "responsible_id")
    waiting = Handover.objects.filter(state=HandoverState.WAITING)
    offered = _by_user(waiting, "to_user_id")
    named = {user_id for user_id, _state in states} | set(offered)
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
            quiet=quiet[pk],
            offered=offered[pk],
        )
        for pk in [*order, *([None] if None in named else [])]
    ]


def _by_user(rows: QuerySet[Any], field: str) -> Counter[UUID | None]:
    return Counter({row[field]: row["count"] for row in _counted(rows, field)})


def _counted(rows: QuerySet[Any], *fields: str) -> Any:
    counted = rows.select_related(None).order_by().values(*fields).annotate(count=Count("pk"))
    return counted.order_by(*fields)
