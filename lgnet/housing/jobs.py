"""Jobs of housing: what time does by itself is told to people."""

import logging
from collections.abc import Iterator
from uuid import UUID

from procrastinate.contrib.django import app

from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import scope
from lgnet.network.models import Compartment
from lgnet.network.queries import active_cities

from .actions.holds import end_expired_holds

log = logging.getLogger(__name__)


def cells() -> Iterator[tuple[UUID, UUID]]:
    """Yield city and compartment of every cell of the active cities, the open one first."""
    closed: dict[UUID, list[UUID]] = {}
    for city_id, pk in Compartment.objects.order_by("pk").values_list("city_id", "pk"):
        closed.setdefault(city_id, []).append(pk)
    for city_id in active_cities().values_list("pk", flat=True):
        for compartment_id in (OPEN_COMPARTMENT, *closed.get(city_id, [])):
            yield city_id, compartment_id


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
