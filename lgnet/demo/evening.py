"""Tonight in one city: who is expected, what is held for whom, which place is out of service.

The two years end yesterday; this is the day after, told as of the hour at which it is loaded.
"""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from psycopg.types.range import DateRange

from lgnet.housing.enums import (
    AskedFrom,
    ClosureReason,
    HoldState,
    OccupancyKind,
    RequestState,
    StructureKind,
)
from lgnet.housing.models import Closure, Hold, Occupancy
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.nights import night_of

from .chance import generator, local
from .lengths import due_on
from .network import DemoCell
from .population import Party
from .seasons import STREET
from .stays import DemoRequest, DemoStay, Slot

_HELD_FOR = (dt.timedelta(minutes=52), dt.timedelta(hours=3, minutes=20), dt.timedelta(hours=23))
_MAY_CLOSE = (StructureKind.EMERGENCY, StructureKind.TRANSITIONAL)
_CLOSED_FOR = dt.timedelta(days=9)
_AFTERNOON = 17 * 60
_FROM_CASES, _FROM_OTHER_CITIES = 0.3, 0.08


@dataclass(slots=True)
class Evening:
    """What is arranged for tonight; ``now`` is the moment, ``night`` the night it belongs to."""

    now: dt.datetime
    night: dt.date
    keeper: UUID
    holds: list[Hold] = field(default_factory=list)
    closures: list[Closure] = field(default_factory=list)
    nights: list[Occupancy] = field(default_factory=list)


def asked_from(request: DemoRequest) -> AskedFrom:
    """Return where a request comes from: the street, the desk, a case, sometimes another city."""
    if request.setting == STREET:
        return AskedFrom.STREET
    draw = generator("asked from", request.id).random()
    if draw < _FROM_OTHER_CITIES:
        return AskedFrom.OTHER_CITY
    return AskedFrom.CASE if draw < _FROM_CASES else AskedFrom.DESK


def evening_of(cell: DemoCell, *, keeper: UUID, reference: dt.date, now: dt.datetime) -> Evening:
    """Arrange tonight: answer requests of ``cell`` that wait, and return what is held and closed.

    Of a day that is not today, the evening at 20.
    """
    if reference != now.astimezone(local(reference, 0).tzinfo).date():
        now = local(reference, 20 * 60)
    evening = Evening(now=now, night=night_of(now), keeper=keeper)
    free = _free_slots(cell, evening.night)
    waiting = _waiting(cell)
    for length in _HELD_FOR[:-1]:
        _expect(evening, cell, waiting, free)
        _hold(evening, waiting, free, length)
    _hold(evening, waiting, free, _HELD_FOR[-1])
    _close(evening, free)
    return evening


def _free_slots(cell: DemoCell, night: dt.date) -> list[Slot]:
    """Return the places open tonight that nobody has from then on."""
    taken = {
        stay.place.id
        for stay in cell.housing.stays
        if stay.ended_on is None or stay.ended_on > night
    }
    slots = [
        Slot(place, unit, house)
        for house in cell.structures
        if house.kind != StructureKind.HOUSING_FIRST
        for unit in house.units
        for place in unit.places
    ]
    return [slot for slot in slots if slot.place.id not in taken and slot.is_open(night)]


def _waiting(cell: DemoCell) -> list[tuple[Party, DemoRequest]]:
    """Return who waits and never had a place: their term begins tonight. The latest first."""
    parties = {party.head.id: party for party in cell.parties}
    return [
        (parties[request.person.id], request)
        for request in reversed(cell.housing.requests)
        if request.state == RequestState.OPEN and request.person.id not in cell.housing.spells
    ]


def _match(
    waiting: list[tuple[Party, DemoRequest]], free: list[Slot]
) -> tuple[DemoRequest, list[Slot]] | None:
    """Take the next party that free places of one unit suit, and those places.

    An empty family room serves one alone where nothing else is free; nobody joins them.
    """
    for is_makeshift in (False, True):
        for party, request in waiting:
            for slot in free:
                suits = "family" if is_makeshift else party.sleeps_with
                beside = [other for other in free if other.unit is slot.unit]
                is_empty = len(beside) == len(slot.unit.places)
                size = len(party.people)
                is_own = party.is_family or is_makeshift
                if slot.unit.suits != suits or len(beside) < size or (is_own and not is_empty):
                    continue
                waiting.remove((party, request))
                for taken in beside if is_own else beside[:1]:
                    free.remove(taken)
                return request, beside[:size]
    return None


def _expect(
    evening: Evening,
    cell: DemoCell,
    waiting: list[tuple[Party, DemoRequest]],
    free: list[Slot],
) -> None:
    found = _match(waiting, free)
    if found is None:
        return
    request, slots = found
    given_at = min(evening.now, max(request.asked_at, local(evening.night, _AFTERNOON)))
    request.state, request.answered_at = RequestState.PLACED, given_at
    for person, slot in zip([request.person, *request.others], slots, strict=True):
        cell.housing.stays.append(
            DemoStay(
                id=derived_uuid("demo", "expected", request.id, person.id),
                occupancy_id=derived_uuid("demo", "booked", request.id, person.id),
                person=person,
                structure=slot.structure,
                place=slot.place,
                request=request,
                started_on=evening.night,
                counts_from=evening.night,
                due_on=_ends_by(slot, evening.night),
                given_at=given_at,
                is_expected=True,
            )
        )


def _ends_by(slot: Slot, night: dt.date) -> dt.date | None:
    term = due_on(night) if slot.structure.is_capped else None
    limits = [day for day in (term, slot.place.available_until) if day is not None]
    return min(limits, default=None)


def _hold(
    evening: Evening,
    waiting: list[tuple[Party, DemoRequest]],
    free: list[Slot],
    length: dt.timedelta,
) -> None:
    found = _match(waiting, free)
    if found is None:
        return
    request, slots = found
    hold = Hold(
        id=derived_uuid("demo", "hold", request.id),
        request_id=request.id,
        state=HoldState.ACTIVE,
        made_at=max(request.asked_at, evening.now - dt.timedelta(minutes=40)),
        made_by_id=evening.keeper,
        expires_at=evening.now + length,
    )
    evening.holds.append(hold)
    for person, slot in zip([request.person, *request.others], slots, strict=True):
        evening.nights.append(
            Occupancy(
                id=derived_uuid("demo", "held", request.id, person.id),
                place_id=slot.place.id,
                person_id=person.id,
                hold_id=hold.id,
                kind=OccupancyKind.HOLD,
                nights=DateRange(evening.night, slot.place.available_until),
                expires_at=hold.expires_at,
            )
        )


def _close(evening: Evening, free: list[Slot]) -> None:
    """Take one place out of service, where more than one is free."""
    for slot in [slot for slot in free if slot.structure.kind in _MAY_CLOSE][1:2]:
        from_on = evening.night
        closure = Closure(
            id=derived_uuid("demo", "closure", slot.place.id),
            structure_id=slot.structure.id,
            reason=ClosureReason.REPAIRS,
            note="La finestra non si chiude: il vetraio è avvisato.",
            from_on=from_on,
            until_on=from_on + _CLOSED_FOR,
            recorded_at=evening.now,
            recorded_by_id=evening.keeper,
        )
        evening.closures.append(closure)
        evening.nights.append(
            Occupancy(
                id=derived_uuid("demo", "closed", slot.place.id),
                place_id=slot.place.id,
                closure_id=closure.id,
                kind=OccupancyKind.CLOSURE,
                nights=DateRange(closure.from_on, closure.until_on),
            )
        )
