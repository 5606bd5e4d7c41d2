"""The pages of a plan: writing, two tabs, what is due, the paper in two languages."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.plans import set_goal
from lgnet.cases.enums import Outcome
from lgnet.cases.enums_plan import LifeArea
from lgnet.cases.models import Action, Goal, PlanAgreement, PlanReview
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests import budget
from tests.factories.cases import make_case
from tests.factories.housing import make_stay
from tests.factories.people import make_person
from tests.factories.plans import make_action, make_goal

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(sign_in, torino):
    client = sign_in(Role.CASE_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def case(torino, manager):
    with scope(city_id=torino.pk):
        return make_case(by=manager.user)


def body(response):
    return response.content.decode()


def goal_sent(**fields):
    known = {"id": str(uuid7()), "revision": "0", "area": "housing", "state": "open"}
    return known | {"text": "Una stanza"} | fields


def test_a_plan_begins_empty_and_grows_goal_by_goal(torino, manager, case):
    plan = reverse("cases:plan", args=[case.pk])
    assert "No plan yet" in body(manager.get(plan))
    sent = goal_sent(is_exit="on")
    answer = manager.post(reverse("cases:goal_new", args=[case.pk]), sent)
    assert answer["Location"] == plan
    # The same form again, by a double click.
    manager.post(reverse("cases:goal_new", args=[case.pk]), sent)
    with scope(city_id=torino.pk):
        goal = Goal.objects.get()
    new = reverse("cases:action_new", args=[goal.pk])
    sent = {"id": str(uuid7()), "revision": "0", "text": "Telefonare", "state": "to_do"}
    refused = manager.post(new, sent | {"doer": "staff"})
    assert refused.status_code == 422
    assert "Choose who does it." in body(refused)
    assert "Telefonare" in body(refused)
    sent |= {"doer": "staff", "staff": str(manager.user.pk), "due_on": "2026-01-31"}
    assert manager.post(new, sent).status_code == 302
    shown = body(manager.get(plan))
    assert "exit plan" in shown
    assert "overdue" in shown
    assert manager.user.full_name in shown


def test_an_action_is_done_by_one_click_and_taken_back(torino, manager, case):
    with scope(city_id=torino.pk):
        action = make_action(make_goal(case, by=manager.user), by=manager.user)
    manager.post(reverse("cases:action_done", args=[action.pk]), {"revision": "1"})
    shown = body(manager.get(reverse("cases:plan", args=[case.pk])))
    offer = re.search(r"/undo/([0-9a-f-]{36})/", shown).group(1)
    with scope(city_id=torino.pk):
        assert Action.objects.get().state == "done"
    manager.post(reverse("ui:undo", args=[offer]))
    with scope(city_id=torino.pk):
        assert Action.objects.get().state == "to_do"


def test_two_tabs_lose_nothing(torino, manager, case):
    with scope(city_id=torino.pk):
        goal = make_goal(case, by=manager.user)
        read = {"id": goal.pk, "case": case, "area": LifeArea.HOUSING, "revision": 1}
        set_goal(**read, text="Quello dell'altra scheda", by=manager.user)
    edit = reverse("cases:goal_edit", args=[goal.pk])
    mine = goal_sent(id=str(goal.pk), revision="1", text="Quello di questa scheda")
    told = manager.post(edit, mine)
    assert told.status_code == 409
    assert "Quello dell&#x27;altra scheda" in body(told)
    assert "Quello di questa scheda" in body(told)
    assert 'name="revision" value="2"' in body(told)
    assert manager.post(edit, mine | {"revision": "2"}).status_code == 302
    with scope(city_id=torino.pk):
        assert Goal.objects.get().text == "Quello di questa scheda"


def test_the_form_of_one_goal_changes_no_other(torino, manager, case):
    with scope(city_id=torino.pk):
        one, other = make_goal(case, by=manager.user), make_goal(case, by=manager.user)
    edit = reverse("cases:goal_edit", args=[one.pk])
    answer = manager.post(edit, goal_sent(id=str(other.pk), revision="1"))
    assert answer.status_code == 422


def test_a_review_says_when_again(torino, manager, case):
    with scope(city_id=torino.pk):
        make_goal(case, by=manager.user)
    page = reverse("cases:plan_review", args=[case.pk])
    sent = {"id": str(uuid7()), "reviewed_on": "2026-01-31", "note": "Bene"}
    refused = manager.post(page, sent | {"next_on": "2026-01-31"})
    assert refused.status_code == 422
    assert "Bene" in body(refused)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert manager.post(page, sent | {"reviewed_on": tomorrow.isoformat()}).status_code == 422
    assert manager.post(page, sent | {"next_on": "2026-02-28"}).status_code == 302
    with scope(city_id=torino.pk):
        assert PlanReview.objects.get().next_on == dt.date(2026, 2, 28)


def test_the_paper_is_theirs_and_ours_and_what_was_signed_stays(torino, manager):
    with scope(city_id=torino.pk):
        person = make_person("أمينة", language="ara", language_answer="known")
        case = make_case(person, by=manager.user)
        goal = make_goal(case, by=manager.user, text="غرفة لأولادي")
    page = reverse("cases:plan_print", args=[case.pk])
    shown = body(manager.get(page))
    assert shown.index('hs-paper" lang="ar" dir="rtl"') < shown.index(
        'hs-paper" lang="it" dir="ltr"'
    )
    assert shown.count("غرفة لأولادي") == 2
    printed = re.search(r'name="printed" value="([0-9a-f]{64})"', shown).group(1)
    sent = {"id": str(uuid7()), "language": "ar", "agreed_on": "2026-01-31"}
    told = manager.post(page, sent | {"printed": "0" * 64})
    assert told.status_code == 409
    assert printed in body(told)
    assert manager.post(page, sent | {"printed": printed}).status_code == 302
    plan = reverse("cases:plan", args=[case.pk])
    assert "changed since" not in body(manager.get(plan))
    with scope(city_id=torino.pk):
        read = {"id": goal.pk, "case": case, "area": LifeArea.HOUSING, "revision": 1}
        set_goal(**read, text="شقة", by=manager.user)
        assert "غرفة لأولادي" in PlanAgreement.objects.get().text
    assert "changed since" in body(manager.get(plan))


def test_a_closed_case_shows_its_plan_and_takes_no_more(torino, manager, case):
    with scope(city_id=torino.pk):
        goal = make_goal(case, by=manager.user)
        close_case(case=case, outcome=Outcome.HOUSED, by=manager.user)
    shown = body(manager.get(reverse("cases:plan", args=[case.pk])))
    assert goal.text in shown
    assert "Add a goal" not in shown
    answer = manager.post(reverse("cases:goal_new", args=[case.pk]), goal_sent())
    assert answer.status_code == 409
    assert "Una stanza" in body(answer)


def test_an_extension_begins_with_the_exit_plan(torino, sign_in, manager):
    with scope(city_id=torino.pk):
        stay = make_stay()
        case = make_case(stay.person, by=manager.user)
        make_goal(case, by=manager.user, text="Una casa in affitto", is_exit=True)
        make_goal(case, by=manager.user, text="Imparare a nuotare")
    shown = body(manager.get(reverse("housing:stay_extend", args=[stay.pk])))
    assert "Una casa in affitto" in shown
    assert "Imparare a nuotare" not in shown


@pytest.mark.parametrize("name", ["plan", "due"])
def test_ten_more_goals_cost_no_query(torino, manager, case, name):
    address = reverse(f"cases:{name}", args=[case.pk] if name == "plan" else [])

    def grow(count):
        with scope(city_id=torino.pk):
            for _ in range(count):
                goal = make_goal(case, by=manager.user)
                make_action(goal, by=manager.user, due_on=timezone.localdate())

    grow(1)
    few = budget.count(manager, address)
    grow(10)
    assert budget.count(manager, address) == few <= budget.MOST_A_PAGE
    assert budget.writes(manager, address) == []
