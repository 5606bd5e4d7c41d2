"""A person with all details comes in one query, and every part reads as if asked for alone."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lgnet.kernel.ids import uuid7
from lgnet.people.actions.sharing import share_person
from lgnet.people.enums import AccessReason, ContactKind, IdentifierScheme
from lgnet.people.models import (
    ContactPoint,
    Country,
    Identifier,
    Person,
    PersonCitizenship,
    PersonLanguage,
    Photo,
    ResidenceTitle,
)
from lgnet.people.whole import _KINDS, photo_row, rows_of, whole_person
from tests.factories.network import make_organisation
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(in_torino):
    made = make_person(
        "أمينة",
        names=["Amina", "Bah"],
        citizenship=Country.objects.get(iso3="GIN"),
        citizenship_answer="known",
    )
    PersonLanguage.objects.create(person=made, language="ful", speaks="yes", reads="no")
    PersonCitizenship.objects.create(person=made, country=Country.objects.get(iso3="SEN"))
    ContactPoint.objects.create(person=made, kind=ContactKind.PHONE, value="+393331234567")
    Identifier.objects.create(
        person=made,
        scheme=IdentifierScheme.PASSPORT,
        value="X123",
        valid_until_on=dt.date(2030, 2, 28),
    )
    ResidenceTitle.objects.create(person=made, kind="1", kind_answer="known", number="I00")
    Photo.objects.create(person=made, image=b"large", thumbnail=b"small")
    return made


def told(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_all_of_it_in_one_query(person):
    with CaptureQueriesContext(connection) as asked:
        found = whole_person(person.pk)
        assert [name.text for name in found.names.all()] == ["Amina", "Bah"]
        assert str(found.citizenship) and str(found.citizenships.all()[0].country)
        assert found.contact_points.all()[0].value == "+393331234567"
        assert found.photo.thumbnail == b"small"
        assert not found.cards.all() and not found.consents.all()
    assert len(asked) == 1


@pytest.mark.parametrize("name", [kind.name for kind in _KINDS if kind.name != "accesses"])
def test_each_row_is_what_asking_for_it_gives(person, name):
    found = list(getattr(whole_person(person.pk), name).all())
    alone = list(getattr(Person.objects.get(pk=person.pk), name).all())
    assert [told(row) for row in found] == [told(row) for row in alone]
    assert all(row.person.pk == person.pk and not row._state.adding for row in found)


@pytest.mark.parametrize("kind", _KINDS, ids=lambda kind: kind.name)
def test_parts_read_the_same_of_a_person_who_is_not_whole(person, kind):
    alone = Person.objects.get(pk=person.pk)
    found = rows_of(alone, kind.name, *kind.links)
    whole = rows_of(whole_person(person.pk), kind.name, *kind.links)
    assert [told(row) for row in found] == [told(row) for row in whole]
    assert all(row.person is alone for row in found)
    assert photo_row(alone).thumbnail == photo_row(whole_person(person.pk)).thumbnail


def test_a_person_elsewhere_is_none(in_torino):
    assert whole_person(uuid7()) is None


def test_who_may_see_them_comes_with_its_name(person, torino):
    organisation = make_organisation(city=torino, name="Ente di prova")
    share_person(
        person=person,
        audience_id=organisation.pk,
        reason=AccessReason.REFERRAL,
        source_id=uuid7(),
        until_at=None,
        by=None,
    )
    names = {row.audience_name for row in rows_of(whole_person(person.pk), "accesses")}
    assert names == {None, "Ente di prova"}
