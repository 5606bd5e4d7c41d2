"""A plan: what the actions write, what the database holds, two workers at once."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.plans import (
    keep_agreement,
    review_plan,
    set_action,
    set_goal,
    settle_action,
    unsettle_action,
)
from lgnet.cases.actions.refusals import (
    AlreadyWritten,
    CannotMove,
    ChangedMeanwhile,
    NothingToSign,
    PlanChanged,
    ReasonMissing,
)
from lgnet.cases.enums import Outcome
from lgnet.cases.enums_plan import Doer, GoalState, LifeArea, StepState
from lgnet.cases.models import Action, Goal, PlanAgreement, PlanReview
from lgnet.cases.plan_paper import paper_text, shortened
from lgnet.cases.queries import plans as queries
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from tests.factories.cases import make_case, make_manager
from tests.factories.plans import make_action, make_agreement, make_goal, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(torino):
    with scope(city_id=torino.pk):
        yield torino


@pytest.fixture
def by(here):
    return make_manager()


@pytest.fixture
def case(by):
    return make_case(by=by)


def said(goal, **fields):
    """Return what a form says of a goal that was read as it stands."""
    return {
        "id": goal.pk,
        "case": goal.case,
        "area": goal.area,
        "text": goal.text,
        "revision": goal.revision,
    } | fields


def test_a_goal_sent_twice_is_written_once(case, by):
    key = uuid7()
    first = make_goal(case, by=by, id=key)
    again = make_goal(case, by=by, id=key)
    assert first == again
    assert Goal.objects.count() == 1
    assert again.revision == 1


def test_of_two_workers_the_second_is_told_and_nothing_is_lost(case, by):
    goal = make_goal(case, by=by)
    read_by_both = said(goal)
    set_goal(**read_by_both | {"text": "Due stanze"}, by=by)
    with pytest.raises(ChangedMeanwhile) as told:
        set_goal(**read_by_both | {"text": "Un monolocale"}, by=make_manager())
    assert told.value.current.text == "Due stanze"
    assert Goal.objects.get().text == "Due stanze"
    set_goal(**read_by_both | {"text": "Un monolocale", "revision": 2}, by=by)
    assert Goal.objects.get().text == "Un monolocale"


def test_both_writing_the_same_words_is_no_clash(case, by):
    goal = make_goal(case, by=by)
    changed = said(goal, text="Due stanze")
    set_goal(**changed, by=by)
    assert set_goal(**changed, by=make_manager()).revision == 2


def test_who_gives_up_says_why(case, by):
    goal = make_goal(case, by=by)
    with pytest.raises(ReasonMissing):
        set_goal(**said(goal, state=GoalState.GIVEN_UP), by=by)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_goal SET state = 'given_up'")
    given_up = set_goal(**said(goal, state=GoalState.GIVEN_UP, result="Torna a casa"), by=by)
    assert given_up.result == "Torna a casa"


def test_an_action_is_done_taken_back_and_not_done(case, by):
    action = make_action(make_goal(case, by=by), by=by, due_on=dt.date(2026, 2, 28))
    done = settle_action(action=action, revision=1, by=by)
    assert (done.state, done.settled_by) == (StepState.DONE, by)
    assert settle_action(action=action, revision=1, by=by).revision == done.revision
    assert unsettle_action(action=action, revision=2, by=by).settled_at is None
    current = Action.objects.get()
    known = {"id": current.pk, "goal": current.goal, "text": current.text, "doer": current.doer}
    known |= {"revision": current.revision, "state": StepState.NOT_DONE, "by": by}
    with pytest.raises(ReasonMissing):
        set_action(**known)
    not_done = set_action(**known, result="Era chiuso")
    with pytest.raises(ChangedMeanwhile):
        settle_action(action=not_done, revision=not_done.revision, by=by)


def test_done_is_said_of_what_was_read_and_taken_back_alone(case, by):
    action = make_action(make_goal(case, by=by), by=by)
    known = {"id": action.pk, "goal": action.goal, "doer": action.doer, "by": by}
    set_action(**known, text="Un'altra cosa", revision=1)
    with pytest.raises(ChangedMeanwhile):
        settle_action(action=action, revision=1, by=by)
    settle_action(action=action, revision=2, by=by)
    set_action(**known, text="Un'altra cosa", state=StepState.DONE, result="Firmato", revision=3)
    with pytest.raises(ChangedMeanwhile):
        unsettle_action(action=action, revision=3, by=by)
    assert Action.objects.get().result == "Firmato"


@pytest.mark.parametrize(
    "sets",
    [
        "state = 'done'",
        "settled_at = now()",
        "doer = 'staff'",
        "doer = 'other'",
        "revision = 0",
        "state = 'dreamt'",
    ],
)
def test_the_database_refuses_half_an_action(case, by, sets):
    make_action(make_goal(case, by=by), by=by)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE cases_action SET {sets}")


@pytest.mark.parametrize("model", [PlanReview, PlanAgreement])
def test_what_was_said_and_signed_is_never_changed(case, by, model):
    {PlanReview: make_review, PlanAgreement: make_agreement}[model](case, by=by)
    table = model._meta.db_table
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_review_comes_before_the_next(case, by):
    day = dt.date(2026, 1, 31)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_review(case, by=by, reviewed_on=day, next_on=day)
    key = uuid7()
    known = {"id": key, "case": case, "reviewed_on": day, "by": by}
    assert review_plan(**known) == review_plan(**known)
    with pytest.raises(AlreadyWritten):
        review_plan(**known, note="Dopo il tasto Indietro")


def test_what_was_not_printed_is_not_signed(case, by):
    with pytest.raises(NothingToSign):
        keep_agreement(
            id=uuid7(), case=case, agreed_on=dt.date(2026, 1, 31), language="it", printed="", by=by
        )
    goal = make_goal(case, by=by)
    printed = queries.digest_of(queries.goals_of(case))
    set_goal(**said(goal, text="Mai firmato"), by=by)
    with pytest.raises(PlanChanged):
        make_agreement(case, by=by, printed=printed)
    assert "Mai firmato" in make_agreement(case, by=by).text


def test_an_exit_plan_too_long_keeps_whole_lines():
    assert shortened("uno\ndue", 7) == "uno\ndue"
    long = "\n".join(["x" * 900] * 3)
    cut = shortened(long, 2000)
    assert len(cut) <= 2000
    assert cut.splitlines() == ["x" * 900, "x" * 900, "…"]


def test_a_plan_is_looked_at_again_when_its_day_comes(case, by):
    today = timezone.localdate()
    assert queries.plans_to_review(by.pk, today=today) == []
    make_goal(case, by=by)
    assert queries.plans_to_review(by.pk, today=today) == []
    again = today + dt.timedelta(days=3)
    make_review(case, by=by, reviewed_on=today, next_on=again)
    assert queries.plans_to_review(by.pk, today=today) == [(case, again)]
    assert queries.plans_to_review(make_manager().pk, today=today) == []


def test_the_plan_of_a_closed_case_stays_as_it_was(case, by):
    goal = make_goal(case, by=by)
    action = make_action(goal, by=by)
    close_case(case=case, outcome=Outcome.HOUSED, by=by)
    for change in (
        lambda: make_goal(case, by=by),
        lambda: make_action(goal, by=by),
        lambda: settle_action(action=action, revision=1, by=by),
        lambda: make_review(case, by=by),
        lambda: make_agreement(case, by=by),
    ):
        with pytest.raises(CannotMove):
            change()


def test_the_paper_has_what_holds_in_the_language_asked(case, by):
    goal = make_goal(case, by=by, text="أريد غرفة لأولادي")
    make_action(goal, by=by, due_on=dt.date(2026, 3, 29))
    make_action(goal, by=by, text="Chiedere in parrocchia", doer=Doer.OTHER, other="Don Luca")
    make_goal(
        case, by=by, area=LifeArea.WORK, text="Un negozio", state=GoalState.GIVEN_UP, result="No"
    )
    text = paper_text(queries.goals_of(case), "it")
    assert "أريد غرفة لأولادي" in text
    assert "29/03/2026" in text
    assert "Don Luca" in text
    assert "Un negozio" not in text
    assert paper_text(queries.goals_of(case), "ar") != text


def test_what_is_due_is_mine_open_and_near(case, by):
    today = dt.date(2026, 11, 23)
    goal = make_goal(case, by=by)
    late = make_action(goal, by=by, due_on=dt.date(2026, 1, 1))
    near = make_action(goal, by=by, due_on=dt.date(2026, 11, 30))
    make_action(goal, by=by, due_on=dt.date(2026, 12, 1))
    make_action(goal, by=by)
    settle_action(action=make_action(goal, by=by, due_on=today), revision=1, by=by)
    make_action(make_goal(by=make_manager()), due_on=today)
    assert list(queries.due_actions(by.pk, today=today)) == [late, near]
