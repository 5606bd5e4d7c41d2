"""Taking nights: the term they must stay within, who is in the way, and the one insert.

Callers hold ``lock_nights`` for every place and person named here. The exclusion constraints
decide; what is asked before them makes the answer kind.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils import timezone

from lgnet.housing.enums import OccupancyKind
from lgnet.housing.models import Occupancy
from lgnet.housing.queries.places import live
from lgnet.kernel.at_once import Prepared, Statement, as_rows, at_once, rows_of
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import required_scope

NOBODY = UUID(int=0)
_TERMS = Prepared(
    "housing_terms",
    "SELECT p.person, t.months, t.clock_started_on, t.due_on"
    " FROM unnest($1::uuid[], $2::uuid[]) AS p (structure, person),"
    " LATERAL housing_term(p.structure, p.person, $3, $4) AS t",
)
# As ``Wanted`` has them, with an id of their own.
_COLUMNS = {
    "id": "uuid",
    "place_id": "uuid",
    "person_id": "uuid",
    "stay_id": "uuid",
    "hold_id": "uuid",
    "request_id": "uuid",
    "closure_id": "uuid",
    "kind": "text",
    "expires_at": "timestamptz",
    "first": "date",
    "end": "date",
}
_NAMES = ", ".join(name for name in _COLUMNS if name not in {"first", "end"})
_TAKING = Prepared(
    "housing_taking",
    f"INSERT INTO housing_occupancy (city_id, compartment_id, nights, {_NAMES})"
    f' SELECT $1, $2, daterange(first, "end"), {_NAMES}'
    f" FROM jsonb_to_recordset($3) AS w ({rows_of(_COLUMNS)}) ON CONFLICT DO NOTHING",
)


@dataclass(frozen=True, slots=True)
class StayTerm:
    """The term of a stay to be: ``months`` and ``due_on`` are None where there is no term."""

    months: int | None
    counts_from: dt.date
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Nights ``[first, end)`` in a place, for a person or nobody; ``end`` None for no end."""

    place_id: UUID
    person_id: UUID | None
    kind: OccupancyKind
    first: dt.date
    end: dt.date | None
    stay_id: UUID | None = None
    hold_id: UUID | None = None
    request_id: UUID | None = None
    closure_id: UUID | None = None
    expires_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Nights somebody or something has from the wanted night on."""

    place_id: UUID
    person_id: UUID | None
    kind: str
    first: dt.date
    end: dt.date | None

    def covers(self, night: dt.date) -> bool:
        """Return whether ``night`` is one of these nights."""
        return self.first <= night and (self.end is None or night < self.end)


def terms_of(
    pairs: Sequence[tuple[UUID, UUID]], *, first_night: dt.date, stay_id: UUID = NOBODY
) -> dict[UUID, StayTerm]:
    """Return the term of a stay from ``first_night`` by person, for (structure, person) pairs.

    ``stay_id`` names a stay that does not count for itself. The rule is the database's own
    ``housing_term`` (migration 0006), which its triggers ask as well.
    """
    (found,) = at_once(terms_statement(pairs, first_night=first_night, stay_id=stay_id))
    return terms_by_person(found.rows)


def terms_statement(
    pairs: Sequence[tuple[UUID, UUID]], *, first_night: dt.date, stay_id: UUID = NOBODY
) -> Statement:
    """Return the statement of ``terms_of``; ``terms_by_person`` reads its rows."""
    return _TERMS, [[one for one, _ in pairs], [two for _, two in pairs], first_night, stay_id]


def terms_by_person(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, StayTerm]:
    """Return the terms that ``terms_statement`` found."""
    return {person: StayTerm(months, since, due) for person, months, since, due in rows}


def in_the_way(
    *, places: Iterable[UUID], persons: Iterable[UUID], first: dt.date, but: Q | None = None
) -> list[InTheWay]:
    """Return who has nights of these places, or nights elsewhere, from ``first`` on; in order.

    Holds that ran out are none. ``but`` leaves rows out: those the caller is about to replace.
    """
    rows = Occupancy.objects.filter(
        live(),
        Q(place__in=list(places)) | Q(person__in=list(persons)),
        nights__overlap=DateRange(first, None),
    )
    if but is not None:
        rows = rows.exclude(but)
    return [
        InTheWay(place, person, kind, nights.lower, nights.upper)
        for place, person, kind, nights in rows.order_by("nights", "id").values_list(
            "place_id", "person_id", "kind", "nights"
        )
    ]


def take(wanted: Sequence[Wanted]) -> bool:
    """Insert the nights in one statement; return whether all were free.

    Holds that ran out make way: their nights are nobody's. Where False is returned some rows
    may stand: the caller raises and so takes them back.
    """
    if not wanted:
        return True
    statement = taking(wanted)
    (taken,) = at_once(statement)
    return taken_all(wanted, statement, taken=taken.count)


def taken_all(wanted: Sequence[Wanted], statement: Statement, *, taken: int) -> bool:
    """Return whether all nights were free, once holds that ran out are out of the way.

    ``statement`` is what ``taking`` returned, ``taken`` how many rows it wrote. Hardly ever does
    such a hold stand there still, so nobody looks for one before.
    """
    if taken == len(wanted):
        return True
    (_, others) = at_once(_clearing(wanted), statement)
    return taken + others.count == len(wanted)


def _clearing(wanted: Sequence[Wanted]) -> Statement:
    return (
        "DELETE FROM housing_occupancy WHERE kind = 'hold' AND expires_at <= %s"
        " AND (place_id = ANY(%s) OR person_id = ANY(%s)) AND nights && daterange(%s, NULL)",
        [
            timezone.now(),
            [one.place_id for one in wanted],
            [one.person_id for one in wanted if one.person_id],
            min(one.first for one in wanted),
        ],
    )


def taking(wanted: Sequence[Wanted]) -> Statement:
    """Return the statement that takes the nights that are free; sent again it takes the rest."""
    cell = required_scope("housing.Occupancy")
    rows = as_rows(
        {"id": uuid7()} | {name: getattr(one, name) for name in _COLUMNS if name != "id"}
        for one in wanted
    )
    return _TAKING, [cell.city_id, cell.compartment_id, rows]
