"""The night register: ticks at the door, corrections at the desk, an arrival taken back."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lgnet.audit.actions import record
from lgnet.housing import queries, rules_nights
from lgnet.housing.enums import OccupancyKind
from lgnet.housing.enums_house import Presence
from lgnet.housing.models import HousingStructure, NightMark, Occupancy, Stay
from lgnet.kernel.announcements import NIGHTS_CHANGED, announce
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import night_of, tonight

from .locks import lock_nights
from .night_refusals import HasNotArrived, NightClosed, NotHere
from .refusals import HousingRefused, StayEnded
from .stays import record_arrival


@dataclass(frozen=True, slots=True)
class Tick:
    """What somebody ticked: ``id`` made where it was ticked, ``marked_at`` when."""

    id: UUID
    stay_id: UUID
    presence: Presence
    marked_at: dt.datetime


@dataclass(slots=True)
class Ticked:
    """What became of ticks: those saved, or beaten by later ones, and why others were not."""

    saved: list[UUID] = field(default_factory=list)
    refused: dict[UUID, str] = field(default_factory=dict)


@transaction.atomic
def mark_night(
    *,
    structure: HousingStructure,
    night: dt.date,
    ticks: Iterable[Tick],
    by: Any,
    is_correction: bool = False,
) -> Ticked:
    """Write ticks into the register of a house and a night; the latest of each guest counts.

    Sending a tick again changes nothing. Who was expected and is ticked present has arrived; who
    is ticked absent within minutes of that has not. A tick that does not fit is refused by itself,
    the others are kept. ``is_correction``: made at the desk, for any night that has begun.

    Raises NightClosed where the night is not one that the door ticks, or one to come.
    """
    now_night = tonight()
    if night > now_night or not (
        is_correction or rules_nights.may_tick(night=night, tonight=now_night)
    ):
        raise NightClosed(night)
    wanted = sorted(ticks, key=lambda tick: (tick.stay_id, tick.marked_at, tick.id))
    if not wanted:
        return Ticked()
    stays = _locked({tick.stay_id for tick in wanted}, structure)
    here = _kinds_on(night, stays)
    marks = {mark.stay_id: mark for mark in NightMark.objects.filter(stay__in=stays, night=night)}
    result = Ticked()
    for tick in wanted:
        stay = stays.get(tick.stay_id)
        try:
            if stay is None or tick.stay_id not in here:
                raise NotHere
            before = marks.get(stay.pk)
            if before is None or tick.marked_at > before.marked_at:
                was = before.presence if before else None
                marks[stay.pk] = _write(before, tick, night, by)
                _follow(stay, tick, was, night, by)
                if was != tick.presence:
                    told: dict[str, Any] = {
                        "night": night,
                        "presence": tick.presence.value,
                        "before": was,
                    }
                    if is_correction:
                        record(verb="housing.night_corrected", target=stay, **told)
                    else:
                        record(verb="housing.night_marked", target=stay, **told)
        except HousingRefused as refused:
            result.refused[tick.id] = str(refused)
        else:
            result.saved.append(tick.id)
    return result


@transaction.atomic
def retract_arrival(*, stay: Stay, by: Any) -> Stay:
    """Take back an arrival recorded by mistake, in the night in which it was recorded.

    Raises StayEnded, or HasNotArrived where there is none, or one of an earlier night.
    """
    current = _locked({stay.pk}, None).get(stay.pk)
    if current is None or current.arrived_at is None:
        raise HasNotArrived
    if current.ended_on is not None:
        raise StayEnded(current)
    if night_of(current.arrived_at) != tonight():
        raise HasNotArrived
    _take_back(current)
    return current


def _write(before: NightMark | None, tick: Tick, night: dt.date, by: Any) -> NightMark:
    """Keep a tick as the guest's mark of the night."""
    if before is None:
        # An id that stands for something else already is not ours to take.
        is_used = NightMark.objects.filter(pk=tick.id).exists()
        return NightMark.objects.create(
            id=uuid7() if is_used else tick.id,
            stay_id=tick.stay_id,
            night=night,
            presence=tick.presence,
            marked_at=tick.marked_at,
            recorded_by=by,
        )
    fresh = NightMark(presence=tick.presence, marked_at=tick.marked_at, recorded_by=by)
    before.presence, before.marked_at = fresh.presence, fresh.marked_at
    before.recorded_at, before.recorded_by = fresh.recorded_at, fresh.recorded_by
    before.save(update_fields=["presence", "marked_at", "recorded_at", "recorded_by"])
    return before


def _follow(stay: Stay, tick: Tick, was: str | None, night: dt.date, by: Any) -> None:
    """Let a tick tell of an arrival, or take back the one that a slip of the finger told."""
    if stay.ended_on is not None:
        return
    if tick.presence == Presence.PRESENT:
        booked = Occupancy.objects.filter(stay=stay, kind=OccupancyKind.BOOKING)
        if booked.exists():
            # Ticked or corrected when the night was over: they came while it ran.
            begins, ends = rules_nights.bounds_of(night)
            last = ends - dt.timedelta(minutes=1)
            moment = min(max(tick.marked_at, begins), last)
            stay.arrived_at = record_arrival(stay=stay, by=by, at=moment).arrived_at
    elif (
        tick.presence == Presence.ABSENT
        and was == Presence.PRESENT
        and stay.arrived_at is not None
        and rules_nights.is_slip(arrived_at=stay.arrived_at, absent_at=tick.marked_at)
    ):
        _take_back(stay)


def _take_back(stay: Stay) -> None:
    Occupancy.objects.filter(stay=stay, kind=OccupancyKind.STAY).update(kind=OccupancyKind.BOOKING)
    stay.arrived_at = stay.arrived_by = None
    stay.save(update_fields=["arrived_at", "arrived_by"])
    record(verb="housing.arrival_taken_back", target=stay, person=stay.person_id)
    announce(NIGHTS_CHANGED, city_id=stay.city_id)


def _locked(stay_ids: set[UUID], structure: HousingStructure | None) -> dict[UUID, Stay]:
    """Return the stays of a house that one may see, under the locks of their nights.

    All locks at once, so that two devices that send many ticks never wait on each other.
    """
    found = Stay.objects.filter(pk__in=stay_ids)
    if structure is not None:
        found = found.filter(structure=structure)
    persons = dict(found.order_by().values_list("pk", "person_id"))
    of_request = Q(kind=OccupancyKind.BLOCK, request__in=found.order_by().values("request"))
    rows = Occupancy.objects.filter(Q(stay__in=persons) | of_request).order_by()
    lock_nights(places=list(rows.values_list("place", flat=True)), persons=persons.values())
    mine = Stay.objects.filter(pk__in=persons).order_by("id").select_for_update(of=("self",))
    return {stay.pk: stay for stay in mine}


def _kinds_on(night: dt.date, stays: dict[UUID, Stay]) -> set[UUID]:
    """Return which of the stays have the night, or ran over their time and may still be here."""
    rows = Occupancy.objects.filter(stay__in=stays, nights__contains=night)
    here = set(rows.order_by().values_list("stay_id", flat=True))
    overdue = [
        one.pk for one in stays.values() if not one.ended_on and one.due_on and one.due_on <= night
    ]
    if overdue:
        places = queries.places_on(night).filter(stay_id__in=overdue)
        here |= set(places.values_list("stay_id", flat=True))
    return here
