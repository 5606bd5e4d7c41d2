"""Papers and numbers through the pages: what strikes is noted, what ends is reminded of."""

import datetime as dt
import html

import pytest
from django.urls import reverse

from lgnet.network.enums import Role
from lgnet.people.actions.links import decide_pair, state_of
from lgnet.people.enums import Verdict
from lgnet.people.models import (
    ResidenceTitle,
)
from tests.factories.people import make_person
from tests.people.details import (
    ENGLISH,
    NUMBER,
    PHONE,
    TITLE,
    dossier,
    kept,
    new_url,
    of,
    send,
    within,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(sign_in, torino):
    return sign_in(Role.DESK_OPERATOR, torino)


@pytest.fixture
def person(torino):
    with within(torino):
        return make_person("Amina")


def test_a_code_for_the_other_sex_is_kept_and_noted(desk, torino):
    with within(torino):
        person = make_person(
            "Amina",
            sex="female",
            sex_answer="known",
            birth_date=dt.date(1991, 1, 1),
            birth_precision="exact",
            birth_answer="known",
        )
    send(desk, new_url("identifier", person), **NUMBER)
    text = dossier(desk, person)
    assert "made for the other sex" in text
    assert "made for another date of birth" in text
    assert "Saved. Something does not fit" in text


def test_changing_the_sex_against_the_code_is_kept_and_noted(desk, torino, person):
    send(desk, new_url("identifier", person), **NUMBER)
    assert "Saved. Something" not in dossier(desk, person)
    address = reverse("people:edit", args=[person.pk])
    page = desk.get(address, headers=ENGLISH).content.decode()
    version = page.split('name="version" value="')[1].split('"')[0]
    send(desk, address, version=version, known_as="Amina", sex_value="female")
    text = dossier(desk, person)
    assert "Saved. Something does not fit" in text
    assert "made for the other sex" in text


def test_a_number_on_two_records_is_noted_where_both_may_be_seen(desk, sign_in, torino, palermo):
    with within(torino):
        one, other = make_person("Amina"), make_person("Fatou B.")
    with within(palermo):
        away = make_person("Altrove")
    send(desk, new_url("identifier", other), **NUMBER)
    send(sign_in(Role.DESK_OPERATOR, palermo), new_url("identifier", away), **NUMBER)
    assert "another record" not in dossier(desk, other)
    send(desk, new_url("identifier", one), **NUMBER)
    text = dossier(desk, one)
    assert "Perhaps the same person" in text
    assert "Fatou B." in text
    assert reverse("people:pair", args=[one.pk, other.pk]) in text
    assert "Altrove" not in text
    with within(torino):
        decide_pair(
            one_id=one.pk,
            other_id=other.pk,
            verdict=Verdict.NEVER,
            by=desk.user,
            seen=state_of(None),
        )
    assert "Perhaps the same person" not in dossier(desk, one)


def test_papers_that_end_soon_stand_on_the_first_page_and_among_the_tasks(desk, torino, person):
    today = dt.date.today()
    near, far = today + dt.timedelta(days=23), today + dt.timedelta(days=300)
    assert "Papers expiring soon" not in desk.get("/", headers=ENGLISH).content.decode()
    send(desk, new_url("title", person), **TITLE, expires_on=far.isoformat())
    assert "Papers expiring soon" not in desk.get("/", headers=ENGLISH).content.decode()
    send(desk, new_url("title", person), **TITLE, expires_on=near.isoformat())
    # The other permit goes further.
    assert "Papers expiring soon" not in desk.get("/", headers=ENGLISH).content.decode()
    text = dossier(desk, person)
    assert text.count("Renew the permit") == 0
    far_one = next(row for row in kept(torino, ResidenceTitle) if row.expires_on == far)
    send(desk, of("title", "end", far_one))
    assert "Expires in 23 days" in desk.get("/", headers=ENGLISH).content.decode()
    assert "Renew the permit" in dossier(desk, person)
    send(desk, new_url("title", person), kind_value="5")
    assert "Papers expiring soon" not in desk.get("/", headers=ENGLISH).content.decode()
    assert "Being renewed: the receipt counts" in dossier(desk, person)


def test_the_three_missing_answers_are_told_apart(desk, torino, person):
    for answer in ("unknown", "declined", ""):
        send(desk, new_url("title", person), kind_answer=answer, number="")
    answers = [row.kind_answer for row in kept(torino, ResidenceTitle)]
    assert answers == ["unknown", "declined", "not_asked"]
    assert "Prefers not to say" in dossier(desk, person)


def test_what_linked_records_know_stands_on_both_pages(desk, torino):
    with within(torino):
        one, other = sorted((make_person("Amina"), make_person("Mina")), key=lambda p: p.pk)
    send(desk, new_url("contact", other), **PHONE)
    send(desk, new_url("identifier", other), **NUMBER)
    send(desk, new_url("identifier", one), **NUMBER)
    assert "Perhaps the same person" in dossier(desk, one)
    with within(torino):
        decide_pair(
            one_id=one.pk,
            other_id=other.pk,
            verdict=Verdict.SAME,
            by=desk.user,
            seen=state_of(None),
        )
    text = dossier(desk, one)
    assert "On linked records" in text
    assert "Do not call" in text
    assert "On a linked record" in text
    assert "Perhaps the same person" not in text


def test_whom_a_number_finds_shows_while_it_is_typed(desk, torino, person):
    with within(torino):
        other = make_person("Fatou B.")
    send(desk, new_url("identifier", other), **NUMBER)
    page = desk.get(new_url("identifier", person), headers=ENGLISH).content.decode()
    address = html.unescape(page.split('hx-post="')[1].split('"')[0])
    assert address.endswith(f"?but={person.pk}")
    shown = desk.post(address, {"number": NUMBER["number"].lower()}, headers=ENGLISH)
    assert "Fatou B." in shown.content.decode()
    nobody = desk.post(address, {"number": "YA999999"}, headers=ENGLISH)
    assert "Fatou B." not in nobody.content.decode()
