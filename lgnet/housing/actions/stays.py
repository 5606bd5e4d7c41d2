"""Giving a place and ending a stay: nights are given here and nowhere else."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.housing import queries, rules
from lgnet.housing.enums import EndReason, RequestState
from lgnet.housing.models import Occupancy, Place, PlacementRequest, Stay
from lgnet.kernel.announcements import NIGHTS_CHANGED, announce
from lgnet.kernel.nights import tonight
from lgnet.people.models import Person

from .locks import lock_nights
from .refusals import (
    MinorAlone,
    NightsGivenAgain,
    PersonHasPlace,
    PlaceClosed,
    PlaceTaken,
    PlaceToCheck,
    RequestAnswered,
    StayEnded,
    WrongDay,
)
from .requests import locked, mark_placed


@dataclass(frozen=True, slots=True)
class Nights:
    """Nights ``[first, end)`` in a place; ``end`` is None where they have none."""

    place_id: UUID
    first: dt.date
    end: dt.date | None

    @staticmethod
    def to_text(nights: Iterable["Nights"]) -> str:
        """Return nights as text that an offer of undo can keep: identifiers and days only."""
        lines = [[str(one.place_id), one.first, one.end] for one in nights]
        return json.dumps(lines, default=str)

    @staticmethod
    def from_text(text: str) -> list["Nights"]:
        """Return the nights that ``to_text`` wrote."""
        return [
            Nights(UUID(place), dt.date.fromisoformat(first), end and dt.date.fromisoformat(end))
            for place, first, end in json.loads(text)
        ]


@transaction.atomic
def give_place(
    *, request: PlacementRequest, place: Place, by: Any, is_accompanied: bool = False
) -> Stay:
    """Give the person of an open request a place from the first night on, and return the stay.

    The nights run to the stay's time limit, or to the day place or structure close. Giving the
    same place again returns the same stay. ``is_accompanied``: an adult of a minor's family
    sleeps here too; kept in the audit. Raises RequestAnswered, MinorAlone, PlaceClosed,
    PlaceTaken or PlaceToCheck (with the next free place) or PersonHasPlace; a lost race is one of
    these, too.
    """
    lock_nights(places=[place.pk], persons=[request.person_id])
    current = locked(request)
    given = _given_before(current, place)
    if given is not None:
        return given
    person: Person = current.person
    is_minor = person.may_be_minor
    if is_minor and not is_accompanied:
        raise MinorAlone
    first = rules.first_night(asked_from=current.from_on, tonight=tonight())
    nights = _nights_in(place, first)
    _check_free(nights, place, person)
    try:
        with transaction.atomic():
            stay = Stay.objects.create(
                person=person,
                structure=place.unit.structure,
                request=current,
                started_on=nights.first,
                due_on=nights.end,
                given_at=timezone.now(),
                given_by=by,
            )
            _take(stay, nights)
    except IntegrityError:
        # A writer without our locks (an import) came between: say which promise it took.
        _check_free(nights, place, person)
        raise
    mark_placed(current, by)
    detail: dict[str, Any] = {"is_accompanied": True} if is_minor else {}
    record(verb="housing.place_given", target=stay, person=person.pk, place=place.pk, **detail)
    announce(NIGHTS_CHANGED, city_id=stay.city_id)
    return stay


def _given_before(request: PlacementRequest, place: Place) -> Stay | None:
    """Return the stay this very answer made before; raise where the answer was another."""
    if request.state == RequestState.OPEN:
        return None
    stay = queries.stays().filter(request=request).first()
    if stay is not None and queries.occupancies_of(stay).filter(place=place).exists():
        return stay
    raise RequestAnswered(request)


def _nights_in(place: Place, first: dt.date) -> Nights:
    """Return the nights a stay begun on ``first`` takes; raise PlaceClosed where it is not open."""
    structure = place.unit.structure
    closes_on = (place.available_until, structure.closed_on)
    opens_on = max(place.available_from, structure.opened_on)
    if first < opens_on or any(day is not None and day <= first for day in closes_on):
        raise PlaceClosed(place)
    end = rules.ends_by(kind=structure.kind, first_night=first, closes_on=closes_on)
    return Nights(place_id=place.pk, first=first, end=end)


def _check_free(nights: Nights, place: Place, person: Person) -> None:
    """Raise PersonHasPlace, PlaceTaken or PlaceToCheck where someone has the nights, or may."""
    overlapping = Occupancy.objects.filter(nights__overlap=DateRange(nights.first, nights.end))
    # One small question for both; who asks it holds the locks others wait for.
    clashes = overlapping.filter(Q(person=person) | Q(place=place))
    persons = set(clashes.order_by("nights", "id").values_list("person_id", flat=True))
    if person.pk in persons:
        of_person = overlapping.filter(person=person).order_by("nights", "id")
        clash = of_person.select_related("stay__structure").first()
        raise PersonHasPlace(clash.stay if clash else None)
    if persons:
        raise PlaceTaken(place, queries.next_free_place(place, nights.first))
    if _is_to_check(place):
        raise PlaceToCheck(place, queries.next_free_place(place, nights.first))


def _is_to_check(place: Place) -> bool:
    """Return whether someone may still be in the place: the short question first, few say yes."""
    night = tonight()
    overdue = Occupancy.objects.filter(
        place=place, stay__ended_on__isnull=True, stay__due_on__lte=night
    )
    return overdue.exists() and queries.places_to_check(night).filter(pk=place.pk).exists()


def _take(stay: Stay, nights: Nights) -> None:
    Occupancy.objects.create(
        place_id=nights.place_id,
        person_id=stay.person_id,
        stay=stay,
        nights=DateRange(nights.first, nights.end),
    )


@transaction.atomic
def end_stay(*, stay: Stay, on: dt.date, reason: str, by: Any) -> tuple[Stay, list[Nights]]:
    """End a stay on the morning of ``on``; its later nights are free again.

    Returns the stay and the nights it had, as ``reopen_stay`` takes them. Ending it twice on the
    same day changes nothing and returns no nights. Raises WrongDay, or StayEnded where it ended
    on another day.
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
    before = []
    for occupancy in queries.occupancies_of(current):
        nights = occupancy.nights
        before.append(Nights(occupancy.place_id, nights.lower, nights.upper))
        left = rules.nights_left(taken_from=nights.lower, taken_until=nights.upper, left_on=on)
        if left is None:
            occupancy.delete()
        elif left[1] != nights.upper:
            occupancy.nights = DateRange(*left)
            occupancy.save(update_fields=["nights"])
    current.ended_on = on
    current.end_reason = end_reason
    current.ended_at = timezone.now()
    current.ended_by = by
    current.save()
    record(verb="housing.stay_ended", target=current, on=on, reason=end_reason.value)
    announce(NIGHTS_CHANGED, city_id=current.city_id)
    return current, before


@transaction.atomic
def reopen_stay(*, stay: Stay, nights: Iterable[Nights], by: Any) -> Stay:
    """Take the end of a stay back, with the nights it had; return the stay.

    Raises NightsGivenAgain where place or person have others by now.
    """
    wanted = list(nights)
    lock_nights(places=[one.place_id for one in wanted], persons=[stay.person_id])
    current = Stay.objects.select_for_update().get(pk=stay.pk)
    if current.ended_on is None:
        return current
    Occupancy.objects.filter(stay=current).delete()
    try:
        with transaction.atomic():
            for one in wanted:
                _take(current, one)
    except IntegrityError as error:
        raise NightsGivenAgain from error
    current.ended_on = current.end_reason = None
    current.ended_at = current.ended_by = None
    current.save()
    record(verb="housing.stay_reopened", target=current, by=by.pk)
    announce(NIGHTS_CHANGED, city_id=current.city_id)
    return current


def _lock_nights_of(stay: Stay) -> None:
    places = Occupancy.objects.filter(stay=stay).order_by("id").values_list("place_id", flat=True)
    lock_nights(places=list(places), persons=[stay.person_id])
