"""Reads of who is to be asked again, and of what was found."""

import datetime as dt
from typing import Any

from django.db.models import (
    Case as FirstOf,
)
from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from lgnet.housing.models import Stay
from lgnet.kernel.nights import ITALY

from ..enums import Outcome
from ..enums_outcomes import Contact, Mark
from ..models import Case, CaseFollowUp
from ..rules import RUNNING
from ..rules_follow_ups import closings_due
from . import cases as queries

_CELL = {"city_id": OuterRef("city_id"), "compartment_id": OuterRef("compartment_id")}


def closed_on(case: Case) -> dt.date:
    """Return the day in Italy on which a closed case was closed. Raises ValueError for another."""
    if case.closed_at is None:
        raise ValueError("This case is not closed.")
    return case.closed_at.astimezone(ITALY).date()


def follow_ups_of(case: Case) -> QuerySet[CaseFollowUp]:
    """Return what was found after any closing of a case, the newest first."""
    rows = CaseFollowUp.objects.filter(case=case).select_related("recorded_by", "person")
    return rows.order_by("-recorded_at", "-pk")


def marks_done(case: Case) -> set[int]:
    """Return the marks of the last closing for which something was written down."""
    rows = CaseFollowUp.objects.filter(case=case, closed_at=case.closed_at)
    return set(rows.order_by("mark").values_list("mark", flat=True))


def last_of_their_people(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the closed cases whose person has no other case that is newer, or runs."""
    others = Case.objects.filter(**_CELL, person_id=OuterRef("person_id"))
    others = others.exclude(pk=OuterRef("pk")).order_by()
    newer = Q(opened_at__gte=OuterRef("closed_at")) | Q(closed_at__gt=OuterRef("closed_at"))
    return cases.exclude(Exists(others.filter(newer | Q(state__in=RUNNING))))


def to_ask_again() -> QuerySet[Case]:
    """Return the closed cases whose people may be looked for: nobody who died, came back, was
    erased, or wanted no more contact."""
    no_more = CaseFollowUp.objects.filter(
        **_CELL, person_id=OuterRef("person_id"), contact=Contact.NO_CONTACT
    )
    found = queries.closed_cases().exclude(outcome=Outcome.DIED).exclude(person__data_key=b"")
    return last_of_their_people(found.exclude(Exists(no_more.order_by())))


def due_cases(today: dt.date, *, is_overdue: bool = False) -> QuerySet[Any]:
    """Return the cases to ask about today, each with its ``mark``; pages take them by closing."""
    marks: list[When] = []
    is_due: Any = Q(pk__in=())
    for mark in Mark:
        first, last = closings_due(mark, today=today, is_overdue=is_overdue)
        closed = Q(closed_at__gte=_begins(first), closed_at__lt=_begins(last + dt.timedelta(1)))
        done = CaseFollowUp.objects.filter(
            **_CELL, case_id=OuterRef("pk"), closed_at=OuterRef("closed_at"), mark=mark
        )
        is_due |= closed & ~Exists(done.order_by())
        marks.append(When(closed, then=Value(mark.value)))
    found = to_ask_again().filter(is_due)
    return found.annotate(mark=FirstOf(*marks, output_field=IntegerField()))


def closed_with_stay() -> QuerySet[Case]:
    """Return the closed cases whose person still has a place, and nobody who answers for them."""
    stays = Stay.objects.filter(**_CELL, person_id=OuterRef("person_id"), ended_on__isnull=True)
    return last_of_their_people(queries.closed_cases()).filter(Exists(stays.order_by()))


def _begins(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min), ITALY)
