"""Pages of cases: who sees what, what each deed answers, what a page costs."""

import re

import pytest
from django.db import IntegrityError
from django.urls import reverse

from lgnet.cases.actions.cases import close_case
from lgnet.cases.enums import CaseState, Outcome
from lgnet.cases.models import Case
from lgnet.config import errors
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests import budget
from tests.factories.cases import make_case, make_manager
from tests.factories.housing import make_stay
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(sign_in, torino):
    return sign_in(Role.CASE_MANAGER, torino)


def body(response):
    return response.content.decode()


def opening(client, person, **fields):
    data = {"id": uuid7(), "person": person.pk, "responsible": client.user.pk, **fields}
    return client.post(reverse("cases:case_new"), data)


def test_open_close_and_take_back(torino, manager):
    with scope(city_id=torino.pk):
        person = make_person("Amina")
    page = manager.get(reverse("cases:case_new"), {"person": person.pk})
    assert "Amina" in body(page) and manager.user.full_name in body(page)
    chosen = {"id": uuid7()}
    opened = opening(manager, person, **chosen)
    assert opening(manager, person, **chosen)["Location"] == opened["Location"]
    assert opening(manager, person).status_code == 422
    with scope(city_id=torino.pk):
        case = Case.objects.get()
    address = reverse("cases:case_close", args=[case.pk])
    assert manager.post(address, {}).status_code == 422
    told = manager.post(address, {"outcome": "housed", "note": "sì"}, follow=True)
    offer = re.search(r"/undo/([0-9a-f-]{36})/", body(told)).group(1)
    assert manager.post(address, {"outcome": "other"}).status_code == 409
    manager.post(reverse("ui:undo", args=[offer]))
    with scope(city_id=torino.pk):
        case.refresh_from_db()
        assert case.state == CaseState.OPEN


def test_a_clash_that_no_form_can_take_has_its_page_and_writes_nothing(
    torino, manager, monkeypatch
):
    with scope(city_id=torino.pk):
        person = make_person("Amina")

    def refuse(**fields):
        raise IntegrityError("Another case, closed again by the time we look.")

    with monkeypatch.context() as patch:
        patch.setattr(type(Case.objects), "create", lambda self, **fields: refuse(**fields))
        answer = opening(manager, person)
    assert answer.status_code == 409
    assert body(answer) == errors.page(409).content.decode()
    assert opening(manager, person).status_code == 302


def test_closing_points_out_a_running_stay_and_does_not_refuse(torino, manager):
    with scope(city_id=torino.pk):
        case = make_case()
        stay = make_stay(person=case.person)
    address = reverse("cases:case_close", args=[case.pk])
    assert stay.structure.name in body(manager.get(address))
    assert manager.post(address, {"outcome": "housed"}).status_code == 302


def test_lists(torino, manager):
    with scope(city_id=torino.pk):
        make_case(make_person("Maria Grazia"), by=manager.user)
        make_case(make_person("Altrui"))
        close_case(case=make_case(make_person("Chiusa")), outcome=Outcome.HOUSED, by=manager.user)
    wanted = {
        "mine": {"Maria Grazia"},
        "open": {"Maria Grazia", "Altrui"},
        "closed": {"Chiusa"},
        "": {"Maria Grazia"},
    }
    for show, names in wanted.items():
        page = body(manager.get(reverse("cases:cases"), {"show": show}))
        assert {name for name in ("Maria Grazia", "Altrui", "Chiusa") if name in page} == names


def test_a_desk_sees_cases_and_changes_none(torino, sign_in):
    desk = sign_in(Role.DESK_OPERATOR, torino)
    with scope(city_id=torino.pk):
        case = make_case(make_person("Amina"))
        close_case(case=case, outcome=Outcome.HOUSED, note="riservato", by=make_manager())
    assert "Amina" in body(desk.get(reverse("cases:cases"), {"show": "closed"}))
    seen = body(desk.get(reverse("cases:case_detail", args=[case.pk])))
    assert "Amina" in seen and "riservato" not in seen
    assert desk.get(reverse("cases:case_close", args=[case.pk])).status_code == 403
    assert desk.get(reverse("cases:case_new"), {"person": case.person_id}).status_code == 403


@pytest.mark.parametrize("name", ["case_detail", "case_close"])
def test_another_citys_case_answers_like_none(torino, palermo, sign_in, manager, name):
    with scope(city_id=palermo.pk):
        case = make_case()

    def answer(client, pk):
        found = client.get(reverse(f"cases:{name}", args=[pk]))
        text = body(found).replace(str(pk), "ID")
        return found.status_code, re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", text)

    assert answer(manager, case.pk) == answer(manager, uuid7())
    assert answer(manager, case.pk)[0] == 404
    assert answer(sign_in(Role.CASE_MANAGER, palermo), case.pk)[0] == 200


def test_a_case_for_another_citys_person_is_none(palermo, manager):
    with scope(city_id=palermo.pk):
        person = make_person()
    assert opening(manager, person).status_code == 404
    assert manager.get(reverse("cases:case_new"), {"person": "x"}).status_code == 404


def fill(city, manager, count):
    with scope(city_id=city.pk):
        for _ in range(count):
            make_case(by=manager.user)
            close_case(case=make_case(by=manager.user), outcome=Outcome.HOUSED, by=manager.user)


def test_ten_more_rows_add_no_query_and_a_get_writes_nothing(torino, manager):
    fill(torino, manager, 3)
    with scope(city_id=torino.pk):
        case = Case.objects.filter(state=CaseState.OPEN).order_by("pk").first()
    pages = [
        "/cases/",
        "/cases/?show=open",
        "/cases/?show=closed",
        reverse("cases:case_detail", args=[case.pk]),
        reverse("cases:case_close", args=[case.pk]),
        f"{reverse('cases:case_new')}?person={case.person_id}",
    ]
    before = [budget.count(manager, page) for page in pages]
    fill(torino, manager, 10)
    after = [budget.count(manager, page) for page in pages]
    assert after == before
    assert max(after) <= budget.MOST_A_PAGE, after
    for page in pages:
        assert budget.writes(manager, page) == []
