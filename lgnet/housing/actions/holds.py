"""Holding places for some hours, until somebody says yes or no."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.housing import queries, rules
from lgnet.housing.enums import HoldState, OccupancyKind, ReleaseReason, RequestState
from lgnet.housing.models import Hold, Occupancy, Place, PlacementRequest, Stay
from lgnet.kernel.announcements import NIGHTS_CHANGED, announce
from lgnet.kernel.nights import tonight

from .locks import lock_nights
from .nights import Wanted, in_the_way, take
from .placing import check_clashes, check_nights, check_open, give_places
from .refusals import AlreadyHeld, HoldEnded, PlaceTaken, RequestAnswered
from .requests import end_hold, locked
from .telling import tell_hold_expired


@transaction.atomic
def hold_places(
    *,
    id: UUID,
    request: PlacementRequest,
    places: Iterable[Place],
    by: Any,
    hours: int = rules.HOLD_HOURS,
) -> Hold:
    """Hold places for an open request for ``hours``, and return the hold.

    The first places go to the people of the party in order, the rest to those not named yet. The
    nights are held from the first one on to where somebody has the place next. Holding again with
    the same ``id`` returns the hold. Raises RequestAnswered, NightsPassed, AlreadyHeld,
    PlaceClosed, PlaceTaken or PlaceToCheck (with the next free place), PersonHasPlace.
    """
    if not 0 < hours <= rules.HOLD_HOURS_MOST:
        raise ValueError(f"Places are held for 1 to {rules.HOLD_HOURS_MOST} hours, not {hours}.")
    wanted_places = {place.pk: place for place in places}
    lock_nights(places=wanted_places, persons=queries.party_ids(request))
    known = Hold.objects.filter(pk=id).order_by().first()
    if known is not None:
        return known
    current = locked(request)
    if current.state != RequestState.OPEN:
        raise RequestAnswered(current)
    _clear_expired(current)
    active = Hold.objects.filter(request=current, state=HoldState.ACTIVE).order_by().first()
    if active is not None:
        raise AlreadyHeld(active)
    first = rules.first_night(asked_from=current.from_on, tonight=tonight())
    check_nights(current, first)
    persons = [person.pk for person in queries.party_of(current)][: len(wanted_places)]
    for place in wanted_places.values():
        check_open(place, first)
    clashes = in_the_way(places=wanted_places, persons=persons, first=first)
    check_clashes(clashes, places=wanted_places, persons=set(persons), night=first)
    now = timezone.now()
    hold = Hold.objects.create(
        id=id, request=current, made_at=now, made_by=by, expires_at=now + dt.timedelta(hours=hours)
    )
    wanted = []
    for number, place in enumerate(wanted_places.values()):
        person = persons[number] if number < len(persons) else None
        nexts = [
            one.first
            for one in clashes
            if one.place_id == place.pk or (person is not None and one.person_id == person)
        ]
        closes_on = [current.until_on, place.available_until, place.unit.structure.closed_on]
        end = rules.ends_by(due=None, closes_on=[*closes_on, *nexts])
        wanted.append(
            Wanted(
                place.pk,
                person,
                OccupancyKind.HOLD,
                first,
                end,
                hold_id=hold.pk,
                expires_at=hold.expires_at,
            )
        )
    if not take(wanted):
        mine = Q(hold=hold)
        after = in_the_way(places=wanted_places, persons=persons, first=first, but=mine)
        check_clashes(after, places=wanted_places, persons=set(persons), night=first)
        raise PlaceTaken(next(iter(wanted_places.values())), None)
    record(verb="housing.places_held", target=hold, request=current.pk, places=len(wanted))
    announce(NIGHTS_CHANGED, city_id=hold.city_id)
    return hold


@transaction.atomic
def confirm_hold(
    *,
    hold: Hold,
    by: Any,
    whole_unit: bool = False,
    is_accompanied: bool = False,
    accepts_strangers: bool = False,
) -> list[Stay]:
    """Give the held places to the people they are held for; return their stays.

    Places held for people not named yet become free: name the people first. Raises HoldEnded for
    a hold that ran out or was given back, and what ``give_places`` raises.
    """
    # Locks in the order in which everybody takes them: nights, request, hold.
    rows = list(queries.held_places(hold))
    units = {row.place.unit_id for row in rows if row.person_id}
    whole = queries.places_of_units(units) if whole_unit else []
    lock_nights(
        places=[*(row.place_id for row in rows), *(place.pk for place in whole)],
        persons=[row.person_id for row in rows if row.person_id],
    )
    request = locked(hold.request)
    current = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if current.state == HoldState.CONFIRMED:
        return list(queries.stays().filter(request=request))
    if current.state != HoldState.ACTIVE or current.expires_at <= timezone.now():
        raise HoldEnded(current)
    # Somebody may have joined the party, or left it, while we waited.
    beds = {row.person_id: row.place for row in queries.held_places(current) if row.person_id}
    return give_places(
        request=request,
        beds=beds,
        by=by,
        whole_unit=whole_unit,
        is_accompanied=is_accompanied,
        accepts_strangers=accepts_strangers,
    )


@transaction.atomic
def release_hold(*, hold: Hold, reason: str, by: Any) -> Hold:
    """Give held places back, and keep why; the request waits on. Raises HoldEnded."""
    release = ReleaseReason(reason)
    lock_nights(places=list(queries.held_places(hold).values_list("place_id", flat=True)))
    current = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if current.state == HoldState.RELEASED and current.release_reason == release:
        return current
    if current.state != HoldState.ACTIVE or current.expires_at <= timezone.now():
        raise HoldEnded(current)
    end_hold(current, HoldState.RELEASED, by=by, reason=release)
    record(verb="housing.hold_released", target=current, reason=release.value)
    announce(NIGHTS_CHANGED, city_id=current.city_id)
    return current


@transaction.atomic
def end_expired_holds() -> list[Hold]:
    """Write down the holds of the open cell that ran out and tell both sides; return them.

    Their places have been free since: nobody waits for this.
    """
    found = list(
        Hold.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("request")
        .filter(state=HoldState.ACTIVE, expires_at__lte=timezone.now())
        .order_by("expires_at", "id")
    )
    for hold in found:
        _expire(hold)
    return found


def _clear_expired(request: PlacementRequest) -> None:
    """Write down the locked request's hold that ran out."""
    past = Hold.objects.select_for_update(of=("self",)).filter(
        request=request, state=HoldState.ACTIVE, expires_at__lte=timezone.now()
    )
    for hold in past.order_by("id"):
        hold.request = request
        _expire(hold)


def _expire(hold: Hold) -> None:
    Occupancy.objects.filter(hold=hold).delete()
    hold.state = HoldState.EXPIRED
    hold.ended_at = hold.expires_at
    hold.save(update_fields=["state", "ended_at"])
    record(verb="housing.hold_expired", target=hold)
    tell_hold_expired(hold)
