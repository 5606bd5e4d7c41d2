"""A protected file changes no answer, no list, no count and no log for those not on its list."""

import datetime as dt
import logging

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from lgnet.cases import helplines
from lgnet.cases.actions.cases import close_case
from lgnet.cases.enums import Outcome
from lgnet.cases.models import RestrictedFile
from lgnet.cases.views import cases as case_views
from lgnet.config.logs import JsonFormatter
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.referrals.models import ReceivedTransfer
from tests.cases import probing_restricted as probing
from tests.factories.referrals import make_referral
from tests.housing.probing import plain
from tests.pages import page, send

pytestmark = pytest.mark.django_db
PAGES, ENOUGH = 200, 600


@pytest.fixture
def owner(sign_in, torino):
    return sign_in(Role.CASE_MANAGER, torino)


@pytest.fixture
def reader(sign_in, torino):
    return sign_in(Role.CASE_MANAGER, torino)


@pytest.fixture
def subject(owner):
    return probing.make_subject(owner)


def outsiders(sign_in, torino, palermo):
    """Return everybody on no list by a title: each role here, and a colleague of another city."""
    found = {str(role): (role, sign_in(role, torino)) for role in Role}
    found["case manager of another city"] = (
        Role.CASE_MANAGER,
        sign_in(Role.CASE_MANAGER, palermo),
    )
    return found


def test_every_page_answers_as_if_there_were_no_file(
    torino, palermo, sign_in, owner, reader, subject, caplog
):
    """A sample of what ``make drill NAME=restricted_probes`` asks of everybody."""
    clients = outsiders(sign_in, torino, palermo)
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=False):
        asked = probing.sample(
            question
            for title, (role, client) in clients.items()
            for question in probing.questions(title, role, client, subject)
        )
        planted = []
        caplog.set_level(logging.INFO)
        found = probing.differing(
            asked, lambda: planted.append(probing.plant(subject, owner, reader))
        )
    assert found == []
    assert len(asked) >= PAGES and {one.title for one in asked} == set(clients)
    lines = [JsonFormatter().format(record) for record in caplog.records]
    secret = {*planted[0].words, *planted[0].ids.values()}
    assert lines and not [line for line in lines if any(word in line for word in secret)]


def test_every_identifier_of_the_file_is_as_good_as_none(
    torino, palermo, sign_in, owner, reader, subject
):
    clients = outsiders(sign_in, torino, palermo)
    planted = probing.plant(subject, owner, reader)
    found, count = [], 0
    for turn, (title, (role, client)) in enumerate(clients.items()):
        probes = list(probing.by_identifier(title, role, client, planted, subject.case))
        # A colleague with the right asks everything; the others go round.
        if role != Role.CASE_MANAGER:
            probes = probes[turn % 5 :: 5]
        found += [probe.title for probe in probes if probe.differs()]
        count += len(probes)
    for title in ("case_manager", "city_manager", "data_protection_officer", ""):
        user_id = clients[title][1].user.pk if title else None
        with scope(city_id=torino.pk, user_id=user_id):
            rows = list(probing.by_row(title or "nobody", planted))
            assert not [probe.title for probe in rows if probe.send(True)]
        count += len(rows)
    assert found == [] and count >= ENOUGH, count


def test_the_reader_finds_what_others_do_not(torino, owner, reader, subject):
    """Else finding nothing would prove nothing."""
    planted = probing.plant(subject, owner, reader)
    url = reverse("cases:protection", args=[subject.case.pk])
    for client in (owner, reader):
        text = client.get(url).content.decode()
        assert all(word in text for word in planted.words)
    with scope(city_id=torino.pk, user_id=reader.user.pk):
        seen = {probe.what for probe in probing.by_row("reader", planted) if probe.send(True)}
    assert {f"cases_restricted{what} {what}" for what in planted.ids} <= seen


def test_the_citys_access_log_tells_nothing(torino, sign_in, owner, reader, subject):
    officer = sign_in(Role.DATA_PROTECTION_OFFICER, torino)
    before = probing.log_of(torino.pk, officer)
    planted = probing.plant(subject, owner, reader)
    assert probing.log_of(torino.pk, officer) == before
    log = reverse("network:access_log")
    for key in planted.ids.values():
        text = page(officer, f"{log}?about={key}")
        assert "Protected file" not in text.split("<main")[1].split("<tbody")[-1]


