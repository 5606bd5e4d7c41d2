"""Reminders of what is due in co-housing: each told once, days and identifiers only."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from lgnet.housing.queries import cohousing
from lgnet.network.queries import members_who_may
from lgnet.notifications.actions import notify

# Kinds of notices; their words are registered in home_hooks.py.
REVIEW_DUE = "housing.review_due"
TRIAL_OVER = "housing.trial_over"
MEETING_DUE = "housing.meeting_due"
ACCOMPANYING = "housing.homes"


def remind(*, today: dt.date) -> None:
    """Remind who accompanies people in homes of the open cell of what is due, once for each."""
    users = list(members_who_may(ACCOMPANYING).values_list("user_id", flat=True))
    if not users:
        return
    for stay in cohousing.reviews_due(today):
        _tell(users, REVIEW_DUE, "stay_agreement", "stay_id", stay.pk, on=stay.review_on)
    for stay in cohousing.trials_due(today):
        _tell(users, TRIAL_OVER, "stay_trial", "stay_id", stay.pk, on=stay.trial_ends_on)
    for house in cohousing.houses(tonight=today):
        if house.next_on is not None and house.next_on <= today:
            pk = house.structure.pk
            _tell(users, MEETING_DUE, "cohouse", "structure_id", pk, on=house.next_on)


def _tell(users: Iterable[UUID], kind: str, page: str, argument: str, pk: UUID, *, on: Any) -> None:
    notify(
        user_ids=users,
        kind=kind,
        arguments={"on": on},
        url_name=f"housing:{page}",
        url_args={argument: pk},
        once_key=f"{kind}:{pk}:{on}",
    )
