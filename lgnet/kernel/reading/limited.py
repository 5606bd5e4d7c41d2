"""Reading a file in a limited process: what is in it can hurt that process, and nothing else."""

import json
from collections.abc import Sequence
from typing import Any

from . import limits
from .process import NotRead as NotRead
from .process import answer_of
from .sheets import Sheet

_CHILD = "lgnet.kernel.reading.child"


def read_table(data: bytes, *, encoding: str = "", separator: str = "", sheet: int = 0) -> Sheet:
    """Return the rows of a CSV or XLSX file, read in a process of its own.

    Empty ``encoding`` and ``separator`` are guessed, sheet 0 is the first with rows. Raises
    NotRead for everything that is no table within the limits. The file is never written down.
    """
    found = _sheets(data, {"encoding": encoding, "separator": separator, "sheet": sheet})
    if len(found) != 1:
        raise NotRead("unreadable")
    return found[0]


def read_sheets(data: bytes, *, names: Sequence[str]) -> dict[str, Sheet]:
    """Return the sheets of an XLSX file that bear one of the names, whatever their case.

    A sheet that is not there is not in the answer. Raises NotRead as ``read_table``.
    """
    found = _sheets(data, {"names": [name.casefold() for name in names]})
    return {sheet.name.casefold(): sheet for sheet in found}


def _sheets(data: bytes, asked: dict[str, Any]) -> list[Sheet]:
    if len(data) > limits.LARGEST_FILE:
        raise NotRead("too_large")
    answer = answer_of(_CHILD, json.dumps(asked).encode() + b"\n" + data)
    try:
        return sheets_in(answer)
    except (ValueError, KeyError, TypeError):
        raise NotRead("unreadable") from None


def sheets_in(answer: bytes) -> list[Sheet]:
    """Return the sheets the process tells of; what it says is not believed without a look."""
    head, _, body = answer.partition(b"\n")
    told: dict[str, Any] = json.loads(head)
    if "refused" in told:
        raise NotRead(str(told["refused"]))
    lines = body.split(b"\n") if body else []
    found = []
    for one in told["sheets"]:
        rows, lines = lines[: one["rows"]], lines[one["rows"] :]
        found.append(_sheet(one, rows))
    if lines:
        raise ValueError("rows are left over")
    return found


def _sheet(told: dict[str, Any], lines: list[bytes]) -> Sheet:
    rows = [_row(line) for line in lines]
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
