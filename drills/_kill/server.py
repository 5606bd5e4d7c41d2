"""A server of our own that is killed without warning, and started again."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from psycopg import sql

from lgnet.launcher import postmaster
from lgnet.launcher.cluster import Cluster
from lgnet.launcher.failure import LauncherError
from lgnet.launcher.layout import KILL
from lgnet.launcher.locks import FileLock
from lgnet.launcher.paths import state_folder

PATIENCE = 60.0  # seconds until a killed server must be back
_POLL = 0.05


class Killable:
    """The server of the drill's cluster, which ``killable`` opened."""

    def __init__(self) -> None:
        self.cluster = Cluster(KILL)
        self.cluster.open()

    @property
    def superuser_url(self) -> str:
        """The address of the superuser."""
        return self.cluster.superuser_url()

    def kill(self) -> float:
        """End the server with SIGKILL; return when, by the machine's monotonic clock."""
        record = postmaster.running(self.cluster.data)
        if record is None:
            raise RuntimeError("There is no server to kill.")
        os.kill(record.pid, signal.SIGKILL)
        return time.monotonic()

    def start_again(self) -> None:
        """Start the server; the processes of the killed one may take a moment to notice.

        Raises LauncherError where it is not back in time.
        """
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self.cluster.start_again()
                return
            except LauncherError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_POLL)

    def execute(self, statement: str | sql.Composable) -> list[tuple[object, ...]]:
        """Run a statement as the superuser, outside of any transaction; return its rows."""
        text = sql.SQL(statement) if isinstance(statement, str) else statement  # type: ignore[arg-type]
        with psycopg.connect(self.superuser_url, autocommit=True) as connection:
            cursor = connection.execute(text)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def killable() -> Iterator[Cluster]:
    """Have the cluster for the block; raises RuntimeError while another drill has it.

    Its data stay, so that the next drill need not migrate a database anew.
    """
    cluster = Cluster(KILL)
    lock = FileLock(state_folder() / f"{KILL.name}.drill")
    if not lock.take(wait=False):
        raise RuntimeError("Another drill is killing this server already.")
    try:
        cluster.open()
        yield cluster
    finally:
        cluster.close()
        lock.release()


@contextmanager
def careless(server: Killable, database: str) -> Iterator[None]:
    """Let the server acknowledge what it has not written: the fault the checker must see.

    Commits do not wait, and the process that writes the log in the background is held, as by a
    slow disk.
    """
    server.execute(
        sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(database))
    )
    rows = server.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'")
    writers = [int(str(pid)) for (pid,) in rows]
    for pid in writers:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in writers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
