"""Child processes that never outlive us, and remembering those a killed launcher left behind."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

from .failure import LauncherError
from .paths import PROJECT, write_private

_POLL_SECONDS = 0.1
_GRACE_SECONDS = 12


class StopRequest:
    """Ctrl-C, SIGTERM and a closed terminal, noted instead of breaking in half-way."""

    def __init__(self) -> None:
        self.is_made = False
        self.signal_number = 0

    def listen(self) -> None:
        """From now on the three signals only set ``is_made``."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.is_made = True
        self.signal_number = number


class StoppedError(Exception):
    """The user asked to stop while something was under way."""


@dataclass
class Child:
    """A process we started: its name for the user, its log, and the group it leads."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path | None


class Family:
    """The processes of one command. Each leads a group of its own, so none is forgotten."""

    def __init__(self, stop_request: StopRequest) -> None:
        self.stop_request = stop_request
        self.children: list[Child] = []

    def start(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        log: Path | None = None,
        pass_fds: tuple[int, ...] = (),
    ) -> Child:
        """Start a process; its output goes to ``log``, or to our own without one."""
        stream = log.open("wb") if log else None
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                cwd=PROJECT,
                env=dict(environment),
                pass_fds=pass_fds,
                # Ctrl-C reaches us alone; we stop the others in order.
                start_new_session=True,
            )
        finally:
            if stream:
                stream.close()
        child = Child(name, process, log)
        self.children.append(child)
        return child

    def finish(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Run a process to its end.

        Raises LauncherError when it fails, StoppedError when the user asks to stop meanwhile.
        """
        child = self.start(name, command, environment)
        while child.process.poll() is None:
            if self.stop_request.is_made:
                raise StoppedError
            time.sleep(_POLL_SECONDS)
        self.children.remove(child)
        if child.process.returncode != 0:
            raise LauncherError(f"{name} failed; what it says stands above.")

    def stop(self) -> None:
        """Ask all to end, then make them; nothing of their groups is left afterwards."""
        for child in self.children:
            _signal_group(child.process.pid, signal.SIGTERM)
        deadline = time.monotonic() + _GRACE_SECONDS
        for child in self.children:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.0, deadline - time.monotonic()))
            _signal_group(child.process.pid, signal.SIGKILL)
            child.process.wait()
        self.children.clear()


class Foreground:
    """Run commands in the terminal's own group while we outlive Ctrl-C, to clean up after them.

    Ctrl-C reaches them by itself; SIGTERM is passed on. After either, nothing more is run.
    """

    def __init__(self) -> None:
        self.is_stopped = False
        self._process: subprocess.Popen[bytes] | None = None
        self._handlers: dict[int, Any] = {}

    def __enter__(self) -> "Foreground":
        for number in (signal.SIGINT, signal.SIGTERM):
            self._handlers[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *exception: object) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def run(
        self, command: Sequence[str], environment: Mapping[str, str], stdout: TextIO | None = None
    ) -> int:
        """Run one command to its end; return its status as a shell would, 130 once stopped."""
        if self.is_stopped:
            return 130
        self._process = subprocess.Popen(command, cwd=PROJECT, env=dict(environment), stdout=stdout)
        status = self._process.wait()
        self._process = None
        return status if status >= 0 else 128 - status

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.is_stopped = True
        if number == signal.SIGTERM and self._process:
            self._process.send_signal(number)


def birth_of(pid: int) -> str:
    """Return when process ``pid`` was born, so that a later one of its number is told apart.

    Empty when there is none, or only an ended one that its parent has not collected.
    """
    try:
        facts = Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()
        return "" if facts[0] == "Z" else facts[19]
    except OSError:
        pass
    done = subprocess.run(
        ["ps", "-p", str(pid), "-o", "lstart="], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def remember(path: Path, children: Sequence[Child], **facts: str) -> None:
    """Write down which processes run, with facts about them, in case we are killed."""
    births = {str(child.process.pid): birth_of(child.process.pid) for child in children}
    write_private(path, json.dumps({**facts, "processes": births}))


def recall(path: Path) -> dict[str, object]:
    """Read what ``remember`` wrote; empty when there is nothing, or it is damaged."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def end_leftovers(path: Path) -> int:
    """End the processes a killed launcher left running; return how many there were."""
    processes = recall(path).get("processes")
    ended = 0
    for number, birth in processes.items() if isinstance(processes, dict) else ():
        pid = int(number)
        if birth and birth_of(pid) == birth:
            _signal_group(pid, signal.SIGTERM)
            deadline = time.monotonic() + _GRACE_SECONDS
            while birth_of(pid) == birth and time.monotonic() < deadline:
                time.sleep(_POLL_SECONDS)
            _signal_group(pid, signal.SIGKILL)
            ended += 1
    path.unlink(missing_ok=True)
    return ended


def _signal_group(leader: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)
