"""Reads of requests for protection: one's own in the open cell, the inbox in a refuge's."""

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from lgnet.audit.models import AuditEvent
from lgnet.housing.enums import RefugeAnswer
from lgnet.housing.models import ReceivedRefugeRequest, RefugeRequest
from lgnet.housing.rules import REFUGE_TERM
from lgnet.network.queries import staff_names
from lgnet.people.models import Person

# As many as a coordinator can keep in mind; older ones are found in the audit.
MOST_LISTED = 50
# How long a refuge is shown who tried to open something of it.
ATTEMPTS_SHOWN = dt.timedelta(days=30)
SOUGHT = "housing.refuge_sought"


def own_refuge_requests(user_id: UUID) -> QuerySet[RefugeRequest]:
    """Return what a member asked themselves, the last first: nobody lists another's."""
    rows = RefugeRequest.objects.filter(asked_by=user_id).select_related("person")
    return rows.order_by("-asked_at", "-id")


def waiting_refuge_request(person: Person) -> RefugeRequest | None:
    """Return the person's request that waits for an answer, or None."""
    return (
        RefugeRequest.objects.filter(
            person=person,
            answer=RefugeAnswer.WAITING,
            withdrawn_at__isnull=True,
            asked_at__gt=timezone.now() - REFUGE_TERM,
        )
        .order_by("pk")
        .first()
    )


def received_refuge_requests(*, is_open: bool) -> QuerySet[ReceivedRefugeRequest]:
    """Return what waits here: for an answer or for who was accepted to come; or what is past."""
    waits = Q(answer=RefugeAnswer.WAITING, asked_at__gt=timezone.now() - REFUGE_TERM) | Q(
        answer=RefugeAnswer.ACCEPTED, person__isnull=True
    )
    waits &= Q(withdrawn_at__isnull=True)
    rows = ReceivedRefugeRequest.objects.select_related("answered_by", "person")
    if is_open:
        return rows.filter(waits).order_by("asked_at", "id")
    return rows.exclude(waits).order_by("-asked_at", "-id")


def attempts_from_outside() -> list[tuple[dt.datetime, str]]:
    """Return when somebody tried to open something of this refuge, and their name, last first."""
    since = timezone.now() - ATTEMPTS_SHOWN
    events = AuditEvent.objects.filter(verb=SOUGHT, at__gte=since).order_by("-at", "-id")
    details = [one.detail for one in events[:MOST_LISTED]]
    names = staff_names(UUID(one["by"]) for one in details if one["by"] != "None")
    return [
        (dt.datetime.fromisoformat(one["at"]), names.get(UUID(one["by"]), ""))
        for one in details
        if one["by"] != "None"
    ]
