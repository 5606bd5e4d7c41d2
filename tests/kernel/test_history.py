"""History: the old row is kept whoever changes it and however, and stays in its cell."""

import pytest
from django.db import connection

from lgnet.kernel.bulk import upsert
from lgnet.kernel.tenancy import UnscopedQuery, scope
from lgnet.people.models import Person
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def history():
    return list(
        Person.pgh_event_model.objects.order_by("pgh_id").values_list("known_as", "pgh_label")
    )


def test_every_way_of_changing_keeps_the_old_row(in_torino):
    person = make_person("one")
    person.known_as = "two"
    person.save()
    Person.objects.filter(pk=person.pk).update(known_as="three")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET known_as = 'four'")
    person.known_as = "five"
    upsert(Person, [person])
    assert history() == [(word, "update") for word in ("one", "two", "three", "four")]


def test_saving_without_a_change_keeps_nothing(in_torino):
    person = make_person("one")
    person.save()
    assert history() == []


def test_history_is_seen_in_its_cell_only(torino, palermo):
    with scope(city_id=torino.pk):
        person = make_person("one")
        person.known_as = "two"
        person.save()
    with scope(city_id=palermo.pk):
        assert history() == []
    with pytest.raises(UnscopedQuery):
        history()


def test_history_cannot_be_edited(in_torino):
    person = make_person("one")
    person.known_as = "two"
    person.save()
    with pytest.raises(Exception, match="Cannot update"), connection.cursor() as cursor:
        cursor.execute("UPDATE people_personevent SET known_as = 'x'")
