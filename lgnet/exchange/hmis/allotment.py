"""Which stay sleeps in which place on which nights: a source that counts beds names none.

The rule, night by night: within a project places stand for one another. Whoever came first
keeps a place as long as there is one; whoever waits takes the next one that is free. A person
with stays in two projects sleeps in the one begun last, among those that have a place for
them. Nights for which a stay has no place are not invented: they are left out and reported.

Pure functions over values. Memory grows with the places and with the stays of one day, not
with the file.
"""

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

FOREVER = dt.date.max


@dataclass(frozen=True, slots=True)
class Slot:
    """A place while it can be used: nights ``[opens_on, closes_on)``, without end if None."""

    project: str
    place: Any
    opens_on: dt.date
    closes_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A stay that needs a place for nights ``[starts_on, ends_on)``.

    ``order`` settles who goes first of those who start on one day.
    """

    stay: Any
    project: str
    person: Any
    order: int
    starts_on: dt.date
    ends_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Nights:
    """A place given to a stay for nights ``[from_on, until_on)``, without end if None."""

    stay: Any
    place: Any
    from_on: dt.date
    until_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Missed:
    """A stay some nights of which are left out: for want of a place, or spent elsewhere."""

    stay: Any
    for_want: bool
    elsewhere: bool


@dataclass(eq=False, slots=True)
class _Active:
    wish: Wish
    slot: Slot | None = None
    since: dt.date = FOREVER
    waits_since: dt.date = FOREVER
    is_elsewhere: bool = False
    is_over: bool = False
    for_want: bool = False
    elsewhere: bool = False

    @property
    def rank(self) -> tuple[dt.date, int]:
        return self.wish.starts_on, self.wish.order


def without(
    wish: Wish, taken: Iterable[tuple[dt.date, dt.date | None]]
) -> Iterator[tuple[dt.date, dt.date | None]]:
    """Yield the parts of the wish's nights outside ``taken`` ranges ``[from, to)``."""
    start, end = wish.starts_on, wish.ends_on or FOREVER
    for begins, stops in sorted((first, last or FOREVER) for first, last in taken):
        if stops <= start or begins >= end:
            continue
        if start < begins:
            yield start, begins
        start = stops
    if start < end:
        yield start, None if end == FOREVER else end


def allot(slots: Iterable[Slot], wishes: Iterable[Wish]) -> Iterator[Nights | Missed]:
    """Give places to stays, both given in order of their first night; yield what came of it.

    Parts of one stay may be given as several wishes with the same ``stay``.
    """
    yield from _Allotment().run(slots, wishes)


