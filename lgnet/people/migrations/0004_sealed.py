"""Seal what stood in the clear, give access to who had it, and force the policies again."""

import datetime as dt
from uuid import UUID

from django.db import migrations

from lgnet.kernel import vault
from lgnet.kernel.operations import TenantTable

OLD = ("person", "personevent", "personname", "personnameevent", "searchkey")
NEW = (
    "consent",
    "contactpoint",
    "duplicatecandidate",
    "guardianship",
    "household",
    "householdmember",
    "identifier",
    "minorpathstep",
    "pairverdict",
    "personaccess",
    "personcard",
    "personcitizenship",
    "personlanguage",
    "photo",
    "residencetitle",
)
UNTRACKED = ("duplicatecandidate", "personaccess", "photo")
FORCED = "".join(f'ALTER TABLE "people_{table}" FORCE ROW LEVEL SECURITY;' for table in OLD)
# The triggers of history would keep the rows as they were: in the clear; and its own would refuse.
TRIGGERS = "".join(f'ALTER TABLE "people_{table}" %s TRIGGER USER;' for table in OLD)
# History holds the same values in the same place under the same key; whoever is gone takes theirs
# along.
ORPHANS = """
DELETE FROM people_personevent AS e WHERE NOT EXISTS (SELECT FROM people_person AS p
    WHERE (p.city_id, p.compartment_id, p.id) = (e.city_id, e.compartment_id, e.id));
DELETE FROM people_personnameevent AS e WHERE NOT EXISTS (SELECT FROM people_person AS p
    WHERE (p.city_id, p.compartment_id, p.id) = (e.city_id, e.compartment_id, e.person_id));
"""
PEOPLE = "SELECT city_id, compartment_id, id FROM people_person WHERE data_key = ''"
VALUES = (
    ("person", "id", "known_as"),
    ("person", "id", "birth_date"),
    ("personevent", "id", "known_as"),
    ("personevent", "id", "birth_date"),
    ("personname", "person_id", "text"),
    ("personnameevent", "person_id", "text"),
)
ACCESS = """
INSERT INTO people_personaccess
    (id, city_id, compartment_id, person_id, audience_id, reason, granted_at, granted_by_id)
SELECT gen_random_uuid(), city_id, compartment_id, id, city_id, 'care', %s, created_by_id
FROM people_person
"""


def seal_all(apps, schema_editor):
    """Give everybody a data key and seal their values under it."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(ORPHANS)
        cursor.execute(PEOPLE)
        for city, compartment, person in cursor.fetchall():
            _seal_person(cursor, city, compartment, person)
        cursor.execute(ACCESS, [dt.datetime.now(dt.UTC)])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _seal_person(cursor, city: UUID, compartment: UUID, person: UUID) -> None:
    cell = {"city_id": city, "compartment_id": compartment, "owner": person}
    wrapped = vault.new_data_key(**cell)
    key = vault.opened_key(wrapped, **cell)
    where = [city, compartment, person]
    for table, owner, column in VALUES:
        cursor.execute(
            f'SELECT DISTINCT id, {column} FROM "people_{table}" WHERE city_id = %s'
            f" AND compartment_id = %s AND {owner} = %s AND {column} IS NOT NULL",
            where,
        )
        origin = table.removesuffix("event")
        for row, value in cursor.fetchall():
            place = f"people_{origin}|{column}|{row}"
            sealed = vault.seal(bytes(value), key=key, place=place)
            cursor.execute(
                f'UPDATE "people_{table}" SET {column} = %s WHERE city_id = %s'
                f" AND compartment_id = %s AND id = %s AND {column} = %s",
                [bytes(sealed), city, compartment, row, value],
            )
    cursor.execute(
        "UPDATE people_person SET data_key = %s"
        " WHERE city_id = %s AND compartment_id = %s AND id = %s",
        [wrapped, *where],
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0003_whole"), ("kernel", "0001_context")]
    operations = [
        migrations.RunSQL(TRIGGERS.replace("%s", "DISABLE")),
        migrations.RunPython(seal_all),
        migrations.RunSQL(TRIGGERS.replace("%s", "ENABLE")),
        migrations.RunSQL(FORCED),
        *(TenantTable(name) for name in NEW),
        *(TenantTable(f"{name}event") for name in NEW if name not in UNTRACKED),
    ]
