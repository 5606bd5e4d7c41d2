"""Reads of assessments, in the open scope."""

from uuid import UUID

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery, UUIDField

from ..models import Assessment, AssessmentArea, Case

# As many as a small chart can show.
CHARTED = 12


def assessments_of(case: Case) -> QuerySet[Assessment]:
    """Return the assessments of a case; pages take them by when they were begun."""
    return Assessment.objects.filter(case=case).select_related("recorded_by", "finished_by")


def begun_assessment(case: Case) -> Assessment | None:
    """Return the assessment that is begun and not finished, or None."""
    return assessments_of(case).filter(finished_at__isnull=True).order_by("pk").first()


def with_begun_assessment(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases with ``begun_id`` and ``begun_at`` of an assessment not finished, or None.

    One case has one at most.
    """
    begun = Assessment.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        case_id=OuterRef("pk"),
        finished_at__isnull=True,
    ).order_by()
    return cases.annotate(
        begun_id=Subquery(begun.values("pk"), output_field=UUIDField(null=True)),
        begun_at=Subquery(begun.values("recorded_at"), output_field=DateTimeField(null=True)),
    )


def assessment_by_id(assessment_id: UUID) -> Assessment | None:
    """Return an assessment with its case and person, or None: elsewhere is as good as nowhere."""
    rows = Assessment.objects.select_related("case__person", "recorded_by", "finished_by")
    return rows.filter(pk=assessment_id).order_by("pk").first()


def areas_of(assessment: Assessment) -> dict[str, AssessmentArea]:
    """Return what was said of each domain."""
    rows = AssessmentArea.objects.filter(assessment=assessment).select_related("recorded_by")
    return {row.area: row for row in rows.order_by("pk")}


def finished_with_areas(case: Case) -> list[tuple[Assessment, dict[str, AssessmentArea]]]:
    """Return the last finished assessments of a case, the oldest first, with their domains."""
    found = assessments_of(case).filter(finished_at__isnull=False)
    last = list(found.order_by("-finished_at", "-pk")[:CHARTED])[::-1]
    areas: dict[UUID, dict[str, AssessmentArea]] = {one.pk: {} for one in last}
    for row in AssessmentArea.objects.filter(assessment__in=list(areas)).order_by("pk"):
        areas[row.assessment_id][row.area] = row
    return [(one, areas[one.pk]) for one in last]
