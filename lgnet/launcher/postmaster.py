"""One PostgreSQL server process: is it running, start it, stop it."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .binaries import Server
from .failure import LauncherError
from .privileges import Identity

PORT = 5432
_START_SECONDS = 90  # recovery after a power cut reads the log of everything unwritten
_STOP_SECONDS = 20
_POLL_SECONDS = 0.02
# Servers this process is the parent of.
_STARTED_HERE: "dict[int, subprocess.Popen[bytes]]" = {}


@dataclass(frozen=True)
class PidFile:
    """What ``postmaster.pid`` says. ``is_ready`` is true once connections are accepted."""

    pid: int
    socket_folder: str
    is_ready: bool


def read_pid_file(data: Path) -> PidFile | None:
    """Read the server's own record in its data folder; None when absent or not yet whole."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        return PidFile(
            pid=abs(int(lines[0])),
            socket_folder=lines[4] if len(lines) > 4 else "",
            is_ready=len(lines) > 7 and lines[7].strip() == "ready",
        )
    except (FileNotFoundError, IndexError, ValueError):
        return None


def is_postgres(pid: int, data: Path) -> bool:
    """Tell whether process ``pid`` is alive and the server of ``data``, not a later namesake."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    proc = Path("/proc", str(pid))
    if proc.is_dir():
        try:
            if proc.joinpath("stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return False
            return (proc / "cwd").readlink().samefile(data)
        except PermissionError:
            return "postgres" in proc.joinpath("comm").read_text()
        except OSError:
            return False
    command = ["ps", "-p", str(pid), "-o", "comm="]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "postgres" in done.stdout


def running(data: Path) -> PidFile | None:
    """Return the record of the server that runs on ``data``, or None."""
    record = read_pid_file(data)
    return record if record and is_postgres(record.pid, data) else None


def clear_stale(data: Path, socket_folder: Path) -> bool:
    """Remove records of a killed server that would stop a new one; True when there were any.

    PostgreSQL removes them itself when no process has the number they name. When a later,
    unrelated process has it, or a file was cut short by a full disk, it would refuse to start
    until someone deleted them by hand.
    """
    if running(data):
        return False
    found = False
    for path in (data / "postmaster.pid", socket_folder / f".s.PGSQL.{PORT}.lock"):
        if path.exists() and _names_a_living_process(path):
            path.unlink()
            found = True
    return found


def start(
    server: Server, data: Path, settings: Path, socket_folder: Path, who: Identity
) -> PidFile:
    """Start the server and wait until it accepts connections.

    Raises LauncherError with the last lines of its log when that fails.
    """
    log = data / "server.log"
    command = [
        server.program("postgres"),
        "-D",
        str(data),
        "-c",
        f"config_file={settings}",
    ]
    with _log_of(log, who) as stream:
        # A session of its own: Ctrl-C in the terminal must reach us, not the database.
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            cwd=data,
            env=clean_environment(),
            start_new_session=True,
            **who.process_options(),
        )
    _STARTED_HERE[process.pid] = process
    return await_ready(data, process)


def await_ready(data: Path, process: "subprocess.Popen[bytes] | None" = None) -> PidFile:
    """Wait until the server on ``data`` accepts connections, after recovery if it needs one.

    ``process``: the server when we started it, so that its end is noticed at once. Raises
    LauncherError with the last lines of its log when it ends or does not get ready.
    """
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        record = read_pid_file(data)
        if record and record.is_ready and (process is None or record.pid == process.pid):
            return record
        if process.poll() is not None if process else not running(data):
            break
        time.sleep(_POLL_SECONDS)
    else:
        stop(data)
    log = data / "server.log"
    raise LauncherError(f"PostgreSQL did not start. The end of its log ({log}) says:\n{tail(log)}")


def stop(data: Path) -> None:
    """Stop the server on ``data``: open transactions are rolled back, everything is written.

    Raises LauncherError when it is still there after being told twice.
    """
    for order in (signal.SIGINT, signal.SIGQUIT):
        record = running(data)
        if record is None:
            _collect_ended()
            return
        try:
            os.kill(record.pid, order)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + _STOP_SECONDS
        while time.monotonic() < deadline:
            if not is_postgres(record.pid, data):
                _collect(record.pid)
                return
            time.sleep(_POLL_SECONDS)
    raise LauncherError(f"PostgreSQL on {data} does not stop. Its log: {data / 'server.log'}")


def clean_environment() -> dict[str, str]:
    """Return an environment for the server's programs, without the user's own PG variables."""
    keep = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    return {name: os.environ[name] for name in keep if name in os.environ} | {"LC_ALL": "C"}


def tail(log: Path, lines: int = 12) -> str:
    """Return the last lines of a log, indented, or say that there is none."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    last = text.splitlines()[-lines:] or ["(nothing was written)"]
    return "\n".join(f"    {line}" for line in last)


@contextmanager
def _log_of(log: Path, who: Identity) -> Iterator[int]:
    """Open the server's log, begun anew at each start so that it never grows without end."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
    descriptor = os.open(log, flags, 0o600)
    try:
        if who.is_stepped_down:
            os.fchown(descriptor, who.uid, who.gid)
        yield descriptor
    finally:
        os.close(descriptor)


def _names_a_living_process(record: Path) -> bool:
    """Tell whether a lock file's first line is the number of a living process, or damaged."""
    try:
        os.kill(abs(int(record.read_text().split("\n", 1)[0])), 0)
    except ValueError:
        return True
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _collect_ended() -> None:
    for pid in [pid for pid, process in _STARTED_HERE.items() if process.poll() is not None]:
        del _STARTED_HERE[pid]


def _collect(pid: int) -> None:
    """Collect the server that has ended, if it was our own child; else it stays as a zombie."""
    process = _STARTED_HERE.pop(pid, None)
    if process:
        process.wait(_STOP_SECONDS)
