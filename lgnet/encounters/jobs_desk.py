"""Reminders of appointments, sent by themselves."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from lgnet.kernel.tenancy import scope
from lgnet.network.queries import active_cities

from .actions.reminders import remind_of_tomorrow

log = logging.getLogger(__name__)


def remind_everywhere() -> int:
    """Remind in every city of what begins within a day; return how many messages were sent."""
    now = timezone.now()
    sent = 0
    for city_id in list(active_cities().values_list("pk", flat=True)):
        with scope(city_id=city_id):
            sent += remind_of_tomorrow(now=now)
    return sent


# By day only: a message at night wakes people and those beside them.
@app.periodic(cron="10 9-18 * * *")
@app.task(name="encounters.remind", queueing_lock="encounters-remind", lock="encounters-remind")
def remind_people(timestamp: int) -> None:
    """Remind people of tomorrow."""
    sent = remind_everywhere()
    if sent:
        log.info("people_reminded", extra={"count": sent})
