"""Where the project keeps what it makes on this machine."""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
VENV = PROJECT / ".venv"


def state_folder() -> Path:
    """The folder for data, keys and records of this machine, ``.lgnet`` in the project."""
    return PROJECT / ".lgnet"


def make_private_folder(folder: Path) -> Path:
    """Create ``folder`` unless it is there; an existing one keeps its permissions.

    Root's folder may be walked through, not listed: PostgreSQL steps down to another user, whose
    data lie below. An ordinary user's is closed to everyone else.
    """
    try:
        folder.mkdir()
    except FileExistsError:
        return folder
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    return folder


def write_private(path: Path, text: str) -> None:
    """Replace ``path`` in one step with ``text``, readable by its owner alone."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
    partial.replace(path)
