"""The board: places of one night gathered into structures and units, as the page shows them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from .enums import OccupancyKind, PlaceState, StructureKind

# The board looks so many nights ahead, and shows so many beside each other.
NIGHTS_AHEAD = 28
WEEK = 7


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the board somebody wants to see, as it stands in the address."""

    tonight: dt.date
    night: dt.date
    is_week: bool = False
    is_wall: bool = False
    structure: UUID | None = None
    unit: UUID | None = None
    kind: str = ""
    is_only_free: bool = False

    @staticmethod
    def from_query(query: Mapping[str, str], *, tonight: dt.date) -> "Chosen":
        """Read an address; what it says wrongly is as if it were not there."""
        kind = query.get("kind", "")
        return Chosen(
            tonight=tonight,
            night=_night(query.get("night", ""), tonight),
            is_week=query.get("show") == "week",
            is_wall=query.get("mode") == "wall",
            structure=_key(query.get("structure", "")),
            unit=_key(query.get("unit", "")),
            kind=kind if kind in StructureKind.values else "",
            is_only_free=query.get("free") == "1",
        )

    def but(self, **changes: Any) -> "Chosen":
        """Return the same with changes."""
        return replace(self, **changes)

    @property
    def is_tonight(self) -> bool:
        """Return whether the night is the one we are in, or that comes next."""
        return self.night == self.tonight

    @property
    def is_narrowed(self) -> bool:
        """Return whether some places are left out."""
        return bool(self.structure or self.unit or self.kind or self.is_only_free)

    @property
    def query(self) -> str:
        """Return the end of the address, with its question mark; empty where all is usual."""
        parts = {
            "show": "week" if self.is_week else "",
            "mode": "wall" if self.is_wall else "",
            "night": "" if self.is_tonight else self.night.isoformat(),
            "structure": str(self.structure or ""),
            "unit": str(self.unit or ""),
            "kind": self.kind,
            "free": "1" if self.is_only_free else "",
        }
        found = urlencode({name: value for name, value in parts.items() if value})
        return f"?{found}" if found else ""


def _night(text: str, tonight: dt.date) -> dt.date:
    try:
        night = dt.date.fromisoformat(text)
    except ValueError:
        return tonight
    is_shown = tonight <= night < tonight + dt.timedelta(days=NIGHTS_AHEAD)
    return night if is_shown else tonight


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@dataclass(slots=True)
class UnitBlock:
    """A room, flat or house with its places in order."""

    unit: Any
    places: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class StructureBlock:
    """A structure with its units; of its open places, how many are free and how many to check."""

    structure: Any
    units: list[UnitBlock] = field(default_factory=list)
    free: int = 0
    to_check: int = 0
    open: int = 0


def gather(places: Iterable[Any]) -> list[StructureBlock]:
    """Return the blocks of ``queries.places_on``, whose order keeps structures together."""
    blocks: list[StructureBlock] = []
    for place in places:
        unit, structure = place.unit, place.unit.structure
        if not blocks or blocks[-1].structure.pk != structure.pk:
            blocks.append(StructureBlock(structure))
        block = blocks[-1]
        if not block.units or block.units[-1].unit.pk != unit.pk:
            block.units.append(UnitBlock(unit))
        block.units[-1].places.append(place)
        block.free += place.state == PlaceState.FREE
        block.to_check += place.state == PlaceState.TO_CHECK
        block.open += place.state != PlaceState.CLOSED
    return blocks


def name_occupants(places: Iterable[Any], called: Mapping[UUID, str]) -> None:
    """Give each place what its occupant is called; empty for nobody, or nobody one may see."""
    for place in places:
        place.occupant = called.get(place.occupant_id, "")


def totals(blocks: Iterable[StructureBlock]) -> dict[str, int]:
    """Return the free places, those to check and the open ones of all blocks."""
    found = list(blocks)
    return {
        "free": sum(block.free for block in found),
        "to_check": sum(block.to_check for block in found),
        "open": sum(block.open for block in found),
    }


def seen(places: Iterable[Any]) -> list[tuple[str, ...]]:
    """Return all that the board tells of places: equal for two boards that look the same."""
    return [
        tuple(
            str(value)
            for value in (
                place.pk,
                place.label,
                place.unit.name,
                place.unit.structure.name,
                place.unit.structure.kind,
                place.state,
                place.stay_id,
                place.occupant,
                place.hold_id,
                place.expires_at,
                place.closed_for,
                place.free_again_on,
            )
        )
        for place in places
    ]


