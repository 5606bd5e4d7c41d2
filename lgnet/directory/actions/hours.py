"""Hours: the ordinary week, seasons, exceptions; of a site or of one offer of it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from lgnet.audit.actions import record
from lgnet.directory.models import HoursException, HoursSeason, Offer, Site, WeeklyHours
from lgnet.kernel.ids import uuid7

from .refusals import SeasonsShareDays
from .writing import add_once, change


class Line(NamedTuple):
    """An opening of the week; Monday is 0."""

    weekday: int
    opens: dt.time
    closes: dt.time


@transaction.atomic
def set_week(*, site: Site, lines: Iterable[Line], by: Any, offer: Offer | None = None) -> None:
    """Let the ordinary week be these lines and no others.

    An offer with a line has hours of its own; without any it is open when its site is.
    """
    Site.objects.select_for_update(of=("self",)).get(pk=site.pk)
    wanted = set(lines)
    is_changed = _write_week(site=site, offer=offer, season=None, wanted=wanted, by=by)
    if offer is not None and offer.has_own_hours != bool(wanted):
        offer.has_own_hours = bool(wanted)
        offer.save(update_fields=["has_own_hours"])
        is_changed = True
    if is_changed:
        record(verb="directory.week_set", target=offer or site, lines=len(wanted))


@transaction.atomic
def add_season(
    *,
    id: UUID,
    site: Site,
    kind: str,
    from_on: dt.date,
    until_on: dt.date,
    lines: Iterable[Line],
    by: Any,
    name: str = "",
    offer: Offer | None = None,
) -> HoursSeason:
    """Add days on which another week holds; raises SeasonsShareDays or SavedOtherwise."""
    facts = {
        "site": site,
        "offer": offer,
        "kind": kind,
        "name": name,
        "from_on": from_on,
        "until_on": until_on,
    }
    season, is_new = add_once(HoursSeason, id=id, facts=facts, by=by, clashes=SeasonsShareDays)
    if is_new:
        _write_week(site=site, offer=offer, season=season, wanted=set(lines), by=by)
        record(verb="directory.season_added", target=season)
    return season


@transaction.atomic
def change_season(
    *,
    season: HoursSeason,
    kind: str,
    from_on: dt.date,
    until_on: dt.date,
    lines: Iterable[Line],
    by: Any,
    name: str = "",
) -> HoursSeason:
    """Change a season and its week; raises SeasonsShareDays."""
    facts = {"kind": kind, "name": name, "from_on": from_on, "until_on": until_on}
    changed = change(
        season, facts=facts, version=None, names=tuple(facts), clashes=SeasonsShareDays
    )
    is_changed = _write_week(
        site=season.site, offer=season.offer, season=season, wanted=set(lines), by=by
    )
    if changed or is_changed:
        record(verb="directory.season_changed", target=season)
    return season


@transaction.atomic
def remove_season(*, season: HoursSeason, by: Any) -> None:
    """Take a season away: the ordinary week holds on its days. History keeps what it was."""
    record(verb="directory.season_removed", target=season)
    WeeklyHours.objects.filter(season=season).delete()
    season.delete()


@transaction.atomic
def add_exception(
    *,
    id: UUID,
    site: Site,
    from_on: dt.date,
    until_on: dt.date,
    by: Any,
    opens: dt.time | None = None,
    closes: dt.time | None = None,
    note: str = "",
    offer: Offer | None = None,
) -> HoursException:
    """Say that days are closed, or open at other hours; the same ``id`` says it once."""
    facts = {
        "site": site,
        "offer": offer,
        "from_on": from_on,
        "until_on": until_on,
        "opens": opens,
        "closes": closes,
        "note": note,
    }
    exception, is_new = add_once(HoursException, id=id, facts=facts, by=by)
    if is_new:
        record(verb="directory.exception_added", target=exception, is_closed=opens is None)
    return exception


@transaction.atomic
def remove_exception(*, exception: HoursException, by: Any) -> None:
    """Let the days be as the week or the season has them."""
    record(verb="directory.exception_removed", target=exception)
    exception.delete()


def _write_week(
    *,
    site: Site,
    offer: Offer | None,
    season: HoursSeason | None,
    wanted: set[Line],
    by: Any,
) -> bool:
    """Bring the lines of one week in line with ``wanted``; return whether anything changed."""
    rows = WeeklyHours.objects.filter(site=site, offer=offer, season=season).order_by("id")
    known = {Line(row.weekday, row.opens, row.closes): row.pk for row in rows}
    gone = [pk for line, pk in known.items() if line not in wanted]
    new = sorted(wanted - known.keys())
    if gone:
        WeeklyHours.objects.filter(pk__in=gone).delete()
    WeeklyHours.objects.bulk_create(
        WeeklyHours(
            id=uuid7(),
            site=site,
            offer=offer,
            season=season,
            weekday=line.weekday,
            opens=line.opens,
            closes=line.closes,
            recorded_by=by,
        )
        for line in new
    )
    return bool(gone or new)
