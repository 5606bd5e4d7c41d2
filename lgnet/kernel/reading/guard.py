"""What a process may do that looks at bytes nobody vouches for: think, and answer."""

import resource
import sys
from typing import Any

from . import limits

_OWN_FILES = (".py", ".pyc", ".so")
_FORBIDDEN = (
    *("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn"),
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod"),
    *("os.kill", "os.putenv", "shutil.", "ctypes.", "pty.", "webbrowser.", "urllib.", "ftplib."),
    *("http.", "smtplib.", "sqlite3.", "exec_command", "code.__new__", "cpython.run_"),
)


def limit() -> None:
    """Take from this process memory, time, and files to write."""
    for what, most in (
        (resource.RLIMIT_AS, limits.MOST_MEMORY),
        (resource.RLIMIT_CPU, limits.MOST_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (most, most))


def shut() -> None:
    """Close the door behind what has been brought in: no more files, network or programs."""
    sys.addaudithook(_forbid)


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise for everything that reading a file does not need."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
    if event == "open":
        path, mode, flags = arguments
        is_written = bool(flags & 3) or any(sign in str(mode or "r") for sign in "wax+")
        if is_written or not str(path).endswith(_OWN_FILES):
            raise PermissionError(event)
