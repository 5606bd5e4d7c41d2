"""Requests between cities, tried by who is no part of them."""

# ruff: noqa: F811 (fixtures of the tests beside it)

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lgnet.kernel.tenancy import scope
from lgnet.people.actions.record_requests import forget_past_excerpts, withdraw_request
from lgnet.people.enums import RecordRequestState
from lgnet.people.models import RecordRequest
from tests.people.test_record_requests import (  # noqa: F401
    ask,
    excerpts_in,
    known,
    napoli,
    received_in,
    standing_here,
    told,
    user,
)

pytestmark = pytest.mark.django_db


def test_a_city_cannot_answer_for_another(torino, palermo, napoli, user, known, standing_here):
    """The function carries the answer of one's own row only, to the request that it names."""
    ask(palermo, standing_here, user)
    (received,) = received_in(torino)
    with scope(city_id=napoli.pk, user_id=user.pk), connection.cursor() as cursor:
        cursor.execute("SELECT lgnet_send_answer(%s, %s)", [received.pk, b"forged"])
        assert cursor.fetchone() == (False,)
    assert excerpts_in(palermo) == []


def test_a_city_cannot_send_for_another(torino, palermo, napoli, user, known, standing_here):
    request = ask(palermo, standing_here, user)
    with scope(city_id=palermo.pk, user_id=user.pk):
        withdraw_request(request_id=request.pk, by=user)
    with scope(city_id=napoli.pk, user_id=user.pk), connection.cursor() as cursor:
        cursor.execute("SELECT lgnet_send_request(%s, '{}')", [request.pk])
    assert [one.state for one in received_in(torino)] == [RecordRequestState.WITHDRAWN]


def test_the_database_allows_one_open_request_and_no_content_after_revoking(
    palermo, told, standing_here
):
    with scope(city_id=palermo.pk):
        with pytest.raises(IntegrityError), transaction.atomic():
            told.revoked_at = timezone.now()
            told.save()
        RecordRequest.objects.create(person=standing_here, reason="moved", parts=[])
        with pytest.raises(IntegrityError), transaction.atomic():
            RecordRequest.objects.create(person=standing_here, reason="moved", parts=[])


def test_past_its_term_an_excerpt_is_destroyed_by_the_night(palermo, told, time_machine):
    assert forget_past_excerpts(city_id=palermo.pk) == 0
    time_machine.move_to(told.until_at + dt.timedelta(seconds=1))
    assert forget_past_excerpts(city_id=palermo.pk) == 1
    (excerpt,) = excerpts_in(palermo)
    assert excerpt.content is None and excerpt.given
