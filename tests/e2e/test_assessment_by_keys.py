"""An assessment filled in by keys: each arrow is a choice, and the last one is kept."""

import pytest
from django.urls import reverse

from lgnet.cases.models import AssessmentArea
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from tests.e2e.walk import Walk
from tests.factories.assessments import make_assessment
from tests.factories.cases import make_case
from tests.factories.people import make_person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_the_last_of_quick_choices_is_kept(browser, live_server, browser_context_args):
    walk = Walk(browser, live_server.url, browser_context_args)
    torino = City.objects.get(name="Torino")
    walk.hire(torino)
    by = walk.users[Role.CASE_MANAGER]
    with scope(city_id=torino.pk, user_id=by.pk):
        case = make_case(make_person("Amina"), by=by, responsible=by)
        found = make_assessment(case, by=by)
    page = walk.page_of(Role.CASE_MANAGER)
    page.goto(live_server.url + reverse("cases:assessment", args=[found.pk]))
    page.locator("#work > summary").press("Enter")
    page.locator("#work input[name=together]").first.focus()
    for _step in range(4):
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(2500)
    with scope(city_id=torino.pk):
        assert AssessmentArea.objects.get().together == 4
    assert page.evaluate("document.activeElement.value") == "4"
    page.reload()
    page.locator("#work > summary").press("Enter")
    assert page.locator("#work input[name=together]:checked").get_attribute("value") == "4"
    walk.close()
