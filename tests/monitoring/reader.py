"""A curious reader: lists every table that fits what is shown. Knows nothing of how cells were

chosen, only how they hang together; written apart from the code it judges.
"""

from collections.abc import Hashable, Iterator


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
        for number in self._numbers(cell):
            if wanted(number) and self._fits({**self.shown, cell: number}, tied):
                return True
        return False

    def _fits(self, known, tied) -> bool:
        # Cells that hang together with nothing of this one can stay as they are.
        apart = {one: self.guesses[one] for one in self.hidden if one not in tied}
        return next(self._tables({**apart, **known}), None) is not None

    def _tied_to(self, cell) -> set:
        relations = [{whole, *parts} for whole, parts in self.sums]
        relations += [set(pair) for pair in self.orders]
        found, grown = {cell}, True
        while grown:
            more = set().union(*(one for one in relations if one & found)) & set(self.hidden)
            grown = not more <= found
            found |= more
        return found

    def _tables(self, known) -> Iterator[dict]:
        known = self._concluded(known)
        if known is None:
            return
        unknown = [cell for cell in self.hidden if cell not in known]
        if not unknown:
            yield known
            return
        # The cell of the sum with the fewest unknowns: conclusions come soonest.
        cell = min(unknown, key=lambda one: self._openness(one, known))
        for number in self._numbers(cell):
            yield from self._tables({**known, cell: number})

    def _numbers(self, cell) -> list[int]:
        guess = self.guesses[cell]
        return sorted(range(self.highest + 1), key=lambda number: abs(number - guess))

    def _openness(self, cell, known) -> int:
        counts = [
            sum(one not in known for one in (whole, *parts))
            for whole, parts in self.sums
            if cell == whole or cell in parts
        ]
        return min(counts, default=0)

    def _concluded(self, known):
        """Return what follows from ``known``, or None where it contradicts itself."""
        known = dict(known)
        changed = True
        while changed:
            changed = False
            for whole, parts in self.sums:
                missing = [one for one in (whole, *parts) if one not in known]
                total = sum(known.get(part, 0) for part in parts)
                if whole in known and total > known[whole]:
                    return None
                if len(missing) > 1:
                    continue
                if not missing:
                    if known[whole] != total:
                        return None
                    continue
                number = total if missing[0] == whole else known[whole] - total
                if number < 0:
                    return None
                known[missing[0]] = number
                changed = True
        for smaller, larger in self.orders:
            if smaller in known and larger in known and known[smaller] > known[larger]:
                return None
        return known
