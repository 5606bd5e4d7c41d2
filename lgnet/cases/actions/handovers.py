"""Handing a case over: offered, accepted, declined with a reason, withdrawn."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.cases.enums_team import HandoverState
from lgnet.cases.models import Case, Handover
from lgnet.cases.queries import cases as queries
from lgnet.cases.queries.team import waiting_handover_of
from lgnet.cases.queries.team_rights import may_hand_over, may_withdraw
from lgnet.cases.rules import is_running
from lgnet.cases.rules_team import BY_RECEIVER
from lgnet.kernel.announcements import CASE_CHANGED, announce
from lgnet.kernel.conflicts import Conflict
from lgnet.notifications.actions import notify, settle

from .states import locked
from .team_refusals import (
    AnsweredAlready,
    AnswersAlready,
    CaseIsClosed,
    HandoverWaits,
    NotAColleague,
    NotYours,
    ResponsibleChanged,
    WhyMissing,
)

OFFERED, ACCEPTED = "cases.handover_offered", "cases.handover_accepted"
DECLINED, WITHDRAWN = "cases.handover_declined", "cases.handover_withdrawn"
_NOTICES = {
    HandoverState.ACCEPTED: ACCEPTED,
    HandoverState.DECLINED: DECLINED,
    HandoverState.WITHDRAWN: WITHDRAWN,
}


@transaction.atomic
def offer_case(
    *, id: UUID, case: Case, to_user_id: UUID, still_open: str, by: Any, promised: str = ""
) -> Handover:
    """Offer a case to a colleague, and return the handover; the old one answers until then.

    The same ``id`` again offers nothing. Raises NotYours, CaseIsClosed, NotAColleague,
    AnswersAlready, HandoverWaits.
    """
    current = locked(case)
    known = Handover.objects.filter(pk=id).order_by("pk").first()
    if known is not None and known.case_id == current.pk:
        return known
    if known is not None:
        raise Conflict("The identifier of another case's handover.")
    if not may_hand_over(current, by):
        raise NotYours(_("Only who answers for this case, or a manager, hands it over."))
    if not is_running(current.state):
        raise CaseIsClosed
    if not queries.case_managers().filter(user_id=to_user_id).exists():
        raise NotAColleague
    if current.responsible_id == to_user_id:
        raise AnswersAlready
    waiting = waiting_handover_of(current)
    if waiting is not None:
        raise HandoverWaits(waiting)
    handover = Handover.objects.create(
        id=id,
        case=current,
        from_user_id=current.responsible_id,
        to_user_id=to_user_id,
        still_open=still_open,
        promised=promised,
        recorded_by=by,
    )
    record(verb="cases.handover_offered", target=handover, case=current.pk, to=to_user_id)
    _tell(handover, OFFERED, {to_user_id}, but=by)
    return handover


@transaction.atomic
def answer_handover(
    *, handover: Handover, answer: HandoverState, by: Any, reason: str = ""
) -> Handover:
    """Accept or decline a case offered to ``by``, or withdraw the offer, and return it.

    The same answer by the same person again changes nothing. Raises AnsweredAlready, NotYours,
    WhyMissing; where it is accepted, ResponsibleChanged, CaseIsClosed, NotAColleague.
    """
    case = locked(handover.case)
    current = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if current.state != HandoverState.WAITING:
        if current.state == answer and current.answered_by_id == by.pk:
            return current
        raise AnsweredAlready(current)
    if answer in BY_RECEIVER and current.to_user_id != by.pk:
        raise NotYours(_("Only the colleague who was asked answers this."))
    if answer == HandoverState.WITHDRAWN and not may_withdraw(current, by):
        raise NotYours(_("Only who offered the case, or a manager, takes the offer back."))
    if answer == HandoverState.DECLINED and not reason.strip():
        raise WhyMissing
    if answer == HandoverState.ACCEPTED:
        _take_over(case, current)
    _write(current, answer, by=by, reason=reason)
    return current


def withdraw_waiting(*, case: Case, by: Any) -> None:
    """Take back what waits for an answer, where the case itself is over."""
    waiting = waiting_handover_of(case)
    if waiting is not None:
        _write(waiting, HandoverState.WITHDRAWN, by=by, reason="")


def _take_over(case: Case, handover: Handover) -> None:
    if not is_running(case.state):
        raise CaseIsClosed
    if case.responsible_id != handover.from_user_id:
        raise ResponsibleChanged
    if not queries.case_managers().filter(user_id=handover.to_user_id).exists():
        raise NotAColleague
    case.responsible_id = handover.to_user_id
    case.save(update_fields=["responsible"])
    announce(CASE_CHANGED, city_id=case.city_id)


def _write(handover: Handover, answer: HandoverState, *, by: Any, reason: str) -> None:
    handover.state = answer
    handover.answered_at, handover.answered_by = timezone.now(), by
    handover.answer_reason = reason
    handover.save(update_fields=["state", "answered_at", "answered_by", "answer_reason"])
    record(
        verb="cases.handover_answered",
        target=handover,
        case=handover.case_id,
        answer=HandoverState(answer).value,
    )
    settle(once_key=f"{OFFERED}:{handover.pk}")
    told = {handover.from_user_id, handover.to_user_id, handover.recorded_by_id}
    _tell(handover, _NOTICES[HandoverState(answer)], told, but=by)


def _tell(handover: Handover, kind: str, users: set[UUID | None], *, but: Any) -> None:
    notify(
        user_ids=users - {but.pk},
        kind=kind,
        arguments={"on": timezone.localdate(handover.recorded_at)},
        url_name="cases:team",
        url_args={"case_id": handover.case_id},
        once_key=f"{kind}:{handover.pk}",
    )
