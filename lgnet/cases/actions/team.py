"""Adding a colleague to a case for some days, and ending their days."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.cases.enums_team import TeamPart
from lgnet.cases.models import Case, CaseMember
from lgnet.cases.queries import cases as queries
from lgnet.cases.queries import team
from lgnet.cases.rules import is_running
from lgnet.cases.rules_team import day_after, ended_on

from .states import locked
from .team_refusals import AnswersAlready, CaseIsClosed, DaysTaken, DaysWrong, NotAColleague


@transaction.atomic
def add_member(
    *,
    id: UUID,
    case: Case,
    user_id: UUID,
    part: TeamPart,
    from_on: dt.date,
    last_on: dt.date | None,
    by: Any,
    does: str = "",
) -> CaseMember:
    """Add a colleague to a case from a day up to and with ``last_on``, and return their days.

    The same ``id`` again adds nobody. Raises NotAColleague, AnswersAlready, CaseIsClosed,
    DaysWrong, DaysTaken.
    """
    current = locked(case)
    known = CaseMember.objects.filter(pk=id, case=current).order_by("pk").first()
    if known is not None:
        return known
    if not is_running(current.state):
        raise CaseIsClosed
    part = TeamPart(part)
    may = queries.case_managers() if part == TeamPart.SUBSTITUTE else team.colleagues()
    if not may.filter(user_id=user_id).exists():
        raise NotAColleague
    if current.responsible_id == user_id:
        raise AnswersAlready
    if last_on is not None and last_on < from_on:
        raise DaysWrong(_("The last day lies before the first."))
    if part == TeamPart.SUBSTITUTE and last_on is None:
        raise DaysWrong(_("Write the last day on which they stand in."))
    try:
        with transaction.atomic():
            member = CaseMember.objects.create(
                id=id,
                case=current,
                user_id=user_id,
                part=part,
                does=does,
                from_on=from_on,
                until_on=day_after(last_on),
                recorded_by=by,
            )
    except IntegrityError as error:
        if "cases_one_substitute_a_day" in str(error):
            raise DaysTaken(_("Somebody already stands in on some of these days.")) from error
        if "cases_member_once_a_day" in str(error):
            raise DaysTaken(_("This colleague already has this part on these days.")) from error
        raise
    record(verb="cases.member_added", target=member, case=current.pk, part=part.value)
    return member


@transaction.atomic
def end_member(*, member: CaseMember, by: Any) -> CaseMember:
    """End a colleague's days today, and return them; ended twice is ended once."""
    locked(member.case)
    current = CaseMember.objects.get(pk=member.pk)
    until = ended_on(timezone.localdate(), from_on=current.from_on, until_on=current.until_on)
    if current.until_on == until:
        return current
    current.until_on = until
    current.save(update_fields=["until_on"])
    record(verb="cases.member_ended", target=current, case=current.case_id, by=by.pk)
    return current
