"""Test databases: one template, migrated by the owner, copied for each worker."""

import fcntl
import hashlib
import io
import os
import tempfile
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase
from psycopg import sql

from lgnet.launcher.roles import OWNER, create_database, drop_database, prepare_database

PACKAGE = Path(__file__).resolve().parents[1] / "lgnet"

# Rows every installation has; a test that commits must leave them.
REFERENCE_TABLES = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "kernel_context_key",
    "network_city",
    "network_programme",
    "network_edition",
    "network_fundingline",
    "network_cityedition",
    "people_country",
    "directory_service",
    "procrastinate_workers",
}


def superuser_dsn() -> str:
    """Return the address of the test cluster's superuser, given by ``make test``."""
    found = os.environ.get("LGNET_SUPERUSER_URL")
    if not found:
        pytest.exit("No test database server: run the tests with `make test`.", returncode=3)
    return found


def schema_digest() -> str:
    """Return a digest of everything that shapes the template: migrations and reference data."""
    digest = hashlib.sha256(settings.CONTEXT_KEY.encode())
    shapers = [
        *PACKAGE.glob("*/migrations/*.py"),
        *PACKAGE.glob("*/data/*"),
        *PACKAGE.glob("*/actions/reference.py"),
        *PACKAGE.glob("kernel/*.py"),
    ]
    for path in sorted(shapers):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _point_at(name: str) -> None:
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _make_template(name: str) -> None:
    admin = superuser_dsn()
    with psycopg.connect(admin, autocommit=True) as connection:
        known = connection.execute("SELECT datname FROM pg_database").fetchall()
    if (name,) in known:
        return
    for (old,) in known:
        if old.startswith("lgnet_template_"):
            drop_database(admin, old)
    raw = f"{name}_raw"
    drop_database(admin, raw)
    create_database(admin, raw)
    prepare_database(admin, raw)
    _point_at(raw)
    call_command("migrate", database="owner", verbosity=0)
    call_command("load_reference", verbosity=0, stdout=io.StringIO())
    _point_at("postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        # Renamed when whole: a killed run leaves no half-made template behind.
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(raw), sql.Identifier(name)
            )
        )


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, worker_id):
    """Give this worker a fresh copy of the template."""
    template = f"lgnet_template_{schema_digest()}"
    name = f"lgnet_test_{worker_id}_{os.getpid()}"
    admin = superuser_dsn()
    with django_db_blocker.unblock():
        lock = Path(tempfile.gettempdir()) / f"lgnet-template-{os.getuid()}.lock"
        with lock.open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            _make_template(template)
            with psycopg.connect(admin, autocommit=True) as connection:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                        sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)
                    )
                )
        prepare_database(admin, name)
        _point_at(name)
    yield
    with django_db_blocker.unblock():
        for alias in ("default", "owner"):
            connections[alias].close()
        drop_database(admin, name)


@pytest.fixture(scope="session")
def owner_dsn(django_db_setup):
    """Return a way to reach this worker's database as a superuser, past every policy."""
    return psycopg.conninfo.make_conninfo(
        superuser_dsn(), dbname=connections["default"].settings_dict["NAME"]
    )


@pytest.fixture
def as_superuser(owner_dsn):
    """Return an autocommitting superuser connection, for catalogue checks and seeded faults."""
    with psycopg.connect(owner_dsn, autocommit=True) as connection:
        yield connection


def _empty_tables(self):
    """Empty what a committing test wrote. The application role may not truncate, so past it."""
    connections["default"].close()
    dsn = psycopg.conninfo.make_conninfo(
        superuser_dsn(), dbname=connections["default"].settings_dict["NAME"]
    )
    with psycopg.connect(dsn, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        tables = [name for (name,) in rows if name not in REFERENCE_TABLES]
        connection.execute(
            sql.SQL("TRUNCATE {} CASCADE").format(
                sql.SQL(", ").join(sql.Identifier(name) for name in tables)
            )
        )


TransactionTestCase._fixture_teardown = _empty_tables
