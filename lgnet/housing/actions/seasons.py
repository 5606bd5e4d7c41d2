"""Seasons (the winter plan): seasonal places are open in them, and closed between them.

The closures between seasons are derived: ``settle`` writes them anew whenever seasons, seasonal
places or other closures change. What lies before tonight is never touched. A person's nights
beyond a season are refused by the database, as the closure has them.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from lgnet.audit.actions import record
from lgnet.housing import rules_upkeep
from lgnet.housing.enums import ClosureReason, OccupancyKind
from lgnet.housing.models import Closure, HousingStructure, Occupancy, Place, Season
from lgnet.kernel.announcements import NIGHTS_CHANGED, announce
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight

from .in_use import Nights, check_nobody, in_use, lock_places, without
from .nights import Wanted, take
from .upkeep_refusals import MustMove, SeasonsOverlap


@dataclass(frozen=True, slots=True)
class SeasonDates:
    """A season as it should be: the nights ``[opens_on, closes_on)``."""

    name: str
    opens_on: dt.date
    closes_on: dt.date


@dataclass(frozen=True, slots=True)
class Row:
    """Nights of a place that a closure between seasons has."""

    closure_id: UUID
    place_id: UUID
    first: dt.date
    end: dt.date | None


@transaction.atomic
def set_seasons(
    *, house: HousingStructure, seasons: Sequence[SeasonDates], by: Any
) -> list[Season]:
    """Let a house have these seasons and no others; open and close its seasonal places with them.

    Seasons that are over stay as they were. Raises SeasonsOverlap, or MustMove where
    people have a seasonal place outside the seasons.
    """
    shared = rules_upkeep.shared_night([(one.opens_on, one.closes_on) for one in seasons])
    if shared is not None:
        raise SeasonsOverlap(shared)
    lock_places(_seasonal(house))
    HousingStructure.objects.select_for_update(of=("self",)).get(pk=house.pk)
    wanted = {(one.name, one.opens_on, one.closes_on) for one in seasons}
    known = {
        (row.name, row.opens_on, row.closes_on): row
        for row in Season.objects.filter(structure=house).order_by("id")
    }
    night = tonight()
    gone = [row.pk for key, row in known.items() if key not in wanted and row.closes_on > night]
    new = sorted(wanted - known.keys(), key=lambda key: key[1])
    Season.objects.filter(pk__in=gone).delete()
    for name, opens_on, closes_on in new:
        Season.objects.create(
            structure=house, name=name, opens_on=opens_on, closes_on=closes_on, recorded_by=by
        )
    settle(house, by)
    if gone or new:
        record(verb="housing.seasons_set", target=house, seasons=len(wanted))
        announce(NIGHTS_CHANGED, city_id=house.city_id)
    return list(Season.objects.filter(structure=house))


def settle(house: HousingStructure, by: Any) -> None:
    """Bring the closures between seasons in line, from tonight on; the caller holds the locks.

    Another closure of a place goes first: it keeps its nights. Raises MustMove.
    """
    night = tonight()
    seasonal = _seasonal(house)
    closures = list(
        Closure.objects.filter(structure=house, reason=ClosureReason.OFF_SEASON)
        .exclude(until_on__lte=night)
        .order_by("from_on", "id")
    )
    before = _rows(closures, night)
    seasons = Season.objects.filter(structure=house).values_list("opens_on", "closes_on")
    gaps = rules_upkeep.season_gaps(seasons, tonight=night) if seasonal else []
    others = _other_closures(seasonal, night)
    pieces = {
        (place.pk, gap): without(gap, others.get(place.pk, ()))
        for place in seasonal
        for gap in gaps
    }
    by_place: dict[UUID, list[Nights]] = {}
    for (place_id, _), parts in pieces.items():
        by_place.setdefault(place_id, []).extend(parts)
    check_nobody(by_place)
    at = _closures_of(house, closures, gaps, night, by)
    after = _past_parts(before, night)
    for (place_id, gap), parts in pieces.items():
        after |= {Row(at[gap], place_id, first, end) for first, end in parts}
    after = _joined(after, night)
    _write(before, after, by_place)
    # Closures that were to come and have no night left never were.
    Closure.objects.filter(
        pk__in=[one.pk for one in closures if one.pk not in at.values()], from_on__gte=night
    ).delete()


def make_room(places: Iterable[UUID], nights: Nights) -> None:
    """Take these nights out of the closures between seasons: another closure will have them."""
    rows = Occupancy.objects.filter(
        closure__reason=ClosureReason.OFF_SEASON, place__in=list(places), nights__overlap=nights
    ).order_by("id")
    left: list[Wanted] = []
    for row in rows:
        parts = without((row.nights.lower, row.nights.upper), [nights])
        left += [
            _wanted(Row(row.closure_id, row.place_id, first, end))  # type: ignore[arg-type]
            for first, end in parts
        ]
    rows.order_by().delete()
    take(left)


def _seasonal(house: HousingStructure) -> list[Place]:
    return list(Place.objects.filter(unit__structure=house, is_seasonal=True).order_by("id"))


def _rows(closures: Iterable[Closure], night: dt.date) -> dict[Row, UUID]:
    """Return the rows of closures from ``night`` on, with their ids."""
    rows = Occupancy.objects.filter(closure__in=list(closures), nights__overlap=(night, None))
    return {
        Row(closure, place, nights.lower, nights.upper): pk  # type: ignore[arg-type]
        for pk, closure, place, nights in rows.order_by("id").values_list(
            "pk", "closure_id", "place_id", "nights"
        )
    }


def _other_closures(places: Iterable[Place], night: dt.date) -> dict[UUID, list[Nights]]:
    rows = (
        Occupancy.objects.filter(
            kind=OccupancyKind.CLOSURE,
            place__in=list(places),
            nights__overlap=(night, None),
        )
        .exclude(closure__reason=ClosureReason.OFF_SEASON)
        .order_by("id")
    )
    found: dict[UUID, list[Nights]] = {}
    for place_id, nights in rows.values_list("place_id", "nights"):
        found.setdefault(place_id, []).append((nights.lower, nights.upper))
    return found


def _closures_of(
    house: HousingStructure,
    closures: Sequence[Closure],
    gaps: Sequence[Nights],
    night: dt.date,
    by: Any,
) -> dict[Nights, UUID]:
    """Return the closure of each gap: the one that runs tonight goes on, or ends tonight."""
    running = next((one for one in closures if one.from_on < night), None)
    ahead = {(one.from_on, one.until_on): one for one in closures if one.from_on >= night}
    found: dict[Nights, UUID] = {}
    for gap in gaps:
        first, end = gap
        if running is not None and first == night:
            one, running = running, None
            if one.until_on != end:
                one.until_on = end
                one.save(update_fields=["until_on"])
        else:
            one = ahead.get(gap) or Closure.objects.create(
                id=uuid7(),
                structure=house,
                reason=ClosureReason.OFF_SEASON,
                from_on=first,
                until_on=end,
                recorded_by=by,
            )
        found[gap] = one.pk
    if running is not None:
        running.until_on = night
        running.save(update_fields=["until_on"])
    return found


def _past_parts(rows: Iterable[Row], night: dt.date) -> set[Row]:
    """Return what lies before ``night`` of rows that run over it."""
    return {
        Row(row.closure_id, row.place_id, row.first, night) for row in rows if row.first < night
    }


def _joined(rows: set[Row], night: dt.date) -> set[Row]:
    """Return the rows, those of one place and closure that meet at ``night`` made one."""
    past = {(row.closure_id, row.place_id): row for row in rows if row.end == night}
    found = set(rows)
    for row in rows:
        earlier = past.get((row.closure_id, row.place_id))
        if row.first == night and earlier is not None:
            found -= {row, earlier}
            found.add(Row(row.closure_id, row.place_id, earlier.first, row.end))
    return found


def _write(before: Mapping[Row, UUID], after: set[Row], nights: dict[UUID, list[Nights]]) -> None:
    gone = [pk for row, pk in before.items() if row not in after]
    Occupancy.objects.filter(pk__in=gone).delete()
    new = [_wanted(row) for row in after if row not in before]
    if not take(new):
        # A writer without our locks came between: say whose nights they are.
        raise MustMove(in_use(nights))


def _wanted(row: Row) -> Wanted:
    return Wanted(
        row.place_id, None, OccupancyKind.CLOSURE, row.first, row.end, closure_id=row.closure_id
    )
