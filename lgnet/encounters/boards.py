"""Seam of the boards: parts that know what is due tell it, each a panel with a template."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# Returns the panel's context, or None where there is nothing to show.
Context = Callable[[Any], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Due:
    """A panel of a board: ``template`` reads ``panel``."""

    setting: str
    template: str
    context: Context


_due: list[Due] = []


def register_due(*, setting: str, template: str, context: Context) -> None:
    """Put a panel of what is due on the board of ``setting``."""
    _due.append(Due(setting, template, context))


def due(request: Any, setting: str) -> list[dict[str, Any]]:
    """Return the panels of a board that have something to show."""
    found = []
    for one in _due:
        if one.setting == setting:
            panel = one.context(request)
            if panel is not None:
                found.append({"template": one.template, "panel": panel})
    return found
