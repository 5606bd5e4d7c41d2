"""In the evening: tell who goes out tonight what was promised and who was seen."""

import logging

from procrastinate.contrib.django import app

from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import required_scope, scope
from lgnet.network.queries import active_cities
from lgnet.notifications.actions import notify

from .queries.outreach import counts_tonight, shifts_of_night

log = logging.getLogger(__name__)
KIND = "encounters.shift_tonight"


def tell_shifts_everywhere() -> int:
    """Remind the members of tonight's shifts in every city; return how many shifts there are."""
    told = 0
    for city_id in list(active_cities().values_list("pk", flat=True)):
        with scope(city_id=city_id):
            told += tell_shifts()
    return told


def tell_shifts() -> int:
    """Remind the members of tonight's shifts in the open cell, once a night; count the shifts."""
    night = tonight()
    shifts = list(shifts_of_night(night))
    if not shifts:
        return 0
    due, seen = counts_tonight(required_scope("shifts").city_id, night)
    for shift in shifts:
        notify(
            user_ids=[member.user_id for member in shift.members.all()],
            kind=KIND,
            arguments={"promises": due, "sightings": seen},
            url_name="encounters:tonight",
            once_key=f"{KIND}:{shift.pk}",
        )
    return len(shifts)


@app.periodic(cron="0 18 * * *")
@app.task(
    name="encounters.tell_shifts", queueing_lock="encounters-shifts", lock="encounters-shifts"
)
def remind_shifts(timestamp: int) -> None:
    """Remind who goes out tonight."""
    told = tell_shifts_everywhere()
    if told:
        log.info("shifts_reminded", extra={"count": told})
