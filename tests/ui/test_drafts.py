"""Drafts: kept by field, for their author alone, never secrets, gone once the form is sent."""

import datetime as dt
import json

import pytest
from django import forms
from django.test import RequestFactory
from django.utils import timezone

from lgnet.kernel.answers import Answer
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.ui import actions, drafts
from lgnet.ui.answered import AnsweredField
from lgnet.ui.models import Draft
from lgnet.ui.partial_dates import PartialDateField

pytestmark = pytest.mark.django_db
KEY = "people.person:new"
URL = f"/drafts/{KEY}/"


class PersonForm(forms.Form):
    name = forms.CharField()
    needs = forms.MultipleChoiceField(
        choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    told = forms.BooleanField(required=False)
    birth = AnsweredField(PartialDateField())


@pytest.fixture
def worker(sign_in, torino):
    return sign_in(Role.OUTREACH_WORKER, torino)


def send(client, since=None, **fields):
    data = {"_fields": list(fields), **{name: value for name, value in fields.items() if value}}
    data["_since"] = (since or timezone.now()).timestamp()
    return client.post(URL, data)


def kept(client):
    member = client.member
    with scope(
        city_id=member.city_id, user_id=client.user.pk, compartment_id=member.compartment_id
    ):
        draft = Draft.objects.filter(user_id=client.user.pk).first()
    return draft.fields if draft else None


def visit(client, method="get", key=KEY):
    request = getattr(RequestFactory(), method)("/")
    request.user, request.membership = client.user, client.member
    member = client.member
    with scope(
        city_id=member.city_id, user_id=client.user.pk, compartment_id=member.compartment_id
    ):
        return drafts.initial_for(request, key, PersonForm, {"told": True})


def test_changed_fields_are_merged_and_the_hour_is_said(worker):
    answer = send(worker, name="Amina")
    assert answer.status_code == 200
    assert json.loads(answer.content)["words"].endswith(timezone.localtime().strftime("%H:%M"))
    send(worker, needs=["a", "b"])
    assert kept(worker) == {"name": ["Amina"], "needs": ["a", "b"]}
    send(worker, needs=[])
    assert kept(worker)["needs"] == []


def test_a_form_gets_back_what_was_typed(worker):
    send(worker, name="Amina", needs=["b"])
    send(worker, birth_value_year="1990", birth_value_day="", birth_answer="")
    initial, draft = visit(worker)
    assert draft.is_there
    form = PersonForm(initial=initial)
    page = str(form)
    assert 'value="Amina"' in page
    assert 'value="1990"' in page
    assert initial["needs"] == ["b"]
    assert initial["told"] is True
    sent = PersonForm({"name": "x", "birth_value_year": "1990"})
    assert sent.is_valid()
    assert sent.cleaned_data["birth"].answer == Answer.KNOWN


def test_a_post_speaks_for_itself(worker):
    send(worker, name="Amina")
    initial, draft = visit(worker, method="post")
    assert not draft.is_there
    assert initial == {"told": True}


def test_nobody_else_sees_it(worker, sign_in, torino, palermo):
    send(worker, name="Amina")
    for other in (
        sign_in(Role.OUTREACH_WORKER, torino),
        sign_in(Role.OUTREACH_WORKER, palermo),
        sign_in(Role.REFUGE_COORDINATOR, torino),
    ):
        assert not visit(other)[1].is_there
        other.post(f"{URL}discard/")
    assert kept(worker) == {"name": ["Amina"]}


@pytest.mark.parametrize(
    "name", ["password", "new_password2", "csrfmiddlewaretoken", "code", "otp"]
)
def test_secrets_are_never_kept(worker, name):
    send(worker, **{name: "hunter2", "name": "Amina"})
    assert kept(worker) == {"name": ["Amina"]}


def test_a_draft_has_a_size(worker):
    answer = send(worker, name="x" * (actions.MAX_CHARACTERS + 1))
    assert answer.status_code == 413
    assert json.loads(answer.content)["words"]
    assert not kept(worker)
    many = {f"f{i}": "1" for i in range(actions.MAX_FIELDS + 1)}
    assert send(worker, **many).status_code == 413


def test_what_arrives_after_its_form_was_sent_is_no_ghost(worker):
    opened_at = timezone.now()
    send(worker, since=opened_at, name="Amina")
    worker.post(f"{URL}discard/")
    assert send(worker, since=opened_at, name="Amin").status_code == 204
    assert kept(worker) == {}
    assert not visit(worker)[1].is_there
    later = timezone.now() + dt.timedelta(seconds=1)
    assert send(worker, since=later, name="Next").status_code == 200
    assert kept(worker) == {"name": ["Next"]}


def test_discarding_returns_to_the_form_and_not_elsewhere(worker):
    send(worker, name="Amina")
    back = worker.post(f"{URL}discard/", headers={"referer": "http://testserver/people/new/"})
    assert back.url == "http://testserver/people/new/"
    away = worker.post(f"{URL}discard/", headers={"referer": "https://elsewhere.example/"})
    assert away.url == "/"


def test_empty_drafts_are_swept_after_a_day(worker, torino):
    with scope(city_id=torino.pk, user_id=worker.user.pk):
        Draft.objects.create(
            user_id=worker.user.pk,
            form_key="old",
            fields={},
            saved_at=timezone.now() - dt.timedelta(days=2),
        )
        actions.discard_draft(form_key=KEY, by=worker.user)
        assert [draft.form_key for draft in Draft.objects.order_by("form_key")] == [KEY]


def test_without_a_city_nothing_is_kept_and_nothing_breaks(sign_in):
    analyst = sign_in(Role.NATIONAL_ANALYST)
    assert send(analyst, name="Amina").status_code == 204
    assert analyst.post(f"{URL}discard/").status_code == 302


def test_reading_keeps_nothing(worker):
    assert worker.get(URL).status_code == 405
    visit(worker)
    assert kept(worker) is None


def test_signed_out_nothing_is_kept(client):
    assert client.post(URL, {"_fields": "name", "name": "x"}).status_code == 302
