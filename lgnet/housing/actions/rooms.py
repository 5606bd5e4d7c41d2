"""Units and places of a house: added, changed, and taken away while nobody has used them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction

from lgnet.audit.actions import record
from lgnet.housing import rules_upkeep
from lgnet.housing.enums import ClosureReason, OccupancyKind
from lgnet.housing.models import HousingStructure, Occupancy, Place, Unit
from lgnet.kernel.announcements import NIGHTS_CHANGED, announce
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.nights import tonight

from .constraints import constraint_of
from .houses import nights_gone
from .in_use import check_nobody, lock_places, overlap
from .nights import Wanted, take
from .seasons import settle
from .upkeep_refusals import NameTaken, WasUsed


@transaction.atomic
def add_unit(
    *,
    id: UUID,
    house: HousingStructure,
    name: str,
    kind: str,
    count: int,
    available_from: dt.date,
    sexes: str | None = None,
    is_step_free: bool | None = None,
    is_seasonal: bool = False,
    by: Any,
) -> Unit:
    """Add a unit with ``count`` places, labelled from 1; the same ``id`` again returns it.

    Seasonal places are closed outside the seasons of the house. Raises NameTaken; ValueError for
    a count beyond ``MOST_PLACES``.
    """
    if not 0 < count <= rules_upkeep.MOST_PLACES:
        raise ValueError(f"A unit gets 1 to {rules_upkeep.MOST_PLACES} places, not {count}.")
    known = Unit.objects.filter(pk=id).order_by().first()
    if known is not None:
        return known
    unit = Unit(
        id=id, structure=house, name=name, kind=kind, sexes=sexes, is_step_free=is_step_free
    )
    _save(unit, "housing_unit_name_once", force_insert=True)
    _make_places(unit, id, range(1, count + 1), available_from, is_seasonal)
    if is_seasonal:
        lock_places(Place.objects.filter(unit__structure=house, is_seasonal=True))
        settle(house, by)
    record(verb="housing.unit_added", target=unit, structure=house.pk, places=count)
    announce(NIGHTS_CHANGED, city_id=house.city_id)
    return unit


@transaction.atomic
def change_unit(
    *, unit: Unit, name: str, kind: str, sexes: str | None, is_step_free: bool | None, by: Any
) -> Unit:
    """Rename a unit, or say what it is like. Raises NameTaken."""
    current = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    told = {"name": name, "kind": kind, "sexes": sexes, "is_step_free": is_step_free}
    changed = [field for field, value in told.items() if getattr(current, field) != value]
    if changed:
        for field in changed:
            setattr(current, field, told[field])
        _save(current, "housing_unit_name_once", update_fields=changed)
        record(verb="housing.unit_changed", target=current, fields=changed)
    return current


@transaction.atomic
def add_places(
    *, id: UUID, unit: Unit, count: int, available_from: dt.date, by: Any
) -> list[Place]:
    """Add places to a unit; ``id`` is the form's own, and sent again it returns its places.

    A unit that somebody has taken whole has its new places, too; one that is closed whole has
    them closed. The locks of all its places are held meanwhile.
    """
    if not 0 < count <= rules_upkeep.MOST_PLACES:
        raise ValueError(f"A unit gets 1 to {rules_upkeep.MOST_PLACES} places, not {count}.")
    siblings = list(Place.objects.filter(unit=unit).order_by("id"))
    lock_places(siblings)
    # Two who add at once: the second counts the places of the first.
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    siblings = list(Place.objects.filter(unit=unit).order_by("id"))
    made = [_place_id(id, number) for number in range(1, count + 1)]
    made_before = [place for place in siblings if place.pk in made]
    if made_before:
        return sorted(made_before, key=lambda place: made.index(place.pk))
    taken = {place.label for place in siblings}
    free = (n for n in range(1, len(taken) + count + 1) if str(n) not in taken)
    labels = [number for number, _ in zip(free, range(count), strict=False)]
    new = _make_places(unit, id, labels, available_from, is_seasonal=False)
    _inherit(siblings, new)
    record(verb="housing.places_added", target=unit, places=count)
    announce(NIGHTS_CHANGED, city_id=unit.city_id)
    return new


@transaction.atomic
def change_place(
    *,
    place: Place,
    label: str,
    is_low: bool | None,
    is_seasonal: bool,
    available_from: dt.date,
    available_until: dt.date | None,
    by: Any,
) -> Place:
    """Rename a place, say what it is like, from when until when it is there.

    Raises NameTaken, or MustMove where people have nights on which it would not be there, or
    outside the seasons.
    """
    house = place.unit.structure
    lock_places([place, *Place.objects.filter(unit__structure=house, is_seasonal=True)])
    current = Place.objects.select_for_update(of=("self",)).get(pk=place.pk)
    told = {
        "label": label,
        "is_low": is_low,
        "is_seasonal": is_seasonal,
        "available_from": available_from,
        "available_until": available_until,
    }
    changed = [field for field, value in told.items() if getattr(current, field) != value]
    if not changed:
        return current
    gone = nights_gone(
        before=(current.available_from, current.available_until),
        after=(available_from, available_until),
    )
    check_nobody({current.pk: gone} if gone else {})
    for field in changed:
        setattr(current, field, told[field])
    _save(current, "housing_place_label_once", update_fields=changed)
    if "is_seasonal" in changed:
        settle(house, by)
    record(verb="housing.place_changed", target=current, fields=changed)
    announce(NIGHTS_CHANGED, city_id=current.city_id)
    return current


@transaction.atomic
def remove_place(*, place: Place, by: Any) -> None:
    """Take away a place that nobody ever had. Raises WasUsed."""
    lock_places([place])
    _take_away([place])
    record(verb="housing.place_removed", target=place, unit=place.unit_id)
    announce(NIGHTS_CHANGED, city_id=place.city_id)


@transaction.atomic
def remove_unit(*, unit: Unit, by: Any) -> None:
    """Take away a unit none of whose places anybody ever had. Raises WasUsed."""
    places = list(Place.objects.filter(unit=unit).order_by("id"))
    lock_places(places)
    _take_away(places)
    record(verb="housing.unit_removed", target=unit, structure=unit.structure_id)
    try:
        with transaction.atomic():
            unit.delete()
    except (models.ProtectedError, IntegrityError) as problem:
        # A defect of it is written down, or somebody added a place.
        raise WasUsed from problem
    announce(NIGHTS_CHANGED, city_id=unit.city_id)


def _take_away(places: Sequence[Place]) -> None:
    """Delete places with their closures' nights; what people had stays in the history, too."""
    rows = Occupancy.objects.filter(place__in=places)
    if rows.exclude(kind=OccupancyKind.CLOSURE).exists() or _had_nights(places):
        raise WasUsed
    rows.delete()
    try:
        with transaction.atomic():
            Place.objects.filter(pk__in=[place.pk for place in places]).delete()
    except (models.ProtectedError, IntegrityError) as problem:
        raise WasUsed from problem


