"""Who records contacts, and how the form is sent."""

import pytest

from lgnet.encounters.models import Encounter
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.encounters.pages import ENGLISH, NEW


@pytest.fixture
def outreach(sign_in, torino):
    return sign_in(Role.OUTREACH_WORKER, torino)


@pytest.fixture
def send(outreach):
    """Return a function that sends the form of a contact and returns the answer."""

    def send(address=NEW, status=302, **fields):
        data = {
            "id": str(uuid7()),
            "new_person": str(uuid7()),
            "setting": "street",
            "who": "anonymous",
            **fields,
        }
        response = outreach.post(address, data, headers=ENGLISH)
        assert response.status_code == status, response.content.decode()
        return response

    return send


@pytest.fixture
def only(torino):
    """Return a function that gives the only contact of the city."""

    def only() -> Encounter:
        with scope(city_id=torino.pk):
            return Encounter.objects.select_related("person", "neighbourhood").get()

    return only
