"""Leaving at once, and scanning a card: what only a browser shows."""

import re

import pytest
from django.conf import settings

from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from lgnet.people.actions.person_cards import end_card, issue_card
from tests.e2e.staff import DESK, PHONE, Office, fits
from tests.factories.network import make_member
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db(transaction=True)

NEUTRAL = "<!DOCTYPE html><title>Neutral</title><p>Some page that anybody may read."


@pytest.fixture
def city():
    return City.objects.get(name="Torino")


@pytest.fixture
def office(browser, live_server, browser_context_args):
    found = Office(browser, live_server.url, browser_context_args)
    yield found
    assert found.faults == []


@pytest.fixture
def card(city):
    by = make_member(role=Role.DESK_OPERATOR, city=city).user
    with scope(city_id=city.pk):
        return issue_card(person_id=make_person("Zeynep").pk, by=by)


@pytest.fixture
def desk(office, city):
    with office.at_work(Role.DESK_OPERATOR, city) as page:
        page.route(
            f"{settings.QUICK_EXIT_URL}**",
            lambda route: route.fulfill(body=NEUTRAL, content_type="text/html"),
        )
        yield page
        # Nothing may be under way when the tables are emptied.
        page.wait_for_load_state("networkidle")


@pytest.fixture
def shown(office, desk, card):
    """Return the window with a card's page, which a person served looks at."""
    desk.goto(f"{office.address}/people/")
    desk.goto(f"{office.address}/people/{card.person_id}/card/")
    return desk


def has_left(page):
    page.wait_for_url(settings.QUICK_EXIT_URL)
    return "anybody may read" in page.inner_text("body")


# Leaving -----------------------------------------------------------------------------------


def test_the_button_leaves_and_back_does_not_return(office, shown):
    entries = shown.evaluate("history.length")
    shown.click("[data-quick-exit]")
    assert has_left(shown)
    assert shown.evaluate("history.length") == entries
    shown.go_back()
    assert shown.url == f"{office.address}/people/"


def test_shift_three_times_leaves_even_with_a_menu_or_a_dialog_open(office, shown, card):
    shown.keyboard.press("?")
    shown.wait_for_selector("#lg-keys[open]")
    for _ in range(3):
        shown.keyboard.press("Shift")
    assert has_left(shown)


def test_other_keys_and_slow_presses_do_not_leave(office, shown, card):
    here = shown.url
    for keys in (
        ["Shift", "Shift"],
        ["Shift", "a", "Shift", "b", "Shift"],
        ["Escape", "Escape", "Escape"],
        ["Shift+A", "Shift+B", "Shift+C"],
    ):
        for key in keys:
            shown.keyboard.press(key)
        shown.keyboard.press("x")
        shown.wait_for_timeout(100)
        assert shown.url == here
    for _ in range(3):
        shown.keyboard.press("Shift")
        shown.wait_for_timeout(2100)
    assert shown.url == here


def test_escape_still_closes_what_is_open(shown):
    shown.keyboard.press("?")
    shown.wait_for_selector("#lg-keys[open]")
    shown.keyboard.press("Escape")
    shown.wait_for_selector("#lg-keys:not([open])", state="attached")


def test_nothing_is_left_to_see_while_the_next_page_loads(shown, card):
    assert shown.locator(".people-card").is_visible()
    left = shown.evaluate(
        """() => {
             document.querySelector("[data-quick-exit]").click();
             return document.documentElement.textContent + document.documentElement.innerHTML;
           }"""
    )
    assert left == ""
    assert has_left(shown)


def test_without_scripts_the_link_still_leads_away(office, browser, shown, browser_context_args):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        context.add_cookies(shown.context.cookies())
        page = context.new_page()
        page.route(
            f"{settings.QUICK_EXIT_URL}**",
            lambda route: route.fulfill(body=NEUTRAL, content_type="text/html"),
        )
        page.goto(shown.url)
        page.click("[data-quick-exit]")
        assert has_left(page)


