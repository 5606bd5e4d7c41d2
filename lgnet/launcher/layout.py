"""Where a cluster lies on this machine, how it is configured, and how it is addressed."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from . import postmaster, privileges
from .paths import make_private_folder

# The kernel's limit is 104 bytes on macOS, 108 on Linux, the closing zero included.
LONGEST_SOCKET_PATH = 99
_ELSEWHERE = Path("/var/lib/lgnet")

_SETTINGS = {
    "listen_addresses": "",
    "port": str(postmaster.PORT),
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "max_connections": "300",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    # No standby reads from it: the log need not carry what bulk loads write twice.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
}
_THROW_AWAY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


@dataclass(frozen=True)
class Kind:
    """What sets one cluster apart. ``is_kept``: its data outlive trouble; else it is remade."""

    name: str
    is_kept: bool


DEMO = Kind("demo", is_kept=True)
TEST = Kind("test", is_kept=False)
# Of the drill that kills its server: as careful as the demo's, or nothing would be proved.
KILL = Kind("kill", is_kept=True)


def socket_path_fits(folder: Path) -> bool:
    """Tell whether a socket in ``folder`` stays within the system's limit on paths."""
    return len(os.fsencode(folder / f".s.PGSQL.{postmaster.PORT}")) <= LONGEST_SOCKET_PATH


def url(user: str, password: str, socket_folder: str, database: str) -> str:
    """Return a ``postgresql://`` address that goes through the socket in ``socket_folder``."""
    host = quote(socket_folder, safe="")
    secret = quote(password, safe="")
    return f"postgresql://{user}:{secret}@{host}:{postmaster.PORT}/{quote(database, safe='')}"


def settings_text(kind: Kind, data: Path, socket_folder: Path) -> str:
    """Return the server's configuration file: what initdb found, then what we decide."""
    chosen = _SETTINGS | ({} if kind.is_kept else _THROW_AWAY)
    # A list of folders: the inner quotes keep a comma in the path from ending the first one.
    chosen["unix_socket_directories"] = '"' + str(socket_folder).replace('"', '""') + '"'
    lines = [f"include = {_quoted(str(data / 'postgresql.conf'))}"]
    lines += [f"{name} = {_quoted(value)}" for name, value in chosen.items()]
    return "\n".join(lines) + "\n"


def home_of(kind: Kind, state: Path, who: privileges.Identity) -> Path:
    """Return the folder for the cluster's data, one that ``who`` can reach.

    That is beneath ``state``, or, when root's project lies where ``who`` may not go, a folder of
    the system's; a note beneath ``state`` then says where. No existing folder is opened up.
    """
    make_private_folder(state)
    if not who.is_stepped_down or privileges.can_reach(state, who):
        return make_private_folder(state / kind.name)
    base = make_base_elsewhere(state)
    (state / f"{kind.name}-data-are-elsewhere").write_text(f"{base / kind.name}\n")
    return privileges.make_trusted_folder(base / kind.name)


def make_base_elsewhere(state: Path) -> Path:
    """Return root's own folder for this project outside of it."""
    privileges.make_trusted_folder(_ELSEWHERE)
    return privileges.make_trusted_folder(folder_elsewhere(state))


def folder_elsewhere(state: Path) -> Path:
    return _ELSEWHERE / hashlib.sha256(os.fsencode(state.resolve())).hexdigest()[:12]


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
