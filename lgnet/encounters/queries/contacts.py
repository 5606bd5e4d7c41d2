"""Reads of encounters, all in the open scope."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.utils import timezone

from lgnet.people.models import Person

from ..models import Encounter, Need

# Within one outing people are met in one part of the city.
SAME_OUTING = dt.timedelta(hours=8)


def encounters() -> models.QuerySet[Encounter]:
    """Return contacts with all that their page shows, the last to arrive first."""
    return _last_arrived_first().prefetch_related("needs", "services_given__service")


def encounters_listed(*, setting: str = "") -> models.QuerySet[Any]:
    """Return contacts as lists show them, the last to arrive first; of one setting if named.

    The clock of a device that is wrong moves none of them.
    ``need_kinds``: the kinds heard, in the order of writing, one said and seen twice.
    """
    rows = _last_arrived_first().annotate(need_kinds=_need_kinds())
    return rows.filter(setting=setting) if setting else rows


def _last_arrived_first() -> models.QuerySet[Encounter]:
    related = Encounter.objects.select_related("person", "neighbourhood", "recorded_by")
    return related.order_by("-sequence")


def _need_kinds() -> ArraySubquery:
    """Return the kinds of needs of a contact, for a query over contacts."""
    needs = Need.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        encounter_id=OuterRef("pk"),
    )
    return ArraySubquery(needs.order_by("pk").values("kind"))


def encounter_by_id(encounter_id: UUID) -> Encounter | None:
    """Return a contact of the open cell, or None: elsewhere and nowhere are the same."""
    return encounters().filter(pk=encounter_id).first()


def encounters_with(
    person: Person, *, most: int, before: dt.datetime | None = None
) -> models.QuerySet[Encounter]:
    """Return the newest contacts with a person, in one query: author, and ``need_kinds``.

    Those before a moment, where one is given.
    """
    rows = Encounter.objects.filter(person=person)
    if before is not None:
        rows = rows.filter(happened_at__lt=before)
    return (
        rows.select_related("recorded_by")
        .annotate(need_kinds=_need_kinds())
        .order_by("-happened_at", "-sequence")[:most]
    )


def last_neighbourhood(user: Any) -> UUID | None:
    """Return where the user recorded the last contact of this outing, if it was noted."""
    since = timezone.now() - SAME_OUTING
    return (
        Encounter.objects.filter(
            recorded_by=user, happened_at__gte=since, neighbourhood__isnull=False
        )
        .order_by("-sequence")
        .values_list("neighbourhood_id", flat=True)
        .first()
    )
