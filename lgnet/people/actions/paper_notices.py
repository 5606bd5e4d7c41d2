"""Notices of papers that expire: to who recorded them, as long as they work with papers here."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from lgnet.network.queries import members_who_may
from lgnet.notifications.actions import notify
from lgnet.people.details import titles_to_renew
from lgnet.people.rules_papers import REMINDER_DAYS, reminder_reached

PAPER_EXPIRES = "people.paper_expires"
# A reminder that could not be given on its day is given within the week.
LATE_BY = dt.timedelta(days=6)


@transaction.atomic
def remind_of_papers(*, today: dt.date) -> int:
    """Give the reminders reached in the open cell, each once; return how many are due."""
    staff = set(members_who_may("people.papers").values_list("user_id", flat=True))
    reached = Q()
    for days in REMINDER_DAYS:
        last = today + dt.timedelta(days=days)
        reached |= Q(expires_on__gte=max(last - LATE_BY, today), expires_on__lte=last)
    rows = titles_to_renew(today).filter(reached, created_by__in=staff)
    found = rows.order_by("expires_on", "pk").values_list(
        "pk", "person_id", "created_by_id", "expires_on"
    )
    for title_id, person_id, user_id, expires_on in found:
        if expires_on is None:
            continue
        day = reminder_reached(expires_on, today=today)
        notify(
            user_ids=[user_id],
            kind=PAPER_EXPIRES,
            arguments={"expires": expires_on},
            url_name="people:detail",
            url_args={"person_id": person_id},
            once_key=f"{PAPER_EXPIRES}:{title_id}:{expires_on}:{day}",
        )
    return len(found)
