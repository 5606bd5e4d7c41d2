"""What goes between the city and its refuges without anybody's doing: terms, notices, alerts.

Notices are left here and not where the deed is done: neither side may write in the other's cell,
and the time an answer takes must not tell how many refuges there are.
"""

import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import scope
from lgnet.network.queries import cells

from .actions.refuge_alerts import record_attempts, sought_in
from .actions.refuge_notices import tell_askers, tell_coordinators
from .actions.refuges import settle_past_requests

# Each run looks back so far: what a worker that was away left undone is done by the next.
NOTICES_BACK = dt.timedelta(hours=24)
ALERTS_BACK = dt.timedelta(hours=1)


def carry_refuge_post() -> None:
    """Settle in each city what is past its term, and tell both sides."""
    since = timezone.now() - NOTICES_BACK
    for city_id, compartment_id in list(cells()):
        with scope(city_id=city_id, compartment_id=compartment_id):
            if compartment_id == OPEN_COMPARTMENT:
                settle_past_requests()
                tell_askers(since=since)
            else:
                tell_coordinators(since=since)


def alert_refuges() -> int:
    """Record in each refuge who tried to open something of it, from any cell; return how many."""
    since = timezone.now() - ALERTS_BACK
    everywhere = list(cells())
    sought = []
    for city_id, compartment_id in everywhere:
        with scope(city_id=city_id, compartment_id=compartment_id):
            sought += sought_in(since=since)
    found = 0
    for city_id, compartment_id in everywhere:
        if sought and compartment_id != OPEN_COMPARTMENT:
            with scope(city_id=city_id, compartment_id=compartment_id):
                found += record_attempts(sought)
    return found


@app.periodic(cron="* * * * *")
@app.task(name="housing.refuge_post", queueing_lock="housing-refuge-post")
def refuge_post(timestamp: int) -> None:
    """Carry every city's."""
    carry_refuge_post()


@app.periodic(cron="*/5 * * * *")
@app.task(name="housing.refuge_alerts", queueing_lock="housing-refuge-alerts")
def refuge_alerts(timestamp: int) -> None:
    """Alert every refuge."""
    alert_refuges()
