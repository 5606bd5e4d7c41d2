"""The pages of importing a list, walked as somebody at a desk would; and the jobs behind them."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lgnet.audit.models import AuditEvent
from lgnet.exchange import jobs
from lgnet.exchange.enums import TableState
from lgnet.exchange.models import StagedRow, TableImport
from lgnet.exchange.views import steps
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.roles import ROLES
from lgnet.people.models import Person
from tests.factories.exchange import make_staged_row, make_table
from tests.factories.people import make_person
from tests.queries import assert_no_more_queries

LIST = (
    "N.;Cognome;Nome;Sesso;Data di nascita;Cittadinanza\n"
    "1;Rossi;Anna;F;25/03/1990;marocchina\n"
    "2;Diallo;Mamadou;zzz;1/2/1988;Guinea\n"
    "3;;;;;=1+1\n"
)


@pytest.fixture
def desk(torino, sign_in):
    return sign_in(Role.DESK_OPERATOR, torino)


@pytest.fixture
def bring(desk, torino):
    """Return a function: a text to its import, brought through the page."""

    def enter(text=LIST, **options):
        file = SimpleUploadedFile("elenco.csv", text.encode())
        response = desk.post(reverse("exchange:new"), {"file": file, **options})
        assert response.status_code == 302, response.content.decode()
        return table_of(torino)

    return enter


def table_of(city):
    with scope(city_id=city.pk):
        return TableImport.objects.order_by("-created_at").first()


def url(name, table):
    return reverse(f"exchange:{name}", args=[table.pk])


def named(client, table, **changes):
    """Name the columns as they are guessed; return the answer."""
    told = {f"column-{column}": value for column, value in table.columns.items()}
    told |= {"heading_row": table.heading_row, "order": "day"} | changes
    return client.post(url("mapping", table), told)


def test_from_the_file_to_the_people(desk, bring, torino):
    table = bring(source="Caritas")
    page = desk.get(url("mapping", table)).content.decode()
    assert "25/03/1990" in page
    response = named(desk, table)
    assert response["Location"] == url("detail", table)
    page = desk.get(url("detail", table)).content.decode()
    assert "Anna Rossi" in page
    assert "March" in page or "marzo" in page
    assert desk.post(url("write", table)).status_code == 302
    page = desk.get(url("detail", table)).content.decode()
    with scope(city_id=torino.pk):
        assert Person.objects.count() == 2
    report = desk.get(url("left_out", table)).content.decode()
    (row,) = list(csv.reader(io.StringIO(report.lstrip("\ufeff")), delimiter=";"))[1:]
    assert row[0] == "4"
    assert row[-1] == "'=1+1"


def test_words_are_explained_on_a_page(desk, bring, torino):
    table = bring()
    named(desk, table)
    page = desk.get(url("meaning", table)).content.decode()
    assert "zzz" in page
    assert desk.post(url("meaning", table), {"word-0": "male"}).status_code == 302
    desk.post(url("write", table))
    with scope(city_id=torino.pk):
        assert set(Person.objects.values_list("sex", flat=True)) == {"female", "male"}


def test_decisions_are_kept_page_by_page(desk, bring, torino):
    with scope(city_id=torino.pk, audiences=frozenset({torino.pk})):
        anna = make_person("Anna Rossi")
    table = bring()
    named(desk, table)
    page = desk.get(f"{url('detail', table)}?show=open").content.decode()
    assert str(anna.pk) in page
    told = {"row-2": f"existing:{anna.pk}", "row-3": "leave", "show": "open", "after": "1"}
    response = desk.post(url("decide", table), told)
    assert response["Location"] == f"{url('detail', table)}?show=open&after=1"
    with scope(city_id=torino.pk):
        found = dict(StagedRow.objects.filter(table=table).values_list("number", "decision"))
    assert (found[2], found[3]) == ("existing", "leave")


def test_all_that_is_open_is_decided_at_once(desk, bring, torino):
    with scope(city_id=torino.pk, audiences=frozenset({torino.pk})):
        make_person("Anna Rossi")
    table = bring()
    named(desk, table)
    desk.post(url("decide_open", table), {"how": "new"})
    with scope(city_id=torino.pk):
        assert not StagedRow.objects.filter(table=table, decision="open").exists()


def test_a_mapping_without_a_name_is_refused(desk, bring):
    table = bring()
    response = desk.post(url("mapping", table), {"heading_row": 1, "order": "day"})
    assert response.status_code == 422
    response = named(desk, table, **{"column-1": "given", "column-2": "given"})
    assert response.status_code == 422


def test_an_import_is_taken_back_after_being_asked(desk, bring, torino):
    table = bring()
    named(desk, table)
    desk.post(url("write", table))
    assert desk.get(url("take_back", table)).status_code == 200
    desk.post(url("take_back", table))
    with scope(city_id=torino.pk):
        assert not Person.objects.exists()
    assert desk.get(url("detail", table)).status_code == 200


def test_a_list_that_was_brought_in_is_not_touched_again(desk, bring):
    table = bring()
    named(desk, table)
    desk.post(url("write", table))
    for name, told in (("write", {}), ("discard", {}), ("decide", {"row-2": "leave"})):
        response = desk.post(url(name, table), told, follow=True)
        assert response.status_code == 200
        assert list(response.context["messages"])
    assert desk.get(url("mapping", table)).status_code == 302


@pytest.mark.parametrize("name", ["detail", "mapping", "meaning", "take_back", "left_out"])
def test_pages_speak_italian_and_arabic(desk, bring, name):
    table = bring()
    named(desk, table)
    for language in ("it", "en", "ar"):
        assert desk.get(url(name, table), headers={"Accept-Language": language}).status_code == 200


def test_a_page_of_rows_costs_no_more_for_more_rows(desk, torino):
    with scope(city_id=torino.pk, user_id=desk.user.pk, audiences=frozenset({torino.pk})):
        table = make_table()
        make_staged_row(table, cells=("Nome", "Cognome"), number=1)
        people = [make_person() for _ in range(12)]

    def more(count=10, start=100):
        with scope(city_id=torino.pk, user_id=desk.user.pk):
            for number in range(start, start + count):
                found = [[str(people[number % 12].pk), 1.0, ["same_spelling"], True]]
                make_staged_row(
                    table, number=number, state="unsure", decision="open", candidates=found
                )

    more(2, start=50)
    assert_no_more_queries(desk, url("detail", table), more)


def test_a_long_list_is_worked_on_by_jobs(desk, bring, torino, monkeypatch):
    """The page queues the work and shows how far it is; the job acts as who asked."""
    monkeypatch.setattr(steps, "AT_ONCE", 0)
    queued = []
    monkeypatch.setattr(
        jobs, "start", lambda task, **told: queued.append((task, told["table_id"], told))
    )
    table = bring()
    named(desk, table)
    page = desk.get(url("detail", table)).content.decode()
    assert 'hx-trigger="every 2s"' in page
    part = desk.get(url("detail", table), headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert b"<html" not in part.content
    ((task, _table_id, told),) = queued
    assert task is jobs.judge_table
    member = told["membership"]
    asker = {"user_id": str(member.user_id), "membership_id": str(member.pk)}
    jobs.judge_table(table_id=str(table.pk), **asker)
    assert table_of(torino).state == TableState.JUDGED
    done = desk.get(url("detail", table), headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"
    desk.post(url("write", table))
    assert table_of(torino).state == TableState.WRITING
    jobs.write_table(table_id=str(table.pk), **asker)
    assert table_of(torino).state == TableState.WRITTEN
    with scope(city_id=torino.pk):
        assert {p.created_by_id for p in Person.objects.all()} == {desk.user.pk}


def test_a_long_import_is_taken_back_by_a_job(desk, bring, torino, monkeypatch):
    table = bring()
    named(desk, table)
    desk.post(url("write", table))
    monkeypatch.setattr(steps, "AT_ONCE", 0)
    queued = []
    monkeypatch.setattr(jobs, "start", lambda task, **told: queued.append(task))
    assert desk.post(url("take_back", table)).status_code == 302
    assert queued == [jobs.take_table_back]
    asker = {"user_id": str(desk.user.pk), "membership_id": str(desk.member.pk)}
    jobs.take_table_back(table_id=str(table.pk), **asker)
    assert table_of(torino).state == TableState.TAKEN_BACK
    with scope(city_id=torino.pk):
        assert not Person.objects.exists()


def test_a_job_does_nothing_for_who_lost_the_right(desk, bring, torino, monkeypatch):
    monkeypatch.setattr(steps, "AT_ONCE", 0)
    monkeypatch.setattr(jobs, "start", lambda task, **told: None)
    table = bring()
    named(desk, table)
    monkeypatch.setitem(ROLES, Role.DESK_OPERATOR, frozenset({"people.view"}))
    asker = {"user_id": str(desk.user.pk), "membership_id": str(desk.member.pk)}
    jobs.judge_table(table_id=str(table.pk), **asker)
    assert table_of(torino).state == TableState.JUDGING


def test_a_job_that_goes_wrong_says_so(desk, bring, torino, monkeypatch):
    table = bring()
    named(desk, table)
    monkeypatch.setattr(steps, "AT_ONCE", 0)
    monkeypatch.setattr(jobs, "start", lambda task, **told: None)
    desk.post(url("write", table))

    def fail(**told):
        raise RuntimeError

    monkeypatch.setattr(jobs, "bring_in", fail)
    asker = {"user_id": str(desk.user.pk), "membership_id": str(desk.member.pk)}
    with pytest.raises(RuntimeError):
        jobs.write_table(table_id=str(table.pk), **asker)
    assert table_of(torino).state == TableState.FAILED
    assert desk.get(url("detail", table)).status_code == 200
    with scope(city_id=torino.pk):
        assert not Person.objects.exists()
    named(desk, table_of(torino))


def test_jobs_are_queued_with_identifiers_alone(desk, bring, monkeypatch, torino):
    monkeypatch.setattr(steps, "AT_ONCE", 0)
    told = {}

    class Task:
        def configure(self, **options):
            return self

        def defer(self, **arguments):
            told.update(arguments)

    monkeypatch.setattr(jobs, "judge_table", Task())
    named(desk, bring())
    assert set(told) == {"table_id", "user_id", "membership_id"}
    assert "Anna" not in str(told)


def test_the_audit_names_no_one(desk, bring, torino):
    table = bring(source="Segreto Zubeidat")
    named(desk, table)
    desk.post(url("write", table))
    with scope(city_id=torino.pk):
        events = list(AuditEvent.objects.order_by("pk"))
    verbs = {event.verb for event in events}
    assert {"exchange.table_read", "exchange.table_judged", "exchange.table_brought_in"} <= verbs
    told = " ".join(str(event.detail) for event in events)
    assert "Zubeidat" not in told
    assert "Rossi" not in told


def test_the_sweep_goes_through_every_cell(desk, bring, torino):
    table = bring()
    with scope(city_id=torino.pk):
        TableImport.objects.update(created_at="2020-01-01T00:00:00Z")
    jobs.sweep_tables(timestamp=0)
    with scope(city_id=torino.pk):
        assert not TableImport.objects.filter(pk=table.pk).exists()
