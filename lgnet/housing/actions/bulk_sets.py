"""Writing structures and stays as sets, for imports: rows a query yields, in the open scope.

The exclusion constraints hold here as everywhere: callers settle overlaps first.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from lgnet.housing.models import HousingStructure, Occupancy, Place, Stay, Unit
from lgnet.kernel.bulk_sets import MANY, analyse, insert_from, update_from


def add_structures_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Insert the structures a query yields."""
    return insert_from(HousingStructure, columns, query, params)


def change_structures_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Update structures by id where a value differs."""
    return update_from(HousingStructure, columns, query, params)


def set_addresses(addresses: Iterable[tuple[UUID, str]]) -> None:
    """Give structures their addresses: sealed one by one, as no query can."""
    wanted = dict(addresses)
    for structure in HousingStructure.objects.filter(pk__in=wanted).order_by("id"):
        if structure.address != wanted[structure.pk]:
            structure.address = wanted[structure.pk]
            structure.save(update_fields=["address"])


def add_units_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Insert the units a query yields."""
    count = insert_from(Unit, columns, query, params)
    if count >= MANY:
        analyse(Unit)
    return count


def change_units_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Update units by id where a value differs."""
    return update_from(Unit, columns, query, params)


def add_places_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Insert the places a query yields."""
    count = insert_from(Place, columns, query, params)
    if count >= MANY:
        analyse(Place)
    return count


def change_places_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Update places by id where a value differs."""
    return update_from(Place, columns, query, params)


def add_stays_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Insert the stays a query yields; their nights follow with ``add_nights_from``."""
    count = insert_from(Stay, columns, query, params)
    if count >= MANY:
        analyse(Stay)
    return count


def change_stays_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Update stays by id where a value differs."""
    return update_from(Stay, columns, query, params)


def add_nights_from(columns: Sequence[str], query: str, params: Sequence[Any] = ()) -> int:
    """Insert the occupied nights a query yields."""
    count = insert_from(Occupancy, columns, query, params)
    if count >= MANY:
        analyse(Occupancy)
    return count


def clip_nights_to(query: str, params: Sequence[Any] = ()) -> int:
    """Take from stays the nights outside their new range; return how many rows were touched.

    ``query`` yields ``stay_id`` and ``nights``, a date range. Rows left without a night go.
    """
    inside = (
        "SELECT o.id, o.nights * s.nights AS nights FROM housing_occupancy AS o"
        f" JOIN ({query}) AS s ON o.stay_id = s.stay_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM housing_occupancy AS t USING ({inside}) AS i"
            " WHERE t.id = i.id AND isempty(i.nights)",
            list(params),
        )
        deleted = cursor.rowcount
    return deleted + update_from(Occupancy, ("id", "nights"), inside, params)
