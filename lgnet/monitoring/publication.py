"""From each city's exact figures to what the network may see. Pure: rows in, figures out."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from . import rules
from .disclosure import Relations, hidden_cells
from .enums import Measure, Period

# The rows of the table besides the cities.
TOTAL = "total"
REFUGES = "refuges"
Row = UUID | str
# (row, measure, period); the period is empty for what is counted as of now.
Cell = tuple[Row, str, str]


@dataclass(slots=True)
class Counts:
    """The exact figures of one cell of tenancy, or of several added up.

    ``values``: (measure, period) to count; ``waits``: period to tally of hours to a place.
    """

    values: dict[tuple[str, str], int] = field(default_factory=dict)
    waits: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, other: "Counts") -> None:
        """Add the counts of another row; waits stay what they were."""
        for key, value in other.values.items():
            self.values[key] = self.values.get(key, 0) + value


@dataclass(frozen=True, slots=True)
class Published:
    """A figure as the network sees it: a value, nothing to count, or hidden."""

    value: float | None
    is_hidden: bool = False


def publish(
    cities: Mapping[UUID, Counts], refuges: Counts | None
) -> dict[tuple[UUID | None, str, str], Published]:
    """Return (city or None for the total, measure, period) to what may be shown.

    ``refuges``: the sum of all protected refuges where they may join the total, else None.
    """
    rows: dict[Row, Counts] = dict(cities.items())
    if refuges is not None:
        rows[REFUGES] = refuges
    total = Counts()
    for counts in rows.values():
        total.add(counts)
    rows[TOTAL] = total
    values = with_rests(
        {
            (row, measure, period): counts.values[measure, period]
            for row, counts in rows.items()
            for measure, period in counts.values
        }
    )
    hidden = hidden_cells(
        values,
        relations(values, parts=[row for row in rows if row != TOTAL]),
        unpublished={cell for cell in values if is_unpublished(cell)},
        last={cell for cell in values if cell[0] == TOTAL},
    )
    found = _counts(values, hidden)
    for city_id, counts in cities.items():
        found |= _medians(city_id, counts.waits)
    together = {
        period: rules.merged(counts.waits.get(period, {}) for counts in cities.values())
        for period in Period.values
    }
    return found | _medians(None, together)


def with_rests(values: Mapping[Cell, int]) -> dict[Cell, int]:
    """Return the cells and, of each whole and part that are there, what is left of the whole."""
    found = dict(values)
    for row in {cell[0] for cell in values}:
        for name, (whole, part) in rules.RESTS.items():
            if (row, whole, "") in values and (row, part, "") in values:
                found[row, name, ""] = values[row, whole, ""] - values[row, part, ""]
    return found


def is_unpublished(cell: Cell) -> bool:
    """Return whether no reader ever sees a cell, though they could work it out."""
    return cell[0] == REFUGES or cell[1] in rules.RESTS


def relations(cells: Any, *, parts: list[Row]) -> Relations:
    """Return how the cells of the table hang together."""
    found = Relations()
    rows = [*parts, TOTAL]
    for measure in rules.ADDITIVE:
        for period in periods_of(measure):
            of_rows = tuple((row, measure, period) for row in parts)
            present = tuple(cell for cell in of_rows if cell in cells)
            # Without a row there is no total either: no city's forms ask it.
            if present:
                found.sums.append(((TOTAL, measure, period), present))
    for row in rows:
        places, taken, free = (
            (row, measure, "")
            for measure in (Measure.PLACES, Measure.OCCUPIED_TONIGHT, Measure.FREE_TONIGHT)
        )
        found.sums.append((places, (taken, free)))
        for name, (whole, part) in rules.RESTS.items():
            if (row, name, "") in cells:
                found.sums.append(((row, whole, ""), ((row, part, ""), (row, name, ""))))
        for smaller, larger in rules.WITHIN:
            pair = ((row, smaller, ""), (row, larger, ""))
            # A city whose forms do not ask has no such cell.
            if all(cell in cells for cell in pair):
                found.orders.append(pair)
        for period in Period.values:
            found.orders.append(
                ((row, Measure.PEOPLE_MET, period), (row, Measure.CONTACTS, period))
            )
        for measure in (Measure.CONTACTS, Measure.PEOPLE_MET):
            for shorter, longer in itertools.pairwise(NESTED):
                found.orders.append(((row, measure, shorter), (row, measure, longer)))
    return found


# Each period lies within the next.
NESTED = (Period.LAST_30_DAYS, Period.LAST_YEAR, Period.ALL)


def periods_of(measure: str) -> tuple[str, ...]:
    """Return the periods in which a measure is a cell of its own: one empty one for "now"."""
    return ("",) if measure in rules.OF_NOW else tuple(Period.values)


def _counts(
    values: Mapping[Cell, int], hidden: set[Cell]
) -> dict[tuple[UUID | None, str, str], Published]:
    found: dict[tuple[UUID | None, str, str], Published] = {}
    for cell, value in values.items():
        row, measure, period = cell
        if is_unpublished(cell):
            continue
        city_id = row if isinstance(row, UUID) else None
        shown = Published(None, True) if cell in hidden else Published(float(value))
        for each in [period] if period else Period.values:
            found[city_id, measure, each] = shown
    return found


def _medians(
    city_id: UUID | None, waits: Mapping[str, Mapping[str, int]]
) -> dict[tuple[UUID | None, str, str], Published]:
    found = {}
    for period in Period.values:
        tally = waits.get(period, {})
        is_small = rules.is_small(sum(tally.values()))
        shown = Published(None, True) if is_small else Published(rules.median_of(tally))
        found[city_id, Measure.MEDIAN_HOURS_TO_PLACE.value, period] = shown
    return found
