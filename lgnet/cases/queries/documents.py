"""Reads of the papers of a case."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lgnet.people.models import HouseholdMember, Person

from ..models import Case, CaseDocument


def documents_of(case: Case) -> QuerySet[CaseDocument]:
    """Return the papers of a case, the last kept first, without their content."""
    return (
        CaseDocument.objects.filter(case=case)
        .select_related("person", "recorded_by")
        .defer("content")
        .order_by("-recorded_at", "-pk")
    )


def document_by_id(document_id: UUID) -> CaseDocument | None:
    """Return a paper one may see, or None: elsewhere and nowhere are the same."""
    rows = CaseDocument.objects.select_related("case__person", "person")
    return rows.filter(pk=document_id).order_by("pk").first()


def whose_papers(case: Case) -> QuerySet[Person]:
    """Return whose papers may lie with a case: the person, then who lives with them today."""
    cell = {"city_id": OuterRef("city_id"), "compartment_id": OuterRef("compartment_id")}
    now = HouseholdMember.objects.filter(until_on__isnull=True, **cell)
    theirs = HouseholdMember.objects.filter(until_on__isnull=True, person=case.person_id).order_by()
    together = now.filter(person_id=OuterRef("pk"), household_id__in=theirs.values("household_id"))
    found = Person.objects.filter(Q(pk=case.person_id) | Exists(together))
    return found.order_by("pk")
