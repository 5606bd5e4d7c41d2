"""Reads of what goes between cities about a person, in the open scope."""

import datetime as dt
from uuid import UUID

from django.db import models
from django.utils import timezone

from .access import has_consent
from .enums import Purpose, RecordRequestState
from .models import Person, ReceivedRequest, RecordRequest, SharedExcerpt
from .rules_records import readable_parts
from .whole import lacks

# As many as a desk can keep in mind; the rest shows when these are answered.
MOST_LISTED = 100


def requests_received(*, is_open: bool) -> models.QuerySet[ReceivedRequest]:
    """Return what other cities ask: the waiting ones, the longest wait first, or the others."""
    rows = ReceivedRequest.objects.select_related("person", "from_city", "answered_by")
    if is_open:
        return rows.filter(state=RecordRequestState.OPEN).order_by("asked_at", "pk")
    return rows.exclude(state=RecordRequestState.OPEN).order_by("-asked_at", "-pk")


def requests_asked(*, is_open: bool) -> models.QuerySet[RecordRequest]:
    """Return what this city asks others: the waiting ones, the longest wait first, or the rest."""
    rows = RecordRequest.objects.select_related("person", "asked_by").prefetch_related(
        models.Prefetch("excerpts", SharedExcerpt.objects.select_related("from_city"))
    )
    if is_open:
        return rows.filter(state=RecordRequestState.OPEN).order_by("asked_at", "pk")
    return rows.exclude(state=RecordRequestState.OPEN).order_by("-asked_at", "-pk")


def request_of(person: Person) -> RecordRequest | None:
    """Return the last request about a person, or None."""
    if lacks(person, "record_requests"):
        return None
    rows = RecordRequest.objects.filter(person=person).select_related("asked_by")
    return rows.order_by("-asked_at", "-pk").first()


def excerpts_of(person: Person) -> list[SharedExcerpt]:
    """Return what may be opened of a person's excerpts now."""
    if lacks(person, "shared_excerpts"):
        return []
    rows = SharedExcerpt.objects.filter(
        person=person, revoked_at__isnull=True, until_at__gt=timezone.now()
    )
    return list(rows.select_related("from_city").defer("content").order_by("-given_at", "-pk"))


def received_about(person: Person) -> list[ReceivedRequest]:
    """Return what other cities asked about a person, the last first."""
    if lacks(person, "received_requests"):
        return []
    rows = ReceivedRequest.objects.filter(person=person).select_related("from_city")
    return list(rows.order_by("-asked_at", "-pk")[:5])


def excerpt_by_id(excerpt_id: UUID) -> SharedExcerpt | None:
    """Return an excerpt of a person one may see, open or closed, or None."""
    rows = SharedExcerpt.objects.select_related("person", "from_city")
    return rows.filter(pk=excerpt_id).order_by("pk").first()


def open_parts(excerpt: SharedExcerpt, *, now: dt.datetime) -> list[str]:
    """Return the parts of an excerpt that may be read now.

    None after its term or once revoked; what was told on consent only while the person's newest
    answer in this city is a yes.
    """
    if excerpt.revoked_at is not None or excerpt.until_at <= now or excerpt.content is None:
        return []
    agrees = has_consent(excerpt.person, Purpose.CROSS_CITY)
    return readable_parts(excerpt.given, has_consent=agrees)
