"""What is written when places are given: stays, their nights, the answer, in one message."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from lgnet.housing.enums import OccupancyKind
from lgnet.housing.models import Place, PlacementRequest, Stay
from lgnet.kernel.at_once import Prepared, Statement, as_rows, at_once, rows_of

from .constraints import constraint_of
from .nights import Wanted, taken_all, taking
from .refusals import LaterStayCounts
from .requests import placing_statement

_COLUMNS = {
    "id": "uuid",
    "person_id": "uuid",
    "structure_id": "uuid",
    "request_id": "uuid",
    "started_on": "date",
    "clock_started_on": "date",
    "due_on": "date",
    "given_at": "timestamptz",
    "given_by_id": "uuid",
}
_NAMES = ", ".join(_COLUMNS)
_INSERTING = Prepared(
    "housing_inserting_stays",
    f"INSERT INTO housing_stay (city_id, compartment_id, {_NAMES}) SELECT $1, $2, {_NAMES}"
    f" FROM jsonb_to_recordset($3) AS s ({rows_of(_COLUMNS)})",
)


def nights_for(
    request: PlacementRequest,
    stays: Sequence[Stay],
    beds: Mapping[UUID, Place],
    places: Mapping[UUID, Place],
) -> list[Wanted]:
    """Return the nights of the stays, and of those of ``places`` in which nobody sleeps.

    These are blocked as long as somebody sleeps in their unit.
    """
    wanted = []
    until: dict[UUID, dt.date] = {}
    for stay in stays:
        place, end = beds[stay.person_id], stay.due_on
        first = stay.started_on
        wanted.append(
            Wanted(place.pk, stay.person_id, OccupancyKind.BOOKING, first, end, stay_id=stay.pk)
        )
        until[place.unit_id] = max(until.get(place.unit_id, dt.date.min), end or dt.date.max)
    taken = {place.pk for place in beds.values()}
    for place in places.values():
        if place.pk not in taken:
            block_end = until[place.unit_id]
            end = None if block_end == dt.date.max else block_end
            wanted.append(
                Wanted(place.pk, None, OccupancyKind.BLOCK, first, end, request_id=request.pk)
            )
    return wanted


def write_given(
    request: PlacementRequest,
    stays: Sequence[Stay],
    nights: Sequence[Wanted],
    *,
    by: Any,
    told: Iterable[Statement],
) -> bool:
    """Write stays, nights, the answer to the request and the audit; return whether all were free.

    As for ``take``, the caller raises where False is returned. Raises LaterStayCounts where a
    later stay of theirs would have to count from the first night of this one.
    """
    taking_nights = taking(nights)
    try:
        _, taken, *_ = at_once(
            _inserting(stays), taking_nights, placing_statement(request, by), *told
        )
    except IntegrityError as error:
        if constraint_of(error) == "housing_stay_before_another":
            raise LaterStayCounts from error
        raise
    for stay in stays:
        stay._state.adding, stay._state.db = False, "default"
    return taken_all(nights, taking_nights, taken=taken.count)


def _inserting(stays: Sequence[Stay]) -> Statement:
    """Return the statement that inserts new stays; what they do not say has its default."""
    rows = as_rows({column: getattr(stay, column) for column in _COLUMNS} for stay in stays)
    return _INSERTING, [stays[0].city_id, stays[0].compartment_id, rows]
