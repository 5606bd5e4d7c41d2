"""Notices of moves a second person approves: who gets them, and when they go."""

import pytest
from django.urls import reverse

from lgnet.cases.actions import request_notices
from lgnet.cases.actions.handovers import answer_handover, offer_case
from lgnet.cases.actions.supervision import ask_move, decide_request
from lgnet.cases.enums import CaseMove, Outcome
from lgnet.cases.enums_team import HandoverState, RequestState
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.notifications.actions import mark_all_read, settle
from lgnet.notifications.queries import notices_of
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(sign_in, torino):
    return [sign_in(Role.CASE_MANAGER, torino) for _ in range(3)]


def kinds_of(client, city):
    with scope(city_id=city.pk, user_id=client.user.pk):
        return sorted(notices_of(client.user.pk).values_list("kind", flat=True))


def asked(one, city):
    with scope(city_id=city.pk, user_id=one.user.pk):
        case = make_case(by=one.user)
        sent = {"case": case, "move": CaseMove.CLOSE, "outcome": Outcome.HOUSED, "by": one.user}
        return [ask_move(**sent) for _ in range(2)][-1]


def decided(request, by, city, **fields):
    with scope(city_id=city.pk, user_id=by.user.pk):
        return decide_request(request=request, by=by.user, **fields)


def test_who_may_decide_is_told_and_the_notice_goes_when_decided(team, torino, sign_in):
    one, second, third = team
    desk = sign_in(Role.DESK_OPERATOR, torino)
    request = asked(one, torino)
    assert kinds_of(second, torino) == kinds_of(third, torino) == [request_notices.CLOSE_ASKED]
    assert kinds_of(one, torino) == kinds_of(desk, torino) == []
    page = third.get(reverse("notifications:notices"), headers={"accept-language": "en"})
    body = page.content.decode()
    assert "a second person decides" in body and request.case.person.known_as not in body

    decided(request, second, torino, state=RequestState.APPROVED)
    assert kinds_of(second, torino) == kinds_of(third, torino) == []
    assert kinds_of(one, torino) == [request_notices.APPROVED]


def test_what_was_read_stays_and_a_refusal_is_told(team, torino):
    one, second, third = team
    request = asked(one, torino)
    with scope(city_id=torino.pk, user_id=third.user.pk):
        mark_all_read(by=third.user)
    decided(request, second, torino, state=RequestState.REFUSED, answer="Non ancora")
    assert kinds_of(third, torino) == [request_notices.CLOSE_ASKED]
    assert kinds_of(one, torino) == [request_notices.REFUSED]


def test_what_is_taken_back_goes_and_tells_nobody(team, torino):
    one, second, _third = team
    request = asked(one, torino)
    decided(request, one, torino, state=RequestState.WITHDRAWN)
    assert kinds_of(one, torino) == kinds_of(second, torino) == []


def test_another_city_takes_no_notice_away(team, torino, palermo):
    request = asked(team[0], torino)
    with scope(city_id=palermo.pk, user_id=team[0].user.pk):
        settle(once_key=f"cases.move_asked:{request.pk}")
    assert kinds_of(team[1], torino) == [request_notices.CLOSE_ASKED]


def test_an_offer_withdrawn_is_asked_of_nobody(team, torino):
    one, second, _third = team
    with scope(city_id=torino.pk, user_id=one.user.pk):
        handover = offer_case(
            id=uuid7(),
            case=make_case(by=one.user),
            to_user_id=second.user.pk,
            still_open="Casa",
            by=one.user,
        )
        answer_handover(handover=handover, answer=HandoverState.WITHDRAWN, by=one.user)
    assert kinds_of(second, torino) == ["cases.handover_withdrawn"]
