"""Make ``.venv`` hold exactly what the lock files say, hashes checked. Runs before anything else.

``python3 -m lgnet.launcher.environment demo|dev|docs``. Standard library only. The work is done
by uv, itself locked by hash and installed with pip, because it is three times as fast; when uv
fails for whatever reason, pip does all of it. Both follow the user's pip configuration.
"""

import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from .failure import LauncherError, run_as_command
from .locks import FileLock
from .package_index import uv_environment
from .paths import PROJECT, VENV, make_private_folder, state_folder
from .progress import Step, step

OLDEST_PYTHON = (3, 11)
_BOOTSTRAP = "requirements-bootstrap.lock"
# The locks each purpose needs; the development lock holds the application's as well.
LOCKS = {
    "demo": ("requirements.lock",),
    "dev": ("requirements-dev.lock",),
    "docs": ("requirements-docs.lock",),
}
# A purpose that another one serves: with "dev" in place, "demo" has nothing left to install.
_SERVED_BY = {"demo": "dev"}
# Raise it when this module lays the environment out in another way.
_LAYOUT = 1


def digest(project: Path, venv: Path, purpose: str) -> str:
    """Return what an environment for ``purpose`` depends on, as one string.

    The folder counts too: programs in an environment carry its full path.
    """
    parts = [str(_LAYOUT), sys.version, str(project), str(venv)]
    names = {*LOCKS[purpose], *LOCKS["demo"]} if purpose == "dev" else LOCKS[purpose]
    for name in sorted(names):
        parts.append(hashlib.sha256((project / name).read_bytes()).hexdigest())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def stamps(venv: Path) -> dict[str, str]:
    """Read what was installed by purpose; empty when nothing was, or the record is damaged."""
    try:
        kept = json.loads((venv / ".lgnet-stamp").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def is_current(project: Path, venv: Path, purpose: str) -> bool:
    """Tell whether the environment already has what ``purpose`` needs."""
    if not (venv / "bin" / "python").exists():
        return False
    kept = stamps(venv)
    return any(
        kept.get(one) == digest(project, venv, one)
        for one in (purpose, _SERVED_BY.get(purpose))
        if one
    )


def prepare(purpose: str, project: Path = PROJECT, venv: Path = VENV) -> None:
    """Bring the environment to where ``purpose`` needs it.

    Raises LauncherError when Python is too old or incomplete, or the packages cannot be had.
    """
    if is_current(project, venv, purpose):
        return
    known = stamps(venv)
    # An environment of another Python or another folder cannot be mended, only made again.
    is_ours = known.get("made") == _maker(venv)
    if not is_ours:
        _make(venv)
    wanted = {purpose} | {one for one in known if is_ours and one in LOCKS}
    wanted -= {one for one, by in _SERVED_BY.items() if by in wanted}
    locks = [project / name for one in sorted(wanted) for name in LOCKS[one]]
    _install(venv, project, locks, title=f"Packages for {' and '.join(sorted(wanted))}")
    _link_project(project, venv)
    record = {one: digest(project, venv, one) for one in wanted} | {"made": _maker(venv)}
    (venv / ".lgnet-stamp").write_text(json.dumps(record), encoding="utf-8")


def _maker(venv: Path) -> str:
    return f"{_LAYOUT} {sys.version} {venv}"


def _make(venv: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise LauncherError(
            f"This Python {version} cannot make an environment: its 'venv' part is missing. "
            f"On Debian and Ubuntu install it with: apt install python{version}-venv"
        )
    if venv.is_symlink() or venv.is_file():
        raise LauncherError(f"{venv} is not a folder. Remove it and try again.")
    with step(f"Environment with Python {sys.version.split()[0]}"):
        if venv.exists():
            shutil.rmtree(venv)
        done = subprocess.run(
            [sys.executable, "-m", "venv", str(venv)],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        shutil.rmtree(venv, ignore_errors=True)
        raise LauncherError(f"The environment could not be made:\n{done.stdout}{done.stderr}")


def _install(venv: Path, project: Path, locks: list[Path], title: str) -> None:
    names = {
        line.partition("==")[0]
        for lock in locks
        for line in lock.read_text(encoding="utf-8").splitlines()
        if "==" in line and not line.startswith((" ", "#"))
    }
    files = [argument for lock in locks for argument in ("-r", str(lock))]
    python = str(venv / "bin" / "python")
    with step(title, total=len(names)) as now:
        ended = threading.Event()
        watcher = threading.Thread(target=_count_installed, args=(venv, now, ended), daemon=True)
        watcher.start()
        try:
            if _install_with_uv(python, project, files):
                return
            now.note = "with pip"
            pip = [python, "-m", "pip", "--disable-pip-version-check"]
            done = _run(
                [*pip, "install", "--require-hashes", "--no-deps", "--quiet", *files],
                project,
            )
        finally:
            ended.set()
            watcher.join()
    if done.returncode != 0:
        raise LauncherError(
            "The packages could not be installed. Is the network, or the package index in your "
            f"pip configuration, within reach? pip says:\n{done.stdout}{done.stderr}"
        )


def _install_with_uv(python: str, project: Path, files: list[str]) -> bool:
    """Install with uv; False when it could not, whatever the reason."""
    bootstrap = project / _BOOTSTRAP
    pip = [python, "-m", "pip", "--disable-pip-version-check"]
    got = _run([*pip, "install", "--quiet", "--require-hashes", "-r", str(bootstrap)], project)
    if got.returncode != 0:
        return False
    configured = _run([*pip, "config", "list"], project).stdout
    command = [str(Path(python).with_name("uv")), "pip", "install", "--python", python]
    command += [
        "--require-hashes",
        "--no-deps",
        "--compile-bytecode",
        "--quiet",
        *files,
    ]
    return _run(command, project, uv_environment(configured, os.environ)).returncode == 0


def _count_installed(venv: Path, now: Step, ended: threading.Event) -> None:
    while not ended.wait(0.2):
        now.done = sum(1 for _ in venv.glob("lib/python*/site-packages/*.dist-info"))


def _link_project(project: Path, venv: Path) -> None:
    """Put the project on the environment's path, with its ``lgnet`` command.

    A path file and a two-line script, not an editable install: that one would fetch setuptools
    over the network for a build of its own, each time.
    """
    packages = next(venv.glob("lib/python*/site-packages"))
    (packages / "lgnet-project.pth").write_text(f"{project}\n", encoding="utf-8")
    script = venv / "bin" / "lgnet"
    python = shlex.quote(str(venv / "bin" / "python"))
    # /bin/sh, since the system cuts a "#!" line at the first space of a path.
    script.write_text(f'#!/bin/sh\nexec {python} -m lgnet.config.cli "$@"\n', encoding="utf-8")
    script.chmod(0o755)


def _run(
    command: list[str], project: Path, environment: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        cwd=project,
        # A "user" install, which some set for their own convenience, is none of an environment's.
        env=(environment or dict(os.environ)) | {"PIP_USER": "0"},
    )


def main() -> int:
    """Prepare the environment for the purpose named on the command line."""
    if sys.version_info < OLDEST_PYTHON:
        raise LauncherError("LgNet needs Python 3.11 or later.")
    purpose = sys.argv[1] if len(sys.argv) == 2 else ""
    if purpose not in LOCKS:
        raise LauncherError(f"Say what the environment is for: {', '.join(LOCKS)}.")
    if is_current(PROJECT, VENV, purpose):
        return 0
    if not os.access(PROJECT, os.W_OK):
        raise LauncherError(f"You may not write in {PROJECT}. Use a copy of the project.")
    # Two commands begun together must not install into one folder at once.
    with FileLock(make_private_folder(state_folder()) / "environment.lock").held():
        prepare(purpose)
    return 0


if __name__ == "__main__":
    run_as_command(main)
