"""A tailored form in the browser: questions come and go as answers are given."""

import pytest
from django.urls import reverse

from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from tests.e2e.screens_of_forms import fill_forms
from tests.e2e.walk import Walk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_question_shows_when_its_condition_holds(browser, live_server, browser_context_args):
    walk = Walk(browser, live_server.url, browser_context_args)
    torino = City.objects.get(name="Torino")
    walk.hire(torino)
    with scope(city_id=torino.pk, user_id=walk.users[Role.CITY_MANAGER].pk):
        form = fill_forms(walk.users[Role.CITY_MANAGER])["city_form"]
    page = walk.page_of(Role.CITY_MANAGER)
    page.goto(live_server.url + reverse("forms:preview", args=[form.pk]))
    why = page.locator('[data-code="con_chi"]')
    assert not why.is_visible()
    page.locator('[data-code="sola"] label', has_text="No").first.click()
    assert why.is_visible()
    why.locator("input").fill("Con la sorella")
    page.locator('[data-code="sola"] label').first.click()
    assert not why.is_visible()
    # What was typed before it was hidden does not count.
    page.locator('[data-code="giorno"] input').fill("2026-01-31")
    page.locator(".fm-phone button[type=submit]").click()
    read = page.locator(".fm-phone dl").inner_text()
    assert "31/01/2026" in read or "31 gennaio 2026" in read
    assert "sorella" not in read
    walk.close()
