"""A form of a case when something changes under it: other tabs, new versions, corrections."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from lgnet.cases.actions.answers import save_answers
from lgnet.cases.enums_answers import AnswersState
from lgnet.cases.models import FormAnswers
from lgnet.forms.actions.drafts import put_field, retire_field
from lgnet.forms.actions.publishing import publish, retire_form
from lgnet.forms.enums import FieldType, Moment
from lgnet.forms.models import CityForm
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.ui.actions import save_draft
from lgnet.ui.models import Draft
from tests import budget
from tests.factories.cases import make_case
from tests.factories.forms import make_field, make_version
from tests.factories.people import make_person
from tests.pages import page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(sign_in, torino):
    return sign_in(Role.CASE_MANAGER, torino)


@pytest.fixture
def case(torino, manager):
    with scope(city_id=torino.pk):
        return make_case(make_person("Amina"), by=manager.user)


@pytest.fixture
def version(torino):
    with scope(city_id=torino.pk):
        return make_version(
            make_field("work", required_at=Moment.CLOSING),
            make_field("trade"),
            make_field("years", type=FieldType.WHOLE_NUMBER),
            code="meeting",
        )


def at(name, *args):
    return reverse(f"cases:{name}", args=args)


def hidden(text):
    """Return what the page sends along."""
    found = re.findall(
        r'<input type="hidden" name="((?:along-|form_)\w+)"(?: value="([^"]*)")?', text
    )
    return {name: value.replace("&quot;", '"') for name, value in found}


def opened(client, case):
    return hidden(page(client, at("form_fill", case.pk, "meeting")))


def rows(torino):
    with scope(city_id=torino.pk):
        return list(FormAnswers.objects.select_related("person").order_by("recorded_at", "pk"))


def saved(torino, case, version, **more):
    with scope(city_id=torino.pk):
        facts = {"id": uuid7(), "form_code": "meeting", "answers": {"work": "Cuoco"}}
        return save_answers(
            **{**facts, "case": case, "version": version, "by": case.responsible, **more}
        )


def without(torino, version, code):
    with scope(city_id=torino.pk):
        form = CityForm.objects.get(pk=version.form_id)
        retire_field(form=form, code=code, by=None)
        return publish(form=form, by=None)


def test_begun_kept_gone_on_with_finished_and_read(torino, manager, case, version):
    title = version.title["it"]
    text = page(manager, at("forms", case.pk))
    assert title in text and "Not begun" in text
    fill = at("form_fill", case.pk, "meeting")
    send(manager, fill, {**opened(manager, case), "trade": "Pane", "deed": "keep"})
    assert "Started, something missing" in page(manager, at("forms", case.pk))
    assert 'value="Pane"' in page(manager, fill), "a colleague's, or another device's"
    told = {**opened(manager, case), "trade": "Pane", "deed": "finish"}
    refused = send(manager, fill, told, status=422).content.decode()
    assert "is required" in refused and 'value="Pane"' in refused
    done = send(manager, fill, {**told, "work": "Cuoco"})
    (row,) = rows(torino)
    assert done.url == at("form_read", row.pk) and row.answers == {"work": "Cuoco", "trade": "Pane"}
    text = page(manager, done.url)
    assert "Cuoco" in text and "Pane" in text and "version 1 of the form" in text
    assert "Filled in" in page(manager, at("forms", case.pk))


def test_sent_twice_is_kept_once(torino, manager, case, version):
    told = {**opened(manager, case), "work": "Cuoco", "deed": "finish"}
    for _ in range(2):
        send(manager, at("form_fill", case.pk, "meeting"), told)
    assert len(rows(torino)) == 1


def test_two_tabs_a_stale_one_shows_both_and_loses_nothing(torino, manager, case, version):
    fill = at("form_fill", case.pk, "meeting")
    one, two = opened(manager, case), opened(manager, case)
    send(manager, fill, {**one, "work": "Muratore", "deed": "keep"})
    told = {**two, "work": "Sarto", "years": "3", "deed": "keep"}
    text = send(manager, fill, told, status=409).content.decode()
    assert "Muratore" in text and 'value="Sarto"' in text and 'value="3"' in text
    assert [row.answers for row in rows(torino)] == [{"work": "Muratore"}]
    send(manager, fill, {**told, **hidden(text)})
    (row,) = rows(torino)
    assert row.answers == {"work": "Sarto", "years": 3} and row.revision == 2


def test_what_was_finished_meanwhile_stays_and_mine_becomes_a_correction(
    torino, manager, case, version
):
    fill = at("form_fill", case.pk, "meeting")
    draft = saved(torino, case, version)
    mine = opened(manager, case)
    saved(torino, case, version, id=draft.pk, revision=1, is_finished=True)
    told = {**mine, "work": "Sarto", "deed": "finish"}
    text = send(manager, fill, told, status=409).content.decode()
    assert "becomes a correction" in text and "Cuoco" in text and 'value="Sarto"' in text
    send(manager, fill, {**told, **hidden(text)})
    first, second = rows(torino)
    assert (second.corrects_id, first.answers) == (first.pk, {"work": "Cuoco"})


def test_a_correction_begins_with_the_earlier_answers(torino, manager, case, version):
    first = saved(torino, case, version, is_finished=True)
    assert "Correct" in page(manager, at("form_read", first.pk))
    text = page(manager, at("form_correct", first.pk))
    assert 'value="Cuoco"' in text and "This is a correction" in text
    assert len(rows(torino)) == 1, "looking writes nothing"
    told = {**hidden(text), "work": "Sarto", "deed": "finish"}
    send(manager, at("form_fill", case.pk, "meeting"), told)
    second = rows(torino)[1]
    assert second.corrects_id == first.pk
    text = page(manager, at("form_read", first.pk))
    assert "These answers were corrected" in text and "Cuoco" in text
    assert manager.get(at("form_correct", first.pk)).url == at("form_read", second.pk)
    assert "Corrected later" in page(manager, at("forms", case.pk))


def test_a_question_retired_while_a_draft_holds_it_is_shown_and_kept(
    torino, manager, case, version
):
    saved(torino, case, version, answers={"work": "Cuoco", "trade": "Pane"})
    without(torino, version, "trade")
    fill = at("form_fill", case.pk, "meeting")
    text = page(manager, fill)
    assert "Not taken over" in text and "Pane" in text and 'value="Cuoco"' in text
    send(manager, fill, {**hidden(text), "work": "Cuoco", "deed": "keep"})
    assert "Told before, no longer asked" in page(manager, fill)
    told = {**opened(manager, case), "work": "Cuoco", "deed": "finish"}
    done = send(manager, fill, told)
    text = page(manager, done.url)
    assert "Pane" in text and "version 2 of the form" in text


def test_a_version_changed_while_it_was_open_refuses_once_and_keeps_all(
    torino, manager, case, version
):
    fill = at("form_fill", case.pk, "meeting")
    told = {**opened(manager, case), "work": "Cuoco", "trade": "Pane", "deed": "finish"}
    without(torino, version, "trade")
    text = send(manager, fill, told, status=422).content.decode()
    assert "has changed while it was open" in text and "Pane" in text and 'value="Cuoco"' in text
    done = send(manager, fill, {**told, **hidden(text)})
    assert "Pane" in page(manager, done.url)
    (row,) = rows(torino)
    assert row.aside == [[str(version.pk), "trade", "Pane"]]


def test_what_was_typed_and_not_sent_comes_back_retired_questions_too(
    torino, manager, case, version
):
    key = f"cases.form:{case.pk}:meeting"
    with scope(city_id=torino.pk, user_id=manager.user.pk):
        save_draft(
            form_key=key,
            fields={"work": ["Cuoco"], "trade": ["Pane"], "years": ["many"]},
            by=manager.user,
            page_made_at=timezone.now(),
        )
    without(torino, version, "trade")
    text = page(manager, at("form_fill", case.pk, "meeting"))
    assert "We kept what you typed" in text and 'value="Cuoco"' in text
    assert "Not taken over" in text and "Pane" in text and 'value="many"' in text
    told = {**hidden(text), "work": "Cuoco", "deed": "keep"}
    send(manager, at("form_fill", case.pk, "meeting"), told)
    (row,) = rows(torino)
    assert row.aside[0][1:] == ["trade", "Pane"]
    with scope(city_id=torino.pk, user_id=manager.user.pk):
        assert not Draft.objects.get(form_key=key).fields


def test_a_form_put_out_of_use_leaves_its_answers_readable(torino, manager, case, version):
    draft = saved(torino, case, version)
    with scope(city_id=torino.pk):
        retire_form(form=CityForm.objects.get(pk=version.form_id), by=None)
    assert "No longer asked" in page(manager, at("forms", case.pk))
    assert "Cuoco" in page(manager, at("form_read", draft.pk))
    assert manager.get(at("form_fill", case.pk, "meeting")).status_code == 404


def test_a_wrong_answer_keeps_what_was_typed(manager, case, version):
    told = {**opened(manager, case), "years": "many", "deed": "keep"}
    text = send(manager, at("form_fill", case.pk, "meeting"), told, status=422).content.decode()
    assert 'value="many"' in text
    lost = {"work": "Cuoco", "deed": "keep", "form_version": str(version.pk)}
    text = send(manager, at("form_fill", case.pk, "meeting"), lost, status=422).content.decode()
    assert "Something was lost on the way" in text and 'value="Cuoco"' in text
    told = {**told, **hidden(text), "years": "3"}
    send(manager, at("form_fill", case.pk, "meeting"), told)


def test_forms_are_for_who_manages_cases_and_for_the_own_city(
    torino, palermo, manager, case, version, sign_in
):
    row = saved(torino, case, version, is_finished=True)
    addresses = [
        at("forms", case.pk),
        at("form_fill", case.pk, "meeting"),
        at("form_read", row.pk),
        at("form_correct", row.pk),
    ]
    desk, elsewhere = sign_in(Role.DESK_OPERATOR, torino), sign_in(Role.CASE_MANAGER, palermo)
    for address in addresses:
        assert desk.get(address).status_code == 403
        assert elsewhere.get(address).status_code == 404
    assert manager.get(at("form_fill", case.pk, "nowhere")).status_code == 404


def test_ten_more_answers_cost_no_query(torino, manager, case, version):
    def fill(count):
        for number in range(count):
            saved(torino, case, version, answers={"work": f"{number}"}, is_finished=True)

    fill(2)
    before = budget.count(manager, at("forms", case.pk))
    fill(10)
    assert budget.count(manager, at("forms", case.pk)) == before


def test_a_new_question_is_asked_and_earlier_answers_say_they_were_not(
    torino, manager, case, version
):
    row = saved(torino, case, version, is_finished=True)
    with scope(city_id=torino.pk):
        form = CityForm.objects.get(pk=version.form_id)
        put_field(form=form, field=make_field("fresh"), section="extra", by=None)
        publish(form=form, by=None)
    assert "Domanda fresh" in page(manager, at("form_fill", case.pk, "meeting"))
    assert "Domanda fresh" not in page(manager, at("form_read", row.pk))
    assert row.state == AnswersState.FINISHED
