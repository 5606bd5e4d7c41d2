"""Changing the state of a case: what stays, what is refused, what the database holds alone."""

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from lgnet.audit.models import AuditEvent
from lgnet.cases.actions import refusals
from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.states import change_state, reopen_case
from lgnet.cases.enums import CaseMove, CaseState, Outcome
from lgnet.cases.models import Case, CaseFact
from lgnet.cases.queries.cases import open_cases
from lgnet.kernel.ids import uuid7
from tests.factories.cases import make_case, make_manager

pytestmark = pytest.mark.django_db
RUNNING = ["open", "active", "suspended"]


@pytest.fixture
def by(in_torino):
    return make_manager()


def move(case, by, *moves, reason="perché"):
    for one in moves:
        case = change_state(id=uuid7(), case=case, move=one, by=by, reason=reason)
    return case


def steps(case):
    facts = CaseFact.objects.filter(case=case).order_by("recorded_at", "pk")
    return [(fact.kind, fact.was, fact.became) for fact in facts]


def test_a_whole_way_leaves_every_step(by):
    case = move(make_case(by=by), by, CaseMove.START, CaseMove.SUSPEND, CaseMove.RESUME)
    close_case(case=case, outcome=Outcome.HOUSED, note="casa", by=by)
    case = move(case, by, CaseMove.REOPEN)
    assert (case.state, case.closed_at, case.outcome) == (CaseState.OPEN, None, None)
    assert steps(case) == [
        ("start", "open", "active"),
        ("suspend", "active", "suspended"),
        ("resume", "suspended", "active"),
        ("close", "active", "closed"),
        ("reopen", "closed", "open"),
    ]
    closing = CaseFact.objects.get(case=case, kind="close")
    assert (closing.reason, closing.recorded_by) == ("casa", by), "reopening empties the case's own"


def test_the_same_id_changes_once(by):
    case, known = make_case(by=by), uuid7()
    for _ in range(2):
        changed = change_state(id=known, case=case, move=CaseMove.START, by=by)
        assert changed.state == CaseState.ACTIVE
    assert AuditEvent.objects.filter(verb="cases.state_changed").count() == 1


@pytest.mark.parametrize("wrong", [CaseMove.SUSPEND, CaseMove.RESUME, CaseMove.REOPEN])
def test_an_open_case_only_begins(by, wrong):
    case = make_case(by=by)
    with pytest.raises(refusals.CannotMove):
        move(case, by, wrong)
    assert steps(case) == []


def test_closing_and_taking_back_have_verbs_of_their_own(by):
    case = make_case(by=by)
    with pytest.raises(refusals.CannotMove):
        move(case, by, CaseMove.CLOSE)
    close_case(case=case, outcome=Outcome.HOUSED, by=by)
    with pytest.raises(refusals.CannotMove):
        move(case, by, CaseMove.TAKE_BACK)


def test_who_pauses_says_why(by):
    case = move(make_case(by=by), by, CaseMove.START, reason="")
    with pytest.raises(refusals.ReasonMissing):
        move(case, by, CaseMove.SUSPEND, reason="  ")
    case.refresh_from_db()
    assert case.state == CaseState.ACTIVE


def test_a_closing_taken_back_leads_to_where_the_case_was(by):
    case = move(make_case(by=by), by, CaseMove.START, CaseMove.SUSPEND)
    close_case(case=case, outcome=Outcome.HOUSED, by=by)
    assert reopen_case(case=case, by=by).state == CaseState.SUSPENDED
    assert steps(case)[-1] == ("take_back", "closed", "suspended")
    assert reopen_case(case=case, by=by).state == CaseState.SUSPENDED, "twice is once"


def test_no_second_case_beside_a_paused_one(by):
    case = move(make_case(by=by), by, CaseMove.START, CaseMove.SUSPEND)
    with pytest.raises(refusals.AlreadyOpen):
        make_case(case.person)
    close_case(case=case, outcome=Outcome.HOUSED, by=by)
    newer = make_case(case.person, by=by)
    with pytest.raises(refusals.AlreadyOpen):
        move(case, by, CaseMove.REOPEN)
    assert [one.pk for one in open_cases().order_by("pk")] == [newer.pk]


@pytest.mark.parametrize("first", RUNNING)
@pytest.mark.parametrize("second", RUNNING)
def test_the_database_keeps_it_at_one_whatever_the_states(by, first, second):
    person = make_case(by=by).person
    Case.objects.filter(person=person).update(state=first)
    # The trigger or the index, whichever comes first.
    either = r"one_open_a_person|one running case"
    with pytest.raises(IntegrityError, match=either), transaction.atomic():
        Case.objects.create(person=person, state=second)


@pytest.mark.parametrize("state", RUNNING)
def test_the_database_lets_no_running_case_have_an_outcome(by, state):
    case = make_case(by=by)
    with pytest.raises(IntegrityError, match="cases_closing_is_whole"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state=state, outcome=Outcome.HOUSED)


def test_the_database_knows_the_steps(by):
    case = make_case(by=by)
    with pytest.raises(IntegrityError, match="cases_fact_is_a_step"), transaction.atomic():
        CaseFact.objects.create(case=case, kind="suspend", was="open", became="suspended")


def test_the_change_of_another_case_is_refused_and_not_taken_for_this_one(by):
    one, other, fact_id = make_case(by=by), make_case(by=by), uuid7()
    change_state(id=fact_id, case=one, move=CaseMove.START, by=by)
    with pytest.raises(refusals.CannotMove):
        change_state(id=fact_id, case=other, move=CaseMove.START, by=by)
    assert CaseFact.objects.filter(case=other).count() == 0


def test_a_fact_is_neither_changed_nor_deleted(by):
    case = move(make_case(by=by), by, CaseMove.START)
    facts = CaseFact.objects.filter(case=case)
    for deed in (lambda: facts.update(kind="resume"), lambda: facts.order_by().delete()):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            deed()
    assert facts.get().reason == "perché"
