"""Who may hand a case over, take an offer back, and answer one."""

from typing import Any

from lgnet.network.queries import members_who_may

from ..models import Case, Handover
from . import cases as queries
from .team import substitute_of


def may_hand_over(case: Case, by: Any) -> bool:
    """Return whether a member of staff may offer a case to a colleague.

    Who answers for it or stands in today; a manager; and, where nobody answers, every colleague
    who manages cases: a person left behind is everybody's.
    """
    if case.responsible_id == by.pk or is_manager(by):
        return True
    managers = queries.case_managers()
    if not managers.filter(user_id=by.pk).exists():
        return False
    left = not managers.filter(user_id=case.responsible_id).exists()
    standing_in = substitute_of(case)
    return left or (standing_in is not None and standing_in.user_id == by.pk)


def may_withdraw(handover: Handover, by: Any) -> bool:
    """Return whether a member of staff may take an offer back: who made it, whose case it is."""
    return handover.recorded_by_id == by.pk or may_hand_over(handover.case, by)


def is_manager(by: Any) -> bool:
    """Return whether a member of staff decides on the whole team of the city."""
    return members_who_may("cases.supervise").filter(user_id=by.pk).exists()
