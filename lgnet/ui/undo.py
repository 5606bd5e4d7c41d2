"""Undo: an action offers to be taken back, once, for a short while, by who did it.

An app registers the way back in ``ready()``, with the permission that the deed itself needs:
``register("housing.end_stay", reopen_stay, permission="housing.place")``; the view that did the
deed calls ``offer_undo``. Buttons show for ten seconds; the server accepts for
sixty, because people are slow and connections slower.
"""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from . import actions

SHOWN_FOR = dt.timedelta(seconds=10)
ACCEPTED_FOR = dt.timedelta(seconds=60)
_TAG = "undo:"


class WayBack(Protocol):
    """Takes one action back. ``by`` is the user; raises UndoRefused where it came too late."""

    def __call__(self, *, by: Any, **arguments: Any) -> None: ...


@dataclass(frozen=True, slots=True)
class _Registered:
    way_back: Callable[..., None]
    permission: str


_ways_back: dict[str, _Registered] = {}


def register(action: str, way_back: WayBack | Callable[..., None], *, permission: str) -> None:
    """Register how an action is taken back, and which permission that needs.

    Raises ValueError for a name already taken.
    """
    registered = _Registered(way_back, permission)
    if _ways_back.setdefault(action, registered) != registered:
        raise ValueError(f"{action!r} already has its way back.")


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


def take(*, offer_id: UUID, by: Any, permissions: Collection[str]) -> None:
    """Take an action back, once.

    ``permissions`` are those of the role that ``by`` has now: it may have changed since the deed.
    Raises ``actions.UndoRefused`` with the reason in plain words, and PermissionDenied where the
    role may not do it any more.
    """

    def way_back_of(action: str) -> Callable[..., None]:
        registered = _ways_back[action]
        if registered.permission not in permissions:
            raise PermissionDenied(registered.permission)
        return registered.way_back

    actions.take_undo(offer_id=offer_id, by=by, way_back_of=way_back_of)


def offer_of(message: Any) -> str:
    """Return the id of the offer that a message carries, or an empty string."""
    tags = (getattr(message, "extra_tags", "") or "").split()
    return next((tag.removeprefix(_TAG) for tag in tags if tag.startswith(_TAG)), "")