@dataclass(slots=True)
class UnitWeek:
    """A unit with its free places night by night."""

    key: UUID
    name: str
    nights: list[Mapping[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class StructureWeek:
    """A structure with its units' weeks; ``nights`` adds them up."""

    key: UUID
    name: str
    kind: str
    units: list[UnitWeek] = field(default_factory=list)
    nights: list[dict[str, Any]] = field(default_factory=list)

    @property
    def kind_label(self) -> str:
        """Return the kind in the language of the page."""
        return str(StructureKind(self.kind).label)


def is_open_on(place: Any, night: dt.date) -> bool:
    """Return whether place and structure are open on a night, taken or not."""
    structure = place.unit.structure
    return (
        max(place.available_from, structure.opened_on) <= night
        and (place.available_until is None or place.available_until > night)
        and (structure.closed_on is None or structure.closed_on > night)
    )


def runs_over(row: Any, night: dt.date) -> bool:
    """Return whether of ``queries.board.open_ends`` this one may still sleep there on a night."""
    return row.due_on <= night and (row.next_from is None or row.next_from > night)


def week_rows(
    places: Iterable[Any], taken: Iterable[Any], over: Iterable[Any], nights: Iterable[dt.date]
) -> list[dict[str, Any]]:
    """Return ``free``, ``to_check`` and ``open`` places of each unit on each night.

    ``taken`` are the rows of ``queries.board.nights_between``, ``over`` those of ``open_ends``.
    The states are those of ``queries.places_on``. With ``night``, ``unit_key``, ``unit_name``,
    ``structure``, ``structure_name`` and ``kind``, in the order of the places, then by night.
    """
    nights_of, ends_of = defaultdict(list), {row.place_id: row for row in over}
    for row in taken:
        nights_of[row.place_id].append(row)
    wanted = list(nights)
    found: dict[tuple[UUID, dt.date], dict[str, Any]] = {}
    for place in places:
        unit, structure = place.unit, place.unit.structure
        for night in wanted:
            row = found.setdefault(
                (unit.pk, night),
                _none(night)
                | {
                    "unit_key": unit.pk,
                    "unit_name": unit.name,
                    "structure": structure.pk,
                    "structure_name": structure.name,
                    "kind": structure.kind,
                },
            )
            state = _state(place, night, nights_of[place.pk], ends_of.get(place.pk))
            row["free"] += state == PlaceState.FREE
            row["to_check"] += state == PlaceState.TO_CHECK
            row["open"] += state != PlaceState.CLOSED
    return list(found.values())


def _state(place: Any, night: dt.date, rows: Iterable[Any], end: Any) -> PlaceState:
    for row in rows:
        if row.nights.lower <= night and (row.nights.upper is None or night < row.nights.upper):
            is_closure = row.kind == OccupancyKind.CLOSURE
            return PlaceState.CLOSED if is_closure else PlaceState.TAKEN
    if not is_open_on(place, night):
        return PlaceState.CLOSED
    is_over = end is not None and runs_over(end, night)
    return PlaceState.TO_CHECK if is_over else PlaceState.FREE


def weeks(rows: Iterable[Mapping[str, Any]], nights: Iterable[dt.date]) -> list[StructureWeek]:
    """Return the rows of ``week_rows`` by structure and unit."""
    wanted = list(nights)
    found: list[StructureWeek] = []
    for row in rows:
        if not found or found[-1].key != row["structure"]:
            found.append(StructureWeek(row["structure"], row["structure_name"], row["kind"]))
        units = found[-1].units
        if not units or units[-1].key != row["unit_key"]:
            units.append(UnitWeek(row["unit_key"], row["unit_name"]))
        units[-1].nights.append(row)
    for structure in found:
        structure.nights = added_up(structure.units, wanted)
    return found


def added_up(parts: Iterable[Any], nights: Iterable[dt.date]) -> list[dict[str, Any]]:
    """Return the sums of several units' or structures' nights."""
    found = [_none(night) for night in nights]
    for part in parts:
        for total, row in zip(found, part.nights, strict=True):
            for key in ("free", "to_check", "open"):
                total[key] += row[key]
    return found


def _none(night: dt.date) -> dict[str, Any]:
    return {"night": night, "free": 0, "to_check": 0, "open": 0}
