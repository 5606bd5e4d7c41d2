"""``lgnet check --database default`` says plainly what would let one city see another's rows."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connections

from lgnet.kernel import checks
from lgnet.launcher.roles import APP


def check():
    """Run the command; return what it printed, or the errors it raised, as text."""
    told = io.StringIO()
    try:
        call_command("check", tags=["database"], databases=["default"], stdout=told)
    except SystemCheckError as error:
        return str(error)
    return told.getvalue()


def test_the_tests_own_database_passes(db):
    assert "no issues" in check()


def test_without_a_database_nothing_is_asked(django_db_blocker):
    with django_db_blocker.block():
        call_command("check", tags=["database"], stdout=io.StringIO())
    assert list(checks.second_belt(databases=["owner"])) == []


@pytest.mark.parametrize(
    ("seed", "back", "words"),
    [
        (
            f"GRANT CREATE ON SCHEMA public TO {APP}",
            f"REVOKE CREATE ON SCHEMA public FROM {APP}",
            "may create tables",
        ),
        (
            f"CREATE TABLE mine (word text); ALTER TABLE mine OWNER TO {APP}",
            "DROP TABLE mine",
            "owns 1 tables",
        ),
        (
            "ALTER TABLE cases_case NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE cases_case FORCE ROW LEVEL SECURITY",
            "not forced on: cases_case",
        ),
        (
            "ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE cases_case ENABLE ROW LEVEL SECURITY",
            "not forced on: cases_case",
        ),
    ],
)
def test_seeded_a_wrong_database_is_reported(db, as_superuser, seed, back, words):
    as_superuser.execute(seed)
    try:
        assert words in check()
    finally:
        as_superuser.execute(back)
    assert "no issues" in check()


@pytest.mark.parametrize(
    ("seed", "words"),
    [
        (f"ALTER ROLE {APP} BYPASSRLS", "has BYPASSRLS"),
        (f"ALTER ROLE {APP} SUPERUSER", "is a superuser"),
        (f"GRANT pg_read_all_data TO {APP}", "is a member of pg_read_all_data"),
    ],
)
def test_seeded_a_wrong_role_is_reported(as_superuser, seed, words):
    """Roles belong to the whole cluster: never committed, other tests run beside this one."""
    with as_superuser.transaction(force_rollback=True):
        as_superuser.execute(seed)
        as_superuser.execute(f"SET LOCAL ROLE {APP}")
        row = as_superuser.execute(checks.ROLE).fetchone()
    assert any(words in error.msg for error in checks.role_errors(*row))


def test_a_superuser_is_reported():
    assert [error.id for error in checks.role_errors("anna", True, False, 0, [], False)] == [
        "lgnet.E002"
    ]


def test_an_old_server_is_reported(db, monkeypatch):
    assert checks.too_old(150004) == []
    monkeypatch.setitem(connections["default"].__dict__, "pg_version", 140012)
    assert "PostgreSQL is version 14" in check()
