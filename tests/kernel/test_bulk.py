"""The bulk upsert: makes, changes and leaves alone, under the same rules as by hand."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from lgnet.kernel.answers import Answer
from lgnet.kernel.bulk import Written, upsert
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.people.models import Person

pytestmark = pytest.mark.django_db


def people(*names):
    return [Person(id=uuid7(), known_as=name) for name in names]


def test_rows_are_made_then_changed_then_left(in_torino):
    rows = people("Amina", "أمينة", "a\tb\\c\nd", "আমিনা")
    assert upsert(Person, rows) == Written(made=4)
    assert upsert(Person, rows) == Written(unchanged=4)
    rows[0].known_as = "Aminata"
    assert upsert(Person, rows) == Written(changed=1, unchanged=3)
    stored = {person.id: person.known_as for person in Person.objects.order_by()}
    assert stored == {row.id: row.known_as for row in rows}


def test_nothing_is_nothing(in_torino):
    assert upsert(Person, []) == Written()


def test_kept_fields_keep_what_people_changed(in_torino):
    rows = people("Amina")
    upsert(Person, rows)
    rows[0].known_as = "Other"
    assert upsert(Person, rows, keep=["known_as"]).changed == 0
    assert Person.objects.get().known_as == "Amina"


def test_an_id_given_twice_is_folded_and_the_last_counts(in_torino):
    first = people("Amina")[0]
    second = Person(id=first.id, known_as="Aminata")
    assert upsert(Person, [first, second]) == Written(made=1)
    assert Person.objects.get().known_as == "Aminata"


def test_a_row_of_another_city_is_refused_by_the_database(torino, palermo):
    with scope(city_id=palermo.pk):
        rows = people("Amina")
    with (
        scope(city_id=torino.pk),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        upsert(Person, rows)


def test_constraints_hold_and_nothing_stays_behind(in_torino):
    rows = people("Amina", "Fatou")
    rows[1].sex_answer = Answer.KNOWN
    with pytest.raises(IntegrityError, match="people_sex_answered"), transaction.atomic():
        upsert(Person, rows)
    assert Person.objects.count() == 0
