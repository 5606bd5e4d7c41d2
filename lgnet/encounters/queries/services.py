"""Reads of services given: of a member of staff on a day, and of a person."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from lgnet.kernel.nights import ITALY
from lgnet.people.models import Person

from ..models import Encounter, ServiceGiven
from ..rules_services import span_of


def services_of_day(user: Any, day: dt.date) -> QuerySet[ServiceGiven]:
    """Return what a member of staff gave on a day, the last contact first."""
    begins, ends = span_of(day)
    theirs = Q(given_by=user) | Q(given_by__isnull=True, encounter__recorded_by=user)
    met = Encounter.objects.filter(happened_at__gte=begins, happened_at__lt=ends).order_by()
    return (
        ServiceGiven.objects.filter(theirs, encounter__in=met)
        .select_related("encounter__person", "service")
        .order_by("-encounter__happened_at", "-pk")
    )


def people_seen_on(user: Any, day: dt.date) -> list[UUID]:
    """Return whom a member of staff recorded a contact with on a day, each once."""
    begins, ends = span_of(day)
    rows = Encounter.objects.filter(
        recorded_by=user, happened_at__gte=begins, happened_at__lt=ends, person__isnull=False
    )
    found = rows.order_by("-happened_at", "-pk").values_list("person_id", flat=True)
    return list(dict.fromkeys(found))


def people_named(ids: list[UUID]) -> dict[UUID, Person]:
    """Return those of the people one may see, by identifier, in the order given."""
    found = Person.objects.filter(pk__in=ids).order_by().in_bulk()
    return {pk: found[pk] for pk in ids if pk in found}


def services_to(person_id: UUID) -> QuerySet[Any]:
    """Return what a person was given, with ``happened_at`` of the contact, for pages by key."""
    met = Encounter.objects.filter(person=person_id).order_by()
    return (
        ServiceGiven.objects.filter(encounter__in=met)
        .annotate(happened_at=F("encounter__happened_at"))
        .select_related("service", "given_by", "encounter__recorded_by")
    )


def months_of(person_id: UUID, *, since: dt.datetime) -> list[dict[str, Any]]:
    """Return per month and service how often, how many minutes, how often nobody noted them."""
    return list(
        services_to(person_id)
        .filter(encounter__happened_at__gte=since)
        .annotate(month=TruncMonth("encounter__happened_at", tzinfo=ITALY))
        .order_by()
        .values("month", "service_id")
        .annotate(
            times=Sum("quantity"),
            total=Sum("minutes"),
            unsaid=Count("pk", filter=Q(minutes__isnull=True)),
        )
        .order_by("-month", "service_id")
    )
