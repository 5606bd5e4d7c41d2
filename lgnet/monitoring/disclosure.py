"""Disclosure control: which cells of a table must be hidden so that no small count can be worked
out from the rest. Pure: values in, names of hidden cells out.

A reader knows the cells shown, that counts are whole and not negative, and how cells hang
together: totals are sums of rows, places are occupied or free, a longer period holds a shorter
one, people met are no more than contacts. Hiding the small cells alone is therefore not enough;
more cells are hidden, one by one, until

- each small cell could, for all a reader can tell, be as large as the threshold or larger,
- and each other hidden cell could be another number than it is.

Both are shown by giving such another table: a "move" that changes hidden cells only and keeps
every relation. Where no move is found more is hidden, so a search that gives up errs on the safe
side.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from . import rules

# A cell is named by whatever the table's maker likes, as long as it can stand in a set.
Cell = Any
# A move that needs more tries than this counts as not found.
MOST_TRIES = 4000


@dataclass(frozen=True, slots=True)
class Relations:
    """How cells hang together.

    ``sums``: (whole, parts), the whole being the sum of its parts. ``orders``: (smaller, larger),
    the smaller never above the larger.
    """

    sums: list[tuple[Cell, tuple[Cell, ...]]] = field(default_factory=list)
    orders: list[tuple[Cell, Cell]] = field(default_factory=list)


def hidden_cells(
    values: Mapping[Cell, int],
    relations: Relations,
    *,
    unpublished: Collection[Cell] = (),
    last: Collection[Cell] = (),
) -> set[Cell]:
    """Return the published cells to hide.

    ``values``: every cell's count. ``unpublished``: cells a reader never sees but could work out;
    small ones among them are protected like the rest. ``last``: cells hidden only where no
    other helps, such as totals.
    """
    table = _Table(values, relations)
    hidden = {cell for cell in values if rules.is_small(values[cell])} | set(unpublished)
    checked: set[Cell] = set()
    while True:
        waiting = [cell for cell in _ordered(hidden) if cell not in checked]
        if not waiting:
            return hidden - set(unpublished)
        cell = waiting[0]
        while cell in hidden and not _is_safe(table, cell, hidden, unpublished):
            victim = _victim(table, hidden, last)
            if victim is None:
                break
            hidden.add(victim)
        checked.add(cell)


def _is_safe(table: "_Table", cell: Cell, hidden: set[Cell], unpublished: Collection[Cell]) -> bool:
    value = table.values[cell]
    if rules.is_small(value):
        return table.can_move(cell, rules.THRESHOLD - value, hidden)
    if cell in unpublished:
        return True
    return table.can_move(cell, 1, hidden) or table.can_move(cell, -1, hidden)


def _victim(table: "_Table", hidden: set[Cell], last: Collection[Cell]) -> Cell | None:
    """Return the next cell to hide, one at which the last search got stuck; None if all are.

    A cell that lies between hidden ones already closes a circle; a smaller count costs a reader
    less; an empty cell helps least, because it can only grow.
    """
    for cells in (chain.from_iterable(table.stuck), table.values):
        shown = {cell for cell in cells if cell not in hidden}
        if shown:
            return min(
                shown,
                key=lambda cell: (
                    cell in last,
                    table.values[cell] == 0,
                    -table.neighbours_among(cell, hidden),
                    table.values[cell],
                    repr(cell),
                ),
            )
    return None


def _ordered(cells: Iterable[Cell]) -> list[Cell]:
    return sorted(cells, key=repr)


class _Table:
    """Values with their relations, and the search for moves."""

    def __init__(self, values: Mapping[Cell, int], relations: Relations) -> None:
        self.values = dict(values)
        self.sums = [
            (whole, tuple(part for part in parts))
            for whole, parts in relations.sums
            if whole in values and all(part in values for part in parts)
        ]
        self.orders = [pair for pair in relations.orders if pair[0] in values and pair[1] in values]
        # The cells of the relations at which the last search found no way on.
        self.stuck: list[tuple[Cell, ...]] = []
        self._tries = 0

    def neighbours_among(self, cell: Cell, hidden: set[Cell]) -> int:
        """Return how many relations of the cell hold a hidden cell already."""
        sums = ((whole, *parts) for whole, parts in self.sums)
        return sum(
            cell in relation and not hidden.isdisjoint(relation)
            for relation in chain(sums, self.orders)
        )

    def can_move(self, cell: Cell, by: int, hidden: set[Cell]) -> bool:
        """Return whether the cell may change by ``by`` and hidden cells alone make up for it."""
        self.stuck = []
        self._tries = 0
        if self.values[cell] + by < 0:
            return False
        return self._settle({cell: by}, hidden)

    def _settle(self, move: dict[Cell, int], hidden: set[Cell]) -> bool:
        """Return whether the move can be completed so that every relation holds."""
        self._tries += 1
        if self._tries > MOST_TRIES:
            return False
        for whole, parts in self.sums:
            lacking = move.get(whole, 0) - sum(move.get(part, 0) for part in parts)
            if lacking:
                return self._make_up(whole, parts, lacking, move, hidden)
        for smaller, larger in self.orders:
            if smaller not in move and larger not in move:
                continue
            gap = (
                self.values[smaller]
                + move.get(smaller, 0)
                - self.values[larger]
                - move.get(larger, 0)
            )
            if gap > 0 and self._is_held(smaller, larger):
                return self._follow(smaller, larger, gap, move, hidden)
        return True

    def _is_held(self, smaller: Cell, larger: Cell) -> bool:
        """Return whether the values themselves keep the order; a reader relies on it then."""
        return self.values[smaller] <= self.values[larger]

    def _make_up(
        self,
        whole: Cell,
        parts: tuple[Cell, ...],
        lacking: int,
        move: dict[Cell, int],
        hidden: set[Cell],
    ) -> bool:
        """Change one cell of a sum by what is lacking, or by as much of it as it holds."""
        changes = [(part, lacking) for part in parts] + [(whole, -lacking)]
        ways = []
        for cell, change in changes:
            if cell in move or cell not in hidden:
                continue
            possible = max(change, -self.values[cell])
            if possible:
                ways.append((possible != change, cell, possible))
        for _is_partial, cell, possible in sorted(ways, key=lambda way: (way[0], repr(way[1]))):
            if self._settle({**move, cell: possible}, hidden):
                return True
        self.stuck.append((whole, *parts))
        return False

    def _follow(
        self,
        smaller: Cell,
        larger: Cell,
        gap: int,
        move: dict[Cell, int],
        hidden: set[Cell],
    ) -> bool:
        """Move the other cell of an order along with the one that has moved past it."""
        for cell, change in ((larger, gap), (smaller, -gap)):
            if cell in move or cell not in hidden or self.values[cell] + change < 0:
                continue
            if self._settle({**move, cell: change}, hidden):
                return True
        self.stuck.append((smaller, larger))
        return False
