"""Reading a file in a limited process: what is in it can hurt that process, and nothing else."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from lgnet.exchange.enums import FileRefusal
from lgnet.exchange.tables.reading import limits
from lgnet.exchange.tables.reading.sheets import Sheet

_ROOT = Path(__file__).resolve().parents[3]
_CHILD = "lgnet.exchange.tables.reading.child"


class WrongTable(Exception):
    """The file is not read; ``refusal`` says why in one sentence."""

    def __init__(self, refusal: FileRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


def read_table(data: bytes, *, encoding: str = "", separator: str = "", sheet: int = 0) -> Sheet:
    """Return the rows of a CSV or XLSX file, read in a process of its own.

    Empty ``encoding`` and ``separator`` are guessed, sheet 0 is the first with rows. Raises
    WrongTable for everything that is no table within the limits. The file is never written down.
    """
    if len(data) > limits.LARGEST_FILE:
        raise WrongTable(FileRefusal.TOO_LARGE)
    asked = {"encoding": encoding, "separator": separator, "sheet": sheet}
    answer = _run(json.dumps(asked).encode() + b"\n" + data)
    try:
        return _sheet(answer)
    except (ValueError, KeyError, TypeError):
        raise WrongTable(FileRefusal.UNREADABLE) from None


def _run(given: bytes) -> bytes:
    """Return what the child wrote; raise WrongTable where it ran out of time or wrote too much."""
    child = subprocess.Popen(  # noqa: S603 (our own module, no words from outside)
        [sys.executable, "-s", "-B", "-P", "-m", _CHILD],
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
        raise WrongTable(FileRefusal.TOO_SLOW)
    if len(answer) > limits.LARGEST_OUTPUT:
        raise WrongTable(FileRefusal.TOO_LARGE_UNPACKED)
    if not answer:
        # Killed for its memory or its time, or gone wrong before it could say so.
        raise WrongTable(
            FileRefusal.TOO_SLOW if child.returncode == -24 else FileRefusal.UNREADABLE
        )
    return answer


def _feed(pipe: BinaryIO, given: bytes) -> None:
    try:
        with pipe:
            pipe.write(given)
    except OSError:
        # The child has ended; its answer says why.
        return


def _sheet(answer: bytes) -> Sheet:
    head, _, body = answer.partition(b"\n")
    told: dict[str, Any] = json.loads(head)
    if "refused" in told:
        raise WrongTable(FileRefusal(told["refused"]))
    rows = [_row(line) for line in body.split(b"\n")]
    if len(rows) != told["rows"]:
        raise ValueError("rows are missing")
    return Sheet(
        rows=rows,
        cut=[(int(row), int(column)) for row, column in told["cut"]],
        encoding=str(told["encoding"])[:20],
        separator=str(told["separator"])[:1],
        name=str(told["name"])[: limits.LONGEST_SHEET_NAME],
        others=int(told["others"]),
    )


def _row(line: bytes) -> list[str]:
    row = json.loads(line)
    if not isinstance(row, list) or len(row) > limits.MOST_COLUMNS:
        raise ValueError("no row")
    return [str(cell)[: limits.LONGEST_CELL] for cell in row]
