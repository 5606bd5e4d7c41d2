"""History: the old row is kept whoever changes it and however, and stays in its cell."""

import contextlib

import pytest
from django.db import connection, transaction

from lgnet.kernel.bulk import upsert
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import UnscopedQuery, move_scope, scope
from lgnet.kernel.vault import Sealed
from lgnet.people.models import Person
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def history():
    events = Person.pgh_event_model.objects.order_by("pgh_id")
    return list(events.values_list("language", "pgh_label"))


def make_speaker():
    return make_person(language="ita", language_answer="known")


def test_every_way_of_changing_keeps_the_old_row(in_torino):
    person = make_speaker()
    person.language = "fra"
    person.save()
    Person.objects.filter(pk=person.pk).update(language="eng")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET language = 'ara'")
    person.language = "ben"
    upsert(Person, [person])
    assert history() == [(code, "update") for code in ("ita", "fra", "eng", "ara")]


def test_a_sealed_value_stays_sealed_in_history_and_its_key_stays_out(in_torino):
    person = make_person("one")
    person.known_as = "two"
    person.save()
    event = Person.pgh_event_model.objects.get()
    assert isinstance(event.known_as, Sealed)
    assert not hasattr(event, "data_key")
    field = Person._meta.get_field("known_as")
    assert field.opened(person, event.known_as) == "one"


def test_saving_without_a_change_keeps_nothing(in_torino):
    person = make_person("one")
    person.save()
    assert history() == []


def test_history_is_seen_in_its_cell_only(torino, palermo):
    with scope(city_id=torino.pk):
        person = make_speaker()
        person.language = "fra"
        person.save()
    with scope(city_id=palermo.pk):
        assert history() == []
    with pytest.raises(UnscopedQuery):
        history()


def test_history_tells_who_changed_a_row_and_in_which_act(torino):
    with scope(city_id=torino.pk):
        person = make_speaker()
    one, other = uuid7(), uuid7()

    def speaks(code):
        Person.objects.filter(pk=person.pk).update(language=code)

    with scope(city_id=None, user_id=one), transaction.atomic():
        move_scope(city_id=torino.pk)
        speaks("fra")
        # What the system does within is part of what the user does, and a failure changes nothing.
        with scope(city_id=torino.pk):
            speaks("eng")
        with contextlib.suppress(KeyError), transaction.atomic():
            raise KeyError
        speaks("ara")
    with scope(city_id=torino.pk, user_id=other):
        speaks("ben")
    with scope(city_id=torino.pk):
        speaks("urd")
        events = Person.pgh_event_model.objects.order_by("pgh_id")
        told = list(events.values_list("pgh_context", "pgh_context_id"))
    assert [context and context["user"] for context, _act in told] == [
        *[str(one)] * 3,
        str(other),
        None,
    ]
    acts = [act for _context, act in told]
    assert len(set(acts[:3])) == 1
    assert acts[3] not in (None, acts[0])
    assert acts[4] is None


def test_history_cannot_be_edited(in_torino):
    person = make_speaker()
    person.language = "fra"
    person.save()
    with pytest.raises(Exception, match="Cannot update"), connection.cursor() as cursor:
        cursor.execute("UPDATE people_personevent SET language = 'x'")
