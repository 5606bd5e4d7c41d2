"""Check-in at a door with a bad connection, on a telephone: no tick is lost, none counts twice."""

import datetime as dt
import json

import pytest

from lgnet.audit.models import AuditEvent
from lgnet.housing.actions.stays import record_arrival
from lgnet.housing.models import NightMark
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from lgnet.people.actions.person_cards import issue_card
from tests.e2e.staff import PHONE, Office, fits
from tests.e2e.test_quick_exit import TYPE
from tests.factories.housing import make_places, make_stay, make_structure
from tests.factories.network import make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Abdoulrahmane-Christophe Oluwaseunfunmi Ndiaye-Castellammare"
NAMES = ("Amina أمينة", LONG, "Bruno", "Dina", "Elio")


@pytest.fixture
def torino():
    return City.objects.get(name="Torino")


@pytest.fixture
def stays(torino):
    """Make a house with five guests, the first two expected; return their stays by name."""
    by = make_user()
    with scope(city_id=torino.pk, user_id=by.pk):
        house = make_structure(name="Casa Aurora", check_in_until=dt.time(22), curfew=dt.time(23))
        found = {}
        for name, place in zip(NAMES, make_places(len(NAMES), structure=house), strict=True):
            found[name] = make_stay(place=place, person=make_person(name), by=by)
            if name not in NAMES[:2]:
                record_arrival(stay=found[name], by=by)
        found["card"] = issue_card(person_id=found["Elio"].person_id, by=by)
    return found


def marks(torino):
    with scope(city_id=torino.pk):
        return dict(NightMark.objects.order_by().values_list("stay_id", "presence"))


def press(page, stay, presence):
    page.click(f"#guest-{stay.pk} [data-mark={presence}]")


def test_ticks_survive_a_bad_connection(browser, live_server, browser_context_args, torino, stays):
    office = Office(browser, live_server.url, browser_context_args)
    with office.at_work(Role.CHECK_IN_VOLUNTEER, torino, viewport=PHONE) as page:
        page.goto(f"{live_server.url}/housing/check-in/")
        saved, unsent = (
            page.locator(f"[data-strip] [data-{name}]") for name in ("saved", "unsent")
        )
        saved.wait_for()
        assert fits(page)
        targets = page.locator("[data-mark]").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().height)"
        )
        assert min(targets) >= 48
        amina, other, bruno, dina, elio = (stays[name] for name in NAMES)

        page.context.set_offline(True)
        press(page, amina, "present")
        press(page, bruno, "absent")
        press(page, bruno, "present")
        unsent.wait_for()
        assert page.inner_text("[data-unsent-count]") == "3"
        assert page.get_attribute(f"#guest-{bruno.pk}", "data-presence") == "present"
        queue = page.evaluate("sessionStorage.getItem('housing.ticks')")
        assert not any(name.split()[0] in queue for name in NAMES)
        kept = {"id", "house", "night", "stay", "presence", "at"}
        assert {key for tick in json.loads(queue) for key in tick} == kept
        page.fill("#hs-code", stays["card"].code)
        page.press("#hs-code", "Enter")
        page.locator("[data-told]:not(:empty)").wait_for()
        assert marks(torino) == {}

        page.context.set_offline(False)
        saved.wait_for()
        assert marks(torino) == {amina.pk: "present", bruno.pk: "present"}
        page.locator("[data-strip-words]:not(:empty)").wait_for()

        # The server has it, the answer gets lost: it is sent again and counts once.
        lost = []

        def lose_answer(route):
            if lost:
                route.continue_()
                return
            lost.append(route.fetch())
            route.abort()

        page.route("**/check-in/send/", lose_answer)
        press(page, dina, "on_leave")
        unsent.wait_for()
        saved.wait_for()
        assert lost and marks(torino)[dina.pk] == "on_leave"
        with scope(city_id=torino.pk):
            told = AuditEvent.objects.filter(
                verb="housing.night_marked", target_id=str(dina.pk)
            ).count()
            assert told == 1

        # A scanner types where nothing has the focus; the page stays, its guest is ticked.
        page.evaluate("document.activeElement.blur()")
        page.evaluate(TYPE, stays["card"].code)
        page.wait_for_selector(f"#guest-{elio.pk}[data-presence=present]")
        assert marks(torino)[elio.pk] == "present" and other.pk not in marks(torino)
        assert page.inner_text("[data-count=none]") == "1"
    # Cut off from the network, a browser says so in its console.
    assert [one for one in office.faults if "net::" not in one] == []
