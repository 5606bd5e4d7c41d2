"""Reads of the directory: open to every signed-in person, no personal data."""

from django.db import models

from lgnet.directory.models import Service

from .finding import Found, Wish, find_offers
from .sites import offers_of, site_by_id, sites, sites_to_confirm

__all__ = [
    "Found",
    "Wish",
    "find_offers",
    "offers_of",
    "services",
    "site_by_id",
    "sites",
    "sites_to_confirm",
]


def services() -> models.QuerySet[Service]:
    """Return all services in the order of their groups."""
    return Service.objects.order_by("group", "code")
