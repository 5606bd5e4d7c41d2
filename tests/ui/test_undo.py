"""Undo: once, by its author, in time; a late one is told so."""

import datetime as dt

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory
from django.utils import timezone

from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import Membership
from lgnet.ui import undo
from lgnet.ui.actions import UndoRefused
from lgnet.ui.models import UndoOffer

pytestmark = pytest.mark.django_db
NAME = "tests.deed"


@pytest.fixture
def undone(monkeypatch):
    """Register a way back for one test, and return what it was called with."""
    calls = []

    def way_back(*, by, thing_id):
        if thing_id == "moved-on":
            raise UndoRefused("Things have moved on.")
        calls.append((by.pk, thing_id))

    monkeypatch.setattr(undo, "_ways_back", dict(undo._ways_back))
    undo.register(NAME, way_back, permission="encounters.record")
    return calls


@pytest.fixture
def worker(sign_in, torino):
    return sign_in(Role.OUTREACH_WORKER, torino)


def offer(client, thing_id="42"):
    request = RequestFactory().post("/")
    request.user, request.membership, request.session = client.user, client.member, {}
    request._messages = FallbackStorage(request)
    with scope(city_id=client.member.city_id, user_id=client.user.pk):
        made = undo.offer_undo(
            request, action=NAME, arguments={"thing_id": thing_id}, label="The deed is done."
        )
    (message,) = get_messages(request)
    return made, message


def take(client, offer_id, **headers):
    answer = client.post(f"/undo/{offer_id}/", headers=headers)
    return answer, [str(message) for message in get_messages(answer.wsgi_request)]


def test_the_message_carries_its_offer(worker, undone):
    made, message = offer(worker)
    assert str(message) == "The deed is done."
    assert undo.offer_of(message) == str(made)


def test_it_is_taken_back_once(worker, undone):
    made, _message = offer(worker)
    answer, _said = take(worker, made)
    assert answer.status_code == 302
    assert undone == [(worker.user.pk, "42")]
    take(worker, made)
    assert len(undone) == 1


def test_nobody_else_takes_it_back(worker, undone, sign_in, torino, palermo):
    made, _message = offer(worker)
    for city in (torino, palermo):
        take(sign_in(Role.OUTREACH_WORKER, city), made)
    assert undone == []


def test_slow_people_are_waited_for_and_late_ones_are_told(worker, undone):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        made, _message = offer(worker)
        late, _message = offer(worker, thing_id="43")
    with time_machine.travel(start + dt.timedelta(seconds=55), tick=False):
        take(worker, made)
    assert len(undone) == 1
    with time_machine.travel(start + dt.timedelta(seconds=61), tick=False):
        _answer, said = take(worker, late)
    assert len(undone) == 1
    assert len(said) == 2  # "undone" of the first, "too late" of the second
    with scope(city_id=worker.member.city_id, user_id=worker.user.pk):
        assert UndoOffer.objects.get(pk=late).taken_at is None


def test_who_lost_the_permission_within_the_minute_takes_nothing_back(worker, undone):
    made, _message = offer(worker)
    with scope(city_id=worker.member.city_id, user_id=None):
        Membership.objects.filter(pk=worker.member.pk).update(role=Role.CITY_MANAGER)
    answer, _said = take(worker, made)
    assert answer.status_code == 403
    assert undone == []
    with scope(city_id=worker.member.city_id, user_id=worker.user.pk):
        assert UndoOffer.objects.get(pk=made).taken_at is None


def test_where_things_have_moved_on_it_is_refused_in_words(worker, undone):
    made, _message = offer(worker, thing_id="moved-on")
    _answer, said = take(worker, made)
    assert "Things have moved on." in said
    assert undone == []


def test_an_unknown_offer_is_refused_in_words(worker, undone):
    answer, said = take(worker, uuid7())
    assert answer.status_code == 302
    assert len(said) == 1


def test_an_action_without_a_way_back_cannot_be_offered(worker):
    with pytest.raises(ValueError, match="no way back"):
        undo.offer_undo(
            RequestFactory().post("/"), action="tests.unknown", arguments={}, label="Done"
        )


def test_a_name_has_one_way_back(undone):
    with pytest.raises(ValueError, match="already"):
        undo.register(NAME, print, permission="encounters.record")


def test_a_national_member_has_nothing_to_undo(sign_in):
    assert sign_in(Role.NATIONAL_ANALYST).post(f"/undo/{uuid7()}/").status_code == 404
