"""Announcements reach their listeners after the commit, and a listener's error harms nobody."""

import logging

import pytest

from lgnet.kernel import announcements
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch):
    told = []

    def fails(city_id):
        raise ConnectionError("the server went away")

    monkeypatch.setitem(announcements._listeners, announcements.CASE_CHANGED, [fails, told.append])
    return told


def test_a_listener_that_fails_is_logged_and_the_others_hear(
    heard, caplog, django_capture_on_commit_callbacks
):
    city = uuid7()
    with (
        caplog.at_level(logging.ERROR),
        django_capture_on_commit_callbacks(execute=True),
    ):
        announcements.announce(announcements.CASE_CHANGED, city_id=city)
        assert heard == []
    assert heard == [city]
    assert ["fails" in record.getMessage() for record in caplog.records] == [True]


def test_what_happens_in_a_refuge_is_not_announced(
    heard, torino, django_capture_on_commit_callbacks
):
    with (
        django_capture_on_commit_callbacks(execute=True),
        scope(city_id=torino.pk, compartment_id=uuid7()),
    ):
        announcements.announce(announcements.CASE_CHANGED, city_id=torino.pk)
    assert heard == []
