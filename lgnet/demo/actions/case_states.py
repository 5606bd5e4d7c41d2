"""Some cases of the demo are in progress, and one is paused with a reason."""

from uuid import UUID

from lgnet.accounts.models import User
from lgnet.cases.actions.states import change_state
from lgnet.cases.enums import CaseMove, CaseState
from lgnet.cases.queries.cases import cases_of_member
from lgnet.kernel.ids import derived_uuid

IN_PROGRESS = 4
WHY = "È in ospedale fino a fine mese; riprendiamo alle dimissioni."


def load_demo_states(*, worker_id: UUID) -> int:
    """Begin the work on the newest cases of a worker, pause one; return how many are changed."""
    by = User.objects.get(pk=worker_id)
    found = cases_of_member(worker_id).order_by("-opened_at", "-pk")[:IN_PROGRESS]
    cases = [case for case in found if case.state == CaseState.OPEN]
    for number, case in enumerate(cases):
        change_state(id=_id(case.pk, "start"), case=case, move=CaseMove.START, by=by)
        if number == 1:
            change_state(
                id=_id(case.pk, "pause"), case=case, move=CaseMove.SUSPEND, by=by, reason=WHY
            )
    return len(cases)


def _id(case_id: UUID, what: str) -> UUID:
    return derived_uuid("demo", "case-state", case_id, what)
