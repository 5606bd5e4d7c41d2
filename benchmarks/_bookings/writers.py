"""Many writers at once: threads in a few processes, each with a connection of its own.

This is how a server works too. One process alone would share one core among all its threads.
"""

import multiprocessing
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg

PATIENCE = 120  # seconds until writers give up waiting for each other


@dataclass(slots=True)
class Tally:
    """What one writer did. ``elapsed`` counts from the common start, in seconds.

    ``told_at``: when each stay was acknowledged, by the machine's monotonic clock, if noted.
    """

    stays: list[UUID] = field(default_factory=list)
    told_at: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    tries_ms: list[float] = field(default_factory=list)
    deadlocks: int = 0
    faults: list[str] = field(default_factory=list)
    elapsed: float = 0.0

    def add_fault(self, error: Exception) -> None:
        """Note an error that no writer should meet; a deadlock is counted by itself."""
        if is_deadlock(error):
            self.deadlocks += 1
        else:
            self.faults.append(f"{type(error).__name__}: {error}")


# A deed takes what the ground is, the number of the writer, a wait for the others, the tally.
Deed = Callable[[Any, int, Callable[[], None], Tally], None]


def is_deadlock(error: BaseException | None) -> bool:
    """Return whether PostgreSQL ended this, or what caused it, to solve a deadlock (40P01)."""
    while error is not None:
        if isinstance(error, psycopg.errors.DeadlockDetected):
            return True
        error = error.__cause__
    return False


class Writers:
    """A crowd that does one deed at a time, all of them at once."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.processes = min(count, max(os.cpu_count() or 1, 2))

    @contextmanager
    def at_work(self, database: str) -> Iterator["Writers"]:
        """Have the processes for the block, both logins on ``database``."""
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(
            self.processes,
            mp_context=context,
            initializer=_begin,
            initargs=(database, context.Barrier(self.count)),
        )
        with self._pool:
            yield self

    def do(self, deed: Deed, ground: Any) -> list[Tally]:
        """Have every writer do ``deed``, and return what each did."""
        shares = [range(first, self.count, self.processes) for first in range(self.processes)]
        running = [self._pool.submit(_work, deed, ground, share) for share in shares]
        return [tally for one in running for tally in one.result()]


def _begin(database: str, barrier: Any) -> None:
    """Set a process up; the arguments reach it once, at its start."""
    import django

    django.setup()
    from django.db import connections

    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = database
    global _barrier
    _barrier = barrier


_barrier: Any = None


def _work(deed: Deed, ground: Any, numbers: Sequence[int]) -> list[Tally]:
    """Do the writers' share of this process, a thread each."""
    tallies = [Tally() for _ in numbers]
    threads = [
        threading.Thread(target=_write, args=(deed, ground, number, tally))
        for number, tally in zip(numbers, tallies, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tallies


def _write(deed: Deed, ground: Any, number: int, tally: Tally) -> None:
    from django.db import connection

    started: list[float] = []

    def meet() -> None:
        connection.ensure_connection()
        _barrier.wait(timeout=PATIENCE)
        started.append(time.perf_counter())

    try:
        deed(ground, number, meet, tally)
    except Exception as error:
        tally.add_fault(error)
        _barrier.abort()  # nobody waits for one who will not come
    finally:
        connection.close()
    if started:
        tally.elapsed = time.perf_counter() - started[0]
