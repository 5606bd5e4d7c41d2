"""What is due, page by page: nothing twice, nothing left out, while others are being done."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from lgnet.cases.actions.plans import settle_action
from lgnet.cases.queries.due_pages import due_page, read_due_key
from lgnet.cases.queries.plans import due_actions
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests import budget
from tests.factories.cases import make_case, make_manager
from tests.factories.plans import make_action, make_goal

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def here(torino):
    with scope(city_id=torino.pk):
        yield torino


@pytest.fixture
def by(here):
    return make_manager()


def make_due(by, days):
    goal = make_goal(make_case(by=by), by=by)
    # Several on one day: only the identifier tells them apart.
    return [
        make_action(goal, by=by, due_on=TODAY - dt.timedelta(days=number // 3))
        for number in range(days)
    ]


def test_pages_forth_and_back_show_each_action_once(by):
    made = make_due(by, 11)
    rows = due_actions(by.pk, today=TODAY)
    pages = [due_page(rows, size=4)]
    while pages[-1].newer:
        pages.append(due_page(rows, newer_than=pages[-1].newer, size=4))
    in_order = sorted(made, key=lambda one: (one.due_on, one.pk))
    assert [one for page in pages for one in page.rows] == in_order
    assert [len(page.rows) for page in pages] == [4, 4, 3]
    back = due_page(rows, older_than=pages[2].older, size=4)
    assert back == pages[1]
    first = due_page(rows, older_than=back.older, size=4)
    assert (first.rows, first.older) == (pages[0].rows, "")


def test_what_is_done_meanwhile_moves_nothing_out_of_sight(by):
    make_due(by, 8)
    rows = due_actions(by.pk, today=TODAY)
    first = due_page(rows, size=4)
    second = due_page(rows, newer_than=first.newer, size=4)
    for action in first.rows:
        settle_action(action=action, revision=1, by=by)
    # Pages by number would skip these four now.
    assert due_page(rows, newer_than=first.newer, size=4).rows == second.rows
    # Before them nothing is left: the list from its beginning, not an empty page.
    again = due_page(rows, older_than=second.older, size=4)
    assert (again.rows, again.older, again.newer) == (second.rows, "", "")
    for action in second.rows[2:]:
        settle_action(action=action, revision=1, by=by)
    assert due_page(rows, newer_than=first.newer, size=4).rows == second.rows[:2]
    assert due_page(rows, newer_than=f"2027-01-01~{by.pk}", size=4).rows == second.rows[:2]


@pytest.mark.parametrize("key", ["", "~", "2026-11-23", "2026-13-01~x", "x~y", "2026-11-23~1"])
def test_a_mangled_key_means_the_first_page(by, key):
    make_due(by, 3)
    rows = due_actions(by.pk, today=TODAY)
    assert read_due_key(key) is None
    assert due_page(rows, newer_than=key) == due_page(rows, older_than=key) == due_page(rows)


def test_the_page_leads_on_and_back_at_the_same_cost(sign_in, torino):
    client = sign_in(Role.CASE_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    address = reverse("cases:due")
    with scope(city_id=torino.pk):
        goal = make_goal(make_case(by=client.user), by=client.user)
        for number in range(45):
            make_action(
                goal, by=client.user, text=f"Passo {number:02}", due_on=timezone.localdate()
            )
    seen, pages, next_to = [], [], address
    while next_to:
        shown = client.get(next_to).content.decode()
        pages.append(shown)
        seen += re.findall(r"Passo \d\d", shown)
        found = re.search(r'rel="next" href="([^"]+)"', shown)
        next_to = address + found[1].replace("&amp;", "&") if found else ""
    assert len(pages) == 3
    assert sorted(seen) == [f"Passo {number:02}" for number in range(45)]
    assert "Due before these" not in pages[0]
    assert "Due before these" in pages[1]
    assert "Due after these" not in pages[2]
    back = re.search(r'rel="prev" href="([^"]+)"', pages[1])
    before = client.get(address + back[1].replace("&amp;", "&")).content.decode()
    assert re.findall(r"Passo \d\d", before) == seen[:20]
    assert budget.count(client, address + back[1]) <= budget.MOST_A_PAGE
