"""The pages of a city's forms on a case: filled in, gone on with, two at once, read back."""

import re

import pytest
from django.urls import reverse

from lgnet.cases.models import FormAnswers
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests import budget
from tests.factories.cases import make_case
from tests.factories.forms import make_field, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(sign_in, torino):
    client = sign_in(Role.CASE_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def case(torino, manager):
    with scope(city_id=torino.pk):
        make_version(make_field("work"), make_field("trade"), by=manager.user, code="meeting")
        return make_case(by=manager.user)


@pytest.fixture
def fill(case):
    return reverse("cases:form_fill", args=[case.pk, "meeting"])


def body(response):
    return response.content.decode()


def hidden(page):
    return dict(re.findall(r'name="(along-[a-z]+|form_version)"[^>]*?value="([^"]*)"', page))


def sent(client, fill, **answers):
    return hidden(body(client.get(fill))) | answers


def test_a_form_is_begun_gone_on_with_and_finished(torino, manager, case, fill):
    forms = reverse("cases:forms", args=[case.pk])
    assert "Not begun" in body(manager.get(forms))
    kept = manager.post(fill, sent(manager, fill, work="Cuoca", deed="keep"))
    assert kept["Location"] == forms
    again = sent(manager, fill, work="Cuoca", trade="Sarta", deed="finish")
    assert "Cuoca" in body(manager.get(fill))
    read = manager.post(fill, again)["Location"]
    assert "Sarta" in body(manager.get(read))
    # The same form by a double click.
    manager.post(fill, again)
    with scope(city_id=torino.pk):
        row = FormAnswers.objects.get()
        assert (row.state, row.answers["work"]) == ("finished", "Cuoca")
    correct = reverse("cases:form_correct", args=[row.pk])
    page = body(manager.get(correct))
    assert "This is a correction" in page
    manager.post(fill, hidden(page) | {"work": "Cuoca in una mensa", "deed": "finish"})
    assert "Corrected later" in body(manager.get(forms))
    assert "Cuoca in una mensa" not in body(manager.get(read))


def test_in_two_tabs_both_are_shown(torino, manager, case, fill):
    one, other = sent(manager, fill, work="Di qua"), sent(manager, fill, work="Di là")
    manager.post(fill, one | {"deed": "keep"})
    told = manager.post(fill, other | {"deed": "keep"})
    assert told.status_code == 409
    assert "Di qua" in body(told)
    assert "Di là" in body(told)
    manager.post(fill, hidden(body(told)) | {"work": "Di là", "deed": "keep"})
    with scope(city_id=torino.pk):
        assert FormAnswers.objects.get().answers["work"] == "Di là"


def test_what_was_lost_on_the_way_is_said_and_the_answers_stay(manager, case, fill):
    told = manager.post(fill, {"work": "Cuoca", "deed": "keep"})
    assert told.status_code == 422
    assert "Cuoca" in body(told)


def test_a_form_the_city_does_not_ask_is_not_there(manager, case):
    assert manager.get(reverse("cases:form_fill", args=[case.pk, "nothing"])).status_code == 404


def test_ten_more_forms_cost_no_query(torino, manager, case, fill):
    forms = reverse("cases:forms", args=[case.pk])

    def grow(count):
        for number in range(count):
            page = sent(manager, fill, work=f"Lavoro {number}", deed="finish")
            assert manager.post(fill, page).status_code == 302

    grow(1)
    few = budget.count(manager, forms)
    grow(10)
    assert budget.count(manager, forms) == few
    assert budget.writes(manager, forms) == []
