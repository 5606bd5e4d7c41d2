"""An assessment filled in by keys: each arrow is a choice, and the last one is kept."""

import pytest
from django.urls import reverse

from lgnet.cases.models import Assessment, AssessmentArea
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from tests.e2e.walk import Walk
from tests.factories.assessments import make_assessment
from tests.factories.cases import make_case
from tests.factories.people import make_person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def walk(browser, live_server, browser_context_args):
    walk = Walk(browser, live_server.url, browser_context_args)
    walk.hire(City.objects.get(name="Torino"))
    yield walk
    walk.close()


@pytest.fixture
def page(walk, live_server):
    """The page of an assessment just begun, with one part of life unfolded."""
    by = walk.users[Role.CASE_MANAGER]
    with scope(city_id=City.objects.get(name="Torino").pk, user_id=by.pk):
        case = make_case(make_person("Amina"), by=by, responsible=by)
        found = make_assessment(case, by=by)
    page = walk.page_of(Role.CASE_MANAGER)
    page.goto(live_server.url + reverse("cases:assessment", args=[found.pk]))
    page.locator("#language > summary").press("Enter")
    return page


def said():
    """Return what was kept of the one domain, and whether the assessment is finished."""
    with scope(city_id=City.objects.get(name="Torino").pk):
        area = AssessmentArea.objects.order_by().first()
        is_finished = Assessment.objects.get().finished_at is not None
    return area and area.together, is_finished


def test_the_last_of_quick_choices_is_kept(page):
    page.locator("#language input[name=together]").first.focus()
    for _step in range(4):
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(2500)
    assert said() == (4, False)
    assert page.evaluate("document.activeElement.value") == "4"
    page.reload()
    page.locator("#language > summary").press("Enter")
    assert page.locator("#language input[name=together]:checked").get_attribute("value") == "4"


def choose_and_finish(page, answer):
    """Choose a step and press the button at once; ``answer`` sees to what is sent."""
    page.route("**/language/", answer)
    page.locator("#language input[name=together][value='3']").check(force=True)
    page.locator("form[data-finish] button[type=submit]").press("Enter")


def test_finishing_waits_for_a_choice_on_its_way(page):
    def late(route):
        page.wait_for_timeout(1200)
        route.continue_()

    choose_and_finish(page, late)
    page.wait_for_url("**/assessments/")
    assert said() == (3, True)


def test_a_choice_that_was_lost_stops_the_finishing(page):
    choose_and_finish(page, lambda route: route.abort())
    page.wait_for_timeout(1500)
    assert said() == (None, False)
    assert page.locator("form[data-finish]").is_visible()
    # Sent again it arrives, and now there is nothing to wait for.
    page.unroute("**/language/")
    page.locator("#language .as-keep button").press("Enter")
    page.wait_for_timeout(800)
    page.locator("form[data-finish] button[type=submit]").press("Enter")
    page.wait_for_url("**/assessments/")
    assert said() == (3, True)
