"""What was achieved: facts that stay, undo and reopening, two colleagues at once."""

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from lgnet.audit.models import AuditEvent
from lgnet.cases.actions import refusals
from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.outcomes import Said, change_outcomes
from lgnet.cases.actions.states import change_state, reopen_case
from lgnet.cases.enums import CaseMove, Outcome
from lgnet.cases.enums_outcomes import Achieved, Area
from lgnet.cases.models import Case, CaseOutcome
from lgnet.cases.queries.outcomes import newest_of, outcome_facts, outcomes_now
from lgnet.housing.enums_house import Destination
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from tests.factories.cases import make_case, make_manager
from tests.factories.network import make_user
from tests.housing.test_races import at_once, names

HOME = Said(Area.HOUSING, Achieved.REACHED, Destination.HOME, "casa popolare")
WORK = Said(Area.WORK, Achieved.PARTLY)


@pytest.fixture
def by(in_torino):
    return make_manager()


def closed(by, *said, **fields):
    case = make_case(by=by, **fields)
    return close_case(case=case, outcome=Outcome.HOUSED, said=said, by=by)


def now(case):
    return {
        area: (row.value, row.destination, row.note) for area, row in outcomes_now(case).items()
    }


@pytest.mark.django_db
def test_what_is_said_at_the_closing_stands(by):
    case = closed(by, HOME, WORK)
    assert now(case) == {
        Area.HOUSING: ("reached", 0, "casa popolare"),
        Area.WORK: ("partly", None, ""),
    }
    close_case(case=case, outcome=Outcome.HOUSED, said=[HOME, WORK], by=by)
    assert outcome_facts(case).count() == 2, "twice is once"


@pytest.mark.django_db
def test_another_closing_with_other_words_is_refused(by):
    case = closed(by, HOME)
    with pytest.raises(refusals.AlreadyClosed):
        close_case(case=case, outcome=Outcome.HOUSED, said=[WORK], by=by)
    assert set(now(case)) == {Area.HOUSING}


@pytest.mark.django_db
def test_a_change_is_a_new_fact_and_what_is_unchanged_is_none(by):
    case, form = closed(by, HOME, WORK), uuid7()
    better = Said(Area.WORK, Achieved.REACHED, note="a tempo pieno")
    seen = newest_of(case)
    for _ in range(2):
        change_outcomes(id=form, case=case, seen=seen, said=[HOME, better], by=by)
    assert now(case)[Area.WORK] == ("reached", None, "a tempo pieno")
    assert outcome_facts(case).count() == 3
    assert AuditEvent.objects.filter(verb="cases.outcomes_changed").count() == 1


@pytest.mark.django_db
def test_a_colleagues_words_are_not_overwritten(by):
    case = closed(by, HOME)
    seen = newest_of(case)
    change_outcomes(id=uuid7(), case=case, seen=seen, said=[WORK], by=by)
    other = Said(Area.WORK, Achieved.NOT_REACHED)
    with pytest.raises(refusals.OutcomesChanged):
        change_outcomes(id=uuid7(), case=case, seen=seen, said=[other], by=by)
    assert now(case)[Area.WORK][0] == "partly"


@pytest.mark.django_db
def test_a_running_case_has_achieved_nothing_yet(by):
    case = make_case(by=by)
    with pytest.raises(refusals.NotClosed):
        change_outcomes(id=uuid7(), case=case, seen=None, said=[WORK], by=by)
    assert now(case) == {}


@pytest.mark.django_db
def test_undo_takes_back_what_was_said(by):
    case = reopen_case(case=closed(by, HOME, WORK), by=by)
    assert now(case) == {}
    values = outcome_facts(case).order_by("recorded_at", "pk").values_list("value", flat=True)
    assert sorted(values) == ["partly", "reached", "taken_back", "taken_back"]
    reopen_case(case=case, by=by)
    assert outcome_facts(case).count() == 4, "twice is once"


@pytest.mark.django_db
def test_opening_again_keeps_what_was_said_and_the_next_closing_begins_anew(by):
    case = closed(by, HOME)
    case = change_state(id=uuid7(), case=case, move=CaseMove.REOPEN, reason="torna", by=by)
    assert now(case) == {} and outcome_facts(case).get().value == "reached"
    case = close_case(case=case, outcome=Outcome.OTHER, said=[WORK], by=by)
    assert set(now(case)) == {Area.WORK}
    assert {row.area for row in outcome_facts(case).order_by("pk")} == {"housing", "work"}


@pytest.mark.django_db
def test_a_fact_is_neither_changed_nor_deleted(by):
    case = closed(by, HOME)
    facts = CaseOutcome.objects.filter(case=case)
    for deed in (lambda: facts.update(value="partly"), lambda: facts.order_by().delete()):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            deed()
    assert facts.get().note == "casa popolare"


@pytest.mark.django_db
def test_nobody_says_that_it_was_taken_back(by):
    with pytest.raises(ValueError, match="anybody"), transaction.atomic():
        closed(by, Said(Area.WORK, Achieved.TAKEN_BACK))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"destination": 0}, {"area": "housing", "destination": 13}, {"value": "much"}]
)
def test_the_database_knows_areas_values_and_destinations(by, wrong):
    case = closed(by)
    told = {"area": "work", "value": "reached"} | wrong
    with pytest.raises(IntegrityError, match="cases_outcome_"), transaction.atomic():
        CaseOutcome.objects.create(
            case=case, person=case.person, closed_at=case.closed_at, recorded_by=by, **told
        )


@pytest.mark.django_db(transaction=True)
def test_of_colleagues_at_once_one_is_written(torino):
    with scope(city_id=torino.pk):
        by = make_user()
        case = closed(make_manager())
    says = [Said(Area.WORK, value) for value in (Achieved.REACHED, Achieved.PARTLY)] * 3
    found = at_once(
        torino,
        [
            lambda one=one: change_outcomes(id=uuid7(), case=case, seen=None, said=[one], by=by)
            for one in says
        ],
    )
    assert names(found) == {"Case": 1, "OutcomesChanged": 5}
    with scope(city_id=torino.pk):
        assert outcome_facts(Case.objects.get(pk=case.pk)).count() == 1
