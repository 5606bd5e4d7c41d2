"""A night in the street on a telephone, in Italian: out, met, given, promised, back."""

import pytest

from lgnet.encounters.models import Encounter, Promise, Shift, Sighting
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from tests.e2e.staff import PHONE, Office, fits, save
from tests.factories.outreach import (
    make_danger,
    make_item,
    make_promise,
    make_shift,
    make_sighting,
    make_stop,
)
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def torino():
    return City.objects.get(name="Torino")


def test_a_night_in_the_street(browser, live_server, browser_context_args, torino):
    with scope(city_id=torino.pk):
        shift = make_shift(area="Porta Nuova")
        make_stop(shift, place="Piazza Carlo Felice")
        blankets = make_item(name="Coperte", on_hand=3)
        make_danger(place="Parco Dora")
        made = make_promise(make_person("Bilal"), words="Scarpe numero 42")
        seen = make_sighting(place="Sotto i portici di via Nizza")
    office = Office(browser, live_server.url, browser_context_args | {"locale": "it-IT"})
    with office.at_work(Role.OUTREACH_WORKER, torino, viewport=PHONE) as page:
        page.goto(f"{live_server.url}/contacts/tonight/")
        assert page.get_attribute("html", "lang") == "it"
        assert fits(page)
        for words in ("Parco Dora", "Scarpe numero 42", "Sotto i portici di via Nizza"):
            assert page.get_by_text(words).is_visible()
        for step in ("join", "begin"):
            with page.expect_navigation():
                page.click(f"main button[value={step}]")
        heights = page.locator("main .street-part button:visible").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().height)"
        )
        assert min(heights) >= 48
        with page.expect_navigation():
            page.click("form[action*='/stops/'] button")

        # Who was seen: a nickname, a need, two blankets, a promise for tonight.
        with page.expect_navigation():
            page.click(f"a[href*='sighting={seen.pk}']")
        assert fits(page)
        page.check("input[name=who][value=new]", force=True)
        page.fill("[name=known_as]", "Zanna")
        page.check("input[name=needs][value=sleep]", force=True)
        page.fill(f"[name=item_{blankets.pk.hex}]", "2")
        page.click("main details:has([name=promise_words]) > summary")
        page.fill("[name=promise_words]", "Guanti")
        page.fill("[name=promise_on]", tonight().isoformat())
        assert fits(page)
        save(page)
        assert page.get_by_text("Guanti").is_visible()
        assert page.get_by_text("Sotto i portici di via Nizza").count() == 0

        # Whom we promised to come back to.
        with page.expect_navigation():
            page.click(f"a[href*='promise={made.pk}']")
        save(page)
        assert page.get_by_text("Scarpe numero 42").count() == 0

        met_at_once(page)

        page.click("details:has(#id_note) > summary")
        page.fill("#id_note", "Tutto calmo")
        with page.expect_navigation():
            page.click("button[value=end]")
        assert fits(page)
        assert page.get_by_text("Tutto calmo").is_visible()
        figures = page.locator(".street-figures dd").all_inner_texts()
        assert figures == ["3", "3", "1", "0", "1"]
    assert office.faults == []
    with scope(city_id=torino.pk):
        assert Shift.objects.get().ended_at is not None
        assert Sighting.objects.get().state == "met"
        assert Promise.objects.get(pk=made.pk).kept_at is not None
        assert Encounter.objects.filter(shift=shift).count() == 3
        first = Encounter.objects.get(language="ara")
        assert first.person.known_as == "Nuvola"
        assert [need.kind for need in first.needs.all()] == ["food"]
        blankets.refresh_from_db()
        assert blankets.on_hand == 1


def met_at_once(page):
    """First contact in sixty seconds: nickname, language, need, save.

    Seconds depend on who taps; what can be held is how much there is to do.
    """
    actions = 0

    def done(_result=None):
        nonlocal actions
        actions += 1

    with page.expect_navigation():
        done(page.click("main a[href$='/street/new/']"))
    done(page.locator("label", has=page.locator("input[name=who][value=new]")).click())
    done(page.fill("[name=known_as]", "Nuvola"))
    done(page.select_option("main [name=language]", "ara"))
    done(page.locator("label", has=page.locator("input[name=needs][value=food]")).click())
    done(save(page))
    assert page.url.endswith("/tonight/")
    assert actions <= 6
