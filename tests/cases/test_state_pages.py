"""The page of a change of state, and the lists of paused, quiet and nobody's cases."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from lgnet.cases.actions.states import change_state
from lgnet.cases.enums import CaseMove, CaseState
from lgnet.cases.models import Case, CaseFact
from lgnet.encounters.models import Encounter
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import Membership
from tests import budget
from tests.factories.cases import make_case, make_manager
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(sign_in, torino):
    client = sign_in(Role.CASE_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def body(response):
    return response.content.decode()


def address_of(case):
    return reverse("cases:case_state", args=[case.pk])


def paused(by, **fields):
    case = make_case(by=by, **fields)
    change_state(id=uuid7(), case=case, move=CaseMove.START, by=by)
    return change_state(id=uuid7(), case=case, move=CaseMove.SUSPEND, by=by, reason="In ospedale")


def test_begin_then_pause_with_a_reason(torino, manager):
    with scope(city_id=torino.pk):
        case = make_case(by=manager.user)
    sent = {"id": uuid7(), "move": "start"}
    assert "Begin the work" in body(manager.get(address_of(case)))
    for _ in range(2):
        assert manager.post(address_of(case), sent).status_code == 302, "twice is once"
    refused = manager.post(address_of(case), {"id": uuid7(), "move": "suspend"})
    assert refused.status_code == 422 and "Write why" in body(refused)
    told = {"id": uuid7(), "move": "suspend", "reason": "In ospedale"}
    assert "In ospedale" in body(manager.post(address_of(case), told, follow=True))
    with scope(city_id=torino.pk):
        case.refresh_from_db()
        assert case.state == CaseState.SUSPENDED
        assert CaseFact.objects.filter(case=case).count() == 2


def test_a_step_no_longer_possible_keeps_what_was_typed(torino, manager):
    with scope(city_id=torino.pk):
        case = paused(manager.user)
    sent = {"id": uuid7(), "move": "suspend", "reason": "Parte per Bari"}
    answer = manager.post(address_of(case), sent)
    assert answer.status_code == 422
    assert "The state has changed" in body(answer) and "Parte per Bari" in body(answer)


def test_a_change_in_the_same_moment_is_told(torino, manager, monkeypatch):
    """Between the page's look and the lock a colleague paused the case."""
    with scope(city_id=torino.pk):
        case = paused(manager.user)
    monkeypatch.setattr("lgnet.cases.views.states.moves_from", lambda state: [CaseMove.START])
    sent = {"id": uuid7(), "move": "start", "reason": "Si comincia"}
    answer = manager.post(address_of(case), sent)
    assert answer.status_code == 409
    assert "Choose again what happens" in body(answer) and "Si comincia" in body(answer)


def test_the_reason_is_for_who_manages_cases(torino, manager, sign_in):
    with scope(city_id=torino.pk):
        case = paused(manager.user)
    page = reverse("cases:case_detail", args=[case.pk])
    assert "In ospedale" in body(manager.get(page))
    desk = sign_in(Role.DESK_OPERATOR, torino)
    seen = body(desk.get(page))
    assert "In ospedale" not in seen and address_of(case) not in seen
    assert desk.get(address_of(case)).status_code == 403


def test_another_citys_case_has_no_state_to_change(palermo, manager):
    with scope(city_id=palermo.pk):
        case = make_case()
    sent = {"id": uuid7(), "move": "start"}
    assert manager.get(address_of(case)).status_code == 404
    assert manager.post(address_of(case), sent).status_code == 404


def shown(client, show):
    page = body(client.get(reverse("cases:cases"), {"show": show}))
    names = ("Ferma", "Recente", "Vista", "Sospesa", "Orfana", "Mossa")
    return {name for name in names if name in page}


def test_lists_of_paused_quiet_and_nobodys(torino, manager):
    by, now = manager.user, timezone.now()
    long_ago = now - dt.timedelta(days=60)
    with scope(city_id=torino.pk):
        gone = make_manager()
        made = {name: make_case(make_person(name), by=by) for name in ("Ferma", "Vista", "Mossa")}
        orphan = make_case(make_person("Orfana"), by=gone)
        make_case(make_person("Recente"), by=by)
        old = [case.pk for case in [*made.values(), orphan]]
        Case.objects.filter(pk__in=old).update(opened_at=long_ago)
        paused(by, person=make_person("Sospesa"))
        Encounter.objects.create(
            person=made["Vista"].person, setting="desk", happened_at=now - dt.timedelta(days=3)
        )
        change_state(id=uuid7(), case=made["Mossa"], move=CaseMove.START, by=by)
        Membership.objects.filter(user=gone).update(is_active=False)
    assert shown(manager, "quiet") == {"Ferma", "Orfana"}
    assert shown(manager, "nobody") == {"Orfana"}
    assert shown(manager, "suspended") == {"Sospesa"}
    assert shown(manager, "mine") == {"Ferma", "Vista", "Mossa", "Recente", "Sospesa"}
    page = body(manager.get(reverse("cases:cases"), {"show": "mine"}))
    assert "nothing for 60 days" in page and "nothing for 3 days" in page


@pytest.mark.parametrize(("days", "is_quiet"), [(29, False), (30, True)])
def test_the_thirtieth_day_is_quiet(torino, manager, days, is_quiet):
    with scope(city_id=torino.pk):
        case = make_case(make_person("Ferma"), by=manager.user)
        opened_at = timezone.localtime() - dt.timedelta(days=days)
        Case.objects.filter(pk=case.pk).update(opened_at=opened_at)
    assert bool(shown(manager, "quiet")) == is_quiet


def test_sixty_cases_cost_what_twenty_do(torino, manager):
    shows = ("mine", "open", "suspended", "quiet", "nobody")

    def cost():
        return [budget.count(manager, f"/cases/?show={show}") for show in shows]

    def fill(count):
        with scope(city_id=torino.pk):
            for _ in range(count):
                paused(manager.user)

    fill(20)
    twenty = cost()
    fill(40)
    assert cost() == twenty
    assert max(twenty) < 12, twenty
