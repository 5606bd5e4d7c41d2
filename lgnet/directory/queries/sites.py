"""Reads of sites and what is offered at them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from lgnet.directory.models import CapacityReport, Offer, ServiceCode, Site
from lgnet.directory.rules import CONFIRM_EVERY


def sites(*, day: dt.date | None = None) -> QuerySet[Site]:
    """Return the sites of the city with organisation and neighbourhood, by name.

    ``day``: only those that are not closed for good by then.
    """
    found = Site.objects.select_related("organisation", "neighbourhood").order_by("name", "id")
    if day is not None:
        found = found.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))
    return found


def site_by_id(site_id: UUID) -> Site | None:
    """Return a site with who confirmed it, or None."""
    return sites().select_related("confirmed_by").filter(pk=site_id).first()


def sites_to_see_to(now: dt.datetime) -> QuerySet[Site]:
    """Return the sites that wait to be confirmed and those at which nothing is offered yet.

    Annotated ``is_bare``: nothing is offered.
    """
    day = timezone.localdate(now)
    offered = Offer.objects.filter(site_id=OuterRef("pk")).filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    )
    found: Any = sites(day=day).annotate(is_bare=~Exists(offered.order_by()))
    return found.filter(_unconfirmed(now) | Q(is_bare=True))


def sites_to_confirm(now: dt.datetime) -> QuerySet[Site]:
    """Return the sites nobody has confirmed for a month, the longest ago first."""
    return (
        sites(day=timezone.localdate(now))
        .filter(_unconfirmed(now))
        .order_by(F("confirmed_at").asc(nulls_first=True), "name", "id")
    )


def offers(*, day: dt.date | None = None) -> QuerySet[Offer]:
    """Return the offers of the city with service and site; ``day`` as for ``sites``."""
    found = Offer.objects.select_related(
        "service", "site__organisation", "site__neighbourhood"
    ).order_by("site__name", "service__group", "service__code", "id")
    if day is not None:
        found = found.filter(
            Q(closed_on__isnull=True) | Q(closed_on__gt=day),
            Q(site__closed_on__isnull=True) | Q(site__closed_on__gt=day),
        )
    return found


def offers_of(site: Site, *, day: dt.date | None = None) -> QuerySet[Offer]:
    """Return what is offered at a site."""
    return offers(day=day).filter(site=site)


def with_told(rows: QuerySet[Offer], day: dt.date) -> Any:
    """Return the offers annotated ``told_free``: what was said last of a day, else None."""
    said = CapacityReport.objects.filter(offer_id=OuterRef("pk"), valid_on=day)
    return rows.annotate(
        told_free=Subquery(said.order_by("-recorded_at", "-id").values("free")[:1])
    )


def told_capacity(offer_ids: Iterable[UUID], day: dt.date) -> dict[UUID, CapacityReport]:
    """Return what was said last of a day, by offer; an offer nobody spoke of is not in it."""
    rows: Any = (
        CapacityReport.objects.filter(offer__in=list(offer_ids), valid_on=day)
        .select_related("recorded_by")
        .order_by("offer_id", "-recorded_at", "-id")
        .distinct("offer_id")
    )
    return {row.offer_id: row for row in rows}


def service_codes() -> QuerySet[ServiceCode]:
    """Return the external codes of services, by nomenclature."""
    return ServiceCode.objects.select_related("service").order_by(
        "scheme", "service__group", "service__code", "-from_on", "id"
    )


def _unconfirmed(now: dt.datetime) -> Q:
    return Q(confirmed_at__isnull=True) | Q(confirmed_at__lte=now - CONFIRM_EVERY)
