"""Reads of hours: all that is known of many sites and offers, in three queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lgnet.directory.models import HoursException, HoursSeason, Offer, Site, WeeklyHours
from lgnet.directory.rules_hours import ExceptionHours, Hours, SeasonHours, Span, Week

Key = tuple[UUID, UUID | None]


@dataclass(frozen=True, slots=True)
class HoursBook:
    """The hours of sites and of offers that have their own."""

    weeks: dict[tuple[UUID, UUID | None, UUID | None], dict[int, tuple[Span, ...]]]
    seasons: dict[Key, list[Any]]
    exceptions: dict[Key, list[Any]]

    def of_site(self, site: Site) -> Hours:
        """Return a site's hours."""
        return self._hours(site, None, end=site.closed_on)

    def of_offer(self, offer: Offer) -> Hours:
        """Return when an offer can be had: its own hours, else its site's.

        A day on which the whole site is closed by exception closes its offers as well.
        """
        ends = [day for day in (offer.closed_on, offer.site.closed_on) if day]
        own = offer.pk if offer.has_own_hours else None
        return self._hours(offer.site, own, end=min(ends, default=None))

    def week(self, site_id: UUID, offer_id: UUID | None, season_id: UUID | None = None) -> Week:
        """Return one week of hours as it was written down."""
        return self.weeks.get((site_id, offer_id, season_id), {})

    def _hours(self, site: Site, offer_id: UUID | None, end: dt.date | None) -> Hours:
        key = (site.pk, offer_id)
        exceptions = list(self.exceptions.get(key, []))
        if offer_id is not None:
            exceptions += [
                one for one in self.exceptions.get((site.pk, None), []) if one.opens is None
            ]
        return Hours(
            week=self.week(site.pk, offer_id),
            seasons=tuple(
                SeasonHours(
                    one.from_on, one.until_on, self.week(site.pk, offer_id, one.pk), str(one)
                )
                for one in self.seasons.get(key, [])
            ),
            exceptions=tuple(
                ExceptionHours(
                    one.from_on,
                    one.until_on,
                    None if one.opens is None else Span(one.opens, one.closes),
                    one.note,
                )
                for one in exceptions
            ),
            first=site.opened_on,
            end=end,
        )


def hours_book(site_ids: Iterable[UUID], *, since: dt.date | None = None) -> HoursBook:
    """Return the hours of these sites; seasons and exceptions over before ``since`` left out."""
    wanted = list(site_ids)
    weeks: dict[Any, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for line in WeeklyHours.objects.filter(site__in=wanted).order_by("weekday", "opens", "id"):
        key = (line.site_id, line.offer_id, line.season_id)
        weeks[key][line.weekday].append(Span(line.opens, line.closes))
    found: list[dict[Key, list[Any]]] = []
    for model in (HoursSeason, HoursException):
        rows: Any = model._default_manager.filter(site__in=wanted).order_by("from_on", "id")
        if since is not None:
            rows = rows.filter(until_on__gte=since)
        by_owner: dict[Key, list[Any]] = defaultdict(list)
        for row in rows:
            by_owner[(row.site_id, row.offer_id)].append(row)
        found.append(dict(by_owner))
    return HoursBook(
        weeks={
            key: {weekday: tuple(spans) for weekday, spans in week.items()}
            for key, week in weeks.items()
        },
        seasons=found[0],
        exceptions=found[1],
    )
