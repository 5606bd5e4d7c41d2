"""Reads of desks and their queues, all in the open scope."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from lgnet.directory.models import Service

from ..enums_desk import VisitState
from ..models import Desk, Room, ServiceGiven, Visit, WallLink
from ..rules_desk import ENDED


def desks() -> models.QuerySet[Desk]:
    """Return the desks in use by name."""
    return Desk.objects.filter(is_active=True).select_related("site").order_by("name", "pk")


def desk_by_id(desk_id: UUID) -> Desk | None:
    """Return a desk of the open cell in use, or None."""
    return desks().filter(pk=desk_id).first()


def rooms_of(desk: Desk) -> models.QuerySet[Room]:
    """Return the rooms of a desk in use by name."""
    return Room.objects.filter(desk=desk, is_active=True).order_by("name", "pk")


def queue_of(desk: Desk, *, day: dt.date | None = None) -> models.QuerySet[Visit]:
    """Return who is at a desk and not gone, by number, with room and who called."""
    return (
        Visit.objects.filter(desk=desk, came_on=day or timezone.localdate())
        .exclude(state__in=ENDED)
        .select_related("room", "called_by")
        .order_by("number")
    )


def queue_with_people(desk: Desk) -> models.QuerySet[Any]:
    """Return the queue with ``known_id``: who somebody is, by the conversation or appointment.

    For those who work at the desk; reception reads ``queue_of``.
    """
    known = Coalesce(models.F("encounter__person_id"), models.F("appointment__person_id"))
    return queue_of(desk).annotate(known_id=known)


def gone_from(desk: Desk, *, most: int = 12) -> models.QuerySet[Visit]:
    """Return who has left or not come when called today, the last first."""
    return (
        Visit.objects.filter(
            desk=desk,
            came_on=timezone.localdate(),
            state__in=(VisitState.NO_SHOW, VisitState.LEFT),
        )
        .select_related("room")
        .order_by("-ended_at", "-pk")[:most]
    )


def counts_of(desk: Desk) -> dict[str, int]:
    """Return how many tickets of today stand where."""
    rows = (
        Visit.objects.filter(desk=desk, came_on=timezone.localdate())
        .order_by()
        .values_list("state")
        .annotate(found=models.Count("pk"))
    )
    return dict(rows)


def wall_of(desk: Desk, *, most: int = 6) -> list[Visit]:
    """Return the tickets called and not yet with a worker, the last call first."""
    return list(
        Visit.objects.filter(desk=desk, came_on=timezone.localdate(), state=VisitState.CALLED)
        .select_related("room")
        .defer("called_name")
        .order_by("-called_at", "-pk")[:most]
    )


def next_numbers(desk: Desk, *, most: int = 8) -> list[int]:
    """Return the numbers that wait, the first to be called first."""
    return list(
        Visit.objects.filter(desk=desk, came_on=timezone.localdate(), state=VisitState.WAITING)
        .order_by("number")
        .values_list("number", flat=True)[:most]
    )


def wall_links_of(desk: Desk, *, most: int = 40) -> list[WallLink]:
    """Return the links of a desk's screens, the last made first."""
    links = WallLink.objects.filter(desk=desk).order_by("-recorded_at", "-pk")
    return list(links[:most])


def wall_link_by_id(link_id: UUID) -> WallLink | None:
    """Return a link of the open cell, or None."""
    return WallLink.objects.filter(pk=link_id).order_by("pk").first()


def visit_by_id(visit_id: UUID) -> Visit | None:
    """Return a ticket of the open cell with what its page shows, or None."""
    return (
        Visit.objects.filter(pk=visit_id)
        .select_related("desk", "room", "called_by", "encounter__person")
        .first()
    )


def services_of(visit: Visit) -> list[Service]:
    """Return what was given in a conversation, in the order it was said."""
    if visit.encounter_id is None:
        return []
    given = ServiceGiven.objects.filter(encounter=visit.encounter_id)
    return [line.service for line in given.select_related("service").order_by("pk")]
