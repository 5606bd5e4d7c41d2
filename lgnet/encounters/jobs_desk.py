"""Reminders of appointments, sent by themselves."""

import datetime as dt
import logging
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from lgnet.kernel.tenancy import scope
from lgnet.network.queries import active_cities

from .actions.reminders import remind, settle_hanging
from .queries.appointments import due_between, was_sent

log = logging.getLogger(__name__)


def remind_everywhere() -> int:
    """Remind in every city of what begins within a day; return how many messages were sent."""
    now = timezone.now()
    tried: list[tuple[UUID, UUID]] = []
    for city_id in list(active_cities().values_list("pk", flat=True)):
        with scope(city_id=city_id):
            for hanging in settle_hanging():
                log.warning("reminder_hangs", extra={"reminder": str(hanging.pk)})
            soon = due_between(now, now + dt.timedelta(days=1)).filter(reminders__isnull=True)
            due = list(soon)
        for appointment in due:
            # Each in a transaction of its own: its message leaves when that is written.
            with scope(city_id=city_id):
                tried.append((city_id, remind(appointment=appointment).pk))
    sent = 0
    for city_id, reminder_id in tried:
        with scope(city_id=city_id):
            sent += was_sent(reminder_id)
    return sent


# By day only: a message at night wakes people and those beside them.
@app.periodic(cron="10 9-18 * * *")
@app.task(name="encounters.remind", queueing_lock="encounters-remind", lock="encounters-remind")
def remind_people(timestamp: int) -> None:
    """Remind people of tomorrow."""
    sent = remind_everywhere()
    if sent:
        log.info("people_reminded", extra={"count": sent})
