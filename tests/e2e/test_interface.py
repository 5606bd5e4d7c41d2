"""What only a browser shows of the frame: keys, drafts, undo, direction, print, accessibility."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from tests.e2e.staff import DESK, PHONE, Office, fits
from tests.e2e.walk import violations
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db(transaction=True)
CONTACT = "/contacts/new/"


@pytest.fixture
def office(browser, live_server, browser_context_args):
    found = Office(browser, live_server.url, browser_context_args)
    yield found
    assert found.faults == []


@pytest.fixture
def city():
    return City.objects.get(name="Torino")


@pytest.fixture
def street(office, city):
    with office.at_work(Role.OUTREACH_WORKER, city) as page:
        yield page


def speak(page, office, language):
    page.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": office.address}]
    )


@pytest.mark.parametrize(
    ("language", "viewport"),
    [("it", DESK), ("en", PHONE), ("ar", DESK), ("ar", PHONE)],
    ids=["it-desk", "en-phone", "ar-desk", "ar-phone"],
)
def test_pages_fit_and_axe_finds_nothing(office, city, language, viewport):
    with office.at_work(Role.OUTREACH_WORKER, city, viewport=viewport) as page:
        speak(page, office, language)
        for address in ("/", "/gallery/", "/legal/privacy/", "/accounts/2fa/", "/no/such/page/"):
            page.goto(office.address + address)
            assert fits(page), address
            assert violations(page) == [], address


@pytest.mark.parametrize("language", ["it", "ar"])
def test_the_sign_in_page_fits_and_axe_finds_nothing(office, page, language):
    page.set_viewport_size(PHONE)
    speak(page, office, language)
    page.goto(f"{office.address}/accounts/login/")
    assert fits(page)
    assert violations(page) == []


def test_the_page_turns_with_the_language(office, street):
    width = DESK["width"]
    for language, is_rtl in (("it", False), ("ar", True)):
        speak(street, office, language)
        street.goto(f"{office.address}/gallery/")
        box = street.locator("h1").first.bounding_box()
        assert (box["x"] + box["width"] / 2 > width / 2) == is_rtl
        menu = street.locator(".lg-header-end").bounding_box()
        assert (menu["x"] < width / 2) == is_rtl
        figure = street.locator(".lg-figure", has_text="567").first
        assert figure.evaluate("element => getComputedStyle(element).direction") == "ltr"


def test_rows_are_dense_on_a_desk_and_targets_large_on_a_phone(office, street):
    street.goto(f"{office.address}/gallery/")
    row = street.locator(".lg-table-compact tbody tr").nth(3)
    assert row.bounding_box()["height"] <= 28
    street.set_viewport_size(PHONE)
    small = street.evaluate(
        """() => [...document.querySelectorAll(
             '.lg-button, .lg-chip, .lg-header-button, .lg-field select, .lg-search')]
           .filter(one => one.offsetParent && one.offsetHeight < 44)
           .map(one => one.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_keys_help_search_and_move(office, street):
    street.goto(f"{office.address}/gallery/")
    street.keyboard.press("?")
    street.wait_for_selector("#lg-keys[open]")
    street.keyboard.press("Escape")
    street.wait_for_selector("#lg-keys:not([open])", state="attached")
    for key, row in (("j", 0), ("j", 1), ("k", 0)):
        street.keyboard.press(key)
        expect(street.locator("[data-keys] .lg-row-link").nth(row)).to_be_focused()
    street.keyboard.press("/")
    expect(street.locator("#lg-search")).to_be_focused()
    street.keyboard.type("njk?/", delay=60)
    assert street.input_value("#lg-search") == "njk?/"
    assert not street.locator("#lg-keys[open]").count()


def test_n_opens_what_is_new(office, street):
    street.goto(f"{office.address}/gallery/")
    street.keyboard.press("n")
    street.wait_for_url(re.compile("#forms$"))


def test_a_scanner_searches_wherever_the_eye_is(office, street):
    street.goto(f"{office.address}/gallery/")
    # As a scanner types: all at once, letters that are keys among them, Enter at the end.
    street.evaluate(
        """() => { for (const key of [...'nJ7?K4QX9', 'Enter'])
          document.body.dispatchEvent(
            new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})) }"""
    )
    street.wait_for_url(re.compile(r"/people/\?s="))
    assert street.input_value("#people-q") == "nJ7?K4QX9"


def test_a_draft_outlives_the_session(office, city, street):
    street.goto(office.address + CONTACT)
    street.fill("[name=note]", "Chiede una coperta")
    street.locator("[data-draft-state]", has_text=re.compile(r"\d\d:\d\d")).wait_for()
    cookies = street.context.cookies()
    street.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    street.fill("[name=note]", "Chiede una coperta e un tè")
    link = street.locator("[data-draft-state] a")
    link.wait_for()
    assert link.get_attribute("target") == "_blank"
    assert street.input_value("[name=note]") == "Chiede una coperta e un tè"
    street.context.add_cookies([c for c in cookies if c["name"] == settings.SESSION_COOKIE_NAME])
    with street.expect_response(lambda answer: "/drafts/" in answer.url and answer.ok):
        street.evaluate("window.dispatchEvent(new Event('focus'))")
    street.goto(office.address + CONTACT)
    assert street.input_value("[name=note]") == "Chiede una coperta e un tè"
    with street.expect_navigation():
        street.click(".lg-kept button")
    assert street.input_value("[name=note]") == ""


def test_three_ways_of_no_answer_exclude_a_value(office, street):
    street.goto(f"{office.address}/gallery/")
    street.select_option("#empty_sex_0", "female")
    chips = street.locator("[data-answered]").first.locator("[name=sex_answer]")
    assert chips.evaluate_all("all => all.some(one => one.checked)") is False
    chips.nth(1).check()
    assert street.input_value("#empty_sex_0") == ""


def test_menus_open_and_close_without_a_mouse(office, street):
    street.set_viewport_size(PHONE)
    street.goto(f"{office.address}/")
    assert not street.locator("#lg-nav").is_visible()
    street.focus(".lg-menu-button")
    street.keyboard.press("Enter")
    assert street.locator("#lg-nav a").first.is_visible()
    street.keyboard.press("Escape")
    assert not street.locator("#lg-nav").is_visible()


def test_undo_takes_back_what_was_just_done(office, city, street):
    with scope(city_id=city.pk):
        person = make_person()
    street.goto(f"{office.address}{CONTACT}?person={person.pk}")
    street.click("label:has([name=needs][value=sleep])")
    with street.expect_navigation():
        street.click("main form [type=submit].lg-button-primary")
    button = street.locator("[data-undo] button")
    button.wait_for()
    with street.expect_navigation():
        button.click()
    assert street.locator(".lg-message").count() == 1
    assert street.locator("[data-undo]").count() == 0


def test_the_undo_button_goes_when_its_time_is_over(office, city, street):
    street.clock.install()
    street.goto(office.address + CONTACT)
    with street.expect_navigation():
        street.click("main form [type=submit].lg-button-primary")
    expect(street.locator("[data-undo]")).to_have_count(1)
    street.clock.run_for(8_000)
    expect(street.locator("[data-undo]")).to_have_count(1)
    street.clock.run_for(5_000)
    expect(street.locator("[data-undo]")).to_have_count(0)
    assert street.locator(".lg-message").count() == 1


def test_paper_carries_the_content_alone(office, street):
    street.goto(f"{office.address}/gallery/")
    street.emulate_media(media="print")
    for frame in (".lg-header", ".lg-bar", ".lg-footer", ".lg-actions"):
        assert not street.locator(frame).first.is_visible()
    badge = street.locator(".lg-badge").first
    assert badge.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    assert badge.locator("svg").is_visible()


def test_a_refused_load_is_said_in_words(office, street):
    street.goto(f"{office.address}/gallery/")
    street.evaluate(
        """() => document.dispatchEvent(new CustomEvent('htmx:responseError',
             {detail: {xhr: {status: 409}}}))"""
    )
    words = street.get_attribute("#lg-words", "data-conflict")
    assert street.locator("#lg-messages [role=alert]").inner_text() == words
