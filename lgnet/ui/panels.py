"""Panels of the first page: each app registers what its members should see on arriving."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A template on the first page. ``context`` is called inside the member's scope.

    Returning None from ``context`` leaves the panel out for this visit.
    """

    name: str
    template: str
    context: Callable[[HttpRequest], dict[str, Any] | None]
    permission: str | None
    order: int = 100


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Add a panel; raises ValueError for a name already taken by another."""
    if panel.name in _panels and _panels[panel.name] != panel:
        raise ValueError(f"A panel named {panel.name!r} is already registered.")
    _panels[panel.name] = panel


def panels_for(permissions: Collection[str]) -> list[Panel]:
    """Return the panels a member with these permissions sees, in their order."""
    shown = (p for p in _panels.values() if p.permission is None or p.permission in permissions)
    return sorted(shown, key=lambda panel: (panel.order, panel.name))
