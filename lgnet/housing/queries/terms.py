"""Reads of the term of stays: its policy, extensions, warnings."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from lgnet.housing import rules_terms
from lgnet.housing.enums import ExtensionState
from lgnet.housing.models import Extension, Stay, StayPolicy, StayWarning

from .stays import running_stays


@dataclass(frozen=True, slots=True)
class TermFacts:
    """What the policy says of a stay: months of its term, and the morning by which it must end.

    ``ends_on`` counts approved extensions; the stay itself may end earlier. Both None: no term.
    """

    months: int | None
    ends_on: dt.date | None


def term_facts(stays: Iterable[UUID]) -> dict[UUID, TermFacts]:
    """Return by stay what the policy says, as the database's own rule (migration 0006) does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.id, p.months, CASE WHEN p.months IS NOT NULL THEN"
            " housing_due_on(p.months, s.clock_started_on, s.person_id) END"
            " FROM housing_stay AS s"
            " JOIN housing_housingstructure AS h ON h.id = s.structure_id"
            " LEFT JOIN network_fundingline AS f ON f.id = h.funding_line_id"
            " LEFT JOIN network_edition AS e ON e.id = f.edition_id,"
            " LATERAL housing_policy(h.kind, e.programme_id) AS p"
            " WHERE s.id = ANY(%s)",
            [list(stays)],
        )
        return {pk: TermFacts(months, ends_on) for pk, months, ends_on in cursor.fetchall()}


def with_months(stays: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate ``term_months``: the calendar months of each stay's term, None for no term."""
    fits = Q(programme=OuterRef("structure__funding_line__edition__programme"))
    policies = StayPolicy.objects.filter(
        fits | Q(programme__isnull=True), kind=OuterRef("structure__kind")
    )
    best = policies.order_by(F("programme").asc(nulls_last=True))
    return stays.annotate(term_months=Subquery(best.values("months")[:1]))


def extensions() -> QuerySet[Extension]:
    """Return the extensions of stays one may see, with person, structure, who asked and decided."""
    return Extension.objects.filter(stay__in=Stay.objects.order_by().values("pk")).select_related(
        "stay__person", "stay__structure", "asked_by", "decided_by"
    )


def waiting_extensions() -> QuerySet[Extension]:
    """Return the extensions that wait for an answer, the stay that ends first at the top."""
    waiting = extensions().filter(state=ExtensionState.ASKED)
    return waiting.order_by("stay__due_on", "asked_at", "id")


def answered_extensions() -> QuerySet[Extension]:
    """Return the extensions that had their answer, the latest first."""
    answered = extensions().filter(state__in=[ExtensionState.APPROVED, ExtensionState.REFUSED])
    return answered.order_by("-decided_at", "-id")


def extensions_of(stay: Stay) -> QuerySet[Extension]:
    """Return the extensions of a stay's term, carried ones included, the last asked first."""
    return (
        Extension.objects.filter(
            stay__person=stay.person_id, stay__clock_started_on=stay.clock_started_on
        )
        .select_related("asked_by", "decided_by")
        .order_by("-asked_at", "-id")
    )


def last_extensions(stays: Iterable[Stay]) -> dict[UUID, Extension]:
    """Return by stay its last extension, whatever became of it."""
    found = Extension.objects.filter(stay__in=[stay.pk for stay in stays])
    newest = found.order_by("stay", "-asked_at", "-id").distinct("stay")
    return {one.stay_id: one for one in newest}


def warnings_of(stay: Stay) -> QuerySet[StayWarning]:
    """Return the warnings given of a stay's end, in order."""
    found = StayWarning.objects.filter(stay=stay).select_related("told_by")
    return found.order_by("given_at", "day", "id")


def stays_to_warn(night: dt.date) -> QuerySet[Any]:
    """Return the running stays near enough to their end for a warning, with their request."""
    near = night + rules_terms.WARNED_BEFORE
    return (
        running_stays()
        .filter(due_on__gt=night, due_on__lte=near)
        .select_related("request")
        .order_by("due_on", "id")
    )


def stays_just_over(night: dt.date, days: int) -> QuerySet[Any]:
    """Return the running stays whose end passed in the last ``days`` days, with their request."""
    return (
        running_stays()
        .filter(due_on__lte=night, due_on__gt=night - dt.timedelta(days=days))
        .select_related("request")
        .order_by("due_on", "id")
    )


def warned_before(stays: Iterable[Stay]) -> set[tuple[UUID, dt.date, dt.date, int]]:
    """Return what people were warned of: (person, counts from, due on, day)."""
    people = {stay.person_id for stay in stays}
    rows = StayWarning.objects.filter(stay__person__in=people).order_by()
    return set(rows.values_list("stay__person", "stay__clock_started_on", "due_on", "day"))
