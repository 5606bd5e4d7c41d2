"""The next free place for who came too late: asked under locks, by everybody who loses a race."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.utils import timezone

from lgnet.housing.models import HousingStructure, Place, Unit
from lgnet.kernel.at_once import Prepared, at_once
from lgnet.kernel.nights import tonight

# What a refusal says of a place and what giving it looks at; the rest is read if asked for.
_READ: tuple[tuple[type[Model], str, set[str]], ...] = (
    (Place, "p", {"id", "unit", "label", "available_from", "available_until"}),
    (Unit, "u", {"id", "structure", "name", "kind"}),
    (HousingStructure, "s", {"id", "name", "kind", "opened_on", "closed_on"}),
)
_CELL = {"city", "compartment_id"}
# Of each model, in its own order, as ``from_db`` wants them.
_FIELDS = [
    [field.attname for field in model._meta.concrete_fields if field.name in names | _CELL]
    for model, _, names in _READ
]
_COLUMNS = ", ".join(
    # The place's own keep their names: what surrounds the list asks for its id.
    f"{table}.{name}" if model is Place else f"{table}.{name} AS {table}_{name}"
    for (model, table, _), names in zip(_READ, _FIELDS, strict=True)
    for name in names
)
# Looked at one after another, the nearest first, until one is free: hence the lists that are
# sorted first (OFFSET 0), and conditions the planner cannot turn into joins over all places.
# $1 place, $2 unit, $3 structure, $4 first night, $5 tonight, $6 now
_NEAREST = Prepared(
    "housing_nearest",
    f"""
    SELECT p.* FROM (
        SELECT {_COLUMNS} FROM housing_place AS p
          JOIN housing_unit AS u ON u.id = p.unit_id
          JOIN housing_housingstructure AS s ON s.id = u.structure_id
         WHERE p.id <> $1
           AND p.available_from <= $4
           AND (p.available_until IS NULL OR p.available_until > $4)
           AND s.opened_on <= $4 AND (s.closed_on IS NULL OR s.closed_on > $4)
         ORDER BY CASE WHEN u.id = $2 THEN 0 WHEN s.id = $3 THEN 1 ELSE 2 END,
               s.name, s.id, u.name, u.id, p.label, p.id
        OFFSET 0
    ) AS p
     WHERE NOT (SELECT EXISTS (
               SELECT FROM housing_occupancy AS o
                WHERE o.place_id = p.id AND o.nights @> $4
                  AND (o.expires_at IS NULL OR o.expires_at > $6)))
       AND NOT (SELECT EXISTS (
               SELECT FROM housing_occupancy AS o
                 JOIN housing_stay AS t ON t.id = o.stay_id
                WHERE o.place_id = p.id AND t.ended_on IS NULL AND t.due_on <= $5
                  AND upper(o.nights) = t.due_on
                  AND NOT EXISTS (
                      SELECT FROM housing_occupancy AS l
                       WHERE (l.place_id = p.id OR l.stay_id = t.id)
                         AND lower(l.nights) BETWEEN t.due_on AND $5
                         AND (l.expires_at IS NULL OR l.expires_at > $6))))
     LIMIT 1
""",
)


def next_free_place(place: Place, first_night: dt.date) -> Place | None:
    """Return a free place near ``place``: same unit first, then same structure, then any.

    Free as ``free_places`` has it: nobody has it on ``first_night``, and none over their time may
    still sleep there tonight.
    """
    near = [place.pk, place.unit_id, place.unit.structure_id]
    (found,) = at_once((_NEAREST, [*near, first_night, tonight(), timezone.now()]))
    return _place(found.rows[0]) if found.rows else None


def _place(row: tuple[Any, ...]) -> Place:
    values = iter(row)
    nearest: Any
    unit: Any
    nearest, unit, structure = (
        model.from_db("default", names, [next(values) for _ in names])
        for (model, _, _), names in zip(_READ, _FIELDS, strict=True)
    )
    unit.structure = structure
    nearest.unit = unit
    found: Place = nearest
    return found
