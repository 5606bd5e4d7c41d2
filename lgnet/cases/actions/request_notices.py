"""Notices of moves that need a second person: to who may decide, then to who asked; no names."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from lgnet.cases.enums import CaseMove
from lgnet.cases.enums_team import RequestState
from lgnet.cases.models import CaseRequest
from lgnet.network.queries import members_who_may
from lgnet.notifications.actions import notify, settle

CLOSE_ASKED, REOPEN_ASKED = "cases.close_asked", "cases.reopen_asked"
APPROVED, REFUSED = "cases.request_approved", "cases.request_refused"
_ANSWERS = {RequestState.APPROVED: APPROVED, RequestState.REFUSED: REFUSED}


def tell_deciders(request: CaseRequest) -> None:
    """Tell whoever may decide, but not who asked: they cannot approve it."""
    may = members_who_may("cases.team").values_list("user_id", flat=True)
    _tell(
        request,
        CLOSE_ASKED if request.move == CaseMove.CLOSE else REOPEN_ASKED,
        set(may) - {request.recorded_by_id},
        once_key=_asked(request),
    )


def tell_decided(request: CaseRequest) -> None:
    """Take away what still waits at the others, and tell who asked what was decided."""
    settle(once_key=_asked(request))
    kind = _ANSWERS.get(RequestState(request.state))
    if kind is not None:
        _tell(request, kind, {request.recorded_by_id}, once_key=f"{kind}:{request.pk}")


def _asked(request: CaseRequest) -> str:
    return f"cases.move_asked:{request.pk}"


def _tell(request: CaseRequest, kind: str, users: Iterable[UUID | None], *, once_key: str) -> None:
    notify(
        user_ids=users,
        kind=kind,
        arguments={"on": timezone.localdate(request.recorded_at)},
        url_name="cases:request_decide",
        url_args={"request_id": request.pk},
        once_key=once_key,
    )
