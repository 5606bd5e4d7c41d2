"""Jobs of people: the nightly look for records that may be one person, here and elsewhere."""

import logging
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import scope
from lgnet.network.models import City, Compartment
from lgnet.network.queries import active_cities

from .actions.duplicates import Batch, find_duplicates
from .actions.match_tokens import renew_city_tokens
from .actions.paper_notices import remind_of_papers
from .actions.record_requests import forget_past_excerpts

log = logging.getLogger(__name__)


def cells_of(city: City) -> list[UUID]:
    """Return the compartments of a city's cells, the open one first."""
    closed = Compartment.objects.filter(city=city).order_by("pk").values_list("pk", flat=True)
    return [OPEN_COMPARTMENT, *closed]


def find_in_city(city: City) -> list[Batch]:
    """Compare the people of a city, each compartment apart, and return what was found."""
    return [
        find_duplicates(city_id=city.pk, compartment_id=compartment_id)
        for compartment_id in cells_of(city)
    ]


# One city at a time: a batch takes its memory and as many processors as there are.
@app.task(name="people.find_duplicates", lock="people-duplicates")
def find_duplicates_in(city_id: str) -> None:
    """Compare the people of one city."""
    city = active_cities().filter(pk=UUID(city_id)).first()
    if city is not None:
        batches = find_in_city(city)
        log.info("duplicates_found", extra={"count": sum(one.candidates for one in batches)})


@app.periodic(cron="10 2 * * *")
@app.task(name="people.find_all_duplicates", queueing_lock="people-duplicates-all")
def find_all_duplicates(timestamp: int) -> None:
    """Queue every city's comparison, unless it waits already."""
    for city_id in active_cities().values_list("pk", flat=True):
        job = find_duplicates_in.configure(queueing_lock=f"people-duplicates-{city_id}")
        try:
            with transaction.atomic():
                job.defer(city_id=str(city_id))
        except AlreadyEnqueued:
            continue


@app.periodic(cron="40 1 * * *")
@app.task(name="people.renew_match_tokens", queueing_lock="people-match-tokens")
def renew_match_tokens(timestamp: int) -> None:
    """Bring the match tokens of every city in line: after loads, terms and a new secret."""
    for city in active_cities():
        renew_city_tokens(city_id=city.pk)


@app.periodic(cron="50 1 * * *")
@app.task(name="people.forget_past_excerpts", queueing_lock="people-past-excerpts")
def forget_excerpts(timestamp: int) -> None:
    """Destroy what other cities told and whose term has come."""
    for city in active_cities():
        forget_past_excerpts(city_id=city.pk)


# After six: whoever recorded the paper reads it with the day's first notices.
@app.periodic(cron="10 6 * * *")
@app.task(name="people.remind_of_papers", queueing_lock="people-papers")
def remind_of_expiring_papers(timestamp: int) -> None:
    """Tell who recorded a paper that it expires soon."""
    today = timezone.localdate()
    for city in active_cities():
        for compartment_id in cells_of(city):
            with scope(city_id=city.pk, compartment_id=compartment_id):
                remind_of_papers(today=today)