def _had_nights(places: Sequence[Place]) -> bool:
    """Return whether the history knows of nights that somebody had here, ended or given back."""
    history = Occupancy.pgh_event_model  # type: ignore[attr-defined]
    found = history.objects.filter(place_id__in=[place.pk for place in places])
    return bool(found.exclude(kind=OccupancyKind.CLOSURE).exists())


def _make_places(
    unit: Unit, id: UUID, labels: Iterable[int], available_from: dt.date, is_seasonal: bool
) -> list[Place]:
    return Place.objects.bulk_create(
        Place(
            id=_place_id(id, number),
            unit=unit,
            label=str(label),
            available_from=available_from,
            is_seasonal=is_seasonal,
        )
        for number, label in enumerate(labels, start=1)
    )


def _place_id(id: UUID, number: int) -> UUID:
    return derived_uuid("place", id, number)


def _inherit(siblings: Sequence[Place], new: Sequence[Place]) -> None:
    """Give new places the nights that their unit is taken whole, or closed whole, from tonight."""
    night = tonight()
    rows = (
        Occupancy.objects.filter(
            place__in=siblings,
            kind__in=[OccupancyKind.BLOCK, OccupancyKind.CLOSURE],
            nights__overlap=(night, None),
        )
        .exclude(closure__reason=ClosureReason.OFF_SEASON)
        .order_by("nights", "id")
    )
    whole: dict[tuple[Any, Any], Wanted] = {}
    count: dict[tuple[Any, Any], int] = {}
    for row in rows:
        key = (row.request_id, row.closure_id)
        first, end = max(row.nights.lower, night), row.nights.upper
        other = whole.get(key)
        if other is not None:
            first = min(first, other.first)
            end = None if end is None or other.end is None else max(end, other.end)
        count[key] = count.get(key, 0) + 1
        whole[key] = Wanted(
            row.place_id,
            None,
            OccupancyKind(row.kind),
            first,
            end,
            request_id=row.request_id,
            closure_id=row.closure_id,
        )
    given: list[Wanted] = []
    for key, one in whole.items():
        # A closure of some of the places is no closure of the unit.
        is_whole = one.kind == OccupancyKind.BLOCK or count[key] == len(siblings)
        if is_whole and not any(
            overlap((one.first, one.end), (had.first, had.end)) for had in given
        ):
            given.append(one)
    take([replace(one, place_id=place.pk) for place in new for one in given])


def _save(row: models.Model, constraint: str, **options: Any) -> None:
    """Save a row; a name that another has is said, not thrown."""
    try:
        with transaction.atomic():
            row.save(**options)
    except IntegrityError as problem:
        if constraint_of(problem) == constraint:
            raise NameTaken from problem
        raise
