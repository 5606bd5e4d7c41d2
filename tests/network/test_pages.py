"""The city's page and the access log: what they show to whom, and what they cost."""

import re

import pytest
from django.urls import reverse

from lgnet.audit.actions import record
from lgnet.audit.models import AuditEvent
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests import budget
from tests.factories.network import (
    make_member,
    make_neighbourhood,
    make_organisation,
    make_user,
)
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
CITY, LOG = "/network/city/", "/access-log/"


@pytest.fixture
def officer(sign_in, torino):
    return sign_in(Role.DATA_PROTECTION_OFFICER, torino)


def body(response):
    return response.content.decode()


def test_the_city_with_its_team_and_nobody_elses(torino, palermo, officer):
    make_organisation(torino, name="Ente Dora")
    make_organisation(palermo, name="Ente Oreto")
    make_neighbourhood(torino, "Barriera di Milano")
    make_member(role=Role.CASE_MANAGER, city=torino, user=make_user(full_name="Carla Qui"))
    make_member(role=Role.CASE_MANAGER, city=palermo, user=make_user(full_name="Piero Altrove"))
    make_member(role=Role.REFUGE_COORDINATOR, city=torino, user=make_user(full_name="Rosa Celata"))
    page = body(officer.get(CITY))
    for word in ("Torino", "Piemonte", "Ente Dora", "Barriera di Milano", "Carla Qui"):
        assert word in page
    for word in ("Ente Oreto", "Piero Altrove", "Rosa Celata"):
        assert word not in page


def test_a_second_role_in_a_refuge_stays_off_the_team(torino, officer):
    make_member(role=Role.REFUGE_COORDINATOR, city=torino, user=officer.user)
    page = body(officer.get(CITY))
    table = re.search(r"<table.*</table>", page, re.S).group()
    assert table.count(officer.user.full_name) == 1


def read_log(client, **query):
    page = body(client.get(LOG, query))
    found = re.search(r"<tbody>(.*)</tbody>", page, re.S)
    return found.group(1) if found else ""


def test_the_log_says_who_did_what_without_names_of_people(torino, palermo, officer):
    worker = make_member(role=Role.CASE_MANAGER, city=torino).user
    with scope(city_id=torino.pk, user_id=worker.pk):
        person, other = make_person("Amina Segreta"), make_person()
        record(verb="people.viewed", target=person)
        record(verb="cases.opened", target=other, person=person.pk)
        record(verb="people.viewed", target=other)
    with scope(city_id=palermo.pk):
        elsewhere = make_person()
        record(verb="people.viewed", target=elsewhere)
    rows = read_log(officer)
    assert worker.full_name in rows and str(person.pk) in rows
    assert "Amina" not in rows and str(elsewhere.pk) not in rows
    about = read_log(officer, about=str(person.pk))
    assert about.count("<tr") == 2
    assert str(person.pk) in about
    assert read_log(officer, verb="cases.opened").count("<tr") == 1
    assert read_log(officer, about=str(elsewhere.pk)) == ""
    assert read_log(officer, about="nonsense", verb="nonsense").count("<tr") >= 3


def test_reading_the_log_stands_in_the_log(torino, officer):
    officer.get(LOG)
    with scope(city_id=torino.pk):
        event = AuditEvent.objects.get(verb="audit.listed")
        assert event.actor_id == officer.user.pk


def test_a_refuges_events_are_not_in_the_citys_log(torino, sign_in, officer):
    refuge = sign_in(Role.REFUGE_COORDINATOR, torino)
    with scope(city_id=torino.pk, compartment_id=refuge.member.compartment_id):
        hidden = make_person()
        record(verb="people.viewed", target=hidden)
    assert str(hidden.pk) not in read_log(officer)


@pytest.mark.parametrize("role", list(Role))
def test_who_may_open_them(torino, sign_in, role):
    client = sign_in(role, torino)
    sees_log = role == Role.DATA_PROTECTION_OFFICER
    sees_city = sees_log or role == Role.CITY_MANAGER
    assert client.get(LOG).status_code == (200 if sees_log else 403)
    assert client.get(CITY).status_code == (200 if sees_city else 403)


def test_pages_of_the_log_by_key(torino, officer):
    with scope(city_id=torino.pk):
        person = make_person()
        for _ in range(120):
            record(verb="people.viewed", target=person)
    address, rows = f"{LOG}?verb=people.viewed", 0
    while address:
        page = body(officer.get(address))
        rows += len(re.findall(r"<time", re.search(r"<tbody>.*</tbody>", page, re.S).group()))
        older = re.search(r'rel="next" href="([^"]+)"', page)
        address = LOG + older.group(1).replace("&amp;", "&") if older else ""
    assert rows == 120


def test_more_rows_add_no_query_and_a_get_writes_only_audit(torino, officer):
    def grow(count):
        for number in range(count):
            member = make_member(role=Role.DESK_OPERATOR, city=torino)
            make_neighbourhood(torino, f"Quartiere {member.pk}")
            with scope(city_id=torino.pk, user_id=member.user_id):
                record(verb="people.searched", kind="people.person", found=number)

    grow(2)
    before = [budget.count(officer, page) for page in (CITY, LOG)]
    grow(10)
    after = [budget.count(officer, page) for page in (CITY, LOG)]
    assert after == before
    assert max(after) <= budget.MOST_A_PAGE, after
    for page in (CITY, LOG):
        assert budget.writes(officer, page) == []


def test_the_menu_leads_there(officer):
    page = body(officer.get(CITY))
    assert reverse("network:access_log") in page
