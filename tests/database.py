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
    "network_fundingcondition",
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


# Tables with a file: one that was never written to has none.
_WRITTEN = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""


def _empty_tables(self):
    """Empty what a committing test wrote, past the rights of the application.

    Only tables that were ever written to, row by row: emptying them all at once makes anew the
    files of each table and index, which takes seconds. No trigger and no foreign key looks on.
    """
    connections["default"].close()
    dsn = psycopg.conninfo.make_conninfo(
        superuser_dsn(), dbname=connections["default"].settings_dict["NAME"]
    )
    with psycopg.connect(dsn) as connection:
        connection.execute("SET session_replication_role = replica")
        for (table,) in connection.execute(_WRITTEN).fetchall():
            if table in REFERENCE_TABLES:
                continue
            kept = CORE_TABLES.get(table)
            connection.execute(
                sql.SQL("DELETE FROM {}" + (f" WHERE NOT ({kept})" if kept else "")).format(
                    sql.Identifier(table)
                )
            )
        # Cities stay, without the organisations that tests made for them.
        connection.execute(
            "UPDATE network_cityedition SET represented_by_id = NULL"
            " WHERE represented_by_id IS NOT NULL"
        )


TransactionTestCase._fixture_teardown = _empty_tables
