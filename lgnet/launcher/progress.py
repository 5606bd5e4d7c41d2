"""Lines that tell how far a long step is, on a terminal and in a log."""

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_WIDTH = 24


def seconds(elapsed: float) -> str:
    """Say a length of time: ``0.4 s``, ``12 s``, ``1 min 05 s``."""
    if elapsed < 10:
        return f"{elapsed:.1f} s"
    if elapsed < 60:
        return f"{elapsed:.0f} s"
    minutes, rest = divmod(round(elapsed), 60)
    return f"{minutes} min {rest:02d} s"


def drawn(title: str, done: int, total: int, elapsed: float, columns: int = 80) -> str:
    """Draw one line: title, bar when the total is known, elapsed time; never over ``columns``."""
    if total > 0:
        share = min(done / total, 1.0)
        filled = round(share * _WIDTH)
        bar = f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {min(done, total)}/{total}  "
    else:
        bar = ""
    return f"  {title}  {bar}{seconds(elapsed)}"[: columns - 1]


class Step:
    """A step under way. Set ``total``, then ``done`` as it goes on."""

    def __init__(self, title: str, total: int = 0) -> None:
        self.title = title
        self.total = total
        self.done = 0
        self.note = ""


@contextmanager
def step(title: str, *, total: int = 0, stream: TextIO | None = None) -> Iterator[Step]:
    """Show a step while the block runs: redrawn on a terminal, one line in a log.

    A block that raises leaves its line marked as failed and lets the error through.
    """
    out = stream or sys.stderr
    now = Step(title, total)
    started = time.monotonic()
    is_terminal = out.isatty()
    ended = threading.Event()

    def redraw() -> None:
        while not ended.wait(0.1):
            columns = shutil.get_terminal_size().columns
            line = drawn(now.title, now.done, now.total, time.monotonic() - started, columns)
            out.write(f"\r\x1b[2K{line}")
            out.flush()

    painter = threading.Thread(target=redraw, daemon=True) if is_terminal else None
    if painter:
        painter.start()
    ending = "failed"
    try:
        yield now
        ending = now.note
    finally:
        ended.set()
        if painter:
            painter.join()
            out.write("\r\x1b[2K")
        elapsed = seconds(time.monotonic() - started)
        out.write(f"  {title}  {elapsed}{f'  ({ending})' if ending else ''}\n")
        out.flush()
