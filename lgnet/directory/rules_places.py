"""Where is it? Pure rules over positions and a city's boundary.

A boundary is GeoJSON (a Polygon or MultiPolygon, longitude before latitude, WGS 84). A city is
small enough to be flat: no line of it runs over a pole or the date line.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

Point = tuple[float, float]  # longitude, latitude

_EARTH_KM = 6371.0088


def is_inside(boundary: Mapping[str, Any], *, longitude: float, latitude: float) -> bool:
    """Return whether a point lies in a boundary; on its line counts, in a hole does not.

    Raises ValueError for a geometry that has no inside.
    """
    kind, coordinates = boundary.get("type"), boundary.get("coordinates", [])
    if kind == "Polygon":
        polygons: Sequence[Any] = [coordinates]
    elif kind == "MultiPolygon":
        polygons = coordinates
    else:
        raise ValueError(f"{kind!r} has no inside.")
    point = (longitude, latitude)
    return any(_in_polygon(polygon, point) for polygon in polygons)


def distance_km(one: Point, other: Point) -> float:
    """Return the way between two points as the crow flies, in kilometres."""
    (x1, y1), (x2, y2) = (
        (math.radians(longitude), math.radians(latitude)) for longitude, latitude in (one, other)
    )
    half = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def middle(points: Sequence[Point]) -> Point | None:
    """Return the mean of points, None of none."""
    if not points:
        return None
    return (
        math.fsum(x for x, _ in points) / len(points),
        math.fsum(y for _, y in points) / len(points),
    )


def _in_polygon(rings: Sequence[Sequence[Sequence[float]]], point: Point) -> bool:
    """The first ring is the outside, the others are holes."""
    if not rings or not (_on_line(rings[0], point) or _within(rings[0], point)):
        return False
    return not any(_within(hole, point) and not _on_line(hole, point) for hole in rings[1:])


def _within(ring: Sequence[Sequence[float]], point: Point) -> bool:
    """Count how often a line to the east crosses the ring: odd is inside."""
    x, y = point
    is_in = False
    for (x1, y1), (x2, y2) in _sides(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            is_in = not is_in
    return is_in


def _on_line(ring: Sequence[Sequence[float]], point: Point) -> bool:
    x, y = point
    for (x1, y1), (x2, y2) in _sides(ring):
        cross = (x - x1) * (y2 - y1) - (y - y1) * (x2 - x1)
        near = abs(cross) <= 1e-12 * max(1.0, abs(x2 - x1) + abs(y2 - y1))
        if near and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2):
            return True
    return False


def _sides(ring: Sequence[Sequence[float]]) -> list[tuple[Point, Point]]:
    points = [(float(one[0]), float(one[1])) for one in ring]
    return list(zip(points, points[1:] + points[:1], strict=True))
