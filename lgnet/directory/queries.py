"""Reads of the directory: open to every signed-in person, no personal data."""

from django.db import models

from .models import Service


def services() -> models.QuerySet[Service]:
    """Return all services in the order of their groups."""
    return Service.objects.order_by("group", "code")
