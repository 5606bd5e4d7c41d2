"""Contacts from before there was a sequence are numbered as they were recorded."""

import datetime as dt
import importlib
import uuid

import psycopg
import pytest
from django.db import connections

from tests.database import superuser_dsn

MIGRATION = importlib.import_module("lgnet.encounters.migrations.0034_arrival")
INSERT = """
    INSERT INTO encounters_encounter
        (id, city_id, compartment_id, setting, happened_at, language, recorded_at)
    SELECT %s, id, '00000000-0000-0000-0000-000000000000', 'street', now(), %s, %s
      FROM network_city LIMIT 1
"""


@pytest.mark.django_db(transaction=True)
def test_old_contacts_are_numbered_as_they_were_recorded_and_history_is_silent():
    name = connections["default"].settings_dict["NAME"]
    dsn = psycopg.conninfo.make_conninfo(superuser_dsn(), dbname=name)
    now = dt.datetime.now(dt.UTC)
    with psycopg.connect(dsn) as connection:
        ask = connection.execute
        ask("SET session_replication_role = replica")
        ask("ALTER TABLE encounters_encounter DROP CONSTRAINT encounters_in_order")
        for hours in (1, 5, 3):
            moment = now - dt.timedelta(hours=hours)
            ask(INSERT, [uuid.uuid4(), str(hours), moment])
        ask("SET session_replication_role = origin")
        # As the migration runs: under row-level security, without a scope.
        ask("SET ROLE lgnet_owner")
        for table in MIGRATION.TABLES:
            ask(MIGRATION.NUMBERED.format(table=table))
        ask("RESET ROLE")
        rows = ask("SELECT language, sequence FROM encounters_encounter ORDER BY sequence")
        found = rows.fetchall()
        told = ask("SELECT count(*) FROM encounters_encounterevent").fetchone()
        left_open = ask(
            "SELECT count(*) FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid"
            " WHERE c.relname LIKE 'encounters_%%'"
            " AND (t.tgenabled = 'D' OR (c.relrowsecurity AND NOT c.relforcerowsecurity))"
        ).fetchone()
        connection.rollback()
    assert [language for language, _number in found] == ["5", "3", "1"]
    assert 0 < found[0][1] < found[1][1] < found[2][1]
    assert (told, left_open) == ((0,), (0,))
