"""Who works on a case beside its responsible: days, overlaps, whose case it is meanwhile."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lgnet.audit.models import AuditEvent
from lgnet.cases.actions import team_refusals as refusals
from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.team import add_member, end_member
from lgnet.cases.enums_team import TeamPart
from lgnet.cases.models import CaseMember
from lgnet.cases.queries.team import cases_in_hand, substitute_of
from lgnet.cases.rules_team import day_after, ended_on, works_on
from lgnet.kernel.ids import uuid7
from tests.factories.cases import make_case, make_manager

days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 30))


@given(days, st.none() | days, days)
def test_who_is_ended_works_no_later_day(from_on, last_on, today):
    last_on = last_on and max(last_on, from_on)
    until = ended_on(today, from_on=from_on, until_on=day_after(last_on))
    assert until >= from_on
    assert not works_on(today, from_on=from_on, until_on=until)
    yesterday = today - dt.timedelta(days=1)
    was = works_on(yesterday, from_on=from_on, until_on=day_after(last_on))
    assert works_on(yesterday, from_on=from_on, until_on=until) == was, "the past stays"


@pytest.fixture
def by(in_torino):
    return make_manager()


def today(after=0):
    return timezone.localdate() + dt.timedelta(days=after)


def add(case, user, by, part=TeamPart.SUBSTITUTE, first=0, last=7, **fields):
    return add_member(
        **{
            "id": uuid7(),
            "case": case,
            "user_id": user.pk,
            "part": part,
            "from_on": today(first),
            "last_on": None if last is None else today(last),
            "by": by,
            **fields,
        }
    )


@pytest.mark.django_db
def test_who_stands_in_has_the_case_in_hand_on_those_days_only(by):
    case, other, later, past = make_case(by=by), make_manager(), make_manager(), make_manager()
    add(case, past, by, first=-9, last=-1)
    add(case, other, by, first=0, last=0)
    add(case, later, by, first=1, last=9)
    assert [one.pk for one in cases_in_hand(other.pk).order_by("pk")] == [case.pk]
    assert not cases_in_hand(later.pk).exists() and not cases_in_hand(past.pk).exists()
    assert substitute_of(case).user == other
    assert substitute_of(case, on=today(1)).user == later


@pytest.mark.django_db
def test_who_helps_says_what_they_do_and_answers_for_nothing(by):
    case, other = make_case(by=by), make_manager()
    member = add(case, other, by, part=TeamPart.HELPER, last=None, does="Scuola dei figli")
    member.refresh_from_db()
    assert member.does == "Scuola dei figli" and member.until_on is None
    assert not cases_in_hand(other.pk).exists()
    add(case, other, by, part=TeamPart.SUBSTITUTE)
    assert cases_in_hand(other.pk).exists(), "who helps may stand in too"


@pytest.mark.django_db
def test_the_same_id_adds_once_and_ending_twice_ends_once(by):
    case, other, known = make_case(by=by), make_manager(), uuid7()
    member = [add(case, other, by, id=known) for _ in range(2)][-1]
    for _ in range(2):
        assert end_member(member=member, by=by).until_on == today()
    assert not cases_in_hand(other.pk).exists()
    verbs = AuditEvent.objects.filter(verb__startswith="cases.member_").order_by("pk")
    assert sorted(one.verb for one in verbs) == ["cases.member_added", "cases.member_ended"]


@pytest.mark.django_db
def test_what_is_ended_before_it_begins_never_was(by):
    case, other = make_case(by=by), make_manager()
    member = end_member(member=add(case, other, by, first=3, last=9), by=by)
    assert member.until_on == member.from_on == today(3)
    add(case, make_manager(), by, first=3, last=9)


@pytest.mark.django_db
def test_refusals(by):
    case, other, third = make_case(by=by), make_manager(), make_manager()
    add(case, other, by, first=0, last=7)
    with pytest.raises(refusals.DaysTaken, match="stands in"):
        add(case, third, by, first=7, last=12)
    with pytest.raises(refusals.DaysWrong):
        add(case, third, by, first=9, last=8)
    with pytest.raises(refusals.DaysWrong):
        add(case, third, by, first=9, last=None)
    with pytest.raises(refusals.AnswersAlready):
        add(case, by, by, first=20, last=21)
    add(case, third, by, part=TeamPart.HELPER, last=None)
    with pytest.raises(refusals.DaysTaken, match="already has this part"):
        add(case, third, by, part=TeamPart.HELPER, first=50, last=51)
    close_case(case=case, outcome="housed", by=by)
    with pytest.raises(refusals.CaseIsClosed):
        add(case, third, by, first=20, last=21)


@pytest.mark.django_db
def test_the_database_holds_days_and_overlaps_alone(by):
    case, other, third = make_case(by=by), make_manager(), make_manager()

    def write(user, part, first, until):
        with transaction.atomic():
            CaseMember.objects.create(
                case=case,
                user=user,
                part=part,
                from_on=today(first),
                until_on=None if until is None else today(until),
            )

    write(other, "substitute", 0, 5)
    write(third, "substitute", 5, 9)
    for held, row in {
        "cases_one_substitute_a_day": (third, "substitute", 4, 5),
        "cases_substitute_has_an_end": (third, "substitute", 20, None),
        "cases_member_days_in_order": (third, "helper", 20, 19),
    }.items():
        with pytest.raises(IntegrityError, match=held):
            write(*row)
    write(third, "helper", 0, None)
    with pytest.raises(IntegrityError, match="cases_member_once_a_day"):
        write(third, "helper", 100, None)
