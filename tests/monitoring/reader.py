"""A curious reader: finds whether a table fits what is shown. Knows nothing of how cells were

chosen, only how they hang together; written apart from the code it judges.
"""

from collections.abc import Hashable

Range = tuple[int, int]


class Reader:
    """What can be known of hidden cells from shown ones.

    ``sums``: (whole, parts). ``orders``: (smaller, larger). ``highest``: the largest number tried
    for a hidden cell. ``guesses``: what is tried first for each; it only makes finding quick.
    """

    def __init__(self, shown, hidden, sums, orders, highest, guesses):
        self.shown = dict(shown)
        self.hidden = sorted(hidden, key=repr)
        self.sums, self.orders, self.highest = sums, orders, highest
        self.guesses = guesses

    def could_be(self, cell: Hashable, wanted) -> bool:
        """Return whether some table that fits has a number in ``cell`` of which wanted is true."""
        tied = self._tied_to(cell)
        # Cells that hang together with nothing of this one can stay as they are.
        apart = {one: self.guesses[one] for one in self.hidden if one not in tied}
        start = {one: (number, number) for one, number in (self.shown | apart).items()}
        start |= dict.fromkeys(tied, (0, self.highest))
        known = self._concluded(start)
        if known is None:
            return False
        return any(
            wanted(number) and self._fits({**known, cell: (number, number)})
            for number in self._numbers(cell, known)
        )

    def _tied_to(self, cell) -> set:
        relations = [{whole, *parts} for whole, parts in self.sums]
        relations += [set(pair) for pair in self.orders]
        found, grown = {cell}, True
        while grown:
            more = set().union(*(one for one in relations if one & found)) & set(self.hidden)
            grown = not more <= found
            found |= more
        return found

    def _fits(self, ranges: dict[Hashable, Range]) -> bool:
        """Return whether a number can be chosen in each cell's range so that all holds."""
        known = self._concluded(ranges)
        if known is None:
            return False
        still_open = [cell for cell in self.hidden if known[cell][0] < known[cell][1]]
        if not still_open:
            return True
        # The narrowest first: conclusions come soonest.
        cell = min(still_open, key=lambda one: known[one][1] - known[one][0])
        return any(
            self._fits({**known, cell: (number, number)}) for number in self._numbers(cell, known)
        )

    def _numbers(self, cell, known) -> list[int]:
        low, high = known[cell]
        guess = self.guesses[cell]
        return sorted(range(low, high + 1), key=lambda number: abs(number - guess))

    def _concluded(self, ranges: dict[Hashable, Range]) -> dict[Hashable, Range] | None:
        """Return the ranges that are left, or None where nothing fits."""
        known = dict(ranges)
        while True:
            before = dict(known)
            for whole, parts in self.sums:
                self._add_up(known, whole, parts)
            for smaller, larger in self.orders:
                _narrow(known, smaller, 0, known[larger][1])
                _narrow(known, larger, known[smaller][0], self.highest)
            if any(low > high for low, high in known.values()):
                return None
            if known == before:
                return known

    def _add_up(self, known: dict[Hashable, Range], whole, parts) -> None:
        """Narrow a sum and each of its parts by what the others leave them."""
        least, most = (sum(known[part][end] for part in parts) for end in (0, 1))
        _narrow(known, whole, least, most)
        low, high = known[whole]
        for part in parts:
            own_low, own_high = known[part]
            _narrow(known, part, low - (most - own_high), high - (least - own_low))


def _narrow(known: dict[Hashable, Range], cell, low: int, high: int) -> None:
    known[cell] = (max(known[cell][0], low), min(known[cell][1], high))
