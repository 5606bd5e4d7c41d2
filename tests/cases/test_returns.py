"""Who comes back within twelve months: the rule, and where it is said."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.states import reopen_case
from lgnet.cases.enums import Outcome
from lgnet.cases.models import Case
from lgnet.cases.queries.returns import case_returned_from, case_to_return_from
from lgnet.cases.rules import is_return
from lgnet.kernel.nights import ITALY
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.factories.cases import make_case, make_manager
from tests.factories.people import make_person


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=ITALY)


@pytest.mark.parametrize(
    ("closed", "opened", "expected"),
    [
        ("2026-03-10T12:00", "2026-03-10T12:00", True),
        ("2026-03-10T12:00", "2026-03-10T11:59", False),
        ("2026-03-10T09:00", "2027-03-10T23:59", True),
        ("2026-03-10T23:59", "2027-03-11T00:00", False),
        ("2024-02-29T12:00", "2025-02-28T23:59", True),
        ("2024-02-29T12:00", "2025-03-01T00:00", False),
        ("2027-02-28T12:00", "2028-02-28T12:00", True),
        ("2027-02-28T12:00", "2028-02-29T00:00", False),
    ],
)
def test_the_last_day_of_the_term_counts(closed, opened, expected):
    assert is_return(closed_at=at(closed), opened_at=at(opened)) is expected


def test_days_are_those_of_italy():
    closed = dt.datetime(2026, 3, 9, 23, 30, tzinfo=dt.UTC)  # 10 March in Italy
    assert is_return(closed_at=closed, opened_at=at("2027-03-10T20:00"))


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        is_return(closed_at=dt.datetime(2026, 1, 1), opened_at=at("2026-02-01T00:00"))


@given(
    day=st.integers(0, 20 * 365),
    days=st.integers(0, 800),
)
def test_a_year_or_less_is_a_return_and_longer_is_none(day, days):
    closed = at("2020-01-01T12:00") + dt.timedelta(days=day)
    said = is_return(closed_at=closed, opened_at=closed + dt.timedelta(days=days))
    if days <= 364:
        assert said
    if days >= 367:
        assert not said


@pytest.fixture
def by(in_torino):
    return make_manager()


def closed_case(person, by, *, days_ago):
    case = close_case(case=make_case(person, by=by), outcome=Outcome.MOVED_AWAY, by=by)
    moment = timezone.now() - dt.timedelta(days=days_ago)
    Case.objects.filter(pk=case.pk).update(opened_at=moment, closed_at=moment)
    return case


@pytest.mark.django_db
def test_the_last_closed_case_is_linked_and_only_the_persons_own(by):
    person = make_person()
    closed_case(person, by, days_ago=200)
    last = closed_case(person, by, days_ago=20)
    closed_case(make_person(), by, days_ago=1)
    assert case_to_return_from(person) == last
    again = make_case(person, by=by)
    assert case_returned_from(again) == last
    close_case(case=again, outcome=Outcome.HOUSED, by=by)
    assert case_returned_from(again) == last


@pytest.mark.django_db
def test_after_two_years_and_after_a_closing_taken_back_nobody_returns(by):
    person = make_person()
    old = closed_case(person, by, days_ago=730)
    assert case_to_return_from(person) is None
    Case.objects.filter(pk=old.pk).update(closed_at=timezone.now())
    assert case_to_return_from(person) == old
    reopen_case(case=old, by=by)
    assert case_to_return_from(person) is None


@pytest.mark.django_db
def test_both_pages_say_it_and_link_the_earlier_case(torino, sign_in):
    manager = sign_in(Role.CASE_MANAGER, torino)
    manager.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    with scope(city_id=torino.pk):
        person = make_person()
        first = make_case(person, by=manager.user)
    link = f'href="{reverse("cases:case_detail", args=[first.pk])}">Open the earlier case'
    new = f"{reverse('cases:case_new')}?person={person.pk}"
    assert link not in manager.get(new).content.decode()
    with scope(city_id=torino.pk):
        close_case(case=first, outcome=Outcome.HOUSED, by=manager.user)
    assert link in manager.get(new).content.decode()
    with scope(city_id=torino.pk):
        again = make_case(person, by=manager.user)
    assert link in manager.get(reverse("cases:case_detail", args=[again.pk])).content.decode()
    alone = manager.get(reverse("cases:case_detail", args=[first.pk])).content.decode()
    assert "Open the earlier case" not in alone
