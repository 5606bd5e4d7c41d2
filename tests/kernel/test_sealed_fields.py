"""Sealed fields: plain in Python, bytes in the database, nothing to filter by."""

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection

from lgnet.kernel.vault import Sealed, Unreadable
from lgnet.people.models import Household, Person
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def stored(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{table}"')
        return [value and bytes(value) for (value,) in cursor.fetchall()]


def test_a_value_reads_as_it_was_told(in_torino):
    made = make_person("আমিনা بنت Ali")
    person = Person.objects.get(pk=made.pk)
    assert person.known_as == "আমিনা بنت Ali"
    (value,) = stored("people_person", "known_as")
    assert "আমিনা".encode() not in value


def test_saving_again_writes_the_same_bytes(in_torino):
    person = make_person("Amina")
    before = stored("people_person", "known_as")
    Person.objects.get(pk=person.pk).save()
    person.save()
    assert stored("people_person", "known_as") == before


def test_a_deferred_value_is_read_when_asked_for(in_torino):
    make_person("Amina")
    assert Person.objects.defer("known_as", "data_key").get().known_as == "Amina"
    assert Person.objects.only("sex").get().known_as == "Amina"


@pytest.mark.parametrize("lookup", ["known_as", "known_as__icontains", "birth_date__gte"])
def test_no_filter_in_sql(in_torino, lookup):
    with pytest.raises(FieldError, match="sealed"):
        Person.objects.filter(**{lookup: "1990-01-01"})


def test_writing_past_the_row_is_refused(in_torino):
    make_person("Amina")
    with pytest.raises(TypeError, match="row by row"):
        Person.objects.update(known_as="Fatou")


def test_a_value_copied_to_another_row_does_not_open(in_torino):
    make_person("Amina"), make_person("Fatou")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_person SET known_as = (SELECT known_as FROM people_person LIMIT 1)"
        )
    readable = []
    for person in Person.objects.order_by("pk"):
        try:
            readable.append(person.known_as)
        except Unreadable:
            continue
    assert len(readable) == 1


def test_without_its_key_a_person_cannot_be_read_any_more(in_torino):
    person = make_person("Amina", names=["Amina Diallo"])
    Person.objects.filter(pk=person.pk).update(data_key=b"")
    erased = Person.objects.prefetch_related("names").get(pk=person.pk)
    for read in (lambda: erased.known_as, lambda: erased.names.all()[0].text):
        with pytest.raises(Unreadable):
            read()


def test_no_text_and_the_empty_one_are_the_same_where_both_may_be(in_torino):
    for name in ("", None):
        household = Household.objects.create(name=name)
        assert Household.objects.get(pk=household.pk).name == ""
    assert stored("people_household", "name") == [None, None]


def test_values_come_sealed(in_torino):
    make_person("Amina")
    (value,) = Person.objects.values_list("known_as", flat=True)
    assert isinstance(value, Sealed)


def test_the_longest_is_checked_on_the_text(in_torino):
    person = make_person("Amina")
    person.known_as = "ا" * 200
    person.clean_fields(exclude=["city", "created_by", "citizenship"])
    person.known_as += "ا"
    with pytest.raises(ValidationError):
        person.clean_fields(exclude=["city", "created_by", "citizenship"])
