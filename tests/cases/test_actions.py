"""Opening, closing, reopening: once each, in words where it cannot be."""

import pytest

from lgnet.audit.models import AuditEvent
from lgnet.cases.actions import refusals
from lgnet.cases.actions.cases import close_case, open_case
from lgnet.cases.actions.states import reopen_case
from lgnet.cases.enums import CaseState, Outcome
from lgnet.cases.models import Case
from lgnet.kernel import announcements
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from tests.factories.cases import make_case, make_manager
from tests.factories.network import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(in_torino):
    return make_manager()


def test_opening_twice_with_one_id_opens_once(by):
    case = make_case(by=by)
    again = open_case(id=case.pk, person=case.person, by=by, responsible=by)
    assert again.pk == case.pk and Case.objects.count() == 1
    assert AuditEvent.objects.filter(verb="cases.opened").count() == 1


def test_one_open_case_a_person(by):
    case = make_case(by=by)
    with pytest.raises(refusals.AlreadyOpen) as refused:
        make_case(case.person)
    assert by.full_name in str(refused.value)


def test_the_constraint_alone_keeps_it_at_one(by, monkeypatch):
    case = make_case(by=by)
    answers = iter([None, case])
    monkeypatch.setattr("lgnet.cases.queries.cases.open_case_of", lambda person: next(answers))
    with pytest.raises(refusals.AlreadyOpen):
        open_case(id=uuid7(), person=case.person, by=by, responsible=by)
    assert Case.objects.count() == 1


def test_who_answers_manages_cases_here(by, palermo):
    with scope(city_id=palermo.pk):
        elsewhere = make_manager()
    for stranger in (make_user(), elsewhere):
        with pytest.raises(refusals.NotResponsible):
            make_case(by=by, responsible=stranger)


def test_close_and_reopen(by):
    case = make_case(by=by)
    closed = close_case(case=case, outcome=Outcome.HOUSED, note="nota", by=by)
    assert (closed.state, closed.closed_by, closed.closing_note) == (CaseState.CLOSED, by, "nota")
    assert close_case(case=case, outcome=Outcome.HOUSED, by=by).closed_at == closed.closed_at
    with pytest.raises(refusals.AlreadyClosed):
        close_case(case=case, outcome=Outcome.OTHER, by=by)
    reopened = reopen_case(case=case, by=by)
    assert (reopened.state, reopened.closed_at, reopened.outcome) == (CaseState.OPEN, None, None)


def test_reopening_beside_a_newer_case_is_refused(by):
    case = make_case(by=by)
    close_case(case=case, outcome=Outcome.HOUSED, by=by)
    make_case(case.person, by=by)
    with pytest.raises(refusals.AlreadyOpen):
        reopen_case(case=case, by=by)


def test_each_change_is_announced_after_the_commit(by, django_capture_on_commit_callbacks):
    heard = []
    announcements.listen(announcements.CASE_CHANGED, heard.append)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            case = make_case(by=by)
            close_case(case=case, outcome=Outcome.HOUSED, by=by)
            assert heard == []
        assert heard == [case.city_id] * 2
    finally:
        announcements._listeners[announcements.CASE_CHANGED].remove(heard.append)
