"""Notices about protection: neutral words, each left in the cell of whom it is for."""

import datetime as dt
from uuid import UUID

from lgnet.housing.enums import RefugeAnswer
from lgnet.housing.models import ReceivedRefugeRequest, RefugeRequest
from lgnet.network.queries import members_who_may
from lgnet.notifications.actions import notify

# Kinds of notices; their words are registered in apps.py.
ANSWERED = "housing.refuge_answered"
RECEIVED = "housing.refuge_received"
SOUGHT = "housing.refuge_sought"
ANSWERING = "housing.refuge_answer"


def tell_askers(*, since: dt.datetime) -> None:
    """Tell who asked that there is an answer, once for each; in the open cell."""
    answered = RefugeRequest.objects.filter(answered_at__gte=since, withdrawn_at__isnull=True)
    for asked in answered.order_by("pk"):
        notify(
            user_ids=[asked.asked_by_id],
            kind=ANSWERED,
            arguments={},
            url_name="housing:refuge_request",
            url_args={"request_id": asked.pk},
            once_key=f"refuge:{asked.pk}:{asked.answer}",
        )


def tell_coordinators(*, since: dt.datetime) -> None:
    """Tell who answers for the refuge in scope that somebody asks, once for each."""
    waiting = ReceivedRefugeRequest.objects.filter(
        asked_at__gte=since, answer=RefugeAnswer.WAITING, withdrawn_at__isnull=True
    )
    for received in waiting.order_by("pk"):
        notify(
            user_ids=coordinators(),
            kind=RECEIVED,
            arguments={},
            url_name="housing:refuge_received",
            url_args={"received_id": received.pk},
            once_key=f"refuge:{received.pk}",
        )


def coordinators() -> list[UUID]:
    """Return the users who answer for the refuge in scope."""
    return list(members_who_may(ANSWERING).values_list("user_id", flat=True))
