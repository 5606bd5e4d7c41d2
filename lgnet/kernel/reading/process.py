"""A process that looks at bytes nobody vouches for: they can hurt it, and nothing else."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import BinaryIO

from . import limits

_ROOT = Path(__file__).resolve().parents[3]
# The signal by which the system ends a process whose time is up (SIGXCPU).
_OUT_OF_TIME = -24


class NotRead(Exception):
    """The file is not read; ``code`` says why, as ``refusals.Refused`` does."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def answer_of(child_module: str, given: bytes) -> bytes:
    """Return what a module of ours wrote about ``given``, run as a process of its own.

    Raises NotRead where it ran out of time or wrote too much.
    """
    child = subprocess.Popen(  # noqa: S603 (our own module, no words from outside)
        [sys.executable, "-s", "-B", "-P", "-m", child_module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        # No secret of the server's environment goes in.
        env={"PYTHONPATH": str(_ROOT), "LC_ALL": "C.UTF-8", "OPENPYXL_LXML": "False"},
        close_fds=True,
    )
    assert child.stdin is not None and child.stdout is not None  # noqa: S101 (for the types)
    timed_out = threading.Event()

    def stop() -> None:
        timed_out.set()
        child.kill()

    timer = threading.Timer(limits.MOST_SECONDS, stop)
    feeder = threading.Thread(target=_feed, args=(child.stdin, given), daemon=True)
    timer.start()
    feeder.start()
    try:
        answer = child.stdout.read(limits.LARGEST_OUTPUT + 1)
    finally:
        timer.cancel()
        child.kill()
        child.stdout.close()
        child.wait()
        feeder.join()
    if timed_out.is_set():
        raise NotRead("too_slow")
    if len(answer) > limits.LARGEST_OUTPUT:
        raise NotRead("too_large_unpacked")
    if not answer:
        # Killed for its memory or its time, or gone wrong before it could say so.
        raise NotRead("too_slow" if child.returncode == _OUT_OF_TIME else "unreadable")
    return answer


def _feed(pipe: BinaryIO, given: bytes) -> None:
    try:
        with pipe:
            pipe.write(given)
    except OSError:
        # The child has ended; its answer says why.
        return
