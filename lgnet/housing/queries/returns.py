"""Who came back: stays that follow a departure within 30 or 180 days."""

import datetime as dt
from typing import Any

from django.db.models import Case, DateField, F, OuterRef, QuerySet, Subquery, Value, When

from lgnet.housing import rules_nights
from lgnet.housing.enums import EndReason
from lgnet.housing.models import Stay
from lgnet.housing.rules import RETURN_DAYS
from lgnet.people.catalogue import group_ids


def with_departure(stays: QuerySet[Stay]) -> QuerySet[Stay]:
    """Annotate ``left_before``: when the person left the stay before, None for no departure.

    As ``rules_nights.has_left``: a transfer is none, and a stay in which nobody slept is no stay.
    """
    before = (
        Stay.objects.filter(
            city_id=OuterRef("city_id"),
            compartment_id=OuterRef("compartment_id"),
            person_id=OuterRef("person_id"),
            ended_on__lte=OuterRef("started_on"),
            ended_on__gt=F("started_on"),
        )
        .exclude(end_reason=EndReason.NEVER_CAME)
        .order_by("-ended_on", "-id")
        .values_list(
            Case(
                When(end_reason=EndReason.OTHER_STRUCTURE, then=Value(None)),
                default=F("ended_on"),
                output_field=DateField(),
            )
        )
    )
    return stays.annotate(left_before=Subquery(before[:1]))


def returned(stays: QuerySet[Any]) -> QuerySet[Any]:
    """Return of stays those that follow a departure within the longer of ``RETURN_DAYS``.

    One to which nobody came is none of them.
    """
    longest = dt.timedelta(days=max(RETURN_DAYS))
    found = with_departure(stays).filter(left_before__gte=F("started_on") - longest)
    return found.exclude(end_reason=EndReason.NEVER_CAME)


def stay_before(stay: Stay) -> Stay | None:
    """Return the stay that the person left before this one, records linked with theirs counted.

    None where there is none, or where this stay goes on from a transfer.
    """
    people = group_ids([stay.person_id]).get(stay.person_id, frozenset({stay.person_id}))
    rows = Stay.objects.filter(
        person__in=people, ended_on__lte=stay.started_on, ended_on__gt=F("started_on")
    ).exclude(pk=stay.pk)
    before = (
        rows.exclude(end_reason=EndReason.NEVER_CAME)
        .select_related("structure")
        .order_by("-ended_on", "-id")
        .first()
    )
    if before is None or before.ended_on is None:
        return None
    is_departure = rules_nights.has_left(
        reason=str(before.end_reason), started_on=before.started_on, ended_on=before.ended_on
    )
    return before if is_departure else None
