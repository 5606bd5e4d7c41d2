"""PostgreSQL refuses to run as root: who runs it then, and which folders that user can reach."""

import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .failure import LauncherError

# Users a machine may offer for the step down, the fitting one first.
_SUBSTITUTES = ("postgres", "nobody")


@dataclass(frozen=True)
class Identity:
    """The user PostgreSQL runs as: ``uid``, ``gid``, and all the groups they are in."""

    uid: int
    gid: int
    groups: frozenset[int]
    is_stepped_down: bool

    def process_options(self) -> dict[str, Any]:
        """Arguments of ``subprocess`` that start a process as this user."""
        if not self.is_stepped_down:
            return {}
        return {
            "user": self.uid,
            "group": self.gid,
            "extra_groups": sorted(self.groups),
        }


def identity() -> Identity:
    """Return who runs PostgreSQL: whoever we are, or another user when we are root.

    Raises LauncherError when root finds no user to step down to.
    """
    if os.geteuid() != 0:
        groups = frozenset({os.getegid(), *os.getgroups()})
        return Identity(os.geteuid(), os.getegid(), groups, is_stepped_down=False)
    for name in _SUBSTITUTES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        groups = frozenset(os.getgrouplist(name, entry.pw_gid))
        return Identity(entry.pw_uid, entry.pw_gid, groups, is_stepped_down=True)
    raise LauncherError(
        "PostgreSQL does not run as root, and this machine has neither a user 'postgres' nor "
        "'nobody'. Run this command as an ordinary user."
    )


def permits(status: os.stat_result, who: Identity, wanted: int) -> bool:
    """Tell whether permission bits give ``who`` all of ``wanted`` (4 read, 2 write, 1 pass).

    Only the first class that fits counts, as the system does it: an owner without a bit does not
    get it from the group.
    """
    if who.uid == 0:
        return True
    if status.st_uid == who.uid:
        granted = status.st_mode >> 6
    elif status.st_gid in who.groups or status.st_gid == who.gid:
        granted = status.st_mode >> 3
    else:
        granted = status.st_mode
    return granted & wanted == wanted


def can_reach(path: Path, who: Identity) -> bool:
    """Tell whether ``who`` can walk from the root into the folder ``path``."""
    real = path.resolve()
    try:
        return all(permits(folder.stat(), who, 1) for folder in (real, *real.parents))
    except OSError:
        return False


def can_run_all(folder: Path, who: Identity) -> bool:
    """Tell whether ``who`` can reach ``folder`` and read everything beneath it."""
    if not can_reach(folder, who):
        return False
    for parent, _, names in os.walk(folder):
        if not permits(Path(parent).stat(), who, 5):
            return False
        for name in names:
            if not permits(Path(parent, name).stat(), who, 4):
                return False
    return True


def make_trusted_folder(folder: Path) -> Path:
    """Create ``folder`` for root, open to be read; refuse one that another user could change.

    Raises LauncherError when it is there as a link, or owned or writable by someone else.
    """
    try:
        folder.mkdir()
        folder.chmod(0o755)
    except FileExistsError:
        pass
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != 0 or status.st_mode & 0o022:
        raise LauncherError(
            f"{folder} should be a folder that only root can change, and it is not. "
            "Remove it and run the command again."
        )
    return folder


def make_folder_of(folder: Path, who: Identity) -> Path:
    """Create ``folder`` owned by ``who`` and closed to others; it must not be there yet."""
    folder.mkdir(mode=0o700)
    if who.is_stepped_down:
        os.chown(folder, who.uid, who.gid, follow_symlinks=False)
    return folder


def copy_for_everyone(source: Path, target: Path) -> Path:
    """Copy a folder of programs so that every user can run them; whole or not at all."""
    partial = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(source, partial, symlinks=True)
    for parent, _, names in os.walk(partial):
        Path(parent).chmod(0o755)
        for name in names:
            path = Path(parent, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
    partial.rename(target)
    return target