@dataclass(slots=True)
class _Allotment:
    free: dict[str, list[tuple[int, int, Slot]]] = field(default_factory=lambda: defaultdict(list))
    waiting: dict[str, list[tuple[dt.date, int, int, _Active]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    holding: dict[Any, _Active] = field(default_factory=dict)
    set_aside: dict[Any, list[_Active]] = field(default_factory=lambda: defaultdict(list))
    ends: list[tuple[dt.date, int, _Active]] = field(default_factory=list)
    closings: list[tuple[dt.date, int, _Active, Slot]] = field(default_factory=list)
    dirty: set[str] = field(default_factory=set)
    out: list[Nights | Missed] = field(default_factory=list)
    counter: int = 0

    def run(self, slots: Iterable[Slot], wishes: Iterable[Wish]) -> Iterator[Nights | Missed]:
        openings, arrivals = iter(slots), iter(wishes)
        slot, wish = next(openings, None), next(arrivals, None)
        while True:
            today = min(
                slot.opens_on if slot else FOREVER,
                wish.starts_on if wish else FOREVER,
                self.ends[0][0] if self.ends else FOREVER,
                self.closings[0][0] if self.closings else FOREVER,
            )
            if today == FOREVER:
                break
            while self.ends and self.ends[0][0] == today:
                self._end(heapq.heappop(self.ends)[2], today)
            while self.closings and self.closings[0][0] == today:
                _, _, active, closing = heapq.heappop(self.closings)
                if active.slot is closing:
                    self._leave(active, today, is_elsewhere=False, frees=False)
            while slot and slot.opens_on == today:
                self._free(slot)
                slot = next(openings, None)
            while wish and wish.starts_on == today:
                self._arrive(wish, today)
                wish = next(arrivals, None)
            self._place_all(today)
            yield from self.out
            self.out.clear()
        for active in list(self.holding.values()):
            self._end(active, FOREVER)
        for queue in self.waiting.values():
            for *_, active in queue:
                self._end(active, FOREVER)
        for aside in self.set_aside.values():
            for active in aside:
                self._end(active, FOREVER)
        yield from self.out

    def _next(self) -> int:
        self.counter += 1
        return self.counter

    def _free(self, slot: Slot) -> None:
        # The place that stays open longest first: fewer moves.
        last = (slot.closes_on or FOREVER).toordinal()
        heapq.heappush(self.free[slot.project], (-last, self._next(), slot))
        self.dirty.add(slot.project)

    def _arrive(self, wish: Wish, today: dt.date) -> None:
        active = _Active(wish)
        if wish.ends_on is not None:
            heapq.heappush(self.ends, (wish.ends_on, self._next(), active))
        self._wait(active, today, is_elsewhere=False)

    def _wait(self, active: _Active, today: dt.date, *, is_elsewhere: bool) -> None:
        active.waits_since, active.is_elsewhere = today, is_elsewhere
        if is_elsewhere:
            self.set_aside[active.wish.person].append(active)
            return
        project = active.wish.project
        heapq.heappush(self.waiting[project], (*active.rank, self._next(), active))
        self.dirty.add(project)

    def _note_wait(self, active: _Active, today: dt.date) -> None:
        if today > active.waits_since:
            if active.is_elsewhere:
                active.elsewhere = True
            else:
                active.for_want = True
        active.waits_since = FOREVER

    def _end(self, active: _Active, today: dt.date) -> None:
        if active.is_over:
            return
        active.is_over = True
        if active.slot is not None:
            self._leave(active, today, is_elsewhere=False, frees=True)
        else:
            self._note_wait(active, today)
        if active.for_want or active.elsewhere:
            self.out.append(Missed(active.wish.stay, active.for_want, active.elsewhere))

    def _leave(self, active: _Active, today: dt.date, *, is_elsewhere: bool, frees: bool) -> None:
        """Take the place from a stay; it waits again unless it is over."""
        slot, person = active.slot, active.wish.person
        assert slot is not None  # noqa: S101 (only stays that hold a place leave one)
        if active.since < today:
            until = None if today == FOREVER else today
            if until is None and slot.closes_on is not None:
                until = slot.closes_on
            self.out.append(Nights(active.wish.stay, slot.place, active.since, until))
        active.slot = None
        if self.holding.get(person) is active:
            del self.holding[person]
            for other in self.set_aside.pop(person, ()):
                if not other.is_over:
                    self._note_wait(other, today)
                    self._wait(other, today, is_elsewhere=False)
        if frees and today < (slot.closes_on or FOREVER):
            self._free(slot)
        if not active.is_over:
            self._wait(active, today, is_elsewhere=is_elsewhere)

    def _place_all(self, today: dt.date) -> None:
        while self.dirty:
            project = min(self.dirty)
            self.dirty.discard(project)
            free, waiting = self.free[project], self.waiting[project]
            while waiting and self._has_free(free, today):
                active = heapq.heappop(waiting)[-1]
                if active.is_over or active.slot is not None:
                    continue
                self._try(active, free, today)

    @staticmethod
    def _has_free(free: list[tuple[int, int, Slot]], today: dt.date) -> bool:
        while free and (free[0][2].closes_on or FOREVER) <= today:
            heapq.heappop(free)
        return bool(free)

    def _try(self, active: _Active, free: list[tuple[int, int, Slot]], today: dt.date) -> None:
        """Give the stay the first free place, unless its person sleeps in a later stay."""
        person = active.wish.person
        held = self.holding.get(person)
        if held is not None and held.rank > active.rank:
            self._note_wait(active, today)
            self._wait(active, today, is_elsewhere=True)
            return
        slot = heapq.heappop(free)[2]
        self._note_wait(active, today)
        active.slot, active.since = slot, today
        if slot.closes_on is not None:
            heapq.heappush(self.closings, (slot.closes_on, self._next(), active, slot))
        self.holding[person] = active
        if held is not None:
            self._leave(held, today, is_elsewhere=True, frees=True)
