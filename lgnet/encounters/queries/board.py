"""What the boards of street and desk show of a city."""

import datetime as dt
from typing import Any

from django.db.models import Avg, Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from lgnet.directory.models import Site
from lgnet.encounters.city_map import Spot
from lgnet.encounters.models import Encounter
from lgnet.kernel.nights import ITALY, tonight
from lgnet.network.models import City
from lgnet.network.queries import neighbourhoods_of

# The night turns at six (``kernel.nights``): the board's day with it.
TURN = dt.time(6)


def day_begins(night: dt.date) -> dt.datetime:
    """Return the moment at which a night's day begins."""
    return dt.datetime.combine(night, TURN, tzinfo=ITALY)


def today(*, setting: str) -> dict[str, int]:
    """Return the contacts since this morning, the people met in them, and the different known."""
    rows = Encounter.objects.filter(happened_at__gte=day_begins(tonight()), setting=setting)
    found = rows.aggregate(
        contacts=Count("pk"),
        people=Sum("people_count"),
        known=Count("person", distinct=True),
        nameless=Count("pk", filter=Q(person__isnull=True)),
    )
    return {name: value or 0 for name, value in found.items()}


def _mean(rows: QuerySet[Any], field: str) -> Subquery:
    """Return the mean of a field of the rows, for a query around them."""
    return Subquery(rows.values("neighbourhood").annotate(mean=Avg(field)).values("mean"))


def spots(city: City, *, setting: str, days: int) -> list[Spot]:
    """Return the contacts of the last days by neighbourhood, and where that lies; most first.

    The last one, without a name, is where no neighbourhood was noted; left out where empty.
    """
    since = timezone.now() - dt.timedelta(days=days)
    rows: dict[Any, dict[str, Any]] = {
        row["neighbourhood"]: dict(row)
        for row in Encounter.objects.filter(setting=setting, happened_at__gte=since)
        .order_by()
        .values("neighbourhood")
        .annotate(count=Count("pk"), north=Avg("latitude"), east=Avg("longitude"))
    }
    found = []
    sites = Site.objects.filter(neighbourhood_id=OuterRef("pk"), latitude__isnull=False).order_by()
    places = neighbourhoods_of(city).annotate(
        site_north=_mean(sites, "latitude"), site_east=_mean(sites, "longitude")
    )
    for neighbourhood in places:
        row = rows.get(neighbourhood.pk, {"count": 0, "north": None, "east": None})
        north, east = row["north"], row["east"]
        if north is None:
            north, east = neighbourhood.site_north, neighbourhood.site_east
        at = None if north is None else (float(east), float(north))
        if row["count"] or at:
            found.append(Spot(neighbourhood.name, row["count"], at))
    found.sort(key=lambda spot: (-spot.count, spot.name))
    if None in rows:
        found.append(Spot("", rows[None]["count"], None))
    return found
