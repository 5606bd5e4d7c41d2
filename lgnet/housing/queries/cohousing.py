"""Reads of solidarity co-housing: hosts, agreements, trials, the mediation log, what is due."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import DateField, OuterRef, QuerySet, Subquery
from django.utils import timezone

from lgnet.housing import rules_homes
from lgnet.housing.enums import StructureKind
from lgnet.housing.models import Host, HouseAgreement, HousingStructure, Mediation, Stay

from .stays import running_stays

COHOUSING = StructureKind.SOLIDARITY_COHOUSING


@dataclass(frozen=True, slots=True)
class House:
    """A house of co-housing: who hosts, how many live there, and the next meeting agreed on."""

    structure: HousingStructure
    host: Host | None
    guests: int
    next_on: dt.date | None


def houses(*, tonight: dt.date) -> list[House]:
    """Return the houses of co-housing not closed, by name, a meeting that is due first.

    Four queries.
    """
    found = list(
        HousingStructure.objects.filter(kind=COHOUSING)
        .exclude(closed_on__lte=tonight)
        .order_by("name", "id")
    )
    hosts = {host.structure_id: host for host in Host.objects.order_by("pk")}
    meetings = next_meetings()
    guests: dict[UUID, int] = defaultdict(int)
    for structure_id in guests_now().values_list("structure_id", flat=True):
        guests[structure_id] += 1
    rows = [House(one, hosts.get(one.pk), guests[one.pk], meetings.get(one.pk)) for one in found]
    return sorted(rows, key=lambda row: (row.next_on or dt.date.max) > tonight)


def guests_now() -> QuerySet[Any]:
    """Return the running stays in co-housing, with the newest agreement as ``with_agreement``."""
    return with_agreement(running_stays().filter(structure__kind=COHOUSING))


def with_agreement(found: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate stays with the newest house agreement: ``agreement_id``, ``agreed_on``,

    ``review_on``; None where there is none.
    """
    newest = HouseAgreement.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        stay_id=OuterRef("pk"),
    ).order_by("-agreed_on", "-recorded_at", "-id")
    return found.annotate(
        agreement_id=Subquery(newest.values("pk")[:1]),
        agreed_on=Subquery(newest.values("agreed_on")[:1], output_field=DateField()),
        review_on=Subquery(newest.values("review_on")[:1], output_field=DateField()),
    )


def life_together(stay: Stay) -> tuple[Host | None, Any]:
    """Return who hosts, and the stay as ``with_agreement``; one query."""
    rows = Stay.objects.filter(pk=stay.pk).select_related("structure__host")
    found = with_agreement(rows).order_by().get()
    return getattr(found.structure, "host", None), found


def reviews_due(today: dt.date) -> QuerySet[Any]:
    """Return the running stays whose newest agreement is to be looked at again."""
    return guests_now().filter(review_on__lte=today).order_by("review_on", "id")


def trials_due(today: dt.date) -> QuerySet[Any]:
    """Return the running stays whose trial is over and nobody said how it ended."""
    found = guests_now().filter(trial_ends_on__lte=today, trial_result__isnull=True)
    return found.order_by("trial_ends_on", "id")


def agreements_of(stay: Any) -> QuerySet[HouseAgreement]:
    """Return the house agreements of a stay, the newest first."""
    found = HouseAgreement.objects.filter(stay=stay).select_related("recorded_by")
    return found.order_by("-agreed_on", "-recorded_at", "-id")


def host_of(structure: HousingStructure) -> Host | None:
    """Return who opens their home."""
    return Host.objects.filter(structure=structure).order_by("pk").first()


def mediations_of(structure: HousingStructure) -> QuerySet[Mediation]:
    """Return the mediation log of a house."""
    return Mediation.objects.filter(structure=structure).select_related("recorded_by")


def next_meetings(structures: Iterable[HousingStructure] | None = None) -> dict[UUID, dt.date]:
    """Return the next meeting agreed on by house, of all houses or some; one query."""
    rows = Mediation.objects.order_by()
    if structures is not None:
        rows = rows.filter(structure__in=[one.pk for one in structures])
    met: dict[UUID, list[dt.date]] = defaultdict(list)
    agreed: dict[UUID, list[dt.date | None]] = defaultdict(list)
    for house, met_at, next_on in rows.values_list("structure_id", "met_at", "next_on"):
        met[house].append(timezone.localdate(met_at))
        agreed[house].append(next_on)
    found = {house: rules_homes.next_meeting(met=met[house], agreed=agreed[house]) for house in met}
    return {house: day for house, day in found.items() if day is not None}
