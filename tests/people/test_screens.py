"""Pages of people, as their members of staff meet them."""

import pytest
from django.urls import reverse

from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.models import Person
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

SEARCH = reverse("people:search")
NEW = reverse("people:new")


@pytest.fixture
def outreach(sign_in, torino):
    return sign_in(Role.OUTREACH_WORKER, torino)


def form_of(known_as="Amina", **fields):
    return {"id": str(uuid7()), "known_as": known_as, **fields}


def test_smoke(outreach, torino):
    with scope(city_id=torino.pk):
        person = make_person("Amina", names=["أمينة باه"])
    for url in (
        SEARCH,
        SEARCH + "?q=amina",
        NEW,
        NEW + "?q=amina",
        f"/people/{person.pk}/",
        f"/people/{person.pk}/edit/",
        "/people/candidates/?known_as=amina",
    ):
        response = outreach.get(url)
        assert response.status_code == 200, url
        assert "Amina" in response.content.decode()
    response = outreach.post(NEW, form_of())
    assert response.status_code == 302, response.content.decode()