def test_closing_the_case_leaves_the_file_where_it_was(torino, sign_in, owner, reader, subject):
    planted = probing.plant(subject, owner, reader)
    with scope(city_id=torino.pk, user_id=owner.user.pk):
        close_case(case=subject.case, outcome=Outcome.HOUSED, by=owner.user)
    url = reverse("cases:protection", args=[subject.case.pk])
    assert planted.words[0] in reader.get(url).content.decode()
    colleague = sign_in(Role.CASE_MANAGER, torino)
    assert planted.words[0] not in colleague.get(url).content.decode()


def test_a_transfer_carries_nothing_of_the_file(
    torino, palermo, sign_in, owner, reader, subject, as_superuser
):
    """Nor does what is told differ: the same referral with a file and without one."""
    with scope(city_id=torino.pk, user_id=owner.user.pk):
        person = subject.case.person
        before = make_referral(city=palermo, person=person, by=owner.user)
    planted = probing.plant(subject, owner, reader)
    with scope(city_id=torino.pk, user_id=owner.user.pk):
        after = make_referral(city=palermo, person=person, by=owner.user)
        assert (before.profile, before.parts, before.given) == (
            after.profile,
            after.parts,
            after.given,
        )
        assert before.content == after.content
        assert len(before.for_city) == len(after.for_city)
    there = sign_in(Role.CASE_MANAGER, palermo)
    with scope(city_id=palermo.pk, user_id=there.user.pk):
        assert not [probe.title for probe in probing.by_row("there", planted) if probe.send(True)]
        transfer = ReceivedTransfer.objects.order_by("-pk").first()
    send(there, reverse("referrals:transfer_answer", args=[transfer.pk]), {"kind": "accepted"})
    address = reverse("referrals:transfer", args=[transfer.pk])
    seen = page(there, address)
    assert not [word for word in planted.words if word in seen]
    with scope(city_id=palermo.pk, user_id=owner.user.pk):
        assert RestrictedFile.objects.count() == 0, "not even to its reader, in another city"


# Seeded faults: what the checker must catch.


def caught(client, subject, plant_it):
    asked = [
        one
        for one in probing.questions("colleague", Role.CASE_MANAGER, client, subject)
        if one.what == "get cases:case_detail"
    ]
    return probing.differing(asked, plant_it)


@pytest.mark.parametrize("fault", ["status", "byte"])
def test_seeded_a_page_that_betrays_a_file_is_caught(
    torino, sign_in, owner, reader, subject, monkeypatch, fault
):
    colleague, planted = sign_in(Role.CASE_MANAGER, torino), []
    whole = helplines.helplines

    def betraying(policy=None):
        if planted and fault == "status":
            raise PermissionDenied
        return whole(policy) + whole(policy)[: len(planted)]

    assert caught(colleague, subject, lambda: None) == []
    monkeypatch.setattr(case_views, "helplines", betraying)
    found = caught(
        colleague, subject, lambda: planted.append(probing.plant(subject, owner, reader))
    )
    assert found == ["colleague: get cases:case_detail"]


def test_seeded_a_row_that_names_the_file_is_caught(torino, owner, reader, subject):
    planted = probing.plant(subject, owner, reader)
    with scope(city_id=torino.pk), connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_append(gen_random_uuid(), 'cases.viewed', 'cases.case', %s, '{}')",
            [planted.ids["file"]],
        )
        found = [probe.what for probe in probing.by_row("nobody", planted) if probe.send(True)]
    assert found == ["audit_auditevent file"]


def test_seeded_another_answer_to_an_identifier_is_caught(torino, sign_in, owner, reader, subject):
    colleague = sign_in(Role.CASE_MANAGER, torino)
    planted = probing.plant(subject, owner, reader)
    url = reverse("cases:protection", args=[subject.case.pk])
    data = {"deed": "write", "file": planted.ids["file"], "text": "x"}
    mine = colleague.post(url, data)
    assert mine.status_code == 404
    assert plain(reader.post(url, data)) != plain(mine), "the same sent by one on the list"
