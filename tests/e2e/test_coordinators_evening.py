"""A coordinator's evening by keyboard alone: check in, hold, refuse, extend, print, and the board.

No mouse: a pointer that goes down anywhere is a fault. Each step names the most presses of Tab it
may take, so that a screen on which the next thing lies far away fails.
"""

import datetime as dt
import re

import pytest
from django.utils import translation
from django.utils.translation import gettext

from lgnet.audit.models import AuditEvent
from lgnet.housing.actions.extensions import ask_extension
from lgnet.housing.models import Extension, Hold, NightMark, Occupancy, PlacementRequest
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import add_months, tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from tests.e2e.staff import Office
from tests.e2e.test_keyboard import FOCUS, wait_until
from tests.factories.housing import make_hold, make_places, make_request, make_stay, make_structure
from tests.factories.network import make_member, make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db(transaction=True)

GUESTS = 12
DAY = dt.timedelta(days=1)
WATCH = """
  window.print = () => { document.documentElement.dataset.printed = "yes"; };
  addEventListener("pointerdown", () => console.error("A mouse was used."), true);
"""
HERE = "document.activeElement.id || document.activeElement.href || ''"
ROW = "document.activeElement.closest('[data-stay]')?.dataset.stay ?? ''"


class Keys:
    """The keyboard of somebody before a screen."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def is_on(self, selector):
        """Return whether what has the focus is meant by ``selector``."""
        return self.page.evaluate("css => document.activeElement.matches(css)", selector)

    def step(self, key):
        """Press a letter that waits before it acts, until the focus has moved."""
        before = self.page.evaluate(HERE)
        self.press(key)
        wait_until(self.page, lambda: self.page.evaluate(HERE) != before)

    def tab_to(self, selector, *, most):
        """Press Tab until ``selector`` has the focus, at most so often."""
        for _ in range(most):
            self.press("Tab")
            if self.is_on(selector):
                break
        assert self.is_on(selector), (selector, self.page.evaluate(HERE))
        self.check_seen()

    def check_seen(self):
        focus = self.page.evaluate(FOCUS)
        assert focus and focus["isSeen"] and not focus["isCovered"], focus

    def open(self, key="Enter"):
        """Press Enter on what has the focus, which leads to another page."""
        self.check_seen()
        with self.page.expect_navigation():
            self.press(key)


@pytest.fixture
def torino():
    return City.objects.get(name="Torino")


@pytest.fixture
def evening(torino):
    """Make a house with twelve guests and four free places, three requests, an extension asked."""
    by, asker = make_user(), make_user()
    first_nights = [tonight() - 151 * DAY, *[tonight() - 20 * DAY] * (GUESTS - 1)]
    make_member(role=Role.CASE_MANAGER, city=torino, user=asker)
    with scope(city_id=torino.pk, user_id=by.pk):
        house = make_structure(name="Casa Aurora")
        stays = [
            make_stay(place=place, person=make_person(f"Ospite {number}"), by=by, started_on=day)
            for number, (place, day) in enumerate(
                zip(make_places(GUESTS, structure=house), first_nights, strict=True)
            )
        ]
        make_places(4, structure=house)
        for name in ("Aisha", "Boris", "Chen"):
            make_request(make_person(name), by=by)
    with scope(city_id=torino.pk, user_id=asker.pk):
        ask_extension(
            id=uuid7(),
            stay=stays[0],
            until=add_months(first_nights[0], 6) + 60 * DAY,
            reason="papers",
            exit_plan="Una stanza dal cugino.",
            by=asker,
        )
    return house


@pytest.fixture
def office(browser, live_server, browser_context_args):
    found = Office(browser, live_server.url, browser_context_args)
    yield found
    assert found.faults == []


@pytest.fixture
def desk(office, torino):
    """A coordinator's window, signed in, at the first page."""
    with office.at_work(Role.HOUSING_COORDINATOR, torino) as page:
        page.add_init_script(WATCH)
        page.goto(f"{office.address}/")
        assert page.get_attribute("html", "lang") == "it"
        yield page


def menu(keys, address):
    """Go from the first page, whose address is typed, through the menu it skips to."""
    keys.page.goto(re.match(r"https?://[^/]+/", keys.page.url)[0])
    keys.tab_to("[href='#lg-nav-list']", most=2)
    keys.press("Enter")
    keys.tab_to(f"#lg-nav-list a[href='{address}']", most=9)
    keys.open()


def check_in(keys):
    """Tick the twelve: J goes from guest to guest, Enter ticks and keeps the focus."""
    menu(keys, "/housing/check-in/")
    seen = []
    for _ in range(GUESTS):
        keys.step("j")
        keys.check_seen()
        keys.press("Enter")
        assert keys.is_on("[data-mark=present][aria-pressed=true]")
        seen.append(keys.page.evaluate(ROW))
    assert len(set(seen)) == GUESTS
    # Arrows reach the other answers and the guest above; a wrong tick is put right.
    keys.press("ArrowRight", "ArrowRight", "Enter")
    assert keys.is_on("[data-mark=absent][aria-pressed=true]")
    keys.press("ArrowUp")
    assert keys.is_on("[data-mark=absent][aria-pressed=false]")
    assert keys.page.evaluate(ROW) == seen[-2]
    keys.press("ArrowDown", "ArrowLeft", "ArrowLeft", "Enter")
    assert keys.is_on("[data-mark=present][aria-pressed=true]")
    wait_until(keys.page, lambda: keys.page.is_visible("[data-strip] [data-saved]"))


