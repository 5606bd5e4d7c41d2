"""Public facts from the files in ``data``: where the cities lie and what Italy looks like."""

import functools
import json
from typing import Any

from .actions.reference import DATA, city_rows

# Longitude and latitude in degrees (WGS 84).
Point = tuple[float, float]


@functools.cache
def region_outlines() -> tuple[tuple[Point, ...], ...]:
    """Return the closed rings of Italy's regions."""
    with (DATA / "region_boundaries.topojson").open(encoding="utf-8") as file:
        topology = json.load(file)
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    rings = []
    for shape in topology["objects"]["regions"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rings += [_joined(ring, arcs) for polygon in polygons for ring in polygon]
    return tuple(rings)


@functools.cache
def city_points() -> dict[str, Point]:
    """Return the middle of each city, by cadastral code."""
    with (DATA / "city_boundaries.geojson").open(encoding="utf-8") as file:
        shapes = json.load(file)["features"]
    known = {row["cadastral_code"] for row in city_rows()}
    found = {}
    for shape in shapes:
        code = shape["properties"]["cadastral"]
        if code in known:
            found[code] = _middle(shape["geometry"])
    return found


def _decoded(arc: list[list[int]], transform: dict[str, Any]) -> list[Point]:
    """Return an arc's points: TopoJSON keeps whole-number steps from point to point."""
    (scale_x, scale_y), (from_x, from_y) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + from_x, y * scale_y + from_y))
    return points


def _joined(ring: list[int], arcs: list[list[Point]]) -> tuple[Point, ...]:
    """Return the points of a ring; ``~n`` is arc n walked backwards."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return tuple(points)


def _middle(geometry: dict[str, Any]) -> Point:
    """Return the middle of the box around the largest part of a city: islets lie far out."""
    is_single = geometry["type"] == "Polygon"
    polygons = [geometry["coordinates"]] if is_single else geometry["coordinates"]
    ring = max((polygon[0] for polygon in polygons), key=len)
    lons, lats = [point[0] for point in ring], [point[1] for point in ring]
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
