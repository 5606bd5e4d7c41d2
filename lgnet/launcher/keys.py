"""Passwords and keys of this machine's private cluster: made once, kept closed."""

import json
import secrets
from dataclasses import dataclass, fields
from pathlib import Path

from .failure import LauncherError
from .paths import write_private


@dataclass(frozen=True)
class Keys:
    """Passwords of the three database roles, and the two keys of the application."""

    superuser: str
    owner: str
    app: str
    secret_key: str
    context_key: str


def load(folder: Path) -> Keys:
    """Read the keys kept in ``folder``, or make them.

    Raises LauncherError when the file is not ours to read or is damaged.
    """
    path = folder / "secrets"
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        kept = {}
    except (PermissionError, json.JSONDecodeError) as error:
        raise LauncherError(
            f"The keys in {path} cannot be read ({type(error).__name__}). If another user made "
            "them, run the command as that user; otherwise delete it and say 'make demo-reset'."
        ) from error
    names = [field.name for field in fields(Keys)]
    if any(not isinstance(kept.get(name), str) for name in names):
        kept = {name: kept.get(name) or secrets.token_urlsafe(32) for name in names}
        write_private(path, json.dumps(kept, indent=1) + "\n")
    elif path.stat().st_mode & 0o077:
        raise LauncherError(
            f"The keys in {path} can be read by others. Close them with: chmod 600 '{path}'"
        )
    return Keys(**{name: kept[name] for name in names})
