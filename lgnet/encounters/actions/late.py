"""Telling the right people of those who wait longer than the city wants."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from lgnet.encounters.queries.clock import late_people
from lgnet.encounters.queries.outreach import open_sightings
from lgnet.encounters.queries.policy import hours_here
from lgnet.network.queries import members_who_may
from lgnet.notifications.actions import notify

# Kinds of notices, by the moment that is waited for; their words are in hooks_contacts.py.
LATE = {
    "contact": "encounters.late_contact",
    "case": "encounters.late_case",
    "place": "encounters.late_place",
}
# Who can do something about it.
_WHO = {"contact": "outreach.work", "case": "cases.manage", "place": "housing.place"}


@transaction.atomic
def tell_late(*, now: dt.datetime, since: dt.datetime) -> int:
    """Leave a notice, once a wait, for those who can end it; return how many waits there are."""
    hours = hours_here()
    waits: list[tuple[str, dt.datetime, UUID]] = [
        (leg.to, leg.since, person_id)
        for person_id, leg in late_people(since=since, now=now)
        if leg.to != "contact" and leg.since is not None
    ]
    over = now - dt.timedelta(hours=hours["contact"])
    waits += [
        ("contact", one.told_at, one.pk)
        for one in open_sightings().filter(told_at__lt=over, told_at__gte=since)
    ]
    users = {
        step: set(members_who_may(_WHO[step]).values_list("user_id", flat=True))
        for step in {step for step, _began, _about in waits}
    }
    for step, began, about in waits:
        is_sighting = step == "contact"
        notify(
            user_ids=users[step],
            kind=LATE[step],
            arguments={"since": began, "hours": hours[step]},
            url_name="encounters:sightings" if is_sighting else "people:detail",
            url_args={} if is_sighting else {"person_id": about},
            once_key=f"{LATE[step]}:{about}",
        )
    return len(waits)
