"""The process that reads: bytes of the file come in, rows of texts go out.

Runs with little memory and time, without keys, database or network, and may open no file but
Python's own. Whatever goes wrong in here, the server only learns that the file is not read.

Input: one line of JSON (encoding, separator, sheet), then the file. Output: one line of JSON
(``refused`` or what was found), then one line of JSON a row.
"""

import json
import resource
import sys
from typing import Any

from . import limits
from .refusals import Refused
from .sheets import Sheet

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OWN_FILES = (".py", ".pyc", ".so")
_FORBIDDEN = (
    *("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn"),
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod"),
    *("os.kill", "os.putenv", "shutil.", "ctypes.", "pty.", "webbrowser.", "urllib.", "ftplib."),
    *("http.", "smtplib.", "sqlite3.", "exec_command", "code.__new__", "cpython.run_"),
)


def main() -> None:
    """Read the file on standard input and write its rows to standard output."""
    _limit()
    try:
        asked = json.loads(sys.stdin.buffer.readline(4096))
        data = sys.stdin.buffer.read(limits.LARGEST_FILE + 1)
        if len(data) > limits.LARGEST_FILE:
            raise Refused("too_large")
        if not data.strip():
            raise Refused("empty")
        if data.startswith(_OLD_OFFICE):
            raise Refused("old_format")
        _write(_read(data, asked))
    except Refused as refused:
        _say({"refused": refused.code})
    except MemoryError:
        _say({"refused": "too_large_unpacked"})
    except Exception:
        _say({"refused": "unreadable"})


def _read(data: bytes, asked: dict[str, Any]) -> Sheet:
    """Bring in what reads this kind of file, close the door behind it, and read."""
    # Not needed, and slow to load where it happens to be installed.
    sys.modules.update(dict.fromkeys(("numpy", "pandas", "PIL"), None))  # type: ignore[arg-type]
    if data.startswith(b"PK"):
        from .workbooks import read_workbook

        sys.addaudithook(_forbid)
        return read_workbook(data, sheet=int(asked["sheet"]))
    from .text_files import read_text

    sys.addaudithook(_forbid)
    return read_text(data, encoding=asked["encoding"], separator=asked["separator"])


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits.MOST_MEMORY),
        (resource.RLIMIT_CPU, limits.MOST_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (most, most))


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise for everything that reading a table does not need."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
    if event == "open":
        path, mode, flags = arguments
        is_written = bool(flags & 3) or any(sign in str(mode or "r") for sign in "wax+")
        if is_written or not str(path).endswith(_OWN_FILES):
            raise PermissionError(event)


def _write(sheet: Sheet) -> None:
    if not any(char.isalnum() for row in sheet.rows for cell in row for char in cell):
        raise Refused("empty")
    lines = [json.dumps(row) for row in sheet.rows]
    if sum(map(len, lines)) + len(lines) > limits.LARGEST_OUTPUT:
        raise Refused("too_large_unpacked")
    _say(
        {
            "rows": len(lines),
            "cut": sheet.cut[:1000],
            "encoding": sheet.encoding,
            "separator": sheet.separator,
            "name": sheet.name,
            "others": sheet.others,
        }
    )
    sys.stdout.write("\n".join(lines))
    sys.stdout.flush()


def _say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
