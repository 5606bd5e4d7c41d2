"""Throw-away databases for tests, benchmarks and drills: one template, copied for each.

The template is migrated by the owner and holds the reference rows. It is made anew when anything
that shapes it changes, and it is never written to.
"""

import fcntl
import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from lgnet.launcher.roles import OWNER, create_database, drop_database, prepare_database

PACKAGE = Path(__file__).resolve().parents[1]
_TEMPLATE = "lgnet_template_"


class NoServer(RuntimeError):
    """No server was named on which databases may be made and dropped."""


def superuser_dsn() -> str:
    """Return the address of the cluster's superuser; raises NoServer where none is given."""
    found = os.environ.get("LGNET_SUPERUSER_URL")
    if not found:
        raise NoServer("LGNET_SUPERUSER_URL is not set: `make test` and `make bench` set it.")
    return found


def schema_digest() -> str:
    """Return a digest of everything that shapes the template: migrations and reference data."""
    digest = hashlib.sha256(settings.CONTEXT_KEY.encode())
    shapers = [
        *PACKAGE.glob("*/migrations/*.py"),
        *(path for path in PACKAGE.glob("*/data/**/*") if path.is_file()),
        *PACKAGE.glob("*/actions/reference.py"),
        *PACKAGE.glob("kernel/*.py"),
    ]
    for path in sorted(shapers):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def scratch_database(name: str) -> Iterator[str]:
    """Have both of Django's logins on a fresh copy of the template, dropped after the block.

    Yields the address by which a superuser reaches the copy. Raises NoServer.
    """
    admin = superuser_dsn()
    template = f"{_TEMPLATE}{schema_digest()}"
    before = {alias: connections[alias].settings_dict["NAME"] for alias in _aliases()}
    lock = Path(tempfile.gettempdir()) / f"lgnet-template-{os.getuid()}.lock"
    with lock.open("w") as handle:
        # One at a time: PostgreSQL copies no template that somebody is connected to.
        fcntl.flock(handle, fcntl.LOCK_EX)
        _make_template(admin, template)
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)
                )
            )
    try:
        prepare_database(admin, name)
        _point_at(dict.fromkeys(_aliases(), name))
        yield psycopg.conninfo.make_conninfo(admin, dbname=name)
    finally:
        _point_at(before)
        drop_database(admin, name)


def _aliases() -> tuple[str, ...]:
    return ("default", "owner")


def _point_at(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _make_template(admin: str, name: str) -> None:
    with psycopg.connect(admin, autocommit=True) as connection:
        known = connection.execute("SELECT datname FROM pg_database").fetchall()
    if (name,) in known:
        return
    for (old,) in known:
        if old.startswith(_TEMPLATE):
            drop_database(admin, old)
    raw = f"{name}_raw"
    drop_database(admin, raw)
    create_database(admin, raw)
    prepare_database(admin, raw)
    _point_at(dict.fromkeys(_aliases(), raw))
    call_command("migrate", database="owner", verbosity=0)
    call_command("load_reference", verbosity=0, stdout=io.StringIO())
    _point_at(dict.fromkeys(_aliases(), "postgres"))
    with psycopg.connect(admin, autocommit=True) as connection:
        # Renamed when whole: a killed run leaves no half-made template behind.
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(raw), sql.Identifier(name)
            )
        )
