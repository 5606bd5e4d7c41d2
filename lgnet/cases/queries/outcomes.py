"""Reads of what was achieved: the newest fact of an area and closing counts."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from ..enums_outcomes import Achieved, Area
from ..models import Case, CaseOutcome


def outcome_facts(case: Case) -> QuerySet[CaseOutcome]:
    """Return everything ever said of a case, with who said it; pages take it by when."""
    return CaseOutcome.objects.filter(case=case).select_related("recorded_by", "person")


def outcomes_at(case: Case, closed_at: dt.datetime) -> dict[Area, CaseOutcome]:
    """Return what counts of a closing, by area, without what was taken back."""
    rows = CaseOutcome.objects.filter(case=case, closed_at=closed_at)
    rows = rows.select_related("person").order_by("area", "-recorded_at", "-pk").distinct("area")
    newest = {row.area: row for row in rows}
    return {
        area: newest[area]
        for area in Area
        if area in newest and newest[area].value != Achieved.TAKEN_BACK
    }


def outcomes_now(case: Case) -> dict[Area, CaseOutcome]:
    """Return what counts of a case that is closed, by area; nothing of one that runs."""
    return {} if case.closed_at is None else outcomes_at(case, case.closed_at)


def newest_of(case: Case) -> UUID | None:
    """Return the newest fact of the closing, by which a page knows that another came since."""
    rows = CaseOutcome.objects.filter(case=case, closed_at=case.closed_at)
    return rows.order_by("-recorded_at", "-pk").values_list("pk", flat=True).first()
