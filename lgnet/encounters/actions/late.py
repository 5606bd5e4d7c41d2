"""Telling the right people of those who wait longer than the city wants."""

import datetime as dt

from django.db import transaction

from lgnet.encounters.queries.clock import late_people
from lgnet.network.queries import members_who_may
from lgnet.notifications.actions import notify

# Kinds of notices, by the moment that is waited for; their words are in hooks_contacts.py.
LATE = {"case": "encounters.late_case", "place": "encounters.late_place"}
# Who can do something about it.
_WHO = {"case": "cases.manage", "place": "housing.place"}


@transaction.atomic
def tell_late(*, now: dt.datetime, since: dt.datetime) -> int:
    """Leave a notice, once a wait, for those who can end it; return how many waits there are."""
    late = [
        (person_id, leg) for person_id, leg in late_people(since=since, now=now) if leg.to in LATE
    ]
    users = {
        step: set(members_who_may(permission).values_list("user_id", flat=True))
        for step, permission in _WHO.items()
        if late
    }
    for person_id, leg in late:
        if leg.since is None:
            continue
        notify(
            user_ids=users[leg.to],
            kind=LATE[leg.to],
            arguments={"since": leg.since, "hours": int(leg.target.total_seconds() // 3600)},
            url_name="people:detail",
            url_args={"person_id": person_id},
            once_key=f"{LATE[leg.to]}:{person_id}",
        )
    return len(late)
