"""Lines of places by night, drawn by the server as steps: a number holds until another is told."""

from collections.abc import Sequence
from dataclasses import dataclass

from .nights import Night


@dataclass(frozen=True, slots=True)
class Box:
    """How wide and high a drawing is."""

    width: int
    height: int


SMALL = Box(240, 64)
LARGE = Box(720, 180)


@dataclass(frozen=True, slots=True)
class Chart:
    """Two lines and the stretches of hidden nights; ``top`` is the number at the upper edge."""

    box: Box
    top: int
    places: str
    occupied: str
    hidden: list[tuple[str, str]]
    months: list[str]


def chart_of(nights: Sequence[Night], box: Box) -> Chart:
    """Return the drawing of nights in their order, each of the same width."""
    top = max((one.places or 0 for one in nights), default=0)
    wide = box.width / max(len(nights), 1)
    return Chart(
        box=box,
        top=top,
        places=_steps([one.places for one in nights], wide, box, top),
        occupied=_steps([one.occupied for one in nights], wide, box, top),
        hidden=_hidden(nights, wide),
        months=[_short(at * wide) for at, one in enumerate(nights) if one.night.day == 1],
    )


def _steps(values: Sequence[int | None], wide: float, box: Box, top: int) -> str:
    """Return a path that goes on flat, and up or down where the number changes; gaps stay gaps."""
    parts: list[str] = []
    before: int | None = None
    for at, value in enumerate(values):
        x = _short(at * wide)
        if value != before:
            if before is not None:
                parts.append(f"H{x}")
            if value is not None:
                y = _short(box.height - value * (box.height - 2) / max(top, 1) - 1)
                parts.append(f"M{x} {y}" if before is None else f"V{y}")
        before = value
    if before is not None:
        parts.append(f"H{box.width}")
    return "".join(parts)


def _hidden(nights: Sequence[Night], wide: float) -> list[tuple[str, str]]:
    """Return where each stretch of hidden nights begins, and how wide it is."""
    found: list[tuple[int, int]] = []
    for at, one in enumerate(nights):
        if one.places is not None:
            continue
        if found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((at, 1))
    return [(_short(at * wide), _short(count * wide)) for at, count in found]


def _short(number: float) -> str:
    """Return a number as SVG reads it, in any language of the page."""
    return f"{number:.1f}".removesuffix(".0")
