"""Reads of the people of a case, in the open scope."""

from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery

from lgnet.people.models import HouseholdMember, Person

from ..models import Case, CaseParty
from ..rules import RUNNING


def parties_of(case: Case) -> QuerySet[CaseParty]:
    """Return everybody who is or was in a case beside the one it goes through, first come first."""
    rows = CaseParty.objects.filter(case=case).select_related("person", "recorded_by", "left_by")
    return rows.order_by("recorded_at", "pk")


def present_in(case: Case) -> QuerySet[CaseParty]:
    """Return who is in a case today beside the one it goes through."""
    return parties_of(case).filter(left_at__isnull=True)


def persons_of(case: Case) -> list[Person]:
    """Return who is in a case today, the one it goes through first."""
    return [case.person, *(party.person for party in present_in(case))]


def party_by_id(party_id: UUID) -> CaseParty | None:
    """Return one person's time in a case that one may see, or None."""
    rows = CaseParty.objects.select_related("case__person", "person").filter(pk=party_id)
    return rows.order_by("pk").first()


def is_in(person: Person | UUID) -> Q | Exists:
    """Return the condition on cases: the person is in it, and it may go through another."""
    rows = CaseParty.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        case_id=OuterRef("pk"),
        person=person,
    )
    return Exists(rows)


def is_present_in(person: Person | UUID) -> Q | Exists:
    """Return the condition on cases: the person is in it today, and it goes through another."""
    rows = CaseParty.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        case_id=OuterRef("pk"),
        person=person,
        left_at__isnull=True,
    )
    return Exists(rows)


def with_others(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Add how many people beside the one it goes through are in each case: ``others``."""
    rows = CaseParty.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        case_id=OuterRef("pk"),
        left_at__isnull=True,
    )
    counted = rows.order_by().values("case_id").annotate(others=Count("pk")).values("others")
    return cases.annotate(others=Subquery(counted, output_field=IntegerField()))


def household_beside(person: Person) -> list[Person]:
    """Return who lives with a person today, without them; nobody where no household is known."""
    own = HouseholdMember.objects.filter(person=person, until_on__isnull=True)
    found = HouseholdMember.objects.filter(
        household__in=own.order_by().values("household"), until_on__isnull=True
    )
    rows = found.exclude(person=person).select_related("person")
    return [member.person for member in rows.order_by("-is_head", "from_on", "pk")]


def free_of_cases(people: list[Person]) -> list[Person]:
    """Return those of some people who are in no running case."""
    ids = [person.pk for person in people]
    through = Case.objects.filter(state__in=RUNNING, person__in=ids)
    beside = CaseParty.objects.filter(case__state__in=RUNNING, left_at__isnull=True, person__in=ids)
    taken = {
        *through.order_by().values_list("person_id", flat=True),
        *beside.order_by().values_list("person_id", flat=True),
    }
    return [person for person in people if person.pk not in taken]
