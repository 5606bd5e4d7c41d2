"""Two cities, their desks, and time that can pass."""

import datetime as dt

import pytest
from django.utils import timezone

from lgnet.network.enums import Role
from lgnet.network.models import City


@pytest.fixture
def perugia(db):
    return City.objects.get(name="Perugia")


@pytest.fixture
def desk(sign_in, perugia):
    return sign_in(Role.DESK_OPERATOR, perugia)


@pytest.fixture
def bolognese(sign_in, bologna):
    return sign_in(Role.CASE_MANAGER, bologna)


@pytest.fixture
def later(monkeypatch):
    """Return a function that lets time pass for the application."""

    def later(**time):
        moment = timezone.now() + dt.timedelta(**time)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return later
