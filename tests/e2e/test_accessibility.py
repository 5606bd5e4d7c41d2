"""Every screen as its role sees it: nothing for axe to find, nothing cut off, no fault."""

import pytest

from lgnet.network.models import City
from tests.e2e.screens import NOT_SCREENS, SCREENS, fill, not_walked
from tests.e2e.staff import fits
from tests.e2e.walk import Walk, violations
from tests.house.access_matrix import MATRIX

pytestmark = pytest.mark.django_db(transaction=True)
LANGUAGES = ("it", "ar")


@pytest.fixture
def walk(browser, live_server, browser_context_args):
    walk = Walk(browser, live_server.url, browser_context_args)
    yield walk
    walk.close()


def test_each_of_our_pages_is_walked_or_named_as_none():
    assert not_walked() == set()
    assert NOT_SCREENS.keys() <= MATRIX.keys()


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_is_for_everybody(walk, language):
    city = City.objects.get(name="Torino")
    walk.hire(city)
    made = fill(city, walk.users)
    for screen in SCREENS:
        walk.visit(screen, made, language)
    assert "\n".join(walk.faults) == ""


def test_seeded_faults_are_found(walk, page):
    """No words for an image, pale text, targets too close, a wide thing, a fault in a script."""
    page.goto(f"{walk.address}/gallery/")
    assert violations(page) == []
    assert fits(page)
    page.evaluate(
        """() => {
             const add = (tag, style, text = "") => {
               const made = document.createElement(tag);
               Object.assign(made.style, style);
               made.textContent = text;
               document.querySelector("main").append(made);
               return made;
             };
             add("img", {}).src = "/static/ui/mark.svg";
             add("p", {color: "#bbb"}, "pale");
             add("p", {color: "#bbb", background: "#fff", lineHeight: 1}, "pale in a low line");
             for (const text of "ab") {
               add("button", {width: "10px", height: "10px", padding: 0, border: 0}, text);
             }
             add("div", {width: "3000px", height: "1px"});
           }"""
    )
    found = violations(page)
    rules = [fault.partition(":")[0] for fault in found]
    assert sorted(rules) == ["color-contrast", "color-contrast", "image-alt", "target-size"]
    assert any("in a low line" in fault for fault in found)
    assert not fits(page)
    ours = walk.page_of(None)
    ours.goto(f"{walk.address}/gallery/")
    ours.evaluate("setTimeout(() => { throw new Error('seeded'); })")
    ours.evaluate("console.error('seeded too')")
    ours.wait_for_timeout(50)
    assert sorted(fault.rpartition(": ")[2] for fault in walk.faults) == ["seeded", "seeded too"]
