"""Reads of assessments, in the open scope."""

from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField

from lgnet.people.models import Person

from ..models import Assessment, AssessmentArea, Case, CaseParty

# As many as a small chart can show.
CHARTED = 12


def assessments_of(case: Case, person: Person | None = None) -> QuerySet[Assessment]:
    """Return the assessments of a case, or of one person of it.

    Pages take them by when they were begun.
    """
    rows = Assessment.objects.filter(case=case).select_related("recorded_by", "finished_by")
    return rows if person is None else rows.filter(person=person)


def others_assessed(case: Case) -> list[Any]:
    """Return who beside the one a case goes through is in it, or was assessed in it; one query.

    ``is_here``: they are in it today.
    """
    here = CaseParty.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        case=case,
        person_id=OuterRef("pk"),
        left_at__isnull=True,
    )
    past = assessments_of(case).order_by().values("person")
    rows = Person.objects.annotate(is_here=Exists(here.order_by()))
    rows = rows.filter(Q(is_here=True) | Q(pk__in=past)).exclude(pk=case.person_id)
    return list(rows.order_by("-is_here", "created_at", "pk"))


def begun_assessment(case: Case, person: Person) -> Assessment | None:
    """Return a person's assessment that is begun and not finished, or None."""
    rows = assessments_of(case, person).filter(finished_at__isnull=True)
    return rows.order_by("pk").first()


def with_begun_assessment(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases with ``begun_id`` and ``begun_at`` of an assessment not finished, or None.

    Of several people the one begun first.
    """
    begun = Assessment.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        case_id=OuterRef("pk"),
        finished_at__isnull=True,
    ).order_by("recorded_at", "pk")[:1]
    return cases.annotate(
        begun_id=Subquery(begun.values("pk"), output_field=UUIDField(null=True)),
        begun_at=Subquery(begun.values("recorded_at"), output_field=DateTimeField(null=True)),
    )


def assessment_by_id(assessment_id: UUID) -> Assessment | None:
    """Return an assessment with its case and person, or None: elsewhere is as good as nowhere."""
    rows = Assessment.objects.select_related("person", "case__person", "recorded_by", "finished_by")
    return rows.filter(pk=assessment_id).order_by("pk").first()


def areas_of(assessment: Assessment) -> dict[str, AssessmentArea]:
    """Return what was said of each domain."""
    rows = AssessmentArea.objects.filter(assessment=assessment).select_related("recorded_by")
    return {row.area: row for row in rows.order_by("pk")}


def finished_with_areas(
    case: Case, person: Person
) -> list[tuple[Assessment, dict[str, AssessmentArea]]]:
    """Return a person's last finished assessments, the oldest first, with their domains."""
    found = assessments_of(case, person).filter(finished_at__isnull=False)
    last = list(found.order_by("-finished_at", "-pk")[:CHARTED])[::-1]
    areas: dict[UUID, dict[str, AssessmentArea]] = {one.pk: {} for one in last}
    for row in AssessmentArea.objects.filter(assessment__in=list(areas)).order_by("pk"):
        areas[row.assessment_id][row.area] = row
    return [(one, areas[one.pk]) for one in last]
