"""The inventory: a house is added and changed."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from lgnet.audit.actions import record
from lgnet.housing.enums import StructureKind
from lgnet.housing.models import HousingStructure, Place
from lgnet.kernel.announcements import NIGHTS_CHANGED, announce
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import required_scope

from .constraints import constraint_of
from .in_use import Nights, check_nobody, lock_places
from .upkeep_refusals import HouseChangedMeanwhile, KindFixed, WrongCell

# What is known of a house, by the names of its fields.
FACTS = (
    "name",
    "kind",
    "organisation",
    "owner",
    "funding_line",
    "address",
    "neighbourhood",
    "opened_on",
    "closed_on",
    "sexes",
    "youngest",
    "oldest",
    "takes_families",
    "is_step_free",
    "takes_pets",
    "staff_languages",
    "check_in_from",
    "check_in_until",
    "curfew",
    "meals",
    "smoking",
    "cost_per_night",
)
EVER = dt.date.min


@transaction.atomic
def add_house(*, id: UUID, facts: Mapping[str, Any], by: Any) -> HousingStructure:
    """Add a house with ``facts``; the same ``id`` again returns the house that is there.

    Raises WrongCell for a refuge in the open city, and for any other house in a compartment.
    """
    _check_cell(facts["kind"])
    house, is_new = HousingStructure.objects.get_or_create(
        pk=id, defaults={name: facts[name] for name in FACTS if name in facts}
    )
    if is_new:
        record(verb="housing.house_added", target=house, house_kind=str(house.kind))
    return house


@transaction.atomic
def change_house(
    *, house: HousingStructure, facts: Mapping[str, Any], version: str, by: Any
) -> HousingStructure:
    """Change what is known of a house.

    ``version`` is ``house_version`` of what the form was made from. Raises HouseChangedMeanwhile,
    WrongCell, KindFixed, or MustMove where people have nights before it opens or after it closes.
    """
    places = list(Place.objects.filter(unit__structure=house).order_by("id"))
    lock_places(places)
    current = HousingStructure.objects.select_for_update(of=("self",)).get(pk=house.pk)
    if house_version(current) != version:
        raise HouseChangedMeanwhile
    _check_cell(facts["kind"])
    changed = [name for name in FACTS if name in facts and facts[name] != getattr(current, name)]
    if not changed:
        return current
    if {"opened_on", "closed_on"} & set(changed):
        gone = nights_gone(
            before=(current.opened_on, current.closed_on),
            after=(facts["opened_on"], facts["closed_on"]),
        )
        check_nobody({place.pk: gone for place in places})
    for name in changed:
        setattr(current, name, facts[name])
    try:
        with transaction.atomic():
            current.save(update_fields=changed)
    except IntegrityError as problem:
        if constraint_of(problem) == "housing_kind_fixed_in_use":
            raise KindFixed from problem
        raise
    record(verb="housing.house_changed", target=current, fields=sorted(changed))
    announce(NIGHTS_CHANGED, city_id=current.city_id)
    return current


def house_version(house: HousingStructure) -> str:
    """Return what changes whenever a fact of the house does: a digest, never the facts."""
    facts = "\x1f".join(f"{getattr(house, _column(name))!r}" for name in FACTS)
    return hashlib.blake2b(facts.encode(), digest_size=12).hexdigest()


def nights_gone(*, before: Nights, after: Nights) -> list[Nights]:
    """Return the nights that were open ``before`` and are not ``after``, or never were."""
    gone: list[Nights] = []
    if after[0] > before[0]:
        gone.append((EVER, after[0]))
    if after[1] is not None and (before[1] is None or after[1] < before[1]):
        gone.append((after[1], None))
    return gone


def _column(name: str) -> str:
    return str(HousingStructure._meta.get_field(name).attname)  # type: ignore[union-attr]


def _check_cell(kind: str) -> None:
    """A refuge has a compartment of its own, and nothing else does: outside it is unknown."""
    inside = required_scope("housing.HousingStructure").compartment_id != OPEN_COMPARTMENT
    if inside != (kind == StructureKind.PROTECTED_REFUGE):
        raise WrongCell
