"""A contact of the street taken back takes with it what was agreed in the same form."""

import pytest
from django.utils import timezone

from lgnet.audit.models import AuditEvent
from lgnet.encounters.actions.street import Extras, record_street_contact, want_contact
from lgnet.encounters.models import Encounter, NoContactWish, Promise
from lgnet.encounters.queries.outreach import wish_of
from lgnet.encounters.undoing import take_back_contact
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.people.actions.persons import create_person
from lgnet.people.catalogue import Profile
from lgnet.people.models import Person
from tests.factories.network import make_user
from tests.factories.outreach import make_promise, make_wish
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def met(person, by, **extras) -> Encounter:
    """Record that somebody was met and wants no contact."""
    return record_street_contact(
        id=uuid7(),
        by=by,
        person=person,
        happened_at=timezone.now(),
        extras=Extras(is_contact_unwanted=True, **extras),
    )


def test_wish_promise_and_the_person_recorded_with_it_go_too(torino):
    with scope(city_id=torino.pk):
        by = make_user()
        person = create_person(id=uuid7(), by=by, profile=Profile(known_as="Zanna"))
        kept = make_promise()
        contact = met(
            person,
            by,
            promise_words="Guanti",
            promise_on=tonight(),
            kept_promise_id=kept.pk,
        )
        assert wish_of(person, tonight()) is not None
        take_back_contact(by=by, encounter_id=str(contact.pk), new_person_id=str(person.pk))
        assert not NoContactWish.objects.exists()
        assert list(Promise.objects.all()) == [kept]
        kept.refresh_from_db()
        assert (kept.kept_at, kept.kept_in) == (None, None)
        assert not Person.objects.filter(pk=person.pk).exists()
        assert AuditEvent.objects.filter(verb="encounters.no_contact_retracted").count() == 1


def test_a_wish_told_before_stays(torino):
    with scope(city_id=torino.pk):
        by, person = make_user(), make_person()
        before = make_wish(person)
        contact = met(person, by)
        take_back_contact(by=by, encounter_id=str(contact.pk))
        assert list(NoContactWish.objects.all()) == [before]


def test_a_wish_that_has_ended_since_stays_as_what_was(torino):
    with scope(city_id=torino.pk):
        by, person = make_user(), make_person()
        contact = met(person, by)
        want_contact(person=person, by=by)
        take_back_contact(by=by, encounter_id=str(contact.pk))
        assert NoContactWish.objects.get().ended_at is not None
