"""The hourly look at the rapid-response clock: who waits longer than the city wants."""

import datetime as dt
import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from lgnet.kernel.tenancy import scope
from lgnet.network.queries import cells

from .actions.citizens import forget_call_backs
from .actions.late import tell_late

log = logging.getLogger(__name__)
# Who was first met longer ago is known; the board goes on counting them.
LOOK_BACK = dt.timedelta(days=90)


def tell_everywhere() -> int:
    """Tell in every cell who waits too long; return how many waits there are."""
    found, now = 0, timezone.now()
    for city_id, compartment_id in list(cells()):
        with scope(city_id=city_id, compartment_id=compartment_id):
            found += tell_late(now=now, since=now - LOOK_BACK)
            forget_call_backs(now=now)
    return found


# Targets are in hours; each wait is told once.
@app.periodic(cron="40 * * * *")
@app.task(name="encounters.tell_late", queueing_lock="encounters-late", lock="encounters-late")
def tell_late_everywhere(timestamp: int) -> None:
    """Tell the cities' workers of those who wait longer than their targets."""
    found = tell_everywhere()
    if found:
        log.info("waits_over_target", extra={"count": found})
