"""Both belts, where they begin: scopes in Python, the signed context in PostgreSQL."""

import pytest
from django.db import connection

from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import UnscopedQuery, current_scope, move_scope, scope
from lgnet.people.models import Person
from tests.factories.network import make_compartment
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def test_a_query_outside_a_scope_raises():
    with pytest.raises(UnscopedQuery):
        Person.objects.count()


def test_a_scope_without_a_city_sees_no_person():
    with scope(city_id=None, user_id=uuid7()), pytest.raises(UnscopedQuery):
        Person.objects.count()


def test_each_city_sees_its_own(torino, palermo):
    with scope(city_id=torino.pk):
        here = make_person("Amina")
        with scope(city_id=palermo.pk):
            there = make_person("Ibrahim")
            assert list(Person.objects.all()) == [there]
        assert list(Person.objects.all()) == [here]
    assert current_scope() is None


def test_raw_sql_sees_the_open_cell_only(torino, palermo):
    with scope(city_id=torino.pk):
        make_person("Amina")
    with scope(city_id=palermo.pk):
        assert sql("SELECT count(*) FROM people_person") == [(0,)]
    assert sql("SELECT count(*) FROM people_person") == [(0,)]
    with scope(city_id=torino.pk):
        assert sql("SELECT count(*) FROM people_person") == [(1,)]


def test_a_compartment_is_invisible_from_the_city_and_back(torino):
    cell = make_compartment(torino).pk
    with scope(city_id=torino.pk):
        make_person("Amina")
    with scope(city_id=torino.pk, compartment_id=cell):
        assert sql("SELECT count(*) FROM people_person") == [(0,)]
        make_person("Ibrahim")
    with scope(city_id=torino.pk):
        assert [person.known_as for person in Person.objects.order_by()] == ["Amina"]


def test_saving_a_row_of_another_cell_raises(torino, palermo):
    with scope(city_id=torino.pk):
        person = make_person()
    with scope(city_id=palermo.pk), pytest.raises(UnscopedQuery):
        person.save()


def _forgeries(torino):
    def plain(raw):
        return str(torino.pk)

    def unsigned(raw):
        return "|".join(raw.split("|")[:4]) + "|"

    def other_city(raw):
        return "|".join([str(torino.pk), *raw.split("|")[1:]])

    def other_backend(raw):
        parts = raw.split("|")
        return "|".join([*parts[:3], str(int(parts[3]) + 1), parts[4]])

    def more_parts(raw):
        return f"{torino.pk}|{raw}"

    return [plain, unsigned, other_city, other_backend, more_parts]


@pytest.mark.parametrize("number", range(5))
def test_a_forged_context_shows_nothing(torino, palermo, number):
    with scope(city_id=torino.pk):
        make_person()
    with scope(city_id=palermo.pk):
        raw = sql("SELECT current_setting('lgnet.context')")[0][0]
        forged = _forgeries(torino)[number](raw)
        sql("SELECT set_config('lgnet.context', %s, true)", forged)
        assert sql("SELECT lgnet_city()") == [(None,)]
        assert sql("SELECT count(*) FROM people_person") == [(0,)]


def test_the_application_role_cannot_read_the_key():
    with pytest.raises(Exception, match="permission denied"):
        sql("SELECT * FROM kernel_context_key")


def test_an_identifier_used_elsewhere_is_free_here(torino, palermo):
    """Trying an identifier must not tell whether another city uses it."""
    with scope(city_id=torino.pk):
        person = make_person()
    with scope(city_id=palermo.pk):
        same = make_person(id=person.pk)
        assert same.pk == person.pk
        same.known_as = "Altro"
        same.save()
    with scope(city_id=torino.pk):
        assert Person.objects.get(pk=person.pk).known_as == person.known_as


def test_an_open_scope_moves_and_the_outer_one_comes_back(torino, palermo):
    user = uuid7()
    with scope(city_id=torino.pk):
        make_person("Amina")
        with scope(city_id=None, user_id=user):
            moved = move_scope(city_id=palermo.pk)
            assert (moved.city_id, moved.user_id) == (palermo.pk, user)
            assert Person.objects.count() == 0
            assert sql("SELECT lgnet_city(), lgnet_user()") == [(palermo.pk, user)]
        assert sql("SELECT lgnet_city()") == [(torino.pk,)]
        assert Person.objects.count() == 1
    assert sql("SELECT lgnet_city()") == [(None,)]


def test_nothing_moves_where_nothing_is_open(torino):
    with pytest.raises(UnscopedQuery):
        move_scope(city_id=torino.pk)
