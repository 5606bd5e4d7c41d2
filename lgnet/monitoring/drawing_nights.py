"""Lines of places by night, drawn by the server as steps: a number holds until another is told."""

import datetime as dt
from collections.abc import Iterable, Sequence
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


def chart_of(nights: Iterable[Night], box: Box, *, first: dt.date, end: dt.date) -> Chart:
    """Return the drawing of the nights of ``[first, end)``, each at its own day.

    A night that was not counted leaves its place empty: a city that joined late, or a system that
    has just begun, is not drawn as if it had always been there.
    """
    told = {one.night: one for one in nights}
    days = [first + dt.timedelta(days=number) for number in range((end - first).days)]
    row = [told.get(day) for day in days]
    top = max((one.places or 0 for one in told.values()), default=0)
    wide = box.width / max(len(days), 1)
    return Chart(
        box=box,
        top=top,
        places=_steps([one and one.places for one in row], wide, box, top),
        occupied=_steps([one and one.occupied for one in row], wide, box, top),
        hidden=_hidden(row, wide),
        months=[_short(at * wide) for at, day in enumerate(days) if day.day == 1],
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


def _hidden(nights: Sequence[Night | None], wide: float) -> list[tuple[str, str]]:
    """Return where each stretch of hidden nights begins, and how wide it is."""
    found: list[tuple[int, int]] = []
    for at, one in enumerate(nights):
        if one is None or one.places is not None:
            continue
        if found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((at, 1))
    return [(_short(at * wide), _short(count * wide)) for at, count in found]


def _short(number: float) -> str:
    """Return a number as SVG reads it, in any language of the page."""
    return f"{number:.1f}".removesuffix(".0")
