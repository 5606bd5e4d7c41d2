"""What citizens tell on the public page: taken in, checked by the street, forgotten in time."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.encounters.enums_outreach import NotForUs, SightingState, Teller
from lgnet.encounters.models import Sighting
from lgnet.kernel.nights import tonight
from lgnet.network.models import Neighbourhood
from lgnet.network.queries import members_who_may
from lgnet.notifications.actions import notify

from .sightings import report_sighting
from .street_refusals import SentOtherwise, StreetRefused

KIND = "encounters.citizen_told"
# How to reach who reports is kept no longer, whatever becomes of the sighting.
CALL_BACK_KEPT = dt.timedelta(days=14)


@transaction.atomic
def tell_in_public(
    *,
    id: UUID,
    place: str,
    told_at: dt.datetime | None = None,
    neighbourhood: Neighbourhood | None = None,
    people_count: int = 1,
    words: str = "",
    call_back: str = "",
) -> None:
    """Take in what a citizen tells; it waits for a check. Nothing comes back, sent twice neither.

    The street team hears of it once a night, however much comes in. Raises StreetRefused for a
    moment that cannot be.
    """
    try:
        report_sighting(
            id=id,
            by=None,
            teller=Teller.CITIZEN,
            place=place,
            told_at=told_at,
            neighbourhood=neighbourhood,
            people_count=people_count,
            words=words,
            call_back=call_back,
            state=SightingState.TOLD,
        )
    except SentOtherwise:
        # To say that this identifier is taken would say that something is there.
        return
    notify(
        user_ids=members_who_may("outreach.work").values_list("user_id", flat=True),
        kind=KIND,
        arguments={},
        url_name="encounters:sightings",
        once_key=f"{KIND}:{tonight().isoformat()}",
    )


@transaction.atomic
def take_on(*, sighting_id: UUID, by: Any) -> Sighting:
    """Say that the street team goes and looks, and return the sighting; twice changes nothing."""
    sighting = _locked(sighting_id)
    if sighting.state == SightingState.OPEN and sighting.checked_at is not None:
        return sighting
    _must_be_unchecked(sighting)
    sighting.state = SightingState.OPEN
    return _checked(sighting, by=by)


@transaction.atomic
def say_not_for_us(*, sighting_id: UUID, reason: NotForUs, by: Any) -> Sighting:
    """Say why nobody of the street goes, and return the sighting; twice changes nothing."""
    sighting = _locked(sighting_id)
    if (sighting.state, sighting.not_for_us) == (SightingState.NOT_US, reason):
        return sighting
    _must_be_unchecked(sighting)
    sighting.state, sighting.not_for_us = SightingState.NOT_US, reason
    return _ended(sighting, by=by)


@transaction.atomic
def say_same(*, sighting_id: UUID, other_id: UUID, by: Any) -> Sighting:
    """Say that another sighting tells the same, and return this one; twice changes nothing.

    The clock of whoever was reported first goes on: the other one takes the earlier moment.
    """
    if sighting_id == other_id:
        raise StreetRefused(_("Choose another sighting than this one."))
    # In one order, whichever of the two is named first.
    both = {
        one.pk: one
        for one in Sighting.objects.select_for_update(of=("self",))
        .filter(pk__in=(sighting_id, other_id))
        .order_by("pk")
    }
    sighting, other = both[sighting_id], both.get(other_id)
    if sighting.state == SightingState.SAME and sighting.same_as_id == other_id:
        return sighting
    _must_be_unchecked(sighting)
    if other is None or other.ended_at is not None:
        raise StreetRefused(_("The other sighting has ended meanwhile. Choose again."))
    if sighting.told_at < other.told_at:
        other.told_at = sighting.told_at
        other.save(update_fields=["told_at"])
    sighting.state, sighting.same_as = SightingState.SAME, other
    return _ended(sighting, by=by)


@transaction.atomic
def forget_call_backs(*, now: dt.datetime) -> int:
    """Delete how to reach who reported long ago, also where the sighting still waits."""
    old = Sighting.objects.filter(call_back__isnull=False, told_at__lt=now - CALL_BACK_KEPT)
    return old.update(call_back=None)


def _locked(sighting_id: UUID) -> Sighting:
    return Sighting.objects.select_for_update(of=("self",)).order_by().get(pk=sighting_id)


def _must_be_unchecked(sighting: Sighting) -> None:
    if sighting.state != SightingState.TOLD:
        raise StreetRefused(_("A colleague has decided this meanwhile. Look at the list again."))


def _checked(sighting: Sighting, *, by: Any) -> Sighting:
    sighting.checked_at, sighting.checked_by = timezone.now(), by
    sighting.save()
    record(verb="encounters.sighting_checked", target=sighting, state=str(sighting.state))
    return sighting


def _ended(sighting: Sighting, *, by: Any) -> Sighting:
    sighting.ended_at, sighting.ended_by, sighting.call_back = timezone.now(), by, None
    return _checked(sighting, by=by)
