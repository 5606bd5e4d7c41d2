"""What the city decided for its cases, and what waits for a second person."""

from uuid import UUID

from django.db.models import QuerySet

from ..enums_team import RequestState
from ..models import Case, CasePolicy, CaseRequest


def policy_here() -> CasePolicy:
    """Return what the open cell decided last; before the first, the defaults, not saved."""
    return CasePolicy.objects.order_by("-recorded_at", "-id").first() or CasePolicy()


def requests() -> QuerySet[CaseRequest]:
    """Return the moves asked for, with case and people."""
    return CaseRequest.objects.select_related("case", "case__person", "recorded_by", "decided_by")


def waiting_requests() -> QuerySet[CaseRequest]:
    """Return what waits for a second person; pages take them by when they were asked."""
    return requests().filter(state=RequestState.WAITING)


def waiting_request_of(case: Case) -> CaseRequest | None:
    """Return the move of a case that waits for a second person, or None."""
    return waiting_requests().filter(case=case).order_by("pk").first()


def request_by_id(request_id: UUID) -> CaseRequest | None:
    """Return a move asked for, or None."""
    return requests().filter(pk=request_id).order_by("pk").first()
