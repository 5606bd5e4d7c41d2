"""Deciding how exact positions are kept and how fast the city wants to answer."""

from typing import Any

from django.db import transaction

from lgnet.audit.actions import record
from lgnet.encounters.models import ContactPolicy
from lgnet.encounters.queries.policy import policy_here

FIELDS = (
    "blur_metres",
    "contact_hours",
    "case_hours",
    "place_hours",
    "late_days",
    "is_reporting_open",
    "street_phone",
)


@transaction.atomic
def set_policy(*, by: Any, **facts: Any) -> ContactPolicy:
    """Decide for the city, and return what holds now. Positions already kept stay as they are.

    ``facts``: any of FIELDS; the others stay as they were. The same again changes nothing. Raises
    ValidationError by field.
    """
    before = policy_here()
    wanted = {name: facts.get(name, getattr(before, name)) for name in FIELDS}
    changed = [name for name in FIELDS if wanted[name] != getattr(before, name)]
    if not changed and not before._state.adding:
        return before
    policy = ContactPolicy(recorded_by=by, **wanted)
    policy.full_clean(exclude=["city", "recorded_by"], validate_constraints=False)
    policy.save(force_insert=True)
    record(verb="encounters.policy_set", target=policy, fields=changed)
    return policy
