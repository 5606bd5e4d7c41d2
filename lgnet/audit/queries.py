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


def events_naming(identifier: str) -> models.QuerySet[AuditEvent]:
    """Return the events about a thing, or about something of that person, newest first."""
    return recent_events().filter(
        models.Q(target_id=identifier) | models.Q(detail__person=identifier)
    )
