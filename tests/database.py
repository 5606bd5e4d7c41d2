"""Test databases: a fresh copy of the template for each worker."""

import os
from contextlib import ExitStack

import psycopg
import pytest
from django.db import connections
from django.test import TransactionTestCase
from psycopg import sql

from lgnet.config.scratch import NoServer, scratch_database, superuser_dsn

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
    "housing_staypolicy",
    "people_country",
    "directory_service",
    "forms_nationalterm",
    "procrastinate_workers",
}
# Tables with rows that every installation has and rows that people wrote: which ones stay.
CORE_TABLES = {
    "forms_coreform": "changed_by_id IS NULL",
    "forms_formversion": "city_id IS NULL AND published_by_id IS NULL",
}


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, worker_id):
    """Give this worker a fresh copy of the template."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            try:
                stack.enter_context(scratch_database(f"lgnet_test_{worker_id}_{os.getpid()}"))
            except NoServer:
                pytest.exit("No test database server: run the tests with `make test`.", 3)
        yield
        with django_db_blocker.unblock():
            stack.close()


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
        # Emptying organisations empties the parts of cities, which name one: they stay, without.
        connection.execute("CREATE TEMPORARY TABLE kept AS TABLE network_cityedition")
        connection.execute("UPDATE kept SET represented_by_id = NULL")
        for table, kept in CORE_TABLES.items():
            connection.execute(
                f"CREATE TEMPORARY TABLE kept_{table} AS SELECT * FROM {table} WHERE {kept}"
            )
        connection.execute(
            sql.SQL("TRUNCATE {} CASCADE").format(
                sql.SQL(", ").join(sql.Identifier(name) for name in tables)
            )
        )
        connection.execute("INSERT INTO network_cityedition TABLE kept")
        # The national core likewise: emptying users empties what they may have written. Its
        # triggers let nobody but the application in.
        connection.execute("SET session_replication_role = replica")
        for table in CORE_TABLES:
            connection.execute(f"INSERT INTO {table} TABLE kept_{table}")


TransactionTestCase._fixture_teardown = _empty_tables
