"""My day by keys alone: Enter makes the next line, all of them are saved at once."""

import pytest
from django.urls import reverse

from lgnet.encounters.models import ServiceGiven
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from tests.e2e.walk import Walk
from tests.factories.cases import make_case
from tests.factories.people import make_person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_enter_makes_the_next_line(browser, live_server, browser_context_args):
    walk = Walk(browser, live_server.url, browser_context_args)
    torino = City.objects.get(name="Torino")
    walk.hire(torino)
    by = walk.users[Role.CASE_MANAGER]
    with scope(city_id=torino.pk, user_id=by.pk):
        person = make_person("Amina")
        make_case(person, by=by, responsible=by)
    page = walk.page_of(Role.CASE_MANAGER)
    page.goto(live_server.url + reverse("encounters:day_work"))
    lines = page.locator("form [data-line]")
    assert lines.count() == 3
    for number, minutes in enumerate(("10", "20", "30", "40")):
        line = lines.nth(number)
        line.locator("select[name$='-person']").select_option(str(person.pk))
        line.locator("select[name$='-service']").select_option(index=1 + number)
        line.locator("input[name$='-minutes']").fill(minutes)
        line.locator("input[name$='-minutes']").press("Enter")
    assert lines.count() == 5
    assert page.evaluate("document.activeElement.name").endswith("-person")
    page.locator("button[name=do][value=save]").click()
    page.wait_for_url("**?day=*")
    with scope(city_id=torino.pk):
        kept = ServiceGiven.objects.order_by("minutes").values_list("minutes", flat=True)
        assert list(kept) == [10, 20, 30, 40]
    walk.close()
