"""Asking again after a closing: who is due, what stops it, once a mark."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from lgnet.cases.actions import refusals
from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.follow_ups import record_follow_up
from lgnet.cases.actions.states import change_state
from lgnet.cases.enums import CaseMove, Outcome
from lgnet.cases.enums_outcomes import Contact, LivesNow, Mark, WantsHelp, WorksNow
from lgnet.cases.models import Case, CaseFollowUp
from lgnet.cases.queries.closing import closing_of
from lgnet.cases.queries.follow_ups import closed_with_stay, due_cases
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import ITALY
from lgnet.kernel.tenancy import scope
from lgnet.people.models import Person
from tests.factories.cases import make_case, make_manager
from tests.factories.housing import make_stay
from tests.housing.test_races import at_once, names


@pytest.fixture
def by(in_torino):
    return make_manager()


def at(text, hour=12):
    return dt.datetime.combine(dt.date.fromisoformat(text), dt.time(hour), ITALY)


def closed(by, day, *, outcome=Outcome.HOUSED, hour=12, **fields):
    """Close a case on a day."""
    case = make_case(by=by, **fields)
    close_case(case=case, outcome=outcome, by=by)
    moment = at(day, hour)
    Case.objects.filter(pk=case.pk).update(
        opened_at=moment - dt.timedelta(days=90), closed_at=moment
    )
    case.refresh_from_db()
    return case


def due(day, **options):
    found = due_cases(dt.date.fromisoformat(day), **options).order_by("pk")
    return {(case.pk, case.mark) for case in found}


def told(case, by, mark=Mark.THREE, **fields):
    told = {"id": uuid7(), "contact": Contact.NOT_FOUND} | fields
    return record_follow_up(case=case, mark=mark, by=by, **told)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("closing", "marks"),
    [
        ("2026-08-31", {"2026-11-29": 0, "2026-11-30": 3, "2027-02-27": 3, "2027-02-28": 6}),
        ("2027-08-31", {"2028-02-28": 3, "2028-02-29": 6, "2028-08-30": 6, "2028-08-31": 12}),
        ("2027-11-30", {"2028-02-28": 0, "2028-02-29": 3, "2029-02-27": 12, "2029-02-28": 0}),
    ],
)
@pytest.mark.parametrize("hour", [0, 23])
def test_the_list_keeps_to_the_calendar_of_italy(by, closing, marks, hour):
    case = closed(by, closing, hour=hour)
    for day, mark in marks.items():
        assert due(day) == ({(case.pk, mark)} if mark else set()), day


@pytest.mark.django_db
def test_overdue_is_what_waited_thirty_days(by):
    case = closed(by, "2026-08-31")
    assert due("2026-12-29", is_overdue=True) == set()
    assert due("2026-12-30", is_overdue=True) == {(case.pk, 3)}


@pytest.mark.django_db
def test_what_was_found_ends_the_mark_and_not_the_next(by):
    case = closed(by, "2026-08-31")
    with time_machine.travel(at("2026-12-02")):
        found = told(
            case,
            by,
            contact=Contact.REACHED,
            lives=LivesNow.TOLD,
            destination=0,
            works=WorksNow.YES,
            wants_help=WantsHelp.NO,
            note="sta bene",
        )
        assert due("2026-12-02") == set()
        assert closing_of(case)["next_follow_up"].mark == Mark.SIX
    assert due("2027-03-01") == {(case.pk, 6)}
    assert (found.get_destination_display(), found.note) != ("", "")


@pytest.mark.django_db
def test_the_same_id_writes_once_and_another_is_refused(by):
    case, known = closed(by, "2026-08-31"), uuid7()
    with time_machine.travel(at("2026-12-02")):
        for _ in range(2):
            told(case, by, id=known)
        with pytest.raises(refusals.AlreadyFollowedUp):
            told(case, by)
        with pytest.raises(refusals.CannotAsk):
            told(closed(by, "2026-08-31"), by, id=known)
    assert CaseFollowUp.objects.filter(case=case).count() == 1


@pytest.mark.django_db
def test_a_mark_that_has_not_begun_is_refused(by):
    case = closed(by, "2026-08-31")
    with time_machine.travel(at("2026-11-29")), pytest.raises(refusals.CannotAsk):
        told(case, by)
    with pytest.raises(refusals.NotClosed):
        told(make_case(by=by), by)


def _reopened(case, by):
    change_state(id=uuid7(), case=case, move=CaseMove.REOPEN, reason="torna", by=by)


def _new_case(case, by):
    make_case(case.person, by=by)


def _new_case_closed_again(case, by):
    close_case(case=make_case(case.person, by=by), outcome=Outcome.OTHER, by=by)


def _erased(case, by):
    Person.objects.filter(pk=case.person_id).update(data_key=b"")


def _died(case, by):
    Case.objects.filter(pk=case.pk).update(outcome=Outcome.DIED)


def _no_more(case, by):
    told(case, by, contact=Contact.NO_CONTACT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "stops", [_reopened, _new_case, _new_case_closed_again, _erased, _died, _no_more]
)
def test_what_stops_asking(by, stops):
    case = closed(by, "2026-08-31")
    with time_machine.travel(at("2026-12-02")):
        assert due("2026-12-02") == {(case.pk, 3)}
        stops(case, by)
        assert due("2026-12-02") == due("2027-03-01") == set()
        current = Case.objects.get(pk=case.pk)
        assert closing_of(current)["next_follow_up"] is None
        with pytest.raises(refusals.CaseRefused):
            told(current, by, Mark.THREE)


@pytest.mark.django_db
def test_the_next_closing_has_marks_of_its_own(by):
    case = closed(by, "2025-08-31")
    with time_machine.travel(at("2025-12-02")):
        told(case, by)
        _reopened(case, by)
        close_case(case=case, outcome=Outcome.HOUSED, by=by)
    assert due("2026-03-02") == {(case.pk, 3)}


@pytest.mark.django_db
def test_the_database_holds_one_a_mark_and_never_changes_it(by):
    case = closed(by, "2026-08-31")
    with time_machine.travel(at("2026-12-02")):
        found = told(case, by)
    same = {"case": case, "person": case.person, "closed_at": case.closed_at}
    with pytest.raises(IntegrityError, match="cases_follow_up_once"), transaction.atomic():
        CaseFollowUp.objects.create(**same, mark=3, contact="reached")
    wrong = [
        {"contact": "not_found", "works": "yes"},
        {"contact": "reached", "lives": "told"},
        {"contact": "reached", "destination": 3},
        {"contact": "reached", "lives": "declined", "destination": 3},
        {"contact": "reached", "mark": 9},
    ]
    for fields in wrong:
        with pytest.raises(IntegrityError, match="cases_follow_up_"), transaction.atomic():
            CaseFollowUp.objects.create(**{**same, "mark": 6, **fields})
    rows = CaseFollowUp.objects.filter(pk=found.pk)
    for deed in (lambda: rows.update(contact="reached"), lambda: rows.order_by().delete()):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            deed()


@pytest.mark.django_db(transaction=True)
def test_of_colleagues_at_once_one_is_written(torino):
    with scope(city_id=torino.pk):
        by = make_manager()
        case = closed(by, (timezone.localdate() - dt.timedelta(days=120)).isoformat())
    found = at_once(torino, [lambda: told(case, by) for _ in range(6)])
    assert names(found) == {"CaseFollowUp": 1, "AlreadyFollowedUp": 5}


@pytest.mark.django_db
def test_closed_cases_with_a_stay_that_runs(by):
    kept, gone, back = (closed(by, "2026-08-31") for _ in range(3))
    for case in (kept, back):
        make_stay(person=case.person)
    make_case(back.person, by=by)
    assert [case.pk for case in closed_with_stay().order_by("pk")] == [kept.pk]
    assert gone.pk != kept.pk
