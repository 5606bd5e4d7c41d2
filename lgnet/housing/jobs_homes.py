"""The morning's reminders of what is due in co-housing."""

from django.utils import timezone
from procrastinate.contrib.django import app

from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import scope
from lgnet.network.queries import cells

from .actions.home_notices import remind


def remind_everywhere() -> None:
    """Remind in every city; refuges have no co-housing."""
    today = timezone.localdate()
    for city_id, compartment_id in list(cells()):
        if compartment_id == OPEN_COMPARTMENT:
            with scope(city_id=city_id, compartment_id=compartment_id):
                remind(today=today)


@app.periodic(cron="15 6 * * *")
@app.task(name="housing.remind_of_homes", queueing_lock="housing-remind-of-homes")
def remind_of_homes(timestamp: int) -> None:
    """Remind who accompanies people in co-housing."""
    remind_everywhere()
