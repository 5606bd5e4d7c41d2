"""Deciding how exact positions are kept and how fast the city wants to answer."""

from typing import Any

from django.db import transaction

from lgnet.audit.actions import record
from lgnet.encounters.models import ContactPolicy
from lgnet.encounters.queries.policy import policy_here

FIELDS = ("blur_metres", "contact_hours", "case_hours", "place_hours")


@transaction.atomic
def set_policy(*, by: Any, **facts: int) -> ContactPolicy:
    """Save the city's policy, and return it. Positions already kept stay as they are.

    ``facts``: any of FIELDS. Raises ValidationError by field.
    """
    policy = policy_here()
    changed = {name: value for name, value in facts.items() if getattr(policy, name) != value}
    if not changed and not policy._state.adding:
        return policy
    for name, value in changed.items():
        setattr(policy, name, value)
    if policy._state.adding:
        policy.recorded_by = by
    policy.full_clean(exclude=["city", "recorded_by"], validate_constraints=False)
    policy.save()
    record(verb="encounters.policy_set", target=policy, fields=sorted(changed))
    return policy
