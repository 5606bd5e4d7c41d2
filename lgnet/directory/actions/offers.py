"""Offers: added, changed; and how much of one is left today, as facts that are never edited."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.directory.models import CapacityReport, Offer, Site
from lgnet.directory.models.offers import REFUGE_CODE

from .refusals import DayPassed, MoreThanRoom, NeverInDirectory
from .writing import add_once, change

FACTS = (
    "service",
    "description",
    "eligibility",
    "sexes",
    "youngest",
    "oldest",
    "takes_families",
    "languages",
    "is_by_appointment",
    "capacity",
    "closed_on",
)


@transaction.atomic
def add_offer(*, id: UUID, site: Site, facts: Mapping[str, Any], by: Any) -> Offer:
    """Add a service at a site; the same ``id`` again returns the offer that is there.

    Raises NeverInDirectory for a protected refuge, or SavedOtherwise.
    """
    _check(facts)
    offer, is_new = add_once(Offer, id=id, facts={"site": site, **_known(facts)}, by=by)
    if is_new:
        record(verb="directory.offer_added", target=offer, service=offer.service.code)
    return offer


@transaction.atomic
def change_offer(*, offer: Offer, facts: Mapping[str, Any], version: str | None, by: Any) -> Offer:
    """Change an offer; raises as ``add_offer``, and ChangedMeanwhile."""
    _check(facts)
    changed = change(offer, facts=_known(facts), version=version, names=FACTS)
    if changed:
        record(verb="directory.offer_changed", target=offer, fields=changed)
    return offer


@transaction.atomic
def report_capacity(
    *,
    id: UUID,
    offer: Offer,
    free: int,
    by: Any,
    valid_on: dt.date | None = None,
    told_at: dt.datetime | None = None,
) -> CapacityReport:
    """Append how many can still come on a day, today unless said; the same ``id`` says it once.

    Raises DayPassed for another day than today or tomorrow, MoreThanRoom, or SavedOtherwise.
    """
    today = timezone.localdate()
    day = valid_on or today
    if not today <= day <= today + dt.timedelta(days=1):
        raise DayPassed
    if offer.capacity is not None and free > offer.capacity:
        raise MoreThanRoom(offer.capacity)
    facts: dict[str, Any] = {"offer": offer, "valid_on": day, "free": free}
    if told_at is not None:
        facts["told_at"] = told_at
    report, is_new = add_once(CapacityReport, id=id, facts=facts, by=by)
    if is_new:
        record(verb="directory.capacity_told", target=offer, free=free)
    return report


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in FACTS if name in facts}


def _check(facts: Mapping[str, Any]) -> None:
    if facts["service"].code == REFUGE_CODE:
        raise NeverInDirectory
