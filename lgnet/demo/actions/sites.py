"""Writing the demo's sites into a city, inside its open scope."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from lgnet.demo.chance import generator
from lgnet.demo.sites import RAMADAN, SITES, DemoSite, Times
from lgnet.directory.actions.bulk import load_sites
from lgnet.directory.catalogue import is_inside
from lgnet.directory.models import CapacityReport, HoursSeason, Offer, Site, WeeklyHours
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.nights import ITALY
from lgnet.network.models import City

from .cells import Directory

_TRIES = 200


def load_demo_sites(code: str, city: City, *, directory: Directory) -> int:
    """Write the city's sites with hours, offers and what is left today; return how many."""
    rng = generator("sites", code)
    boundary = City.objects.values_list("boundary", flat=True).get(pk=city.pk)
    areas = sorted(directory.neighbourhoods)
    rng.shuffle(areas)
    rows: dict[str, list[Any]] = {name: [] for name in ("offers", "week", "seasons", "reports")}
    sites = []
    for number, made in enumerate(SITES):
        own = derived_uuid("demo", "site", code, number)
        area = areas[number % len(areas)] if areas else ""
        confirmed = dt.datetime.combine(directory.reference, dt.time(9), ITALY) - dt.timedelta(
            days=made.confirmed_days_ago
        )
        position = _position(rng, boundary)
        site = Site(
            id=own,
            name=f"{made.title} {area}".strip(),
            organisation_id=directory.houses_run_by[number % len(directory.houses_run_by)],
            address=f"Via dell'Esempio {rng.randrange(1, 120)}",
            neighbourhood_id=directory.neighbourhoods.get(area),
            latitude=position[1] if position else None,
            longitude=position[0] if position else None,
            languages=list(made.languages),
            phone=f"+39 000 {rng.randrange(1000000, 9999999)}",
            is_step_free=number % 3 != 1,
            confirmed_at=confirmed,
            confirmed_by_id=directory.desk,
            recorded_by_id=directory.desk,
            recorded_at=confirmed,
        )
        sites.append(site)
        _fill(site, made, rows, directory)
    return load_sites(sites, **rows).made


def _fill(site: Site, made: DemoSite, rows: dict[str, list[Any]], directory: Directory) -> None:
    rows["week"] += _week(site.pk, made.hours)
    if made.ramadan:
        season = HoursSeason(
            id=derived_uuid("demo", "season", site.pk),
            site_id=site.pk,
            kind="ramadan",
            from_on=RAMADAN[0],
            until_on=RAMADAN[1],
        )
        rows["seasons"].append(season)
        rows["week"] += _week(site.pk, ((range(7), made.ramadan),), season_id=season.pk)
    for number, one in enumerate(made.offers):
        offer = Offer(
            id=derived_uuid("demo", "offer", site.pk, number),
            site_id=site.pk,
            service_id=directory.services[one.service],
            description=one.description,
            sexes=one.sexes,
            youngest=one.youngest,
            capacity=one.capacity,
            is_by_appointment=one.is_by_appointment,
            has_own_hours=bool(one.hours),
        )
        rows["offers"].append(offer)
        rows["week"] += _week(site.pk, one.hours, offer_id=offer.pk)
        if one.capacity and number == 0:
            rows["reports"].append(
                CapacityReport(
                    id=derived_uuid("demo", "report", offer.pk),
                    offer_id=offer.pk,
                    valid_on=directory.reference,
                    free=one.capacity // 8,
                    recorded_by_id=directory.desk,
                )
            )


def _week(
    site_id: UUID, hours: Times, *, offer_id: UUID | None = None, season_id: UUID | None = None
) -> Iterator[WeeklyHours]:
    for days, text in hours:
        opens, closes = map(_time, text.split("-"))
        for day in days:
            yield WeeklyHours(
                id=derived_uuid("demo", "week", site_id, offer_id, season_id, day, opens),
                site_id=site_id,
                offer_id=offer_id,
                season_id=season_id,
                weekday=day,
                opens=opens,
                closes=closes,
            )


def _time(text: str) -> dt.time:
    hour, _, minute = text.partition(":")
    return dt.time(int(hour), int(minute or 0))


def _position(rng: Any, boundary: Any) -> tuple[Decimal, Decimal] | None:
    """Return a point of the city, drawn until one lies inside its boundary."""
    if not boundary:
        return None
    polygons = boundary["coordinates"]
    if boundary["type"] == "Polygon":
        polygons = [polygons]
    points = [point for polygon in polygons for point in polygon[0]]
    west, east = min(x for x, *_ in points), max(x for x, *_ in points)
    south, north = min(y for _, y, *_ in points), max(y for _, y, *_ in points)
    for _ in range(_TRIES):
        x, y = round(rng.uniform(west, east), 6), round(rng.uniform(south, north), 6)
        if is_inside(boundary, longitude=x, latitude=y):
            return Decimal(str(x)), Decimal(str(y))
    return None
