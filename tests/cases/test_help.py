"""The question at the end: once, and without a trace where the person wants none."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client, TransactionTestCase
from django.urls import reverse

from lgnet.audit.models import AuditEvent
from lgnet.cases.actions import refusals
from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.help import answer_help, ask_help
from lgnet.cases.actions.states import reopen_case
from lgnet.cases.enums import Outcome
from lgnet.cases.enums_outcomes import Helpful
from lgnet.cases.models import HelpAnswer, HelpAsked, HelpTally, HelpToken
from lgnet.cases.queries.help import answers_by_quarter
from lgnet.cases.rules_help import quarter_of
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from tests.factories.cases import make_case, make_manager
from tests.factories.network import make_member
from tests.housing.test_races import at_once


@pytest.fixture
def by(in_torino):
    return make_manager()


def closed(by, outcome=Outcome.HOUSED):
    return close_case(case=make_case(by=by), outcome=outcome, by=by)


def tally():
    return {row.value: row.count for row in HelpTally.objects.order_by("value")}


@pytest.mark.django_db
def test_asked_once_a_closing_and_answered_once(by):
    case = closed(by)
    asked = ask_help(case=case, by=by)
    assert ask_help(case=case, by=by) == asked, "the phone was handed over again"
    assert answer_help(asked=asked, value=Helpful.VERY, is_anonymous=False)
    assert not answer_help(asked=asked, value=Helpful.LITTLE, is_anonymous=False)
    assert not answer_help(asked=asked, value=Helpful.LITTLE, is_anonymous=True)
    with pytest.raises(refusals.AlreadyAsked):
        ask_help(case=case, by=by)
    found = HelpAnswer.objects.get()
    assert (found.value, found.recorded_by) == ("very", None), "the person answers"
    assert tally() == {}


@pytest.mark.django_db
def test_who_runs_who_died_is_not_asked(by):
    with pytest.raises(refusals.NotClosed):
        ask_help(case=make_case(by=by), by=by)
    with pytest.raises(refusals.CannotAsk):
        ask_help(case=closed(by, Outcome.DIED), by=by)


@pytest.mark.django_db
def test_the_next_closing_asks_anew(by):
    case = closed(by)
    first = ask_help(case=case, by=by)
    case = reopen_case(case=case, by=by)
    case = close_case(case=case, outcome=Outcome.OTHER, by=by)
    assert ask_help(case=case, by=by) != first


@pytest.mark.django_db
def test_an_anonymous_answer_is_one_more_in_a_tally(by):
    for value in (Helpful.VERY, Helpful.VERY, Helpful.NOT_AT_ALL):
        answer_help(asked=ask_help(case=closed(by), by=by), value=value, is_anonymous=True)
    assert tally() == {"declined": 0, "little": 0, "not_at_all": 1, "somewhat": 0, "very": 2}
    assert HelpAnswer.objects.count() == HelpToken.objects.count() == 0
    assert not AuditEvent.objects.filter(verb="cases.help_answered").exists()
    today = dt.date.today()
    [(quarter, answers)] = answers_by_quarter(today).items()
    assert quarter == quarter_of(today)
    assert answers.anonymous["very"] == 2 and sum(answers.with_case.values()) == 0


@pytest.mark.django_db
def test_no_row_of_the_tally_betrays_by_its_transaction_or_identifier(by):
    answer_help(asked=ask_help(case=closed(by), by=by), value=Helpful.VERY, is_anonymous=True)
    assert {row.pk.version for row in HelpTally.objects.order_by("pk")} == {4}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text), count(*) FROM cases_helptally")
        assert cursor.fetchone() == (1, len(Helpful))
        cursor.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'cases_helptally' ORDER BY 1"
        )
        names = {name for (name,) in cursor.fetchall()}
    assert names == {"id", "city_id", "compartment_id", "quarter_on", "value", "count"}


@pytest.mark.django_db
def test_the_database_knows_quarters_answers_and_one_asking(by):
    asked = ask_help(case=closed(by), by=by)
    wrong = [
        lambda: HelpTally.objects.create(quarter_on=dt.date(2026, 2, 1), value="very"),
        lambda: HelpTally.objects.create(quarter_on=dt.date(2026, 4, 2), value="very"),
        lambda: HelpTally.objects.create(quarter_on=dt.date(2026, 4, 1), value="great"),
        lambda: HelpAsked.objects.create(case=asked.case, closed_at=asked.closed_at),
        lambda: HelpToken.objects.create(asked=asked),
    ]
    for deed in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_anonymous", [True, False])
def test_of_many_answers_at_once_one_counts(torino, is_anonymous):
    with scope(city_id=torino.pk):
        by = make_manager()
        asked = ask_help(case=closed(by), by=by)
    values = [*Helpful] * 2

    def answering(value):
        return lambda: answer_help(asked=asked, value=value, is_anonymous=is_anonymous)

    found = at_once(torino, [answering(value) for value in values])
    assert sorted(found) == [False] * 9 + [True]
    with scope(city_id=torino.pk):
        assert sum(tally().values()) + HelpAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_first_answers_of_a_quarter_all_count(torino):
    with scope(city_id=torino.pk):
        by = make_manager()
        asked = [ask_help(case=closed(by), by=by) for _ in range(10)]

    def answering(one, value):
        return lambda: answer_help(asked=one, value=value, is_anonymous=True)

    deeds = [answering(one, [*Helpful][n % 5]) for n, one in enumerate(asked)]
    assert at_once(torino, deeds) == [True] * 10
    with scope(city_id=torino.pk):
        assert tally() == dict.fromkeys(sorted(Helpful.values), 2)


# Nothing in the whole database says more of an anonymous answer than that there was one.


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        connections["default"].close()
        TransactionTestCase._fixture_teardown(None)


def rows(cursor):
    """Return every row of every table, as text."""
    names = cursor.execute(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
        " AND relnamespace = 'public'::regnamespace ORDER BY 1"
    ).fetchall()
    return {
        name: {text for (text,) in cursor.execute(f'SELECT t::text FROM "{name}" t').fetchall()}
        for (name,) in names
    }


def changed(before, after):
    return {
        name: (before[name] - after[name], after[name] - before[name])
        for name in after
        if before[name] != after[name]
    }


def test_answering_on_the_page_changes_the_token_and_the_tally_alone(committed, as_superuser):
    city = City.objects.get(name="Torino")
    client = Client()
    user = make_member(role=Role.CASE_MANAGER, city=city).user
    client.force_login(user)
    with scope(city_id=city.pk):
        other = ask_help(case=closed(user), by=user)
        answer_help(asked=other, value=Helpful.LITTLE, is_anonymous=True)
        case = closed(user)
        asked = ask_help(case=case, by=user)
    url = reverse("cases:help_answer", args=[asked.pk])
    before = rows(as_superuser)
    told = {"value": "very", "keep": "anonymous"}
    assert client.post(url, told).status_code == 302
    found = changed(before, rows(as_superuser))
    found.pop("django_session", None)
    assert set(found) == {"cases_helptoken", "cases_helptally"}
    gone, new = found["cases_helptoken"]
    assert len(gone) == 1 and not new
    gone, new = found["cases_helptally"]
    assert len(gone) == len(new) == 1, "one count is one more"
    for text in (str(case.pk), str(case.person_id), str(asked.pk), str(user.pk)):
        assert text not in "".join(new)
    assert client.post(url, told | {"value": "little"}).status_code == 302
    assert not changed(before, rows(as_superuser)).keys() - {
        *("cases_helptoken", "cases_helptally", "django_session")
    }


def test_seeded_an_answer_with_the_case_is_seen(committed, as_superuser):
    """The comparison would be worth little if it did not see what an answer with a name leaves."""
    city = City.objects.get(name="Torino")
    with scope(city_id=city.pk):
        user = make_manager()
        asked = ask_help(case=closed(user), by=user)
    before = rows(as_superuser)
    with scope(city_id=city.pk):
        answer_help(asked=asked, value=Helpful.VERY, is_anonymous=False)
    found = changed(before, rows(as_superuser))
    assert {"cases_helpanswer", "audit_auditevent"} <= set(found)
