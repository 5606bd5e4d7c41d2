"""Reads of notices: one's own, in the open cell."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from .models import Notice


def notices_of(user_id: UUID) -> QuerySet[Notice]:
    """Return a user's notices: the unread first, then the newest."""
    return Notice.objects.filter(user_id=user_id).order_by(
        F("read_at").asc(nulls_first=True), "-made_at", "-id"
    )


def unread_count(user_id: UUID) -> int:
    """Return how many notices a user has not read."""
    return Notice.objects.filter(user_id=user_id, read_at__isnull=True).count()


def notice_of(user_id: UUID, notice_id: UUID) -> Notice | None:
    """Return one notice of a user, or None."""
    return Notice.objects.filter(user_id=user_id, pk=notice_id).order_by("pk").first()


def by_newest(notices: Iterable[Notice]) -> list[Any]:
    """Return notices read or not, the newest first."""
    return sorted(notices, key=lambda one: (one.made_at, one.pk), reverse=True)
