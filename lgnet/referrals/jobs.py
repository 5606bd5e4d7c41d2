"""The look at the terms: who stayed silent, what other cities said; told once each."""

import logging

from procrastinate.contrib.django import app

from lgnet.kernel.tenancy import scope
from lgnet.network.queries import active_cities

from .actions.releasing import release_silent
from .actions.telling import tell_of_transfers

log = logging.getLogger(__name__)


def tell_everywhere() -> int:
    """Tell in every city, and return how many referrals silence released."""
    released = 0
    for city_id in list(active_cities().values_list("pk", flat=True)):
        with scope(city_id=city_id):
            released += release_silent()
            tell_of_transfers()
    return released


# The terms hold by themselves; this only says so, and brings word from other cities.
@app.periodic(cron="*/10 * * * *")
@app.task(name="referrals.tell", queueing_lock="referrals-tell", lock="referrals-tell")
def tell_of_referrals(timestamp: int) -> None:
    """Tell of silence and of other cities' answers."""
    released = tell_everywhere()
    if released:
        log.info("referrals_released", extra={"count": released})