def test_the_tab_names_nothing_and_no_referrer_is_sent(office, shown):
    assert shown.title() in ("Pagina", "Page")
    with shown.expect_request(settings.QUICK_EXIT_URL) as asked:
        shown.click("[data-quick-exit]")
    assert "referer" not in asked.value.headers


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["it", "ar"])
def test_the_shown_page_fits_and_the_exit_is_large(office, shown, size, language):
    shown.set_viewport_size(size)
    shown.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": office.address}]
    )
    shown.reload()
    assert fits(shown)
    box = shown.locator("[data-quick-exit]").bounding_box()
    assert box["height"] >= 48
    assert 0 <= box["y"] < 200


def test_the_card_prints_in_its_true_size_and_alone(shown):
    shown.emulate_media(media="print")
    box = shown.locator(".people-card").bounding_box()
    millimetre = 96 / 25.4
    assert box["width"] == pytest.approx(85.6 * millimetre, abs=1)
    assert box["height"] == pytest.approx(54 * millimetre, abs=1)
    for hidden in (".lg-served", "[data-quick-exit]", "main .lg-button", "h1"):
        assert not shown.locator(hidden).first.is_visible()


# Scanning ----------------------------------------------------------------------------------

TYPE = """keys => { for (const key of [...keys, 'Enter'])
  document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})) }"""


def test_a_scanned_card_opens_the_person_from_any_page(office, desk, card):
    for page in ("/gallery/", "/people/", "/housing/"):
        desk.goto(office.address + page)
        with desk.expect_request(re.compile("/people/scan/$")) as asked:
            desk.evaluate(TYPE, card.code)
        assert asked.value.method == "POST"
        desk.wait_for_url(f"{office.address}/people/{card.person_id}/")
        assert "Zeynep" in desk.inner_text("h1")
        assert card.code not in desk.url


def test_a_scan_on_a_focused_link_does_not_open_the_link(office, desk, card):
    desk.goto(f"{office.address}/housing/")
    desk.focus(".lg-nav a")
    desk.evaluate(TYPE, card.code)
    desk.wait_for_url(f"{office.address}/people/{card.person_id}/")


def test_a_scan_into_the_search_finds_the_person(office, desk, card):
    desk.goto(f"{office.address}/housing/")
    desk.keyboard.press("/")
    desk.wait_for_selector("[data-search]:focus")
    desk.keyboard.type(card.code)
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile(r"/people/\?s="))
    desk.locator("main").get_by_text("Zeynep").wait_for()


def test_a_lost_card_opens_nobody(office, desk, card, city):
    with scope(city_id=city.pk):
        end_card(card_id=card.pk, by=card.created_by)
    desk.goto(f"{office.address}/gallery/")
    desk.evaluate(TYPE, card.code)
    desk.wait_for_url(f"{office.address}/people/")
    assert desk.locator("#lg-messages .lg-warn").count() == 1


def test_slow_typing_outside_of_fields_is_no_scan(office, desk, card):
    desk.goto(f"{office.address}/gallery/")
    desk.keyboard.type(f"X{card.code}", delay=60)
    desk.keyboard.press("Enter")
    desk.wait_for_timeout(300)
    assert desk.url.startswith(f"{office.address}/gallery/")


# The person's page -------------------------------------------------------------------------


def test_slash_n_and_escape_work_on_a_person_page(office, desk, card):
    desk.goto(f"{office.address}/people/{card.person_id}/")
    desk.keyboard.press("n")
    desk.wait_for_selector(".people-add[open]")
    desk.keyboard.press("Escape")
    desk.wait_for_selector(".people-add:not([open])")
    desk.keyboard.press("/")
    desk.wait_for_selector("[data-search]:focus")


@pytest.mark.parametrize("language", ["it", "ar"])
def test_a_kind_of_moments_comes_without_the_rest_of_the_page(office, desk, card, language):
    desk.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": office.address}]
    )
    desk.goto(f"{office.address}/people/{card.person_id}/")
    desk.evaluate("document.querySelector('h1').dataset.stays = 'yes'")
    desk.click(".people-kinds a >> nth=1")
    desk.wait_for_url(re.compile(r"\?kind="))
    assert desk.get_attribute("h1", "data-stays") == "yes"
    desk.locator('.people-kinds [aria-current="true"] >> nth=0').wait_for()
    desk.go_back()
    desk.wait_for_url(re.compile(rf"/people/{card.person_id}/(#.*)?$"))
    desk.locator("h1:not([data-stays])").wait_for()
