"""Places out of service: closed for a reason, from a night on, and open again."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from lgnet.audit.actions import record
from lgnet.housing.enums import ClosureReason, OccupancyKind
from lgnet.housing.models import Closure, HousingStructure, Occupancy, Place
from lgnet.kernel.announcements import NIGHTS_CHANGED, announce
from lgnet.kernel.nights import tonight

from .in_use import check_nobody, in_use, lock_places
from .nights import Wanted, take
from .seasons import make_room, settle
from .upkeep_refusals import (
    AlreadyClosed,
    FollowsSeasons,
    MustMove,
    NightPassed,
    NothingToClose,
)


@transaction.atomic
def close_places(
    *,
    id: UUID,
    house: HousingStructure,
    places: Iterable[Place],
    reason: ClosureReason,
    from_on: dt.date,
    until_on: dt.date | None,
    note: str = "",
    only_free: bool = False,
    by: Any,
) -> Closure:
    """Close places of a house on the nights ``[from_on, until_on)``; nobody is ever moved.

    ``only_free`` leaves out the places that somebody has or that are closed already. The same
    ``id`` again returns the closure. Raises NightPassed, MustMove (with who has the places),
    AlreadyClosed, or NothingToClose; ValueError for places of another house or between seasons.
    """
    if reason == ClosureReason.OFF_SEASON:
        raise ValueError("What lies between seasons follows the seasons.")
    everything = {place.pk: place for place in _places_of(house)}
    wanted = [place.pk for place in places]
    if not set(wanted) <= everything.keys():
        raise ValueError("Places of another house cannot be closed here.")
    lock_places(everything.values())
    known = Closure.objects.filter(pk=id).order_by().first()
    if known is not None:
        return known
    if from_on < tonight():
        raise NightPassed
    nights = (from_on, until_on)
    closed = _closed(wanted, from_on, until_on)
    rows = in_use({place: [nights] for place in wanted})
    if only_free:
        taken = {row.place_id for row in rows}
        wanted = [place for place in wanted if place not in closed | taken]
        if not wanted:
            raise NothingToClose
    elif rows:
        raise MustMove(rows)
    elif closed:
        raise AlreadyClosed([everything[place] for place in wanted if place in closed])
    elif not wanted:
        raise NothingToClose
    closure = Closure.objects.create(
        id=id,
        structure=house,
        reason=reason,
        note=note or None,
        from_on=from_on,
        until_on=until_on,
        recorded_by=by,
    )
    make_room(wanted, nights)
    is_free = take(
        [
            Wanted(place, None, OccupancyKind.CLOSURE, from_on, until_on, closure_id=closure.pk)
            for place in wanted
        ]
    )
    if not is_free:
        # A writer without our locks came between: say whose nights they are.
        raise MustMove(in_use({place: [nights] for place in wanted}))
    record(
        verb="housing.places_closed",
        target=closure,
        structure=house.pk,
        reason=str(reason),
        places=len(wanted),
    )
    announce(NIGHTS_CHANGED, city_id=house.city_id)
    return closure


@transaction.atomic
def change_closure_end(*, closure: Closure, until_on: dt.date | None, by: Any) -> Closure | None:
    """Let a closure end on another day, tonight at the earliest; None: not known yet.

    One that ends before it begins never was, and goes: then None is returned. Raises
    FollowsSeasons, NightPassed, and for later nights MustMove or AlreadyClosed.
    """
    house = closure.structure
    lock_places(_places_of(house))
    current = Closure.objects.select_for_update(of=("self",)).get(pk=closure.pk)
    if current.reason == ClosureReason.OFF_SEASON:
        raise FollowsSeasons
    if until_on == current.until_on:
        return current
    night = tonight()
    if (until_on is not None and until_on < night) or (
        current.until_on is not None and current.until_on < night
    ):
        raise NightPassed
    kept: Closure | None = current
    if until_on is not None and until_on <= current.from_on:
        record(verb="housing.closure_changed", target=current, never_was=True)
        current.delete()
        kept = None
    else:
        _move_end(current, until_on)
        record(verb="housing.closure_changed", target=current, never_was=False)
    settle(house, by)
    announce(NIGHTS_CHANGED, city_id=house.city_id)
    return kept


def _move_end(closure: Closure, until_on: dt.date | None) -> None:
    rows = Occupancy.objects.filter(closure=closure)
    places = dict(Place.objects.filter(pk__in=rows.order_by().values("place")).order_by().in_bulk())
    added = (closure.until_on, until_on)
    if added[0] is not None and (until_on is None or until_on > added[0]):
        later = (added[0], until_on)
        check_nobody({place: [later] for place in places})
        closed = _closed(places, *later)
        if closed:
            raise AlreadyClosed([places[place] for place in closed])
        make_room(places, later)
    closure.until_on = until_on
    closure.save(update_fields=["until_on"])
    nights = DateRange(closure.from_on, until_on)
    try:
        with transaction.atomic():
            rows.update(nights=nights)
    except IntegrityError as problem:
        whole = (closure.from_on, until_on)
        raise MustMove(in_use({place: [whole] for place in places})) from problem


def _places_of(house: HousingStructure) -> list[Place]:
    found = Place.objects.filter(unit__structure=house).select_related("unit")
    return list(found.order_by("unit__name", "label", "id"))


def _closed(places: Iterable[UUID], first: dt.date, end: dt.date | None) -> set[UUID]:
    """Return which of the places are closed on some of the nights, but for the seasons."""
    rows = Occupancy.objects.filter(
        kind=OccupancyKind.CLOSURE, place__in=list(places), nights__overlap=DateRange(first, end)
    ).exclude(closure__reason=ClosureReason.OFF_SEASON)
    return set(rows.order_by().values_list("place_id", flat=True))
