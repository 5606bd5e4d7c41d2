"""Notices about requests and holds: who asked and who gives places hear of each other."""

from typing import Any
from uuid import UUID

from lgnet.housing.models import Hold, PlacementRequest
from lgnet.notifications.actions import notify

# Kinds of notices; their words are registered in apps.py.
HOLD_EXPIRED = "housing.hold_expired"
HOLD_RELEASED = "housing.hold_released"
PLACES_HELD = "housing.places_held"
PLACE_GIVEN = "housing.place_given"
REQUEST_REFUSED = "housing.request_refused"


def tell_hold_expired(hold: Hold) -> None:
    """Tell who asked and who held that the hold ran out; the request waits again."""
    users = {hold.request.asked_by_id, hold.made_by_id}
    _tell(users, HOLD_EXPIRED, hold.request_id, until=hold.expires_at, once=f"expired:{hold.pk}")


def tell_about_hold(*, hold: Hold, kind: str, by: Any) -> None:
    """Tell the other side that places were held or given back: never the one who did it."""
    users = {hold.request.asked_by_id, hold.made_by_id} - {by.pk}
    _tell(users, kind, hold.request_id, until=hold.expires_at, once=f"{kind}:{hold.pk}")


def tell_asker(*, request: PlacementRequest, kind: str, by: Any) -> None:
    """Tell who asked that the request was answered, unless they answered it themselves.

    Once: a place is given for good; a refusal taken back and said again is another one.
    """
    once = f"{kind}:{request.pk}"
    if kind != PLACE_GIVEN:
        once = f"{once}:{request.answered_at}"
    _tell({request.asked_by_id} - {by.pk}, kind, request.pk, once=once)


def _tell(
    users: set[UUID | None], kind: str, request_id: UUID, *, once: str | None = None, **said: Any
) -> None:
    if users - {None}:
        notify(
            user_ids=users,
            kind=kind,
            arguments=said,
            url_name="housing:request_detail",
            url_args={"request_id": request_id},
            once_key=once,
        )
