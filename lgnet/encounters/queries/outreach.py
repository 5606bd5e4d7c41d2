"""Reads of the street: shifts, promises, sightings, dangers, kit; all in the open scope."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, DateTimeField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from lgnet.network.models import City

from ..enums_outreach import SightingState
from ..models import (
    DangerNote,
    KitItem,
    NoContactWish,
    OutreachAlert,
    OutreachUnit,
    Promise,
    Shift,
    ShiftItem,
    ShiftMember,
    Sighting,
)
from ..rules_outreach import STAYS_OPEN

MOST = 12


def _members() -> models.Prefetch:
    return models.Prefetch("members", ShiftMember.objects.select_related("user").order_by("pk"))


def _items() -> models.Prefetch:
    return models.Prefetch("items", ShiftItem.objects.select_related("item").order_by("pk"))


def units() -> models.QuerySet[OutreachUnit]:
    """Return the units in use by name."""
    return OutreachUnit.objects.filter(is_active=True).order_by("name", "pk")


def shifts() -> models.QuerySet[Shift]:
    """Return shifts with what their lines show, in the order of their beginning."""
    return (
        Shift.objects.select_related("unit", "alert")
        .prefetch_related(_members())
        .order_by("starts_at", "pk")
    )


def shifts_of_night(night: dt.date) -> models.QuerySet[Shift]:
    """Return the shifts of a night that take place."""
    return shifts().filter(night_on=night, cancelled_at__isnull=True)


def shifts_around(night: dt.date) -> models.QuerySet[Any]:
    """Return the shifts of a night and of the one before, with their stops.

    ``member_ids`` and ``member_names``: who goes; ``load``: name, quantity and on_hand of what is
    taken along.
    """
    here = {
        "city_id": OuterRef("city_id"),
        "compartment_id": OuterRef("compartment_id"),
        "shift_id": OuterRef("pk"),
    }
    members = ShiftMember.objects.filter(**here).order_by("pk")
    load = ShiftItem.objects.filter(**here).order_by("pk")
    line = JSONObject(name="item__name", quantity="quantity", on_hand="item__on_hand")
    return (
        Shift.objects.filter(
            night_on__range=(night - dt.timedelta(days=1), night), cancelled_at__isnull=True
        )
        .select_related("unit")
        .prefetch_related("stops")
        .annotate(
            member_ids=ArraySubquery(members.values("user_id")),
            member_names=ArraySubquery(members.values("user__full_name")),
            load=ArraySubquery(load.values(line=line)),
        )
        .order_by("starts_at", "pk")
    )


def shift_by_id(shift_id: UUID) -> Shift | None:
    """Return a shift of the open cell, or None."""
    return shifts().prefetch_related("stops", _items()).filter(pk=shift_id).first()


def open_shift_of(user: Any) -> Shift | None:
    """Return the shift on which a user is out now, or None; one nobody ended stops counting."""
    member = ShiftMember.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        shift_id=OuterRef("pk"),
        user=user,
    )
    return (
        Shift.objects.filter(
            begun_at__gte=timezone.now() - STAYS_OPEN, ended_at__isnull=True, cancelled_at=None
        )
        .filter(Exists(member))
        .order_by("-begun_at", "-pk")
        .first()
    )


def alerts_on(night: dt.date) -> models.QuerySet[OutreachAlert]:
    """Return the alerts that hold in a night."""
    return OutreachAlert.objects.filter(
        from_on__lte=night, until_on__gte=night, ended_at__isnull=True
    ).order_by("from_on", "pk")


def wishes(night: dt.date) -> models.QuerySet[NoContactWish]:
    """Return the wishes for no contact that hold in a night (``rules_outreach.wish_holds``)."""
    return NoContactWish.objects.filter(ended_at__isnull=True).filter(
        Q(until_on__isnull=True) | Q(until_on__gte=night)
    )


def wish_of(person: Any, night: dt.date) -> NoContactWish | None:
    """Return the wish of a person that holds in a night, or None."""
    return wishes(night).filter(person=person).order_by("-told_at", "-pk").first()


def promises_due(night: dt.date) -> models.QuerySet[Promise]:
    """Return what was promised up to a night and is not kept; nobody who wants no contact."""
    unwanted = wishes(night).filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        person_id=OuterRef("person_id"),
    )
    return (
        Promise.objects.filter(due_on__lte=night, kept_at__isnull=True, ended_at__isnull=True)
        .exclude(Exists(unwanted))
        .select_related("person", "recorded_by")
        .order_by("due_on", "pk")
    )


def counts_tonight(city_id: UUID | None, night: dt.date) -> tuple[int, int]:
    """Return how many promises are due in a night and how many sightings wait, in one query."""
    promises, waiting = (
        Coalesce(
            Subquery(rows.order_by().values("city_id").annotate(count=Count("pk")).values("count")),
            0,
        )
        for rows in (promises_due(night), open_sightings())
    )
    found: tuple[int, int] = City.objects.values_list(promises, waiting).get(pk=city_id)
    return found


def sightings() -> models.QuerySet[Sighting]:
    """Return sightings, the longest waiting first."""
    return Sighting.objects.select_related("neighbourhood").order_by("told_at", "pk")


def open_sightings() -> models.QuerySet[Sighting]:
    """Return the sightings that wait for somebody to go."""
    return sightings().filter(ended_at__isnull=True)


def to_check() -> models.QuerySet[Sighting]:
    """Return what citizens told and nobody has checked."""
    return open_sightings().filter(state=SightingState.TOLD)


def in_the_street() -> models.QuerySet[Sighting]:
    """Return the open sightings that are the street's: told by staff, or checked."""
    return open_sightings().exclude(state=SightingState.TOLD)


def first_sighting() -> Subquery:
    """Return when a person was first sighted, for a query over people: the clock's beginning."""
    rows = Sighting.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        encounter__person_id=OuterRef("pk"),
    )
    return Subquery(rows.order_by("told_at").values("told_at")[:1], output_field=DateTimeField())


def sightings_timed(since: dt.datetime) -> models.QuerySet[Sighting]:
    """Return the sightings reported since a moment that were met or still wait.

    Those taken off the list unmet (gone, wants no contact) are left out.
    """
    is_met, still_waits = models.Q(encounter__isnull=False), models.Q(ended_at__isnull=True)
    return Sighting.objects.filter(is_met | still_waits, told_at__gte=since).order_by()


def dangers(now: dt.datetime) -> models.QuerySet[DangerNote]:
    """Return the danger notes that hold at a moment."""
    return (
        DangerNote.objects.filter(expires_at__gt=now, ended_at__isnull=True)
        .select_related("neighbourhood", "recorded_by")
        .order_by("expires_at", "pk")
    )


def kit() -> models.QuerySet[KitItem]:
    """Return the items in use by name."""
    return KitItem.objects.filter(is_active=True).order_by("name", "pk")
