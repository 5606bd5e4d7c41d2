"""The second belt, table by table from the catalogue; each seeded fault turns the check red."""

import psycopg
import pytest

from lgnet.launcher.roles import APP, OWNER
from tests.house.catalogue import faults, tenant_tables

BY_CITY = "city_id = (SELECT lgnet_city())"
BY_CELL = f"{BY_CITY} AND compartment_id = (SELECT lgnet_compartment())"


def test_the_database_keeps_what_the_house_promises(as_superuser):
    assert faults(as_superuser) == []


def test_the_check_sees_the_tables(as_superuser):
    found = tenant_tables(as_superuser)
    assert {"people_person", "people_personevent", "housing_occupancy"} <= set(found)


def test_the_application_works_under_its_own_role(db):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user, current_user")
        assert cursor.fetchone() == (APP, APP)


def policy(using, check=None, table="people_person", rest=""):
    return (
        f"DROP POLICY cell ON {table};"
        f"CREATE POLICY cell ON {table} {rest} USING ({using}) WITH CHECK ({check or using})"
    )


FUNCTION = (
    "CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
    " SET search_path = pg_catalog, pg_temp AS 'SELECT count(*) FROM public.people_person'"
)
MUTATIONS = {
    "FORCE dropped": "ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY",
    "RLS disabled": "ALTER TABLE housing_stay DISABLE ROW LEVEL SECURITY",
    "history's RLS disabled": "ALTER TABLE people_personevent DISABLE ROW LEVEL SECURITY",
    "policy true": policy("true"),
    "policy dropped": "DROP POLICY cell ON cases_case",
    "policy without compartment": policy(BY_CITY),
    "policy without city": policy("compartment_id = (SELECT lgnet_compartment())"),
    "policy with OR": policy(f"({BY_CELL}) OR known_as = ''"),
    "policy checks no writes": policy(BY_CELL, "true"),
    "policy for reading only": "DROP POLICY cell ON people_person;"
    f"CREATE POLICY cell ON people_person FOR SELECT USING ({BY_CELL})",
    "policy for one role": policy(BY_CELL, rest=f"TO {OWNER}"),
    "policy restrictive": policy(BY_CELL, rest="AS RESTRICTIVE"),
    "a second policy": "CREATE POLICY peek ON people_person FOR SELECT USING (true)",
    "membership open": policy("true", table="network_membership"),
    "draft open to the city": policy(BY_CELL, table="ui_draft"),
    "protected file open to the city": policy(BY_CELL, table="cases_restrictedfile"),
    "anybody reads a protected file": policy("true", table="cases_restrictedentry"),
    "city nullable": "ALTER TABLE people_personevent ALTER city_id DROP NOT NULL",
    "compartment nullable": "ALTER TABLE audit_auditevent ALTER compartment_id DROP NOT NULL",
    "key without the cell": "ALTER TABLE people_searchkey DROP CONSTRAINT people_searchkey_pkey,"
    " ADD CONSTRAINT people_searchkey_pkey PRIMARY KEY (id)",
    "no key": "ALTER TABLE people_searchkey DROP CONSTRAINT people_searchkey_pkey",
    "unique past the cell": "CREATE UNIQUE INDEX oracle ON people_person (known_as)",
    "unique past the compartment": "CREATE UNIQUE INDEX oracle ON people_person"
    " (city_id, known_as)",
    "exclusion past the cell": "ALTER TABLE housing_occupancy ADD CONSTRAINT oracle"
    " EXCLUDE USING gist (place_id WITH =, nights WITH &&)",
    "exclusion of other cities": "ALTER TABLE housing_occupancy ADD CONSTRAINT oracle"
    " EXCLUDE USING gist (city_id WITH <>, compartment_id WITH =, place_id WITH =)",
    "plain foreign key": "ALTER TABLE people_person ADD UNIQUE (id);"
    " ALTER TABLE cases_case ADD FOREIGN KEY (person_id) REFERENCES people_person (id)",
    "foreign key by city only": "ALTER TABLE people_person ADD UNIQUE (city_id, id);"
    " ALTER TABLE cases_case ADD FOREIGN KEY (city_id, person_id)"
    " REFERENCES people_person (city_id, id)",
    "foreign key missing": "ALTER TABLE cases_case DROP CONSTRAINT cases_case_person_id_cell_fk",
    "foreign key that empties": "ALTER TABLE cases_case ADD FOREIGN KEY"
    " (city_id, compartment_id, person_id) REFERENCES people_person ON DELETE CASCADE",
    "history tied": "ALTER TABLE cases_caseevent ADD FOREIGN KEY"
    " (city_id, compartment_id, person_id) REFERENCES people_person",
    "outsider linked": "ALTER TABLE people_person ADD UNIQUE (id);"
    " ALTER TABLE network_city ADD person_id uuid REFERENCES people_person (id)",
    "BYPASSRLS": f"ALTER ROLE {APP} BYPASSRLS",
    "SUPERUSER": f"ALTER ROLE {APP} SUPERUSER",
    "CREATEROLE": f"ALTER ROLE {APP} CREATEROLE",
    "owner bypasses": f"ALTER ROLE {OWNER} BYPASSRLS",
    "member of the owner": f"GRANT {OWNER} TO {APP}",
    "member of pg_read_all_data": f"GRANT pg_read_all_data TO {APP}",
    "owns a table": f"ALTER TABLE people_person OWNER TO {APP}",
    "owned by another": "ALTER TABLE people_person OWNER TO CURRENT_USER",
    "owns a function": f"ALTER FUNCTION lgnet_city() OWNER TO {APP}",
    "may truncate": f"GRANT TRUNCATE ON people_person TO {APP}",
    "everybody may truncate": "GRANT TRUNCATE ON people_person TO PUBLIC",
    "may reference": f"GRANT REFERENCES ON people_person TO {APP}",
    "may add triggers": f"GRANT TRIGGER ON people_person TO {APP}",
    "may create tables": f"GRANT CREATE ON SCHEMA public TO {APP}",
    "may create schemas": f"DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO {APP}',"
    " current_database()); END $$",
    "may write the audit": f"GRANT INSERT ON audit_auditevent TO {APP}",
    "may change the audit": f"GRANT UPDATE (verb) ON audit_auditevent TO {APP}",
    "may read the key": f"GRANT SELECT (inner_pad) ON kernel_context_key TO {APP}",
    "may forge migrations": f"GRANT INSERT ON django_migrations TO {APP}",
    "lost a right": f"REVOKE UPDATE ON people_person FROM {APP}",
    "unknown definer": FUNCTION,
    "definer with public path": "ALTER FUNCTION lgnet_context_part(integer)"
    " SET search_path = pg_catalog, public",
    "definer without path": "ALTER FUNCTION lgnet_context_part(integer) RESET search_path",
    "definer made invoker": "ALTER FUNCTION lgnet_context_part(integer) SECURITY INVOKER",
    "view of its owner": "CREATE VIEW everybody AS SELECT * FROM people_person",
    "materialised view": "CREATE MATERIALIZED VIEW everybody AS SELECT * FROM people_person",
    "new table with a cell": "CREATE TABLE surprise (LIKE people_searchkey);"
    f" ALTER TABLE surprise OWNER TO {OWNER}",
    "new table without": "CREATE TABLE surprise (word text);"
    f" ALTER TABLE surprise OWNER TO {OWNER}",
    "table in another schema": "CREATE SCHEMA aside CREATE TABLE people (word text)",
    "lost its compartment": "ALTER TABLE monitoring_cityfigure DROP compartment_id CASCADE",
    "listed table gone": "DROP TABLE people_country CASCADE",
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_seeded_a_change_to_the_belt_is_caught(as_superuser, name):
    before = faults(as_superuser)
    with as_superuser.transaction(force_rollback=True):
        as_superuser.execute(MUTATIONS[name])
        found = faults(as_superuser)
    assert set(found) - set(before), f"nothing was said of: {name}"
    assert faults(as_superuser) == before, "the change was not taken back"


def test_a_callers_type_runs_no_code_as_the_owner(as_superuser, owner_dsn):
    """The path by which injected SQL could steal the context's key is shut, and was open."""
    attempt = (
        "CREATE TEMPORARY TABLE loot (who text);"
        " GRANT ALL ON loot TO PUBLIC;"
        " CREATE FUNCTION pg_temp.evil(v pg_catalog.text) RETURNS boolean LANGUAGE plpgsql AS"
        " 'BEGIN INSERT INTO pg_temp.loot VALUES (current_user); RETURN true; END';"
        " CREATE DOMAIN pg_temp.text AS pg_catalog.text CHECK (pg_temp.evil(value))"
    )

    def looted(path):
        with as_superuser.transaction(force_rollback=True):
            as_superuser.execute(
                f"ALTER FUNCTION lgnet_context_part(integer) SET search_path = {path}"
            )
            as_superuser.execute(f"SET LOCAL ROLE {APP}")
            as_superuser.execute(attempt)
            as_superuser.execute("SELECT set_config('lgnet.context', '1|2|3|4|5', true)")
            as_superuser.execute("SELECT lgnet_city()")
            return as_superuser.execute("SELECT DISTINCT who FROM loot").fetchall()

    assert looted("pg_catalog, public") == [(OWNER,)], "the check itself no longer sees the hole"
    with psycopg.connect(owner_dsn, autocommit=True) as fresh:
        as_superuser = fresh
        assert looted("pg_catalog, pg_temp") == []
