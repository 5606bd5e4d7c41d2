"""Moves a second person approves, and the terms a city sets for its lists."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from lgnet.cases.actions import refusals, team_refusals
from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.states import change_state
from lgnet.cases.actions.supervision import ask_move, decide_request, set_policy
from lgnet.cases.enums import CaseMove, CaseState, Outcome
from lgnet.cases.enums_team import RequestState
from lgnet.cases.models import Case, CaseFact, CasePolicy, CaseRequest
from lgnet.cases.queries.returns import case_to_return_from
from lgnet.cases.queries.supervision import policy_here
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.factories.cases import make_case, make_manager
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
APPROVED, REFUSED, WITHDRAWN = RequestState.APPROVED, RequestState.REFUSED, RequestState.WITHDRAWN


@pytest.fixture
def by(in_torino):
    return make_manager()


@pytest.fixture
def manager(sign_in, torino):
    client = sign_in(Role.CASE_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def body(response):
    return response.content.decode()


def ask(case, by, **fields):
    sent = {"case": case, "move": CaseMove.CLOSE, "outcome": Outcome.HOUSED, "by": by}
    return ask_move(**sent | fields)


def test_without_a_decision_nothing_waits(by):
    assert not policy_here().is_close_approved and policy_here().quiet_days == 30
    close_case(case=make_case(by=by), outcome="housed", by=by)


def test_the_newest_decision_holds_and_the_same_again_writes_nothing(by):
    for _ in range(2):
        set_policy(by=by, is_close_approved=True)
    assert CasePolicy.objects.count() == 1
    set_policy(by=by, quiet_days=10)
    assert (policy_here().is_close_approved, policy_here().quiet_days) == (True, 10)
    with pytest.raises(ValidationError):
        set_policy(by=by, quiet_days=0)
    with pytest.raises(IntegrityError, match="cases_policy_terms"), transaction.atomic():
        CasePolicy.objects.create(return_months=61)


def test_closing_waits_for_a_second_person(by):
    case, second = make_case(by=by), make_manager()
    set_policy(by=by, is_close_approved=True)
    with pytest.raises(refusals.ApprovalNeeded):
        close_case(case=case, outcome="housed", by=by)
    request = [ask(case, by, reason="Ha casa") for _ in range(2)][-1]
    assert CaseRequest.objects.count() == 1, "twice is once"
    with pytest.raises(team_refusals.RequestWaits):
        ask(case, second)
    with pytest.raises(team_refusals.NotYours):
        decide_request(request=request, state=APPROVED, by=by)
    for _ in range(2):
        decide_request(request=request, state=APPROVED, by=second)
    case.refresh_from_db()
    assert (case.state, case.closed_by, case.closing_note) == (CaseState.CLOSED, by, "Ha casa")
    with pytest.raises(team_refusals.RequestDecided):
        decide_request(request=request, state=REFUSED, by=second, answer="x")


def test_reopening_waits_too(by):
    case, second = make_case(by=by), make_manager()
    close_case(case=case, outcome="housed", by=by)
    set_policy(by=by, is_reopen_approved=True)
    with pytest.raises(refusals.ApprovalNeeded):
        change_state(id=uuid7(), case=case, move=CaseMove.REOPEN, by=by, reason="torna")
    with pytest.raises(refusals.CannotMove):
        ask(case, by)
    with pytest.raises(refusals.ReasonMissing):
        ask(case, by, move=CaseMove.REOPEN)
    request = ask(case, by, move=CaseMove.REOPEN, reason="torna")
    decide_request(request=request, state=APPROVED, by=second)
    case.refresh_from_db()
    assert case.state == CaseState.OPEN
    assert CaseFact.objects.get(case=case, kind="reopen").reason == "torna"


def test_refused_with_a_reason_or_taken_back(by):
    case, second = make_case(by=by), make_manager()
    request = ask(case, by)
    with pytest.raises(team_refusals.WhyMissing):
        decide_request(request=request, state=REFUSED, by=second, answer=" ")
    with pytest.raises(team_refusals.NotYours):
        decide_request(request=request, state=WITHDRAWN, by=second)
    decide_request(request=request, state=REFUSED, by=second, answer="Non ancora")
    decide_request(request=ask(case, by), state=WITHDRAWN, by=by)
    case.refresh_from_db()
    assert case.state == CaseState.OPEN


def test_what_closed_meanwhile_is_not_approved(by):
    case, second = make_case(by=by), make_manager()
    request = ask(case, by)
    close_case(case=case, outcome="died", by=by)
    with pytest.raises(refusals.CannotMove):
        decide_request(request=request, state=APPROVED, by=second)
    request.refresh_from_db()
    assert request.state == RequestState.WAITING


def test_the_database_lets_nobody_approve_their_own(by):
    case, second, now = make_case(by=by), make_manager(), timezone.now()
    rows = CaseRequest.objects.filter(pk=ask(case, by).pk)
    wrong = {
        "cases_request_by_another": {"state": "approved", "decided_at": now, "decided_by": by},
        "cases_request_refused_why": {"state": "refused", "decided_at": now, "decided_by": second},
        "cases_request_outcome": {"outcome": None},
    }
    for held, values in wrong.items():
        with pytest.raises(IntegrityError, match=held), transaction.atomic():
            rows.update(**values)
    with pytest.raises(IntegrityError, match="cases_request_by_another"), transaction.atomic():
        rows.update(state="approved", decided_at=now, decided_by=None)
    with pytest.raises(IntegrityError, match="cases_one_request_waits"), transaction.atomic():
        CaseRequest.objects.create(case=case, move="close", outcome="housed")


def test_the_months_of_a_return_are_the_citys(by):
    case = make_case(by=by)
    close_case(case=case, outcome="housed", by=by)
    ago = timezone.now() - dt.timedelta(days=100)
    Case.objects.filter(pk=case.pk).update(opened_at=ago, closed_at=ago)
    assert case_to_return_from(case.person) == case
    set_policy(by=by, return_months=2)
    assert case_to_return_from(case.person) is None


def test_the_days_of_quiet_are_the_citys(torino, manager):
    with scope(city_id=torino.pk):
        case = make_case(make_person("Ferma"), by=manager.user)
        ago = timezone.now() - dt.timedelta(days=10)
        Case.objects.filter(pk=case.pk).update(opened_at=ago)
    shown = lambda: body(manager.get(reverse("cases:cases"), {"show": "quiet"}))  # noqa: E731
    assert "Ferma" not in shown()
    with scope(city_id=torino.pk):
        set_policy(by=manager.user, quiet_days=10)
    assert "Ferma" in shown() and "10 days or longer" in shown()


def test_the_pages_ask_a_second_person(torino, manager, sign_in):
    with scope(city_id=torino.pk):
        set_policy(by=manager.user, is_close_approved=True)
        case = make_case(make_person("Amina"), by=manager.user)
    close = reverse("cases:case_close", args=[case.pk])
    assert "A second person has to approve this" in body(manager.get(close))
    for _ in range(2):
        assert manager.post(close, {"outcome": "housed", "note": "Casa"}).status_code == 302
    with scope(city_id=torino.pk):
        request = CaseRequest.objects.get(case=case)
        case.refresh_from_db()
        assert case.state == CaseState.OPEN
    other = manager.post(close, {"outcome": "died", "note": "Altro"})
    assert other.status_code == 409 and "Altro" in body(other)
    decide = reverse("cases:request_decide", args=[request.pk])
    assert "you asked" in body(manager.get(decide)).lower()
    own = manager.post(decide, {"state": "approved"})
    assert own.status_code == 409 and "second person decides" in body(own)
    second = sign_in(Role.CASE_MANAGER, torino)
    second.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert decide in body(second.get(reverse("cases:requests")))
    assert decide in body(second.get(reverse("cases:case_detail", args=[case.pk])))
    assert second.post(decide, {"state": "refused"}).status_code == 422
    assert second.post(decide, {"state": "approved"}).status_code == 302
    late = second.post(decide, {"state": "refused", "answer": "No"})
    assert late.status_code == 409 and "already been decided" in body(late)
    with scope(city_id=torino.pk):
        case.refresh_from_db()
        assert case.state == CaseState.CLOSED


def test_who_asked_takes_it_back(torino, manager):
    with scope(city_id=torino.pk):
        request = ask(make_case(by=manager.user), manager.user)
    decide = reverse("cases:request_decide", args=[request.pk])
    assert manager.post(decide, {"state": "withdrawn"}).status_code == 302
    assert "Withdrawn" in body(manager.get(decide))


def test_the_city_manager_decides_the_policy(torino, sign_in, manager):
    chief, address = sign_in(Role.CITY_MANAGER, torino), reverse("cases:policy")
    chief.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert manager.get(address).status_code == 403
    refused = chief.post(address, {"quiet_days": "0", "return_months": "12"})
    assert refused.status_code == 422
    sent = {"is_reopen_approved": "on", "quiet_days": "20", "return_months": "6"}
    assert chief.post(address, sent).status_code == 302
    with scope(city_id=torino.pk):
        policy = policy_here()
        assert (policy.is_reopen_approved, policy.is_close_approved) == (True, False)
        case = make_case(by=manager.user)
        close_case(case=case, outcome="housed", by=manager.user)
    state = reverse("cases:case_state", args=[case.pk])
    assert "A second person has to approve this" in body(manager.get(state))
    asked = {"id": uuid7(), "move": "reopen", "reason": "Torna"}
    assert "A second person has been asked" in body(manager.post(state, asked, follow=True))


def test_another_citys_request_is_not_there(palermo, manager):
    with scope(city_id=palermo.pk):
        by = make_manager()
        request = ask(make_case(by=by), by)
    decide = reverse("cases:request_decide", args=[request.pk])
    assert manager.get(decide).status_code == 404
    assert decide not in body(manager.get(reverse("cases:requests")))
