"""What the boards of street and desk show of a city."""

import datetime as dt
from typing import Any

from django.db.models import Avg, Count, Q, Sum
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
    sites: dict[Any, dict[str, Any]] = {
        row["neighbourhood"]: dict(row)
        for row in Site.objects.filter(neighbourhood__isnull=False, latitude__isnull=False)
        .order_by()
        .values("neighbourhood")
        .annotate(north=Avg("latitude"), east=Avg("longitude"))
    }
    found = []
    for neighbourhood in neighbourhoods_of(city):
        row = rows.get(neighbourhood.pk, {"count": 0, "north": None, "east": None})
        where = row if row["north"] is not None else sites.get(neighbourhood.pk)
        at = None if where is None else (float(where["east"]), float(where["north"]))
        if row["count"] or at:
            found.append(Spot(neighbourhood.name, row["count"], at))
    found.sort(key=lambda spot: (-spot.count, spot.name))
    if None in rows:
        found.append(Spot("", rows[None]["count"], None))
    return found
