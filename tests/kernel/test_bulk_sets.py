"""Set-based writes: rows of a query become rows of a table, under both belts."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection

from lgnet.kernel.bulk_sets import UUID7, analyse, insert_from, update_from
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import UnscopedQuery, scope
from lgnet.people.models import Identifier, Person, PersonLanguage, PersonName
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def test_rows_take_the_open_cell_and_the_defaults(in_torino):
    person = make_person("Amina")
    count = insert_from(
        Identifier,
        ("id", "person_id", "scheme", "value"),
        f"SELECT {UUID7}, %s::uuid, 'passport', '\\x00'::bytea FROM generate_series(1, 3) AS n"
        " WHERE n <= %s",
        [person.pk, 2],
    )
    assert count == 2
    identifier = Identifier.objects.order_by("pk").first()
    assert (identifier.city, identifier.issuer) == (in_torino, None)
    assert identifier.created_at.tzinfo is not None


def test_an_identifier_made_by_the_database_is_a_version_7(in_torino):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {UUID7} FROM generate_series(1, 50)")
        made = [row[0] for row in cursor.fetchall()]
    assert len(set(made)) == 50
    assert {(found.version, found.variant) for found in made} == {(7, uuid7().variant)}
    moment = dt.datetime.fromtimestamp((made[0].int >> 80) / 1000, tz=dt.UTC)
    assert abs(dt.datetime.now(tz=dt.UTC) - moment) < dt.timedelta(minutes=5)


def test_a_row_without_an_identifier_or_a_needed_column_is_refused(in_torino):
    with pytest.raises(ValueError, match="own id"):
        insert_from(PersonLanguage, ("language",), "SELECT 'ita'")
    with pytest.raises(ValueError, match=r"PersonName\.kind"):
        insert_from(PersonName, ("id", "person_id"), "SELECT 1, 2")


def test_outside_a_scope_nothing_is_written():
    with pytest.raises(UnscopedQuery):
        insert_from(PersonLanguage, ("id", "language"), f"SELECT {UUID7}, 'ita'")


def test_constraints_hold(in_torino):
    with pytest.raises(IntegrityError):
        insert_from(
            PersonLanguage,
            ("id", "person_id", "language"),
            f"SELECT {UUID7}, gen_random_uuid(), 'ita'",
        )


def test_updates_touch_rows_of_the_cell_that_differ(torino, palermo):
    with scope(city_id=palermo.pk):
        other = PersonLanguage.objects.create(person=make_person(), language="bam")
    with scope(city_id=torino.pk):
        same = PersonLanguage.objects.create(person=make_person(), language="fra")
        changed = PersonLanguage.objects.create(person=make_person(), language="ita")
        query = "SELECT unnest(%s::uuid[]), unnest(%s::text[])"
        ids = [same.pk, changed.pk, other.pk]
        codes = ["fra", "ara", "eng"]
        assert update_from(PersonLanguage, ("id", "language"), query, [ids, codes]) == 1
        changed.refresh_from_db()
        assert changed.language == "ara"
    with scope(city_id=palermo.pk):
        other.refresh_from_db()
        assert other.language == "bam"


def test_an_update_needs_an_identifier_and_something_to_change(in_torino):
    for columns in (("id",), ("language", "id")):
        with pytest.raises(ValueError, match="first column"):
            update_from(PersonLanguage, columns, "SELECT 1")


def test_the_application_may_have_its_tables_analysed(in_torino):
    make_person("Amina")
    analyse(Person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'people_person'::regclass")
        assert cursor.fetchone()[0] >= 1
