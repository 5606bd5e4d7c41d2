"""Recording contacts and saying later whom they were with."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from lgnet.audit.models import AuditEvent
from lgnet.directory.models import Service
from lgnet.encounters.actions.contacts import (
    RecordedOtherwise,
    WithSomeoneElse,
    attach_person,
    detach_person,
    record_encounter,
    retract_encounter,
)
from lgnet.encounters.enums import NeedKind, Setting
from lgnet.encounters.models import Encounter, Need, ServiceGiven
from lgnet.kernel import announcements
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from tests.factories.encounters import make_encounter
from tests.factories.network import make_neighbourhood, make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(in_torino):
    return make_user()


def contact(by, **fields) -> Encounter:
    told = {
        "id": uuid7(),
        "by": by,
        "setting": Setting.STREET,
        "happened_at": timezone.now(),
        **fields,
    }
    return record_encounter(**told)


@pytest.fixture
def heard(monkeypatch):
    """Return the cities in which a contact was announced."""
    cities = []
    monkeypatch.setitem(announcements._listeners, announcements.CONTACT_RECORDED, [cities.append])
    return cities


def test_a_contact_with_nobody_named_is_a_contact(
    by, torino, heard, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        made = contact(by)
    assert made.person is None
    assert made.recorded_by == by
    assert heard == [torino.pk]


def test_all_that_was_told_is_kept(by, torino):
    person = make_person("Amina")
    food = Service.objects.get(code="food")
    made = contact(
        by,
        person=person,
        language="ful",
        neighbourhood=make_neighbourhood(torino),
        needs=[NeedKind.FOOD, NeedKind.SLEEP, NeedKind.FOOD],
        services=[food, food],
        note="  Riga uno\r\nRiga due\x00\x07 ",
    )
    made.refresh_from_db()
    assert made.note == "Riga uno\nRiga due"
    assert set(Need.objects.values_list("kind", flat=True)) == {"food", "sleep"}
    assert ServiceGiven.objects.get().service == food
    event = AuditEvent.objects.get(verb="encounters.recorded")
    assert "Riga" not in str(event.detail)


def test_a_contact_sent_twice_is_one(by):
    contact_id = uuid7()
    first = contact(by, id=contact_id, needs=[NeedKind.FOOD])
    again = contact(by, id=contact_id, needs=[NeedKind.FOOD])
    assert again == first
    assert (Encounter.objects.count(), Need.objects.count()) == (1, 1)


def test_a_contact_sent_again_after_it_found_its_person_is_the_same(by):
    contact_id = uuid7()
    contact(by, id=contact_id)
    person = make_person("Amina")
    attach_person(encounter_id=contact_id, person=person, by=by)
    assert contact(by, id=contact_id).person == person


@pytest.mark.parametrize("change", [{"note": "x"}, {"needs": [NeedKind.FOOD]}, {"language": "eng"}])
def test_a_contact_changed_and_sent_again_is_said(by, change):
    contact_id = uuid7()
    contact(by, id=contact_id)
    with pytest.raises(RecordedOtherwise) as other:
        contact(by, id=contact_id, **change)
    assert other.value.saved.pk == contact_id
    assert Encounter.objects.count() == 1


def test_a_clock_that_runs_ahead_is_set_right(by):
    made = contact(by, happened_at=timezone.now() + dt.timedelta(minutes=4))
    assert made.happened_at <= timezone.now()


@pytest.mark.parametrize(
    "happened_at",
    [dt.timedelta(minutes=6), dt.timedelta(days=400), -dt.timedelta(days=740)],
)
def test_a_moment_that_cannot_be_is_refused(by, happened_at):
    with pytest.raises(ValidationError) as problem:
        contact(by, happened_at=timezone.now() + happened_at)
    assert set(problem.value.message_dict) == {"happened_at"}
    assert not Encounter.objects.exists()


def test_another_citys_person_or_neighbourhood_is_refused(by, palermo):
    with scope(city_id=palermo.pk):
        stranger = make_person("Ibrahim")
    with pytest.raises(ValidationError) as problem:
        contact(by, person=stranger, neighbourhood=make_neighbourhood(palermo, "Kalsa"))
    assert set(problem.value.message_dict) == {"person", "neighbourhood"}


def test_a_note_has_a_longest_length(by):
    contact(by, note="è" * 4000)
    with pytest.raises(ValidationError):
        contact(by, note="è" * 4001)


def test_an_anonymous_contact_becomes_a_persons_and_loses_nothing(by, torino):
    made = contact(by, needs=[NeedKind.SLEEP], note="Giacca verde", language="wol")
    before = (made.happened_at, made.note, made.language, made.recorded_at, made.recorded_by)
    attach_person(encounter_id=made.pk, person=make_person("Momo"), by=by)
    made.refresh_from_db()
    assert made.person.known_as == "Momo"
    after = (made.happened_at, made.note, made.language, made.recorded_at, made.recorded_by)
    assert after == before
    assert Need.objects.get().encounter == made
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id FROM encounters_encounterevent")
        assert cursor.fetchall() == [(None,)]


def test_a_contact_is_given_to_one_person_only(by):
    made = make_encounter(make_person("Amina"))
    with pytest.raises(WithSomeoneElse):
        attach_person(encounter_id=made.pk, person=make_person("Ibrahim"), by=by)
    attach_person(encounter_id=made.pk, person=made.person, by=by)
    assert not AuditEvent.objects.filter(verb="encounters.attached").exists()


def test_attaching_can_be_taken_back_once(by):
    person = make_person("Amina")
    made = make_encounter()
    attach_person(encounter_id=made.pk, person=person, by=by)
    detach_person(encounter_id=made.pk, person_id=person.pk, by=by)
    made.refresh_from_db()
    assert made.person is None
    with pytest.raises(WithSomeoneElse):
        detach_person(encounter_id=made.pk, person_id=person.pk, by=by)


def test_a_contact_recorded_by_mistake_leaves_the_list_and_stays_in_the_history(by):
    made = contact(by, needs=[NeedKind.FOOD], services=[Service.objects.get(code="food")])
    retract_encounter(encounter_id=made.pk, by=by)
    assert not Encounter.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM encounters_encounterevent")
        assert cursor.fetchone() == (1,)


def test_another_citys_contact_cannot_be_touched(by, palermo):
    with scope(city_id=palermo.pk):
        made = make_encounter()
    with pytest.raises(Encounter.DoesNotExist):
        attach_person(encounter_id=made.pk, person=make_person(), by=by)
    with pytest.raises(Encounter.DoesNotExist):
        retract_encounter(encounter_id=made.pk, by=by)
