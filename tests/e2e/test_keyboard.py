"""The keyboard alone: everything can be reached, seen and done without a mouse."""

import re

import pytest

from lgnet.network.enums import Role
from lgnet.network.models import City
from tests.e2e.screens import fill
from tests.e2e.staff import DESK, PASSWORD, PHONE
from tests.e2e.walk import Walk

pytestmark = pytest.mark.django_db(transaction=True)

# Whether the eye finds what has the focus: it looks otherwise than without, and nothing covers it.
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const around = [one, one.closest("label"), one.closest("tr"), one.closest("[role=search]")];
  const looks = () => {
    document.getAnimations().forEach(running => running.finish());
    return around.filter(Boolean).map(part => {
      const style = getComputedStyle(part);
      return [style.outline, style.boxShadow, style.backgroundColor, style.borderColor].join();
    }).join();
  };
  const focused = looks();
  one.blur();
  const plain = looks();
  one.focus({preventScroll: true});
  const target = one.closest("label") ?? one;
  const box = target.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    name: one.outerHTML.slice(0, 160),
    isSeen: focused !== plain,
    isCovered: !top || !(target.contains(top) || top.contains(target)),
  };
}"""


FOCUSED = "document.activeElement.outerHTML"
LINK = "document.activeElement.href ?? ''"


def focus_faults(page, presses=150):
    """Press Tab through a page from its beginning; return what is wrong with the focus."""
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    faults, stops = [], []
    for _ in range(presses):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or stop["name"] in stops[:1]:
            break
        stops.append(stop["name"])
        faults += [f"not seen: {stop['name']}"] * (not stop["isSeen"])
        faults += [f"covered: {stop['name']}"] * stop["isCovered"]
    assert len(stops) > 3
    return faults


@pytest.fixture
def walk(browser, live_server, browser_context_args):
    walk = Walk(browser, live_server.url, browser_context_args)
    yield walk
    walk.close()


@pytest.fixture
def street(walk):
    """A street worker's window, not signed in yet, in a city in use."""
    city = City.objects.get(name="Torino")
    walk.hire(city)
    walk.made = fill(city, walk.users)
    walk.users[Role.OUTREACH_WORKER].set_password(PASSWORD)
    walk.users[Role.OUTREACH_WORKER].save()
    yield walk.page_of(None)
    assert walk.faults == []


def wait_until(page, is_so):
    """Ask again and again. The page's policy forbids a condition that polls inside it."""
    for _ in range(100):
        if is_so():
            return
        page.wait_for_timeout(50)
    pytest.fail("waited five seconds in vain")


def type_here(page, name, text):
    """Press Tab until the field is reached, and type."""
    for _ in range(40):
        if page.evaluate("document.activeElement.name") == name:
            break
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == name
    assert page.evaluate(FOCUS)["isSeen"]
    page.keyboard.type(text)


def test_the_keyboard_is_enough(walk, street):
    page, keys = street, street.keyboard
    page.goto(f"{walk.address}/accounts/login/")
    type_here(page, "login", walk.users[Role.OUTREACH_WORKER].email)
    type_here(page, "password", PASSWORD)
    keys.press("Enter")
    page.wait_for_url(f"{walk.address}/")

    keys.press("/")
    page.wait_for_selector("[data-search]:focus")
    assert page.evaluate(FOCUS)["isSeen"]
    keys.type("Amina", delay=60)
    keys.press("Enter")
    page.wait_for_url(re.compile(r"/people/\?s="))
    found = page.url.removeprefix(walk.address)

    names = []
    for key in "jjk":
        before = page.evaluate(LINK)
        keys.press(key)
        # A list that is renewed lets go of the focus for a moment.
        wait_until(page, lambda before=before: page.evaluate(LINK) not in (before, ""))
        assert page.evaluate(FOCUS)["isSeen"]
        names.append(page.evaluate("document.activeElement.href"))
    assert names[0] == names[2] != names[1]
    keys.press("Enter")
    page.wait_for_url(names[0])

    keys.press("?")
    page.wait_for_selector("#lg-keys[open]")
    assert page.evaluate("document.activeElement.closest('#lg-keys') !== null")
    keys.press("Escape")
    page.wait_for_selector("#lg-keys:not([open])", state="attached")

    page.goto(f"{walk.address}/people/")
    keys.press("n")
    page.wait_for_url(f"{walk.address}/people/new/")
    type_here(page, "known_as", "Momo")
    keys.press("Enter")
    page.wait_for_url(re.compile(r"/people/[0-9a-f-]{36}/"))
    assert "Momo" in page.locator("h1").inner_text()

    faults = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for address in ("/", found, "/people/new/", "/contacts/new/", "/housing/"):
            page.goto(walk.address + address)
            faults += [f"{address} at {size['width']}: {fault}" for fault in focus_faults(page)]
    assert "\n".join(faults) == ""


def test_seeded_an_invisible_or_covered_focus_is_found(walk, page):
    page.goto(f"{walk.address}/accounts/login/")
    assert focus_faults(page) == []
    page.evaluate(
        """() => {
             const sheet = new CSSStyleSheet();
             sheet.replaceSync(`:not(#a):not(#b):not(#c) { outline: 0 !important;
               box-shadow: none !important; border-color: red !important;
               background: #fff !important; }`);
             document.adoptedStyleSheets.push(sheet);
           }"""
    )
    assert any(fault.startswith("not seen") for fault in focus_faults(page))
    page.evaluate(
        """() => {
             const lid = document.createElement("div");
             Object.assign(lid.style, {position: "fixed", inset: 0, zIndex: 99});
             document.body.append(lid);
           }"""
    )
    assert any(fault.startswith("covered") for fault in focus_faults(page))
