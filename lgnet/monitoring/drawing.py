"""A small map of Italy, drawn by the server: regions as one path, cities as marks with names."""

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass

from lgnet.network.catalogue import Point, city_points, region_outlines
from lgnet.network.models import City

from .publication import Published

WIDTH, HEIGHT = 400, 500
# The box around Italy, in degrees; one degree of longitude is shorter by the cosine.
WEST, SOUTH, EAST, NORTH = 6.4, 35.3, 18.8, 47.3
MIDDLE = math.cos(math.radians((SOUTH + NORTH) / 2))
SCALE = min(WIDTH / ((EAST - WEST) * MIDDLE), HEIGHT / (NORTH - SOUTH))
# Free places from which a mark says "many".
MANY = 20
LETTER_WIDTH, LINE_HEIGHT, GAP = 6.2, 12, 8
# Left, top, right and bottom, in pixels.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A city on the map: where, what its free places say, and where its name stands."""

    city: City
    shown: Published
    kind: str
    x: int
    y: int
    label_x: int
    label_y: int
    anchor: str


def place_of(point: Point) -> tuple[int, int]:
    """Return where a point lies on the map, in whole pixels from its upper left corner."""
    lon, lat = point
    return round((lon - WEST) * MIDDLE * SCALE), round((NORTH - lat) * SCALE)


@functools.cache
def land() -> str:
    """Return the path of the regions; points that fall on one pixel are one."""
    parts = []
    for ring in region_outlines():
        points: list[tuple[int, int]] = []
        for point in ring:
            place = place_of(point)
            if not points or points[-1] != place:
                points.append(place)
        if len(points) > 3:
            parts.append("M" + "L".join(f"{x} {y}" for x, y in points) + "Z")
    return "".join(parts)


def kind_of(shown: Published) -> str:
    """Return what a mark says: none, some, many, hidden, or unknown where there is no figure."""
    if shown.is_hidden:
        return "hidden"
    if shown.value is None:
        return "unknown"
    if shown.value == 0:
        return "none"
    return "many" if shown.value >= MANY else "some"


def marks(cities: Iterable[tuple[City, Published]]) -> list[Mark]:
    """Return the cities' marks, each name on the side where it covers no other."""
    places = [
        (city, shown, place_of(city_points()[city.cadastral_code]))
        for city, shown in cities
        if city.cadastral_code in city_points()
    ]
    taken: list[Box] = [(x - 7, y - 7, x + 7, y + 7) for _city, _shown, (x, y) in places]
    found = []
    for city, shown, (x, y) in places:
        label_x, label_y, anchor, box = _label(city.name, x, y, taken)
        taken.append(box)
        found.append(Mark(city, shown, kind_of(shown), x, y, label_x, label_y, anchor))
    return found


def _label(name: str, x: int, y: int, taken: list[Box]) -> tuple[int, int, str, Box]:
    """Return place, anchor and box of a name: to the right, left, above or below its mark."""
    width = len(name) * LETTER_WIDTH
    options = [
        (x + GAP, y + 4, "start", x + GAP),
        (x - GAP, y + 4, "end", x - GAP - width),
        (x, y - GAP, "middle", x - width / 2),
        (x, y + GAP + 9, "middle", x - width / 2),
    ]
    own = (x - 7, y - 7, x + 7, y + 7)

    def clashes(option: tuple[int, int, str, float]) -> int:
        box = _box(option, width)
        outside = box[0] < 0 or box[2] > WIDTH
        return sum(_overlap(box, other) for other in taken if other != own) + 5 * outside

    best = min(options, key=clashes)
    return best[0], best[1], best[2], _box(best, width)


def _box(option: tuple[int, int, str, float], width: float) -> Box:
    _label_x, label_y, _anchor, left = option
    return left, label_y - LINE_HEIGHT + 2, left + width, label_y + 2


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
