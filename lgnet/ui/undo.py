"""Undo: an action offers to be taken back, once, for a short while, by who did it.

An app registers the way back in ``ready()``: ``register("housing.end_stay", reopen_stay)``; the
view that did the deed calls ``offer_undo``. Buttons show for ten seconds; the server accepts for
sixty, because people are slow and connections slower.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from . import actions

SHOWN_FOR = dt.timedelta(seconds=10)
ACCEPTED_FOR = dt.timedelta(seconds=60)
_TAG = "undo:"


class WayBack(Protocol):
    """Takes one action back. ``by`` is the user; raises UndoRefused where it came too late."""

    def __call__(self, *, by: Any, **arguments: Any) -> None: ...


_ways_back: dict[str, Callable[..., None]] = {}


def register(action: str, way_back: WayBack | Callable[..., None]) -> None:
    """Register how an action is taken back; raises ValueError for a name already taken."""
    if action in _ways_back and _ways_back[action] is not way_back:
        raise ValueError(f"{action!r} already has its way back.")
    _ways_back[action] = way_back


def offer_undo(request: HttpRequest, *, action: str, arguments: dict[str, str], label: str) -> UUID:
    """Show ``label`` with an Undo button and return the offer's id.

    ``arguments`` holds identifiers as text, never names; they are handed to the way back.
    Call it inside the member's scope, after the action has succeeded. Raises ValueError for an
    action without a way back.
    """
    if action not in _ways_back:
        raise ValueError(f"{action!r} has no way back; register one in ready().")
    offer = actions.make_undo_offer(
        action=action,
        arguments=arguments,
        by=request.user,
        expires_at=timezone.now() + ACCEPTED_FOR,
    )
    messages.success(request, label, extra_tags=f"{_TAG}{offer.pk}")
    return offer.pk


def take(*, offer_id: UUID, by: Any) -> None:
    """Take an action back, once; raises ``actions.UndoRefused`` with the reason in plain words."""
    actions.take_undo(offer_id=offer_id, by=by, ways_back=_ways_back)


def offer_of(message: Any) -> str:
    """Return the id of the offer that a message carries, or an empty string."""
    tags = (getattr(message, "extra_tags", "") or "").split()
    return next((tag.removeprefix(_TAG) for tag in tags if tag.startswith(_TAG)), "")
