"""Cities, members of staff, and clients signed in as them."""

import pytest
from django.test import Client

from lgnet.kernel.tenancy import scope
from lgnet.network.enums import NATIONAL_ROLES, Role
from lgnet.network.models import City
from tests.factories.network import make_member


@pytest.fixture
def torino(db):
    return City.objects.get(name="Torino")


@pytest.fixture
def bologna(db):
    """The city Bologna."""
    return City.objects.get(name="Bologna")


@pytest.fixture
def palermo(db):
    return City.objects.get(name="Palermo")


@pytest.fixture
def in_torino(torino):
    """Open Torino's scope for the whole test."""
    with scope(city_id=torino.pk):
        yield torino


@pytest.fixture
def sign_in(db):
    """Return a function: role and city to a client signed in as a new member of staff.

    The client carries ``.member`` (its membership) and ``.user``.
    """

    def enter(role: Role, city: City | None = None, **options):
        member = make_member(role=role, city=None if role in NATIONAL_ROLES else city, **options)
        client = Client()
        client.force_login(member.user)
        client.member = member
        client.user = member.user
        return client

    return enter
