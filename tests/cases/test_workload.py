"""Who answers for how many cases: by name, with those who left and the cases of nobody."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from lgnet.cases.actions.handovers import offer_case
from lgnet.cases.actions.states import change_state
from lgnet.cases.enums import CaseMove, CaseState, Outcome
from lgnet.cases.enums_plan import Doer
from lgnet.cases.models import Case
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import Membership
from tests import budget
from tests.factories.cases import make_case, make_manager
from tests.factories.people import make_person
from tests.factories.plans import make_action, make_goal, make_review

pytestmark = pytest.mark.django_db
PAGE = "/cases/workload/"


@pytest.fixture
def chief(sign_in, torino):
    client = sign_in(Role.CITY_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def named(name):
    user = make_manager()
    user.full_name = name
    user.save()
    return user


def lines(client):
    """Return of each colleague the figures of the page, in its order."""
    loads = client.get(PAGE).context["loads"]
    return [
        (one.user and one.user.full_name, *one.by_state.values(), one.quiet, one.offered)
        for one in loads
    ]


def test_by_name_with_states_quiet_and_offered(torino, chief):
    with scope(city_id=torino.pk):
        zoe, ada, gone = named("Zoe"), named("ada"), named("Mario")
        started = make_case(by=zoe)
        change_state(id=uuid7(), case=started, move=CaseMove.START, by=zoe)
        make_case(make_person("Quieta"), by=zoe)
        still = make_case(by=gone)
        ago = timezone.now() - dt.timedelta(days=60)
        Case.objects.filter(pk=still.pk).update(opened_at=ago)
        Membership.objects.filter(user=gone).update(is_active=False)
        offer_case(id=uuid7(), case=started, to_user_id=ada.pk, still_open="x", by=zoe)
        nobodys = make_case(by=zoe)
        Case.objects.filter(pk=nobodys.pk).update(responsible=None)
    assert lines(chief) == [
        ("ada", 0, 0, 0, 0, 1),
        ("Mario", 1, 0, 0, 1, 0),
        ("Zoe", 1, 1, 0, 0, 0),
        (None, 1, 0, 0, 0, 0),
    ]
    page = chief.get(PAGE).content.decode()
    assert "no longer manages cases here" in page and "Nobody is named" in page
    listed = chief.get(reverse("cases:cases"), {"show": "open", "who": zoe.pk}).content.decode()
    assert "Quieta" in listed and "Cases of" in listed
    listed = chief.get(reverse("cases:cases"), {"show": "open", "who": ada.pk}).content.decode()
    assert "Quieta" not in listed
    assert chief.get(reverse("cases:cases"), {"who": "nobody"}).status_code == 200


def test_empty_and_for_managers_only(torino, chief, sign_in):
    assert "Nobody has a case yet" in chief.get(PAGE).content.decode()
    assert sign_in(Role.CASE_MANAGER, torino).get(PAGE).status_code == 403


def test_five_hundred_cases_cost_what_ten_do(torino, chief, sign_in):
    manager = sign_in(Role.CASE_MANAGER, torino)
    shows = ("mine", "handed", "open", "suspended", "quiet", "nobody", "closed")

    def cost():
        return [
            budget.count(chief, PAGE),
            *(budget.count(manager, f"/cases/?show={show}") for show in shows),
        ]

    def fill(count):
        with scope(city_id=torino.pk):
            for _ in range(count):
                Case.objects.create(person=make_person(), responsible=manager.user)

    fill(10)
    ten = cost()
    fill(490)
    assert cost() == ten
    assert max(ten) < 12, ten


def dues(client):
    """Return of each colleague what falls due: late, this week, reviews, follow-ups."""
    loads = client.get(PAGE).context["loads"]
    return {
        one.user and one.user.full_name: (one.late, one.actions, one.reviews, one.follow_ups)
        for one in loads
    }


def test_what_falls_due_for_each(torino, chief):
    today = timezone.localdate()
    with scope(city_id=torino.pk):
        zoe, ada = named("Zoe"), named("Ada")
        case = make_case(by=zoe)
        goal = make_goal(case, by=zoe)
        for days in (-1, 0, 7, 8):
            make_action(goal, by=zoe, due_on=today + dt.timedelta(days))
        # Done by a colleague in Zoe's case: both see it.
        make_action(goal, by=zoe, due_on=today, doer=Doer.STAFF, staff=ada)
        # Her own in her own case counts once.
        make_action(goal, by=zoe, due_on=today, doer=Doer.STAFF, staff=zoe)
        make_review(case, by=zoe, next_on=today + dt.timedelta(7))
        other = make_case(by=ada)
        make_goal(other, by=ada)
        closed = make_case(by=ada)
        Case.objects.filter(pk=closed.pk).update(
            state=CaseState.CLOSED,
            outcome=Outcome.HOUSED,
            opened_at=timezone.now() - dt.timedelta(days=400),
            closed_at=timezone.now() - dt.timedelta(days=100),
            closed_by=ada,
        )
    assert dues(chief) == {"Zoe": (1, 4, 1, 0), "Ada": (0, 1, 0, 1)}


def test_what_falls_due_costs_no_query_a_colleague(torino, chief):
    def grow():
        with scope(city_id=torino.pk):
            user = make_manager()
            goal = make_goal(make_case(by=user), by=user)
            make_action(goal, by=user, due_on=timezone.localdate())

    grow()
    before = budget.count(chief, PAGE)
    for _ in range(5):
        grow()
    assert budget.count(chief, PAGE) == before <= budget.MOST_A_PAGE
