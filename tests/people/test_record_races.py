"""Two answers at once, and an answer beside a withdrawal: one outcome, the same at both ends."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.utils import timezone

from lgnet.kernel.tenancy import scope
from lgnet.people.actions.record_requests import (
    RecordRefused,
    accept_request,
    decline_request,
    withdraw_request,
)
from lgnet.people.enums import AskReason, DeclineReason, RecordPart
from lgnet.people.models import ReceivedRequest, RecordRequest, SharedExcerpt
from tests.factories.network import make_user
from tests.people.test_across_cities import recorded
from tests.people.test_record_requests import ask

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 6


def at_once(deeds):
    """Run (city, deed) each in its own thread and connection, released together."""
    gate = threading.Barrier(len(deeds))

    def run(city, deed):
        try:
            with scope(city_id=city.pk):
                connection.ensure_connection()
                gate.wait(timeout=60)
                return deed()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [one.result(timeout=60) for one in [pool.submit(run, *deed) for deed in deeds]]


@pytest.fixture
def asked(torino, palermo):
    user = make_user()
    recorded(torino, user)
    request = ask(palermo, recorded(palermo, user), user, reason=AskReason.MOVED, agrees=False)
    with scope(city_id=torino.pk):
        return user, request, ReceivedRequest.objects.get()


def states(torino, palermo):
    with scope(city_id=torino.pk):
        received = ReceivedRequest.objects.get().state
    with scope(city_id=palermo.pk):
        return received, RecordRequest.objects.get().state, SharedExcerpt.objects.count()


def accepting(received, user):
    return lambda: accept_request(
        received_id=received.pk,
        given={RecordPart.LANGUAGES: "transfer"},
        until_on=timezone.localdate() + dt.timedelta(days=5),
        by=user,
    )


def declining(received, user):
    return lambda: decline_request(received_id=received.pk, reason=DeclineReason.NOTHING, by=user)


def test_of_many_answers_one_counts(torino, palermo, asked):
    user, _request, received = asked
    deeds = [(accepting, declining)[turn % 2](received, user) for turn in range(WRITERS)]
    found = at_once([(torino, deed) for deed in deeds])
    assert sum(isinstance(one, ReceivedRequest) for one in found) == 1, found
    assert sum(isinstance(one, RecordRefused) for one in found) == WRITERS - 1
    here, there, excerpts = states(torino, palermo)
    assert here == there and excerpts == (here == "accepted")


@pytest.mark.parametrize("turn", range(4))
def test_an_answer_beside_a_withdrawal(torino, palermo, asked, turn):
    user, request, received = asked
    withdrawing = (palermo, lambda: withdraw_request(request_id=request.pk, by=user))
    deeds = [(torino, accepting(received, user)), withdrawing]
    found = at_once(deeds[:: 1 if turn % 2 else -1])
    assert sum(isinstance(one, RecordRefused) for one in found) == 1, found
    here, there, excerpts = states(torino, palermo)
    assert here == there and excerpts == (here == "accepted")
