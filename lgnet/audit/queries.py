"""Reads of the audit, in the open scope."""

from typing import Any

from django.db import models

from .models import AuditEvent


def recent_events() -> models.QuerySet[AuditEvent]:
    """Return the city's events, newest first."""
    return AuditEvent.objects.order_by("-at", "-id")


def events_about(target: models.Model) -> models.QuerySet[Any]:
    """Return the events that name ``target``, newest first."""
    return recent_events().filter(target_id=str(target.pk))
