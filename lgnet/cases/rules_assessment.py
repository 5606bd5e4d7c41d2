"""What is missing in an assessment, and the lines of its small charts.

Domains are scored 1 to 5 by their anchors, together with the person and by the worker apart. There
is no total: nothing here adds domains up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lgnet.cases.enums_plan import LifeArea
from lgnet.kernel.answers import Answer

LOWEST, HIGHEST = 1, 5
# The chart's own units; the page scales it.
WIDTH, HEIGHT, MARGIN = 120, 56, 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: its unbroken ``parts`` as SVG wants them, and each mark's place."""

    parts: tuple[str, ...]
    marks: tuple[tuple[float, float], ...]


def missing(said: Mapping[str, tuple[str, int | None]]) -> list[LifeArea]:
    """Return the domains nobody has spoken of, in their order.

    ``said``: a domain's answer together with the person, and the worker's score. A question that
    was declined has been asked.
    """
    return [
        area
        for area in LifeArea
        if said.get(area, (Answer.NOT_ASKED, None)) == (Answer.NOT_ASKED, None)
    ]


def line(scores: Sequence[int | None]) -> Line:
    """Return the line through the scores, one place a moment.

    A moment without a score has no mark and breaks the line: nobody knows what was between.

    Raises ValueError for a score that is no step.
    """
    if any(score is not None and not LOWEST <= score <= HIGHEST for score in scores):
        raise ValueError("A score is a step from 1 to 5.")
    step = (WIDTH - 2 * MARGIN) / max(len(scores) - 1, 1)
    parts: list[list[tuple[float, float]]] = [[]]
    for place, score in enumerate(scores):
        if score is None:
            parts.append([])
        else:
            parts[-1].append((round(MARGIN + step * place, 1), _height(score)))
    return Line(
        tuple(" ".join(f"{x},{y}" for x, y in part) for part in parts if len(part) > 1),
        tuple(mark for part in parts for mark in part),
    )


def has_changed(scores: Iterable[int | None]) -> bool:
    """Return whether at least two moments were scored, so that a line says something."""
    return sum(score is not None for score in scores) > 1


def _height(score: int) -> float:
    span = HEIGHT - 2 * MARGIN
    return round(HEIGHT - MARGIN - span * (score - LOWEST) / (HIGHEST - LOWEST), 1)