def open_request(keys, name):
    """Go down the list of requests to somebody's, and open it."""
    menu(keys, "/housing/requests/")
    for _ in range(5):
        keys.step("j")
        if keys.page.evaluate("document.activeElement.innerText") == name:
            break
    keys.open()
    assert name in keys.page.inner_text("h1")


def hold(keys, name):
    """Hold a free place: J goes to the card of free places, the rest lies within it."""
    open_request(keys, name)
    keys.step("j")
    keys.check_seen()
    assert keys.is_on("#give")
    keys.tab_to("[name=place]", most=4)
    keys.press("Space")
    assert keys.is_on(":checked")
    keys.tab_to("[formaction$='/hold/']", most=8)
    keys.open()
    assert keys.page.is_visible("[data-countdown]")
    keys.step("j")
    assert keys.is_on("#held")


def refuse(keys, name):
    open_request(keys, name)
    keys.step("j")
    keys.step("j")
    assert keys.is_on("#refuse")
    keys.tab_to("[name=reason]", most=1)
    while not keys.is_on("[value=other_solution]"):
        keys.press("ArrowDown")
    keys.tab_to("[type=submit]", most=1)
    keys.open()
    assert keys.page.url.endswith("/housing/requests/")


def extend(keys):
    """Decide what a case manager asked."""
    menu(keys, "/housing/extensions/")
    keys.step("j")
    keys.open()
    keys.step("j")
    assert keys.is_on("#approve")
    keys.tab_to("[type=submit]", most=1)
    keys.open()


def print_sheet(keys):
    menu(keys, "/housing/check-in/")
    keys.tab_to("[href='#main']", most=1)
    keys.press("Enter")
    keys.tab_to("[href*='/night-sheet/']", most=8)
    keys.open()
    assert keys.page.locator("[data-printed]").count() == 0
    keys.press("n")
    keys.page.wait_for_selector("html[data-printed=yes]")
    with translation.override("it"):
        assert gettext("Night sheet") in keys.page.title()
    assert keys.page.locator(".hs-sheet tbody tr").count() == GUESTS + 4


def test_the_evening_by_keyboard_alone(desk, torino, evening):
    keys = Keys(desk)
    check_in(keys)
    hold(keys, "Aisha")
    hold(keys, "Boris")
    refuse(keys, "Chen")
    extend(keys)
    print_sheet(keys)

    with scope(city_id=torino.pk):
        marks = NightMark.objects.filter(night=tonight(), stay__structure=evening)
        assert marks.filter(presence="present").count() == GUESTS == marks.count()
        holds = list(Hold.objects.order_by("made_at").select_related("request__person"))
        assert [one.request.person.known_as for one in holds if one.is_live] == ["Aisha", "Boris"]
        held = Occupancy.objects.filter(kind="hold")
        assert held.values("place").distinct().count() == 2
        refused = PlacementRequest.objects.get(state="refused")
        assert refused.person.known_as == "Chen"
        assert refused.refusal_reason == "other_solution"
        extension = Extension.objects.select_related("stay").get()
        assert extension.state == "approved"
        assert extension.decided_by_id != extension.asked_by_id
        assert extension.stay.due_on == extension.until_on
        printed = AuditEvent.objects.filter(verb="housing.night_sheet_printed")
        assert printed.filter(target_id=str(evening.pk)).count() == 1


def test_the_board_by_keyboard(desk, evening):
    """J, K and arrows between places, Enter opens, J in the panel reaches who waits for it."""
    keys = Keys(desk)
    menu(keys, "/housing/")
    stops = []
    for key in "jjk":
        keys.step(key)
        keys.check_seen()
        stops.append(desk.evaluate("document.activeElement.id"))
    assert stops[0] == stops[2] != stops[1]
    keys.press("End")
    keys.press("Enter")
    desk.wait_for_selector("#hs-dialog[open]")
    keys.press("Escape")
    desk.wait_for_selector("#hs-dialog:not([open])", state="attached")
    # Back on the cell it was opened from, and there also after the board has renewed itself.
    free = desk.evaluate("document.activeElement.id")
    assert keys.is_on("a.hs-free[data-cell]")
    with desk.expect_response(re.compile(r"/housing/$")):
        desk.evaluate("htmx.trigger('#board', 'lapse')")
    wait_until(desk, lambda: desk.evaluate("document.activeElement.id") == free)

    keys.press("Enter")
    desk.wait_for_selector("#hs-dialog[open] .hs-waiting")
    keys.step("j")
    keys.open()
    assert re.search(r"/housing/requests/[0-9a-f-]+/\?place=[0-9a-f-]+#give$", desk.url)
    # The fragment is where Tab begins: the place chosen on the board is next, and chosen.
    keys.tab_to("[name=place]:checked", most=2)


def test_a_hold_counts_down(desk, torino, evening):
    with scope(city_id=torino.pk):
        asked = make_hold(places=make_places(1, structure=evening), hours=1).request
    desk.clock.install()
    desk.goto(desk.url + f"housing/requests/{asked.pk}/")
    words = desk.locator("[data-countdown-words]")
    said = [words.inner_text()]
    for later in ("10:00", "45:00", "10:00"):
        desk.clock.fast_forward(later)
        wait_until(desk, lambda: words.inner_text() != said[-1])
        said.append(words.inner_text())
    minutes = [re.search(r"(\d+) min", text) for text in said]
    assert 48 <= int(minutes[1][1]) <= 50 and 3 <= int(minutes[2][1]) <= 5
    with translation.override("it"):
        assert gettext("ran out at %(time)s").split("%")[0] in said[-1]
