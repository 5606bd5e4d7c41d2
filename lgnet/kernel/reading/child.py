"""The process that reads: bytes of the file come in, rows of texts go out.

Runs with little memory and time, without keys, database or network, and may open no file but
Python's own. Whatever goes wrong in here, the server only learns that the file is not read.

Input: one line of JSON (encoding, separator, sheet; or names of sheets), then the file. Output: one
line of JSON (``refused`` or the sheets found), then one line of JSON a row, sheet after sheet.
"""

import json
import sys
from typing import Any

from . import limits
from .guard import limit, shut
from .refusals import Refused
from .sheets import Sheet

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def main() -> None:
    """Read the file on standard input and write its rows to standard output."""
    limit()
    try:
        asked = json.loads(sys.stdin.buffer.readline(4096))
        data = sys.stdin.buffer.read(limits.LARGEST_FILE + 1)
        if len(data) > limits.LARGEST_FILE:
            raise Refused("too_large")
        if not data.strip():
            raise Refused("empty")
        if data.startswith(_OLD_OFFICE):
            raise Refused("old_format")
        sheets = _read(data, asked)
        # A workbook without the sheets asked for is an answer too.
        if "names" not in asked and not _has_words(sheets):
            raise Refused("empty")
        _write(sheets)
    except Refused as refused:
        _say({"refused": refused.code})
    except MemoryError:
        _say({"refused": "too_large_unpacked"})
    except Exception:
        _say({"refused": "unreadable"})


def _read(data: bytes, asked: dict[str, Any]) -> list[Sheet]:
    """Bring in what reads this kind of file, close the door behind it, and read."""
    # Not needed, and slow to load where it happens to be installed.
    sys.modules.update(dict.fromkeys(("numpy", "pandas", "PIL"), None))  # type: ignore[arg-type]
    if data.startswith(b"PK"):
        from .workbooks import read_named, read_workbook

        shut()
        if "names" in asked:
            return read_named(data, names=[str(name) for name in asked["names"]])
        return [read_workbook(data, sheet=int(asked["sheet"]))]
    if "names" in asked:
        # Only a workbook has sheets with names.
        raise Refused("not_a_table")
    from .text_files import read_text

    shut()
    return [read_text(data, encoding=asked["encoding"], separator=asked["separator"])]


def _has_words(sheets: list[Sheet]) -> bool:
    return any(
        char.isalnum() for one in sheets for row in one.rows for cell in row for char in cell
    )


def _write(sheets: list[Sheet]) -> None:
    lines = [json.dumps(row) for sheet in sheets for row in sheet.rows]
    if sum(map(len, lines)) + len(lines) > limits.LARGEST_OUTPUT:
        raise Refused("too_large_unpacked")
    _say(
        {
            "sheets": [
                {
                    "rows": len(sheet.rows),
                    "cut": sheet.cut[:1000],
                    "encoding": sheet.encoding,
                    "separator": sheet.separator,
                    "name": sheet.name,
                    "others": sheet.others,
                }
                for sheet in sheets
            ]
        }
    )
    sys.stdout.write("\n".join(lines))
    sys.stdout.flush()


def _say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
