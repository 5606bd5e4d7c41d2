"""Who may import whom, between apps and inside one. Each check returns its faults as sentences."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.house.source import app_of, imports_of, module_of, part_of

# What an app shows to apps above it (docs/map.md).
SHOWN = {"models", "queries", "actions", "enums", "access", "catalogue", "published", "registry"}
# The ground floor and the components are there to be used whole; what ui keeps to itself is not.
OPEN_APPS = {"kernel"}
SHOWN_BY_UI = {
    *("navigation", "panels", "undo", "drafts", "sealed"),
    *("forms", "partial_dates", "answered", "required", "templatetags"),
}
# Composition roots: they put apps together.
ROOTS = {"config"}

# "importing module -> imported module": why it is right all the same.
ACROSS = {}

# A room's order; each line imports only lines to its right.
ORDER = ("urls", "views", "forms", "actions", "queries", "access", "models", "rules", "enums")
# Doors into an app: above its urls.
DOORS = {"apps", "management", "jobs"}

# "module -> module": why it may look to its left.
INSIDE = {
    "lgnet.network.access -> lgnet.network.queries": (
        "the door itself: before anything else it asks which memberships the user has"
    ),
}


def foreign_imports(modules: Iterable[tuple[str, Path]]) -> dict[str, int]:
    """Return "module -> module" of every import of a closed part of another app, with its line."""
    found = {}
    for module, path in modules:
        app = app_of(module)
        if app is None or app in ROOTS:
            continue
        for item in imports_of(path.read_text(encoding="utf-8"), module, is_package=_is_pkg(path)):
            other, part = app_of(item.target), part_of(item.target)
            if other in (None, app) or other in OPEN_APPS or other == "launcher":
                continue
            shown = SHOWN | SHOWN_BY_UI if other == "ui" else SHOWN
            if part not in shown:
                found[f"{module} -> {item.target}"] = item.line
    return found


def leftward_imports(modules: Iterable[tuple[str, Path]]) -> dict[str, int]:
    """Return "module -> module" of every import inside an app that runs against the order.

    A module outside the order (``search_keys``) stands as far left as what it imports, so that
    it is no way round.
    """
    inside: dict[str, dict[str, int]] = {}
    for module, path in modules:
        own = inside.setdefault(_piece(module), {})
        for item in imports_of(path.read_text(encoding="utf-8"), module, is_package=_is_pkg(path)):
            if app_of(item.target) == app_of(module) and part_of(item.target):
                own.setdefault(_piece(item.target), item.line)
    found = {}
    for piece, targets in inside.items():
        own_rank = _named_rank(piece)
        if own_rank is None or part_of(piece) in DOORS:
            continue
        for target, line in targets.items():
            rank = _rank(target, inside, ())
            if target != piece and rank is not None and rank < own_rank:
                found[f"{piece} -> {target}"] = line
    return found


def _is_pkg(path: Path) -> bool:
    return path.name == "__init__.py"


def _piece(module: str) -> str:
    """Cut a module to app and part: all of ``models/`` is one piece."""
    return ".".join(module.split(".")[:3])


def _named_rank(piece: str) -> int | None:
    part = part_of(piece)
    return ORDER.index(part) if part in ORDER else None


def _rank(piece: str, inside: Mapping[str, Any], seen: tuple[str, ...]) -> int | None:
    """Return how far left a piece stands: its own place, or the leftmost of what it imports."""
    named = _named_rank(piece)
    if named is not None or piece in seen:
        return named
    reached = [_rank(target, inside, (*seen, piece)) for target in inside.get(piece, {})]
    return min((rank for rank in reached if rank is not None), default=None)


def faults(found: Mapping[str, int], allowed: Mapping[str, str]) -> list[str]:
    """Return what is found and not allowed, and what is allowed and no longer found."""
    new = [f"{edge} (line {line})" for edge, line in found.items() if edge not in allowed]
    stale = [f"{edge} is allowed but no longer there" for edge in allowed if edge not in found]
    return sorted(new) + sorted(stale)


def upward_keys(models: Iterable[Any], storeys: Mapping[str, int]) -> list[str]:
    """Return the relations of our models that point up, or sideways to a peer's table."""
    found = []
    for model in models:
        own = model._meta.app_label
        for field in model._meta.get_fields(include_hidden=True):
            if not (field.is_relation and field.concrete and field.related_model):
                continue
            other = field.related_model._meta.app_label
            if other == own or other not in storeys:
                continue
            if storeys[other] <= storeys[own]:
                found.append(f"{model._meta.label}.{field.name} points up to {other}")
    return found


def modules_in(folder: Path) -> list[tuple[str, Path]]:
    """Return the modules of a package ``lgnet`` written into ``folder`` (for seeded faults)."""
    return [(module_of(path, folder), path) for path in sorted(folder.rglob("*.py"))]
