"""In the demo a colleague stands in for a worker, helps with a case, and is offered another."""

import datetime as dt
from uuid import UUID

from lgnet.accounts.models import User
from lgnet.cases.actions.handovers import offer_case
from lgnet.cases.actions.team import add_member
from lgnet.cases.enums import TeamPart
from lgnet.cases.models import Handover
from lgnet.cases.queries.cases import case_managers, cases_of_member
from lgnet.kernel.ids import derived_uuid

DAYS_AWAY = 7
DOES = "Iscrizione a scuola dei figli."
STILL_OPEN = "Rinnovo del permesso: manca la ricevuta. Visita medica da prenotare."
PROMISED = "Chiamare lunedì mattina, con la mediatrice."


def load_demo_teams(*, worker_id: UUID, on: dt.date) -> int:
    """Add a colleague to the newest cases of a worker, offer one; return how many are touched."""
    by = User.objects.get(pk=worker_id)
    colleague = case_managers().exclude(user_id=worker_id).first()
    cases = list(cases_of_member(worker_id).order_by("-opened_at", "-pk")[:3])
    if colleague is None or len(cases) < 3:
        return 0
    first, second, third = cases
    add_member(
        id=_id(first.pk, "substitute"),
        case=first,
        user_id=colleague.user_id,
        part=TeamPart.SUBSTITUTE,
        from_on=on,
        last_on=on + dt.timedelta(days=DAYS_AWAY),
        by=by,
    )
    add_member(
        id=_id(second.pk, "helper"),
        case=second,
        user_id=colleague.user_id,
        part=TeamPart.HELPER,
        does=DOES,
        from_on=on,
        last_on=None,
        by=by,
    )
    if not Handover.objects.filter(case=third).exists():
        offer_case(
            id=_id(third.pk, "handover"),
            case=third,
            to_user_id=colleague.user_id,
            still_open=STILL_OPEN,
            promised=PROMISED,
            by=by,
        )
    return len(cases)


def _id(case_id: UUID, what: str) -> UUID:
    return derived_uuid("demo", "case-team", case_id, what)
