"""Reads of housing first: homes, visits, who still has a home, looks at the principles."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lgnet.housing import rules_homes
from lgnet.housing.enums import EndReason, StructureKind
from lgnet.housing.enums_homes import Retained
from lgnet.housing.models import HousingStructure, PrincipleCheck, Stay, SupportVisit, Tenancy
from lgnet.people.catalogue import group_ids

from .stays import running_stays, stays


def flats() -> QuerySet[HousingStructure]:
    """Return the houses of housing first, by name.

    Annotated ``checked_on``: the last look at the principles.
    """
    checks = PrincipleCheck.objects.filter(structure=OuterRef("pk")).order_by()
    last = checks.values("structure").annotate(last=Max("checked_on")).values("last")
    found = HousingStructure.objects.filter(kind=StructureKind.HOUSING_FIRST)
    return found.annotate(checked_on=Subquery(last)).order_by("name", "id")


def homes() -> QuerySet[Any]:
    """Return the running stays in housing first flats, who waits longest for a visit first.

    Annotated ``visited_at``, the last visit; None for never: they come first.
    """
    found = _with_visits(running_stays().filter(structure__kind=StructureKind.HOUSING_FIRST))
    return found.order_by("last_visit", "started_on", "id")


def _with_visits(found: QuerySet[Any]) -> QuerySet[Any]:
    visits = SupportVisit.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        stay_id=OuterRef("pk"),
    ).order_by()
    grouped = visits.values("stay")
    never = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
    return found.annotate(
        visited_at=Subquery(grouped.annotate(last=Max("visited_at")).values("last")),
        last_visit=Coalesce(
            Subquery(grouped.annotate(last=Max("visited_at")).values("last")), never
        ),
        visit_count=Coalesce(Subquery(grouped.annotate(n=Count("pk")).values("n")), 0),
    )


def home_of(stay: Stay) -> tuple[Tenancy | None, Any]:
    """Return the contract of a stay, and the stay with its visits as in ``homes``; one query."""
    found = _with_visits(Stay.objects.filter(pk=stay.pk)).select_related("tenancy")
    summary = found.order_by().get()
    return getattr(summary, "tenancy", None), summary


def visits_of(stay: Stay) -> QuerySet[SupportVisit]:
    """Return the visits of a stay with who wrote them down."""
    return SupportVisit.objects.filter(stay=stay).select_related("recorded_by")


def checks_of(structure: HousingStructure) -> dict[dt.date, dict[str, PrincipleCheck]]:
    """Return a house's looks at the principles by day, the last first, then by principle."""
    rows = PrincipleCheck.objects.filter(structure=structure).select_related("recorded_by")
    found: dict[dt.date, dict[str, PrincipleCheck]] = defaultdict(dict)
    for row in rows.order_by("-checked_on", "pk"):
        found[row.checked_on][row.principle] = row
    return dict(found)


@dataclass(slots=True)
class Retention:
    """Who still has a home after so many months: for each answer the stays that began it all."""

    months: int
    stays: dict[Retained, list[UUID]] = field(
        default_factory=lambda: {answer: [] for answer in Retained}
    )

    @property
    def housed(self) -> int:
        """Return how many have a home, this one or another."""
        return len(self.stays[Retained.IN_FLAT]) + len(self.stays[Retained.OWN_HOME])

    @property
    def known(self) -> int:
        """Return of how many one knows."""
        return self.housed + len(self.stays[Retained.WITHOUT])


def retention(tonight: dt.date) -> list[Retention]:
    """Return for 6, 12 and 24 months who still has a home; a few queries, however many people.

    Each person counts once, from their first night in a housing first flat, records read
    together as one. A stay to which nobody came, or comes only later, is none.
    """
    lived, firsts = _lived(tonight)
    found = [Retention(months) for months in rules_homes.RETENTION_MONTHS]
    for person, spells in lived.items():
        for line in found:
            answer = rules_homes.retained(spells, months=line.months, tonight=tonight)
            line.stays[answer].append(firsts[person])
    return found


def _lived(
    tonight: dt.date,
) -> tuple[dict[UUID, list[rules_homes.Lived]], dict[UUID, UUID]]:
    """Return the stays of all who ever moved into a flat, and the first such stay, by person."""
    slept = stays().filter(started_on__lte=tonight).exclude(end_reason=EndReason.NEVER_CAME)
    slept = slept.select_related(None).order_by("started_on", "id")
    in_flats = slept.filter(structure__kind=StructureKind.HOUSING_FIRST)
    movers = {row.person_id for row in _with_nights(in_flats)}
    groups = group_ids(movers) if movers else {}
    everybody = movers | {one for group in groups.values() for one in group}
    one_of = {record: min(group) for group in groups.values() for record in group}
    lived: dict[UUID, list[rules_homes.Lived]] = defaultdict(list)
    firsts: dict[UUID, UUID] = {}
    rows = slept.filter(person__in=everybody).select_related("structure")
    for stay in _with_nights(rows):
        person = one_of.get(stay.person_id, stay.person_id)
        spell = rules_homes.Lived(
            stay.structure.kind,
            stay.started_on,
            stay.ended_on,
            stay.end_reason,
            stay.destination,
        )
        lived[person].append(spell)
        if spell.is_home:
            firsts.setdefault(person, stay.pk)
    return lived, firsts


def _with_nights(rows: QuerySet[Any]) -> Iterable[Any]:
    """Yield the stays in which somebody slept: not expected only, not over the day they began."""
    return (row for row in rows if not row.is_expected and row.ended_on != row.started_on)
