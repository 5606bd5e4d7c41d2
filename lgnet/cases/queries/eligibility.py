"""Reads of what was found about funding lines, in the open scope."""

from uuid import UUID

from django.db.models import QuerySet

from ..models import Case, EligibilityFinding


def findings_of(case: Case) -> QuerySet[EligibilityFinding]:
    """Return everything found about a case; pages take it newest first."""
    return EligibilityFinding.objects.filter(case=case).select_related(
        "line", "person", "recorded_by"
    )


def findings_now(case: Case) -> dict[UUID, EligibilityFinding]:
    """Return line id -> what was found last."""
    rows = findings_of(case).order_by("line_id", "-recorded_at", "-pk").distinct("line_id")
    return {row.line_id: row for row in rows}


def finding_now(case: Case, line_id: UUID) -> EligibilityFinding | None:
    """Return what was found last about one line."""
    rows = findings_of(case).filter(line=line_id)
    return rows.order_by("-recorded_at", "-pk").first()
