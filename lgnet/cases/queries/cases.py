"""Reads of cases, in the open scope."""

from uuid import UUID

from django.db.models import DateTimeField, OuterRef, Q, QuerySet, Subquery

from lgnet.network.models import Membership
from lgnet.network.queries import members_who_may
from lgnet.people.models import Person

from ..enums import CaseState
from ..models import Case, CaseFact
from ..rules import RUNNING
from .parties import is_in, is_present_in

# More cases than one member of staff can follow.
MOST_OWN = 200


def case_managers() -> QuerySet[Membership]:
    """Return who may answer for a case here, by name."""
    return members_who_may("cases.manage")


def cases() -> QuerySet[Case]:
    """Return the cases with person and who answers for them."""
    return Case.objects.select_related("person", "responsible")


def open_cases() -> QuerySet[Case]:
    """Return the cases that are not closed; pages take them by when they were opened."""
    return cases().filter(state__in=RUNNING)


def closed_cases() -> QuerySet[Case]:
    """Return the closed cases; pages take them by when they were closed."""
    return cases().filter(state=CaseState.CLOSED)


def suspended_cases() -> QuerySet[Case]:
    """Return the paused cases; pages take them by when they were opened."""
    return cases().filter(state=CaseState.SUSPENDED)


def nobodys_cases() -> QuerySet[Case]:
    """Return the cases not closed whose responsible no longer manages cases here, or is none."""
    here = case_managers().order_by().values("user_id")
    return open_cases().exclude(responsible__isnull=False, responsible_id__in=here)


def facts_of(case: Case) -> QuerySet[CaseFact]:
    """Return what changed a case's state, with who did it."""
    return CaseFact.objects.filter(case=case).select_related("recorded_by")


def cases_of_member(user_id: UUID) -> QuerySet[Case]:
    """Return the cases not closed a member of staff answers for."""
    return open_cases().filter(responsible_id=user_id)


def people_followed_by(user_id: UUID) -> list[UUID]:
    """Return the people whose cases not closed a member of staff answers for, newest first."""
    rows = Case.objects.filter(state__in=RUNNING, responsible_id=user_id)
    return list(rows.order_by("-opened_at", "-pk").values_list("person_id", flat=True)[:MOST_OWN])


def open_case_of(person: Person) -> Case | None:
    """Return the open case a person is in with who opened it, or None."""
    found = open_cases().select_related("opened_by")
    return found.filter(Q(person=person) | is_present_in(person)).order_by("pk").first()


def cases_about(person: Person) -> QuerySet[Case]:
    """Return the cases a person is or was in, the last opened first."""
    return (
        Case.objects.filter(Q(person=person) | is_in(person))
        .select_related("responsible", "opened_by", "closed_by")
        .order_by("-opened_at", "-id")
    )


def first_case() -> Subquery:
    """Return when a person's first case was opened, for a query over people."""
    rows = Case.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        person_id=OuterRef("pk"),
    )
    return Subquery(
        rows.order_by("opened_at").values("opened_at")[:1], output_field=DateTimeField()
    )
