"""Jobs that keep the figures fresh: soon after something changed, and every five minutes."""

from typing import Any
from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from lgnet.network.queries import active_cities

from . import actions

# What happens within these seconds is counted together.
GATHERING_SECONDS = 5
# Asked after nearly every write: written out, so that it costs no more than it must.
_WAITS = "SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo' LIMIT 1"


@app.task(name="monitoring.refresh_city")
def refresh_city(city_id: str) -> None:
    """Compute one city's figures, then have the network's computed."""
    city = active_cities().filter(pk=UUID(city_id)).first()
    if city is not None:
        actions.refresh_city_figures(city=city)
        _defer(refresh_network, "figures-network")


@app.task(name="monitoring.refresh_network")
def refresh_network() -> None:
    """Compute the network's figures from the cities'."""
    actions.refresh_network_figures()


@app.periodic(cron="*/5 * * * *")
@app.task(name="monitoring.refresh_all", queueing_lock="figures-all", lock="figures")
def refresh_all(timestamp: int) -> None:
    """Compute everything: nights turn and periods move on without anybody doing a thing."""
    actions.refresh_all_figures()


@app.periodic(cron="20 3 * * *")
@app.task(name="monitoring.different_people", queueing_lock="figures-people")
def refresh_different_people(timestamp: int) -> None:
    """Estimate the different people of the network, once a night."""
    actions.refresh_different_people()


@app.periodic(cron="40 3 * * *")
@app.task(name="monitoring.nights", queueing_lock="figures-nights")
def refresh_nights(timestamp: int) -> None:
    """Count the nights that are over, once a night."""
    actions.refresh_nights()


def city_changed(city_id: UUID) -> None:
    """Have a city's figures computed soon, once for all that happens meanwhile."""
    _defer(refresh_city, f"figures-{city_id}", city_id=str(city_id))


def _defer(task: Any, name: str, **arguments: Any) -> None:
    """Queue a job unless the same one waits already.

    In a transaction of its own: a job refused because it waits must not spoil another's. Asking
    first spares the server an error for nearly every write; a job that still waits when we ask
    begins after our commit, and so sees what we wrote.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WAITS, [name])
        if cursor.fetchone():
            return
    job = task.configure(
        queueing_lock=name, lock="figures", schedule_in={"seconds": GATHERING_SECONDS}
    )
    try:
        with transaction.atomic():
            job.defer(**arguments)
    except AlreadyEnqueued:
        return
