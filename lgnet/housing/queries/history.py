"""What was taken when: places by day, of a house or of the whole city; one query each.

Days are nights ``[first, end)``. A stay over its time that nobody ended counts as free here: the
nights say what was recorded, not what is presumed.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from lgnet.housing import rules_upkeep
from lgnet.housing.models import HousingStructure

# Every range is cut to [first, end) and made two edges: +1 where it begins, -1 where it ends.
# The running sum of edges is what holds on a day, so that the work grows with the ranges and the
# days, not with their product. A place counts while it is there and its house is open, and on
# nights somebody slept in it all the same.
BY_DAY = """
WITH here AS MATERIALIZED (
    SELECT p.id, daterange(
        greatest(p.available_from, s.opened_on), least(p.available_until, s.closed_on)) AS open
      FROM housing_place AS p
      JOIN housing_unit AS u ON u.id = p.unit_id
      JOIN housing_housingstructure AS s ON s.id = u.structure_id
     WHERE greatest(p.available_from, s.opened_on)
               <= coalesce(least(p.available_until, s.closed_on), 'infinity')
       AND (%(structure)s::uuid IS NULL OR s.id = %(structure)s::uuid)
), had AS MATERIALIZED (
    SELECT o.place_id, o.kind, o.nights * daterange(%(first)s, %(end)s) AS nights, h.open
      FROM housing_occupancy AS o JOIN here AS h ON h.id = o.place_id
     WHERE o.nights && daterange(%(first)s, %(end)s)
       AND (o.expires_at IS NULL OR o.expires_at > %(now)s)
), ranges AS (
    SELECT 'place' AS what, open * daterange(%(first)s, %(end)s) AS nights FROM here
    UNION ALL
    SELECT 'place', unnest(datemultirange(nights) - datemultirange(open))
      FROM had WHERE kind IN ('stay', 'booking')
    UNION ALL
    SELECT kind, nights FROM had WHERE kind IN ('stay', 'booking')
    UNION ALL
    SELECT kind, nights * open FROM had WHERE kind IN ('hold', 'block', 'closure')
), edges AS (
    SELECT what, lower(nights) AS day, 1 AS step FROM ranges WHERE NOT isempty(nights)
    UNION ALL
    SELECT what, upper(nights), -1 FROM ranges WHERE NOT isempty(nights)
), steps AS (
    SELECT day,
        sum(step) FILTER (WHERE what = 'place') AS places,
        sum(step) FILTER (WHERE what = 'stay') AS taken,
        sum(step) FILTER (WHERE what = 'booking') AS expected,
        sum(step) FILTER (WHERE what = 'hold') AS held,
        sum(step) FILTER (WHERE what = 'block') AS blocked,
        sum(step) FILTER (WHERE what = 'closure') AS closed
      FROM edges GROUP BY day
)
SELECT d.day::date,
    coalesce(sum(places) OVER before, 0)::int, coalesce(sum(taken) OVER before, 0)::int,
    coalesce(sum(expected) OVER before, 0)::int, coalesce(sum(held) OVER before, 0)::int,
    coalesce(sum(blocked) OVER before, 0)::int, coalesce(sum(closed) OVER before, 0)::int
  FROM generate_series(%(first)s::date, %(end)s::date - 1, interval '1 day') AS d (day)
  LEFT JOIN steps ON steps.day = d.day
WINDOW before AS (ORDER BY d.day)
 ORDER BY d.day
"""

# One letter a night: S slept, E expected, H held, B with the unit, C closed, F free, - not there.
BY_PLACE = """
SELECT u.id, u.name, p.id, p.label, string_agg(
    CASE o.kind WHEN 'stay' THEN 'S' WHEN 'booking' THEN 'E' ELSE
        CASE WHEN d.day::date <@ daterange(
            greatest(p.available_from, s.opened_on), least(p.available_until, s.closed_on))
        THEN CASE o.kind
            WHEN 'hold' THEN 'H' WHEN 'block' THEN 'B' WHEN 'closure' THEN 'C' ELSE 'F' END
        ELSE '-' END
    END, '' ORDER BY d.day)
  FROM housing_unit AS u
  JOIN housing_housingstructure AS s ON s.id = u.structure_id
  JOIN housing_place AS p ON p.unit_id = u.id
 CROSS JOIN generate_series(%(first)s::date, %(end)s::date - 1, interval '1 day') AS d (day)
  LEFT JOIN housing_occupancy AS o ON o.place_id = p.id AND o.nights @> d.day::date
   AND (o.expires_at IS NULL OR o.expires_at > %(now)s)
 WHERE s.id = %(structure)s
   AND greatest(p.available_from, s.opened_on)
           <= coalesce(least(p.available_until, s.closed_on), 'infinity')
 GROUP BY u.id, u.name, p.id, p.label
 ORDER BY u.name, u.id, length(p.label), p.label, p.id
"""


@dataclass(frozen=True, slots=True)
class Day:
    """What the places of a house, or of a city, were on one night."""

    night: dt.date
    places: int
    taken: int
    expected: int
    held: int
    blocked: int
    closed: int

    @property
    def usable(self) -> int:
        """Return how many places could be used."""
        return self.places - self.closed

    @property
    def free(self) -> int:
        """Return how many could be used and were nobody's."""
        return self.usable - self.taken - self.expected - self.held - self.blocked

    @property
    def rate(self) -> int | None:
        """Return the share of the usable places that were slept in, in whole percent."""
        return rules_upkeep.rate(taken=self.taken, usable=self.usable)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with one letter a night, as ``BY_PLACE`` has them."""

    unit_id: UUID
    unit: str
    place_id: UUID
    label: str
    letters: str


def occupancy_by_day(
    first: dt.date, end: dt.date, *, house: HousingStructure | None = None
) -> list[Day]:
    """Return each night of ``[first, end)`` of the open cell's places, or of one house's.

    One query, also for a whole city over years. Raises ValueError where there is no night.
    """
    return [Day(*row) for row in _rows(BY_DAY, first, end, house)]


def places_by_day(house: HousingStructure, first: dt.date, end: dt.date) -> list[PlaceRow]:
    """Return each place of a house with its nights of ``[first, end)``; one query.

    A place that was not there on any of them, as of another winter, is left out.
    """
    rows = [PlaceRow(*row) for row in _rows(BY_PLACE, first, end, house)]
    return [row for row in rows if row.letters.strip("-")]


def _rows(
    query: str, first: dt.date, end: dt.date, house: HousingStructure | None
) -> Iterator[Any]:
    if end <= first:
        raise ValueError(f"No night lies in [{first}, {end}).")
    asked = {"first": first, "end": end, "now": timezone.now()}
    with connection.cursor() as cursor:
        cursor.execute(query, asked | {"structure": house.pk if house else None})
        yield from cursor.fetchall()
