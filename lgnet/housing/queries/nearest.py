"""The next free place for who came too late: asked under locks, by everybody who loses a race."""

import datetime as dt

from django.db import connection
from django.utils import timezone

from lgnet.housing.models import Place
from lgnet.kernel.nights import tonight

# Looked at one after another, the nearest first, until one is free: hence the lists that are
# sorted first (OFFSET 0), and conditions the planner cannot turn into joins over all places.
_NEAREST = """
    SELECT p.id FROM (
        SELECT p.id FROM housing_place AS p
          JOIN housing_unit AS u ON u.id = p.unit_id
          JOIN housing_housingstructure AS s ON s.id = u.structure_id
         WHERE p.id <> %(place)s
           AND p.available_from <= %(night)s
           AND (p.available_until IS NULL OR p.available_until > %(night)s)
           AND s.opened_on <= %(night)s AND (s.closed_on IS NULL OR s.closed_on > %(night)s)
         ORDER BY CASE WHEN u.id = %(unit)s THEN 0 WHEN s.id = %(structure)s THEN 1 ELSE 2 END,
               s.name, s.id, u.name, u.id, p.label, p.id
        OFFSET 0
    ) AS p
     WHERE NOT (SELECT EXISTS (
               SELECT FROM housing_occupancy AS o
                WHERE o.place_id = p.id AND o.nights @> %(night)s
                  AND (o.expires_at IS NULL OR o.expires_at > %(now)s)))
       AND NOT (SELECT EXISTS (
               SELECT FROM housing_occupancy AS o
                 JOIN housing_stay AS t ON t.id = o.stay_id
                WHERE o.place_id = p.id AND t.ended_on IS NULL AND t.due_on <= %(tonight)s
                  AND upper(o.nights) = t.due_on
                  AND NOT EXISTS (
                      SELECT FROM housing_occupancy AS l
                       WHERE (l.place_id = p.id OR l.stay_id = t.id)
                         AND lower(l.nights) BETWEEN t.due_on AND %(tonight)s
                         AND (l.expires_at IS NULL OR l.expires_at > %(now)s))))
     LIMIT 1
"""


def next_free_place(place: Place, first_night: dt.date) -> Place | None:
    """Return a free place near ``place``: same unit first, then same structure, then any.

    Free as ``free_places`` has it: nobody has it on ``first_night``, and none over their time may
    still sleep there tonight.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _NEAREST,
            {
                "place": place.pk,
                "unit": place.unit_id,
                "structure": place.unit.structure_id,
                "night": first_night,
                "tonight": tonight(),
                "now": timezone.now(),
            },
        )
        found = cursor.fetchone()
    if found is None:
        return None
    return Place.objects.select_related("unit__structure").get(pk=found[0])
