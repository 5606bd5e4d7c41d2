"""When something was last recorded about a case: a contact with its person, a change."""

import datetime as dt

from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from lgnet.encounters.models import Encounter

from ..models import Case, CaseFact
from . import cases as queries

_CELL = {"city_id": OuterRef("city_id"), "compartment_id": OuterRef("compartment_id")}


def _contacts() -> QuerySet[Encounter]:
    return Encounter.objects.filter(**_CELL, person_id=OuterRef("person_id"))


def _facts() -> QuerySet[CaseFact]:
    return CaseFact.objects.filter(**_CELL, case_id=OuterRef("pk"))


def with_last_recorded(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases with ``last_contact_at`` and ``last_fact_at``, None where there is none."""
    contacts = _contacts().order_by("-happened_at").values("happened_at")[:1]
    facts = _facts().order_by("-recorded_at").values("recorded_at")[:1]
    moment = DateTimeField(null=True)
    return cases.annotate(
        last_contact_at=Subquery(contacts, output_field=moment),
        last_fact_at=Subquery(facts, output_field=moment),
    )


def quiet_before(days: int) -> dt.datetime:
    """Return the beginning of the first day that is not yet too long ago."""
    day = timezone.localdate() - dt.timedelta(days=days - 1)
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def quiet_cases(before: dt.datetime) -> QuerySet[Case]:
    """Return the cases not closed about which nothing was recorded since ``before``."""
    return (
        queries.open_cases()
        .filter(opened_at__lt=before)
        .exclude(Exists(_contacts().filter(happened_at__gte=before)))
        .exclude(Exists(_facts().filter(recorded_at__gte=before)))
    )
