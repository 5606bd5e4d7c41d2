"""A city drawn as lines and circles: contacts by neighbourhood, no tiles from anywhere.

Neighbourhoods have no outline of their own. A circle stands where its contacts and its sites are
on the average; contacts' positions are blurred already.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, MARGIN = 640, 14
SMALLEST, LARGEST = 9.0, 30.0

Point = tuple[float, float]  # longitude, latitude


@dataclass(frozen=True, slots=True)
class Spot:
    """A neighbourhood with its contacts; ``at`` None where nobody knows where it lies."""

    name: str
    count: int
    at: Point | None


@dataclass(frozen=True, slots=True)
class Circle:
    """A spot on the drawing, in pixels."""

    name: str
    count: int
    x: int
    y: int
    radius: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The city's outline as an SVG path, and its circles, the largest first."""

    width: int
    height: int
    outline: str
    circles: list[Circle]


def draw(boundary: Mapping[str, Any] | None, spots: Iterable[Spot]) -> Drawing | None:
    """Return the drawing of a city; None without a boundary (GeoJSON, longitude first)."""
    rings = _rings(boundary)
    if not rings:
        return None
    points = [point for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * narrow, 1e-9)

    def place(point: Point) -> tuple[int, int]:
        x, y = point
        return (
            round(MARGIN + (x - west) * narrow * scale),
            round(MARGIN + (north - y) * scale),
        )

    known = [(spot, spot.at) for spot in spots if spot.at is not None and spot.count]
    most = max((spot.count for spot, _ in known), default=1)
    circles = []
    for spot, at in sorted(known, key=lambda one: (-one[0].count, one[0].name)):
        x, y = place(at)
        # The area tells the number, so that twice as many do not look four times as many.
        radius = max(SMALLEST, LARGEST * math.sqrt(spot.count / most))
        circles.append(Circle(spot.name, spot.count, x, y, round(radius)))
    outline = "".join(
        "M" + "L".join(f"{x} {y}" for x, y in _thinned([place(point) for point in ring])) + "Z"
        for ring in rings
    )
    height = round(2 * MARGIN + (north - south) * scale)
    return Drawing(WIDTH, height, outline, circles)


def _rings(boundary: Mapping[str, Any] | None) -> list[list[Point]]:
    if not boundary:
        return []
    coordinates: Sequence[Any] = boundary.get("coordinates") or []
    polygons = coordinates if boundary.get("type") == "MultiPolygon" else [coordinates]
    return [
        [(float(one[0]), float(one[1])) for one in ring] for polygon in polygons for ring in polygon
    ]


def _thinned(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Points that fall on one pixel are one."""
    found: list[tuple[int, int]] = []
    for point in points:
        if not found or found[-1] != point:
            found.append(point)
    return found
