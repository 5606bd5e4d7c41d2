"""The life of a stay: arrival, a move, the end, and the end taken back."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.housing import queries, rules
from lgnet.housing.enums import EndReason, OccupancyKind, UnitKind
from lgnet.housing.models import Occupancy, Place, Stay
from lgnet.kernel.announcements import NIGHTS_CHANGED, announce
from lgnet.kernel.answers import Answer
from lgnet.kernel.nights import night_of, tonight

from .constraints import constraint_of
from .locks import lock_nights
from .night_refusals import NotYetExpected
from .nights import Wanted, in_the_way, take
from .placing import check_clashes, check_open
from .refusals import (
    MinorBesideStrangers,
    NightsGivenAgain,
    OtherStructure,
    PlaceTaken,
    StayEnded,
    WrongDay,
)


@dataclass(frozen=True, slots=True)
class Nights:
    """Nights ``[first, end)`` in a place; ``end`` is None where they have none.

    ``kind`` is what they were; a block's are of the unit's places nobody slept in.
    """

    place_id: UUID
    first: dt.date
    end: dt.date | None
    kind: str = OccupancyKind.STAY.value

    @staticmethod
    def to_text(nights: Iterable["Nights"]) -> str:
        """Return nights as text that an offer of undo can keep: identifiers and days only."""
        lines = [[str(one.place_id), one.first, one.end, one.kind] for one in nights]
        return json.dumps(lines, default=str)

    @staticmethod
    def from_text(text: str) -> list["Nights"]:
        """Return the nights that ``to_text`` wrote."""
        return [
            Nights(
                UUID(place),
                dt.date.fromisoformat(first),
                end and dt.date.fromisoformat(end),
                kind,
            )
            for place, first, end, kind in json.loads(text)
        ]


@transaction.atomic
def record_arrival(*, stay: Stay, by: Any, at: dt.datetime | None = None) -> Stay:
    """Write down that an expected person came; a second time changes nothing.

    ``at`` is the moment by the device that saw it. Raises StayEnded, or NotYetExpected before
    the first night.
    """
    _lock_nights_of(stay)
    current = Stay.objects.select_for_update().get(pk=stay.pk)
    if current.ended_on is not None:
        raise StayEnded(current)
    booked = Occupancy.objects.filter(stay=current, kind=OccupancyKind.BOOKING)
    if current.arrived_at is not None and not booked.exists():
        return current
    moment = at or timezone.now()
    if night_of(moment) < current.started_on:
        raise NotYetExpected(current)
    booked.update(kind=OccupancyKind.STAY)
    current.arrived_at = moment
    current.arrived_by = by
    current.save(update_fields=["arrived_at", "arrived_by"])
    record(verb="housing.arrival_recorded", target=current, person=current.person_id)
    announce(NIGHTS_CHANGED, city_id=current.city_id)
    return current


@transaction.atomic
def move_stay(
    *,
    stay: Stay,
    place: Place,
    by: Any,
    on: dt.date | None = None,
    accepts_strangers: bool = False,
) -> Stay:
    """Move a guest to another place of the same structure from the night of ``on``, else tonight.

    The nights before stay where they were slept. Moving to the place they have changes nothing.
    ``accepts_strangers``: who may be a minor shares the room with others than their family, and
    the family knows; kept in the audit. Raises StayEnded, OtherStructure, WrongDay, PlaceClosed,
    PlaceTaken, PlaceToCheck or MinorBesideStrangers.
    """
    before = queries.occupancies_of(stay)
    lock_nights(
        places=[*before.values_list("place_id", flat=True), place.pk], persons=[stay.person_id]
    )
    current = Stay.objects.select_for_update(of=("self",)).get(pk=stay.pk)
    night = max(on or tonight(), current.started_on)
    if current.ended_on is not None:
        raise StayEnded(current)
    if place.unit.structure_id != current.structure_id:
        raise OtherStructure(place)
    row = before.filter(nights__contains=night).first()
    if row is None:
        raise WrongDay(current)
    if row.place_id == place.pk:
        return current
    check_open(place, night)
    places = {place.pk: place}
    clashes = in_the_way(places=places, persons=(), first=night)
    check_clashes(clashes, places=places, persons=set(), night=night)
    is_beside_strangers = _would_be_beside_strangers(current, place, row.place.unit_id, night)
    if is_beside_strangers and not accepts_strangers:
        raise MinorBesideStrangers
    nexts = [one.first for one in clashes]
    closes_on = [place.available_until, place.unit.structure.closed_on, *nexts]
    end = rules.ends_by(due=row.nights.upper, closes_on=closes_on)
    is_last = not before.filter(nights__startswith__gt=night).exists()
    kind = OccupancyKind(row.kind)
    left = rules.nights_left(
        taken_from=row.nights.lower, taken_until=row.nights.upper, left_on=night
    )
    _shorten(row, left)
    wanted = Wanted(place.pk, current.person_id, kind, night, end, stay_id=current.pk)
    if not take([wanted]):
        raise PlaceTaken(place, queries.next_free_place(place, night))
    if is_last and current.due_on != end:
        current.due_on = end
        current.save(update_fields=["due_on"])
    detail: dict[str, Any] = {"accepts_strangers": True} if is_beside_strangers else {}
    record(verb="housing.stay_moved", target=current, place=place.pk, night=night, **detail)
    announce(NIGHTS_CHANGED, city_id=current.city_id)
    return current


@transaction.atomic
def end_stay(
    *,
    stay: Stay,
    on: dt.date,
    reason: str,
    by: Any,
    destination: int | None = None,
    destination_answer: str = Answer.NOT_ASKED,
    forwarding: str = "",
) -> tuple[Stay, list[Nights]]:
    """End a stay on the morning of ``on``; its later nights are free again.

    ``destination``: where they live now, in ETHOS Light, with its answer; ``forwarding``: how to
    reach them. The places blocked for a family are free when its last stay ends. Returns the stay
    and the nights it had, as ``reopen_stay`` takes them. Ending it twice on the same day changes
    nothing and returns no nights. Raises WrongDay, or StayEnded where it ended on another day.
    """
    end_reason = EndReason(reason)
    _lock_nights_of(stay)
    current = Stay.objects.select_for_update().get(pk=stay.pk)
    if current.ended_on is not None:
        if current.ended_on == on:
            return current, []
        raise StayEnded(current)
    if not rules.may_end_on(started_on=current.started_on, day=on, today=timezone.localdate()):
        raise WrongDay(current)
    rows = list(queries.occupancies_of(current)) + _blocks_to_free(current)
    before = []
    for row in rows:
        nights = row.nights
        before.append(Nights(row.place_id, nights.lower, nights.upper, row.kind))
        _shorten(
            row,
            rules.nights_left(taken_from=nights.lower, taken_until=nights.upper, left_on=on),
        )
    current.ended_on = on
    current.end_reason = end_reason
    current.destination = destination
    current.destination_answer = Answer.KNOWN if destination is not None else destination_answer
    current.forwarding = forwarding
    current.ended_at = timezone.now()
    current.ended_by = by
    current.save()
    record(verb="housing.stay_ended", target=current, on=on, reason=end_reason.value)
    announce(NIGHTS_CHANGED, city_id=current.city_id)
    return current, before


@transaction.atomic
def reopen_stay(*, stay: Stay, nights: Iterable[Nights], by: Any) -> Stay:
    """Take the end of a stay back, with the nights it had; return the stay.

    Raises NightsGivenAgain where place or person have others by now, or where a later stay would
    have to count from the first night of this one.
    """
    wanted = list(nights)
    lock_nights(places=[one.place_id for one in wanted], persons=[stay.person_id])
    current = Stay.objects.select_for_update().get(pk=stay.pk)
    if current.ended_on is None:
        return current
    blocked = [one.place_id for one in wanted if one.kind == OccupancyKind.BLOCK]
    of_block = Q(kind=OccupancyKind.BLOCK, request=current.request_id, place__in=blocked)
    Occupancy.objects.filter(Q(stay=current) | of_block).delete()
    if not take([_again(current, one) for one in wanted]):
        raise NightsGivenAgain
    current.ended_on = current.end_reason = None
    current.destination, current.destination_answer = None, Answer.NOT_ASKED
    current.forwarding = ""
    current.ended_at = current.ended_by = None
    save_longer(current)
    record(verb="housing.stay_reopened", target=current, by=by.pk)
    announce(NIGHTS_CHANGED, city_id=current.city_id)
    return current


def _would_be_beside_strangers(stay: Stay, place: Place, unit_id: UUID, night: dt.date) -> bool:
    """Return whether a minor would sleep in another room in which others than their party do."""
    unit = place.unit
    if unit.pk == unit_id or unit.kind != UnitKind.ROOM or not stay.person.may_be_minor:
        return False
    others = Occupancy.objects.filter(
        queries.live(), place__unit=unit, nights__contains=night, person__isnull=False
    ).exclude(person=stay.person_id)
    if stay.request_id is not None:
        party = Stay.objects.filter(request=stay.request_id).order_by().values("person")
        others = others.exclude(person__in=party)
    return others.exists()


def save_longer(stay: Stay) -> None:
    """Save a stay that has more nights again; raises NightsGivenAgain as ``reopen_stay`` does."""
    try:
        stay.save()
    except IntegrityError as error:
        if constraint_of(error) == "housing_stay_before_another":
            raise NightsGivenAgain from error
        raise


def _again(stay: Stay, nights: Nights) -> Wanted:
    is_block = nights.kind == OccupancyKind.BLOCK
    return Wanted(
        nights.place_id,
        None if is_block else stay.person_id,
        OccupancyKind(nights.kind),
        nights.first,
        nights.end,
        stay_id=None if is_block else stay.pk,
        request_id=stay.request_id if is_block else None,
    )


def _shorten(row: Occupancy, left: tuple[dt.date, dt.date] | None) -> None:
    """Keep of a row the nights ``left``, or nothing of it."""
    if left is None:
        row.delete()
    elif left != (row.nights.lower, row.nights.upper):
        row.nights = type(row.nights)(*left)
        row.save(update_fields=["nights"])


def _blocks_to_free(stay: Stay) -> list[Occupancy]:
    """Return the blocks of the stay's request where no other stay of it still runs."""
    if stay.request_id is None:
        return []
    others = Stay.objects.filter(request=stay.request_id, ended_on__isnull=True)
    if others.exclude(pk=stay.pk).exists():
        return []
    blocks = Occupancy.objects.filter(kind=OccupancyKind.BLOCK, request=stay.request_id)
    return list(blocks.order_by("nights", "id"))


def _lock_nights_of(stay: Stay) -> None:
    of_request = Q(kind=OccupancyKind.BLOCK, request=stay.request_id)
    mine = Q(stay=stay) | of_request if stay.request_id else Q(stay=stay)
    places = Occupancy.objects.filter(mine).order_by("id").values_list("place_id", flat=True)
    lock_nights(places=list(places), persons=[stay.person_id])
