"""Reads of the night register: who has nights in a house tonight, and what was marked."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from lgnet.housing import rules_nights
from lgnet.housing.enums import PlaceState
from lgnet.housing.models import HousingStructure, NightMark, Place, Stay, Visitor
from lgnet.network.access import can
from lgnet.network.models import Membership

from .places import open_structure, places_on


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with a place tonight, or who may still be in it past their time."""

    place: Place
    stay: Stay
    mark: NightMark | None
    late_from: dt.datetime | None

    @property
    def presence(self) -> str:
        """Return what the register says, empty where it says nothing yet."""
        return self.mark.presence if self.mark else ""

    @property
    def is_expected(self) -> bool:
        """Return whether the person has not come yet."""
        return bool(self.place.state == PlaceState.EXPECTED)  # type: ignore[attr-defined]

    @property
    def is_overdue(self) -> bool:
        """Return whether the stay ran over its time and nobody recorded an end."""
        return bool(self.place.state == PlaceState.TO_CHECK)  # type: ignore[attr-defined]

    def is_late(self, now: dt.datetime) -> bool:
        """Return whether nobody ticked the person and the hour to be in by has passed."""
        return not self.mark and self.late_from is not None and now >= self.late_from


@dataclass(frozen=True, slots=True)
class Night:
    """A house on one night: every place, its guests, and how many one may not see."""

    places: list[Any]
    guests: list[Guest]
    hidden: int


def houses_for(membership: Membership, night: dt.date) -> QuerySet[HousingStructure]:
    """Return the houses open on ``night`` whose door a member keeps, by name.

    Who gives places: all of the cell. Others: those that their organisation runs or owns; of the
    joint service, those that its organisations run. So the door knows no more than its record of
    people does (docs/adr/0012).
    """
    found = HousingStructure.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=night), opened_on__lte=night
    ).order_by("name", "id")
    if can(membership, "housing.place"):
        return found
    own = membership.organisation_id
    condition = Q(organisation=own) | Q(owner=own)
    if membership.organisation.is_joint:
        condition |= Q(organisation__is_joint=True)
    return found.filter(condition)


def night_of_house(structure: HousingStructure, night: dt.date) -> Night:
    """Return who has a place in a house on ``night``, with marks; three queries."""
    places: list[Any] = list(
        places_on(night).filter(open_structure(night), unit__structure=structure)
    )
    stays = {
        stay.pk: stay
        for stay in Stay.objects.filter(pk__in=_stay_ids(places))
        .select_related("person")
        .order_by()
    }
    marks = {mark.stay_id: mark for mark in marks_of(stays, night)}
    guests = [
        Guest(
            place=place,
            stay=stays[place.stay_id],
            mark=marks.get(place.stay_id),
            late_from=rules_nights.late_from(
                night=night,
                check_in_until=structure.check_in_until,
                curfew=structure.curfew,
                is_expected=place.state == PlaceState.EXPECTED,
            ),
        )
        for place in places
        if place.stay_id in stays
    ]
    hidden = sum(place.stay_id is not None and place.stay_id not in stays for place in places)
    return Night(places=places, guests=guests, hidden=hidden)


def marks_of(stays: Iterable[UUID], night: dt.date) -> QuerySet[NightMark]:
    """Return the marks of stays on a night, with who made them."""
    return (
        NightMark.objects.filter(stay__in=list(stays), night=night)
        .select_related("recorded_by")
        .order_by("id")
    )


def presence_by_stay(structure: HousingStructure, night: dt.date) -> dict[str, str]:
    """Return what the register says of each guest of a house one may see, by stay."""
    visible = Stay.objects.filter(structure=structure).order_by()
    rows = NightMark.objects.filter(stay__in=visible.values("pk"), night=night).order_by()
    return {str(stay): presence for stay, presence in rows.values_list("stay_id", "presence")}


def guest_tonight(structure: HousingStructure, person_id: UUID, night: dt.date) -> Stay | None:
    """Return the stay by which a person has a place in a house on ``night``, or None."""
    places = places_on(night).filter(unit__structure=structure, occupant_id=person_id)
    stay_id = places.order_by().values_list("stay_id", flat=True).first()
    found = Stay.objects.select_related("person").filter(pk=stay_id).order_by()
    return found.first() if stay_id else None


def latest_marks(stay: Stay, length: int) -> list[NightMark]:
    """Return the last marks of a stay, the latest night first."""
    marks = NightMark.objects.filter(stay=stay).select_related("recorded_by")
    return list(marks.order_by("-night")[:length])


def visitors_on(structure: HousingStructure, night: dt.date) -> QuerySet[Visitor]:
    """Return who came to see guests of a house between two mornings, by the hour."""
    begins, ends = rules_nights.bounds_of(night)
    return (
        Visitor.objects.filter(
            structure=structure,
            stay__in=Stay.objects.order_by().values("pk"),
            came_at__gte=begins,
            came_at__lt=ends,
        )
        .select_related("stay__person")
        .order_by("came_at", "id")
    )


def _stay_ids(places: Iterable[Any]) -> set[UUID]:
    return {place.stay_id for place in places} - {None}
