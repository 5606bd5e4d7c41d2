"""The nightly look at every stay's term."""

import logging

from procrastinate.contrib.django import app

from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.queries import cells

from .actions.warnings import give_warnings

log = logging.getLogger(__name__)


def warn_everywhere() -> int:
    """Give in every cell the warnings reached; return how many were new."""
    given = 0
    night = tonight()
    for city_id, compartment_id in list(cells()):
        with scope(city_id=city_id, compartment_id=compartment_id):
            given += give_warnings(night=night)
    return given


# After six, when the night has turned: the day's work begins with it.
@app.periodic(cron="20 6 * * *")
@app.task(name="housing.warn_of_terms", queueing_lock="housing-terms", lock="housing-terms")
def warn_of_terms(timestamp: int) -> None:
    """Warn of the stays that end."""
    given = warn_everywhere()
    if given:
        log.info("stays_warned", extra={"count": given})
