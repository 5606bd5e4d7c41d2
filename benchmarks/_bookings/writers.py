"""Many writers at once: threads in a few processes, each with a connection of its own.

Or as before a server: the writers wait for one of its threads, which have the connections.
"""

import multiprocessing
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg

PATIENCE = 120  # seconds until writers give up waiting for each other
# The threads of a process of the web server: lgnet/launcher/demo.py.
SERVER_THREADS = 4


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


class Server:
    """The threads of one process, each with a connection, that answer what writers ask."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(SERVER_THREADS)

    def answer(self, ask: Callable[..., Any], *args: Any) -> Any:
        """Have the next free thread run ``ask``, and return or raise what it does."""
        return self._threads.submit(ask, *args).result()

    def close(self) -> None:
        """Close the connections and end the threads."""
        together = threading.Barrier(SERVER_THREADS)  # so that each thread comes by once

        def leave() -> None:
            from django.db import connection

            connection.close()
            together.wait(timeout=PATIENCE)

        for one in [self._threads.submit(leave) for _ in range(SERVER_THREADS)]:
            one.result()
        self._threads.shutdown()


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
_server: Server | None = None


def served(ask: Callable[..., Any], *args: Any) -> Any:
    """Have ``ask`` answered by the server, or here where the deed needs none."""
    return _server.answer(ask, *args) if _server else ask(*args)


def _work(deed: Deed, ground: Any, numbers: Sequence[int]) -> list[Tally]:
    """Do the writers' share of this process, before a server where the deed says so."""
    global _server
    if not getattr(deed, "is_served", False):
        return _write_all(deed, ground, numbers)
    _server = Server()
    try:
        return _write_all(deed, ground, numbers)
    finally:
        _server.close()
        _server = None


def _write_all(deed: Deed, ground: Any, numbers: Sequence[int]) -> list[Tally]:
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
        served(connection.ensure_connection)
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
