"""Deciding how long the city waits for an answer."""

from typing import Any

from django.db import transaction

from lgnet.audit.actions import record
from lgnet.referrals.models import ReferralPolicy
from lgnet.referrals.queries.reading import policy_here


@transaction.atomic
def set_policy(*, answer_hours: int, by: Any) -> ReferralPolicy:
    """Decide, and return what holds from now on; what was sent keeps its term.

    The same again changes nothing. Raises ValidationError by field.
    """
    before = policy_here()
    if before.answer_hours == answer_hours and not before._state.adding:
        return before
    policy = ReferralPolicy(answer_hours=answer_hours, recorded_by=by)
    policy.full_clean(exclude=["city", "recorded_by"], validate_constraints=False)
    policy.save(force_insert=True)
    record(verb="referrals.policy_set", target=policy, hours=answer_hours)
    return policy
