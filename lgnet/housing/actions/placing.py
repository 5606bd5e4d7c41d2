"""Giving places: nights are promised to people here and nowhere else."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from lgnet.audit.actions import event
from lgnet.housing import queries, rules
from lgnet.housing.enums import HoldState, OccupancyKind, RequestState, UnitKind
from lgnet.housing.models import Hold, Occupancy, Place, PlacementRequest, Stay
from lgnet.kernel.announcements import NIGHTS_CHANGED, announce
from lgnet.kernel.at_once import at_once, undoable
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight

from .giving import nights_for, write_given
from .locks import locking
from .nights import InTheWay, StayTerm, in_the_way
from .refusals import (
    MinorAlone,
    MinorBesideStrangers,
    NightsPassed,
    PersonHasPlace,
    PlaceClosed,
    PlaceTaken,
    PlaceToCheck,
    RequestAnswered,
    TermSpent,
)
from .requests import locked
from .standing import Standing, standing


def give_place(
    *,
    request: PlacementRequest,
    place: Place,
    by: Any,
    is_accompanied: bool = False,
    until: dt.date | None = None,
) -> Stay:
    """Give the person of an open request a place from the first night on, and return the stay.

    Giving the same place again returns the same stay. Otherwise as ``give_places``.
    """
    stays = _give(
        request=request,
        beds={request.person_id: place},
        by=by,
        is_accompanied=is_accompanied,
        until=until,
    )
    return stays[0]


def give_places(
    *,
    request: PlacementRequest,
    beds: Mapping[UUID, Place],
    by: Any,
    whole_unit: bool = False,
    is_accompanied: bool = False,
    accepts_strangers: bool = False,
    until: dt.date | None = None,
) -> list[Stay]:
    """Give the people of an open request a place each, by person id; return their stays.

    They are expected from the first night on; the nights run to the term, to ``until``, to the day
    place or structure close, or to where somebody has the place next. ``whole_unit`` takes the
    other places of their units as well. ``is_accompanied``: an adult of a minor's family sleeps
    here too; ``accepts_strangers``: a family with minors shares a room with others, and knows;
    both are kept in the audit.

    Raises RequestAnswered, NightsPassed, MinorAlone, MinorBesideStrangers, PlaceClosed,
    PlaceTaken or PlaceToCheck (with the next free place), PersonHasPlace, TermSpent or
    LaterStayCounts; a lost race is one of these, too.
    """
    return _give(
        request=request,
        beds=beds,
        by=by,
        whole_unit=whole_unit,
        is_accompanied=is_accompanied,
        accepts_strangers=accepts_strangers,
        until=until,
    )


def _give(
    *,
    request: PlacementRequest,
    beds: Mapping[UUID, Place],
    whole_unit: bool = False,
    **said: Any,
) -> list[Stay]:
    """Lock, look and give, all of it or nothing; in two messages where no whole unit is taken."""
    places = {place.pk: place for place in beds.values()}
    units = {place.unit_id for place in beds.values()} if whole_unit else set()
    if whole_unit:
        places = {place.pk: place for place in queries.places_of_units(units)} | places
    with undoable() as begin:
        before = [begin, locking(places=places, persons=beds)]
        if whole_unit:
            at_once(*before)
            before = []
            # A place that was added to the unit while we waited is part of it.
            places |= {place.pk: place for place in queries.places_of_units(units)}
        here = standing(request=request, beds=beds, places=places, tonight=tonight(), before=before)
        return _give_as_things_stand(
            here, request=request, beds=beds, places=places, whole_unit=whole_unit, **said
        )


def _give_as_things_stand(
    here: Standing,
    *,
    request: PlacementRequest,
    beds: Mapping[UUID, Place],
    places: Mapping[UUID, Place],
    by: Any,
    whole_unit: bool = False,
    is_accompanied: bool = False,
    accepts_strangers: bool = False,
    until: dt.date | None = None,
) -> list[Stay]:
    """Refuse, or write what is given; the locks are held."""
    if here.request.state != RequestState.OPEN:
        return _given_before(locked(request), beds)
    current = here.request
    first = rules.first_night(asked_from=current.from_on, tonight=tonight())
    check_nights(current, first)
    people = queries.party_of(locked(request)) if here.may_be_minors else []
    wanted_people = [person for person in people if person.pk in beds]
    has_adult = any(not person.may_be_minor for person in wanted_people)
    minors = [person for person in wanted_people if person.may_be_minor]
    if minors and not (has_adult or is_accompanied):
        raise MinorAlone
    for place in places.values():
        check_open(place, first)
    check_clashes(
        here.clashes,
        places=places,
        persons=set(beds),
        night=first,
        may_be_over=here.may_be_over,
    )
    if minors and not (whole_unit or accepts_strangers):
        _check_strangers(
            {place.unit_id for place in beds.values()},
            {*beds, *(person.pk for person in people)},
            first,
        )
    ends = _ends(here.clashes, beds, places, first, until or current.until_on)
    stays = _stays(current, beds, here.terms, ends, first, by)
    if here.has_hold:
        _end_holds(current, HoldState.CONFIRMED, by)
    told = [
        event(
            verb="housing.place_given",
            target=stay,
            person=stay.person_id,
            place=beds[stay.person_id].pk,
            **_told(
                is_minor=any(minor.pk == stay.person_id for minor in minors),
                is_accompanied=has_adult or is_accompanied,
                accepts_strangers=accepts_strangers,
            ),
        )
        for stay in stays
    ]
    nights = nights_for(current, stays, beds, places)
    if not write_given(current, stays, nights, by=by, told=told):
        # A writer without our locks (an import) came between: say which promise it took.
        after = in_the_way(places=places, persons=beds, first=first, but=Q(stay__in=stays))
        check_clashes(after, places=places, persons=set(beds), night=first)
        raise PlaceTaken(next(iter(beds.values())), None)
    announce(NIGHTS_CHANGED, city_id=current.city_id)
    return stays


def _told(*, is_minor: bool, is_accompanied: bool, accepts_strangers: bool) -> dict[str, Any]:
    """Return what the audit keeps of the answers about minors."""
    told: dict[str, Any] = {"is_accompanied": is_accompanied} if is_minor else {}
    return told | ({"accepts_strangers": True} if accepts_strangers else {})


def _given_before(request: PlacementRequest, beds: Mapping[UUID, Place]) -> list[Stay]:
    """Return the stays this very answer made before; raise where the answer was another."""
    if request.state == RequestState.OPEN:
        return []
    stays = {stay.person_id: stay for stay in queries.stays().filter(request=request)}
    taken = set(
        Occupancy.objects.filter(stay__in=stays.values())
        .order_by()
        .values_list("person_id", "place_id")
    )
    if taken and {(person, place.pk) for person, place in beds.items()} <= taken:
        return [stays[person] for person in beds]
    raise RequestAnswered(request)


def check_nights(request: PlacementRequest, first: dt.date) -> None:
    """Raise NightsPassed where the place was asked for nights that are over."""
    if request.until_on is not None and request.until_on <= first:
        raise NightsPassed(request)


def check_open(place: Place, first: dt.date) -> None:
    """Raise PlaceClosed where place or structure is not open on the first night."""
    structure = place.unit.structure
    closes_on = (place.available_until, structure.closed_on)
    if first < max(place.available_from, structure.opened_on) or any(
        day is not None and day <= first for day in closes_on
    ):
        raise PlaceClosed(place)


def check_clashes(
    clashes: Iterable[InTheWay],
    *,
    places: Mapping[UUID, Place],
    persons: set[UUID],
    night: dt.date,
    may_be_over: bool = True,
) -> None:
    """Raise what stands in the way on ``night``: of a person, of a place, of one to check.

    ``may_be_over`` is False where no stay in these places is over its time and not ended.
    """
    tonight_ones = [one for one in clashes if one.covers(night)]
    for one in tonight_ones:
        if one.person_id in persons:
            found = Occupancy.objects.filter(
                queries.live(), person=one.person_id, nights__contains=night
            )
            row = found.select_related("stay__structure").order_by("id").first()
            raise PersonHasPlace(row.stay if row else None)
    for one in tonight_ones:
        place = places[one.place_id]
        if one.kind == OccupancyKind.CLOSURE:
            raise PlaceClosed(place)
        raise PlaceTaken(place, queries.next_free_place(place, night))
    if not may_be_over:
        return
    to_check = queries.places_to_check(tonight()).filter(pk__in=places).order_by("id").first()
    if to_check is not None:
        place = places[to_check.pk]
        raise PlaceToCheck(place, queries.next_free_place(place, night))


def _check_strangers(units: Collection[UUID], persons: set[UUID], night: dt.date) -> None:
    """Raise MinorBesideStrangers where others sleep in the same room."""
    others = (
        Occupancy.objects.filter(
            queries.live(),
            place__unit__in=units,
            place__unit__kind=UnitKind.ROOM,
            nights__contains=night,
            person__isnull=False,
        )
        .exclude(person__in=persons)
        .exists()
    )
    if others:
        raise MinorBesideStrangers


def _ends(
    clashes: Iterable[InTheWay],
    beds: Mapping[UUID, Place],
    places: Mapping[UUID, Place],
    first: dt.date,
    until: dt.date | None,
) -> dict[UUID, dt.date | None]:
    """Return by person the morning by which the nights end for other reasons than the term."""
    ahead = [one for one in clashes if one.first > first]
    ends: dict[UUID, dt.date | None] = {}
    for person, place in beds.items():
        unit_places = {one.pk for one in places.values() if one.unit_id == place.unit_id}
        nexts = [
            one.first for one in ahead if one.person_id == person or one.place_id in unit_places
        ]
        structure = place.unit.structure
        closes_on = [until, place.available_until, structure.closed_on, *nexts]
        ends[person] = rules.ends_by(due=None, closes_on=closes_on)
        end = ends[person]
        if end is not None and end <= first:
            raise PlaceClosed(place)
    return ends


def _stays(
    request: PlacementRequest,
    beds: Mapping[UUID, Place],
    terms: Mapping[UUID, StayTerm],
    ends: Mapping[UUID, dt.date | None],
    first: dt.date,
    by: Any,
) -> list[Stay]:
    """Return the stays to be, not saved yet; raise TermSpent where the term leaves no night."""
    now = timezone.now()
    stays = []
    for person, place in beds.items():
        term = terms[person]
        if term.due_on is not None and term.due_on <= first:
            raise TermSpent(place, term.counts_from, term.due_on)
        stays.append(
            Stay(
                id=uuid7(),
                person_id=person,
                structure=place.unit.structure,
                request=request,
                started_on=first,
                clock_started_on=term.counts_from,
                due_on=rules.ends_by(due=term.due_on, closes_on=[ends[person]]),
                given_at=now,
                given_by=by,
            )
        )
    return stays


def _end_holds(request: PlacementRequest, state: HoldState, by: Any) -> None:
    """End the request's hold, if it has one, and free its nights."""
    now = timezone.now()
    # Locked before its nights go, in the order of everybody who ends a hold.
    active = Hold.objects.select_for_update(of=("self",)).filter(
        request=request, state=HoldState.ACTIVE
    )
    for hold in active.order_by("id"):
        Occupancy.objects.filter(hold=hold).delete()
        hold.state = HoldState.EXPIRED if hold.expires_at <= now else state
        hold.ended_at = now
        hold.ended_by = by
        hold.save(update_fields=["state", "ended_at", "ended_by"])
