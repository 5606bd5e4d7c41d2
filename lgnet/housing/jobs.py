"""Jobs of housing: what time does by itself is told to people."""

import logging

from procrastinate.contrib.django import app

from lgnet.kernel.tenancy import scope
from lgnet.network.queries import cells

from .actions.holds import end_expired_holds

log = logging.getLogger(__name__)


def end_holds_everywhere() -> int:
    """Write down in every cell the holds that ran out and tell both sides; return how many."""
    ended = 0
    for city_id, compartment_id in list(cells()):
        with scope(city_id=city_id, compartment_id=compartment_id):
            ended += len(end_expired_holds())
    return ended


# Their places are free without this: it only tells, so that a minute is soon enough.
@app.periodic(cron="* * * * *")
@app.task(name="housing.end_holds", queueing_lock="housing-end-holds", lock="housing-holds")
def end_holds(timestamp: int) -> None:
    """Tell of the holds that ran out."""
    ended = end_holds_everywhere()
    if ended:
        log.info("holds_expired", extra={"count": ended})
