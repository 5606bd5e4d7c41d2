"""The first night, walked through by the roles that do it, in a real browser.

A street worker meets someone, finds nobody by that name, records them and asks for a place; the
housing coordinator gives one; the case manager opens a case; the stay ends; the national board
shows it. Another city's worker learns nothing.
"""

import os
import subprocess
import sys
import uuid
from urllib.parse import urlsplit

import pytest
from django.db import connection

from lgnet.cases.models import Case
from lgnet.housing.models import Stay
from lgnet.kernel.tenancy import scope
from lgnet.monitoring.actions import refresh_all_figures
from lgnet.network.enums import Role
from lgnet.network.models import City
from lgnet.people.models import Person
from tests.e2e.staff import PHONE, Office, fits, save
from tests.factories.cases import make_case
from tests.factories.encounters import make_encounter
from tests.factories.housing import make_places, make_stay, make_structure
from tests.factories.network import make_neighbourhood
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(browser, live_server, browser_context_args):
    found = Office(browser, live_server.url, browser_context_args)
    yield found
    assert found.faults == []


HOUSED = 8  # numbers under five, and what betrays them, are hidden from the network


def populate(city, house):
    """Make a city at work: eight people met, taken in charge and housed, twelve places free."""
    make_neighbourhood(city, "Aurora")
    with scope(city_id=city.pk):
        places = make_places(20, structure=make_structure(name=house))
        for place in places[:HOUSED]:
            person = make_person()
            make_encounter(person)
            make_case(person)
            make_stay(person=person, place=place)


@pytest.fixture
def city():
    for name, house in (("Palermo", "Casa Zisa"), ("Roma", "Casa Pigneto")):
        populate(City.objects.get(name=name), house)
    found = City.objects.get(name="Torino")
    populate(found, "Casa Aurora")
    refresh_all_figures()
    return found


def run_waiting_jobs():
    """Run the jobs that wait, by a worker of its own as on a server, without the seconds in
    which changes are gathered. Twice: a city's figures leave the network's to be computed.
    """
    name = connection.settings_dict["NAME"]
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    for _ in range(2):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now()")
        subprocess.run(
            [sys.executable, "-m", "django", "procrastinate", "worker", "--one-shot"],
            env={**os.environ, "DATABASE_URL": address},
            check=True,
            timeout=60,
        )


def meet(office, city):
    """The street: search, nobody, someone new, a need; then the request. Returns the person."""
    with office.at_work(Role.OUTREACH_WORKER, city, viewport=PHONE) as page:
        page.goto(f"{office.address}/people/")
        page.fill("#people-q", "Amina")
        with page.expect_navigation():
            page.press("#people-q", "Enter")
        assert "Amina" not in page.url
        assert page.locator("main a[href*='/people/new/']").count() == 1
        page.goto(f"{office.address}/contacts/new/")
        assert fits(page)
        page.fill("[name=q]", "Amina")
        page.click("label:has([name=who][value=new])")
        page.fill("[name=known_as]", "Amina أمينة")
        page.select_option("main [name=language]", "ara")
        page.click("label:has([name=needs][value=sleep])")
        save(page)
        with scope(city_id=city.pk):
            person = Person.objects.order_by("-created_at")[0]
        assert person.known_as.startswith("Amina")
        assert fits(page)
        page.click(f"main a[href*='/housing/requests/new/?person={person.pk}']")
        page.click("label:has([name=urgency][value=street_tonight])")
        assert fits(page)
        save(page)
    return person


def give_a_place(office, city, person):
    with office.at_work(Role.HOUSING_COORDINATOR, city) as page:
        page.goto(f"{office.address}/housing/requests/")
        page.click("main tbody a")
        assert "Amina" in page.locator("h1").inner_text()
        page.locator("label:has([name=place])").first.click()
        with page.expect_navigation():
            page.click("form[action$='/place/'] [type=submit]")
        page.goto(f"{office.address}/housing/")
        assert page.locator("main").get_by_text("Amina").count() == 1
    with scope(city_id=city.pk):
        return Stay.objects.get(person=person)


def open_a_case(office, city, person):
    with office.at_work(Role.CASE_MANAGER, city) as page:
        page.goto(f"{office.address}/people/{person.pk}/")
        page.click("main summary")
        page.click("a[href*='/cases/new/']")
        save(page)
        assert "Amina" in page.locator("main").inner_text()
    with scope(city_id=city.pk):
        assert Case.objects.get(person=person).state == "open"


def end_the_stay(office, city, stay):
    with office.at_work(Role.HOUSING_COORDINATOR, city) as page:
        page.goto(f"{office.address}/housing/stays/{stay.pk}/end/")
        page.click("label:has([name=reason][value=own_home])")
        save(page)
        page.goto(f"{office.address}/housing/")
        assert page.locator("main").get_by_text("Amina").count() == 0
    with scope(city_id=city.pk):
        stay.refresh_from_db()
        assert stay.end_reason == "own_home"


def figures(office, city):
    """Return what the national board shows of a city: cell texts in the order of the columns."""
    with office.at_work(Role.NATIONAL_ANALYST) as page:
        page.goto(f"{office.address}/figures/network/?period=all")
        assert "Amina" not in page.content()
        assert "Casa Aurora" not in page.content()
        row = page.locator("main table tbody tr").filter(has_text=city.name).first
        return [text.strip() for text in row.locator("td").all_inner_texts()]


def test_the_first_night(office, city):
    """The jobs that each deed leaves behind are enough; nobody asks for the figures."""
    person = meet(office, city)
    stay = give_a_place(office, city, person)
    open_a_case(office, city, person)
    run_waiting_jobs()
    given = figures(office, city)
    end_the_stay(office, city, stay)
    run_waiting_jobs()
    ended = figures(office, city)
    # Contacts, people met, cases open, places, occupied tonight, free tonight.
    assert given[:6] == ["9", "9", "9", "20", "9", "11"]
    assert ended[:6] == ["9", "9", "9", "20", "8", "12"]

    for other in (Role.OUTREACH_WORKER, Role.CASE_MANAGER, Role.CITY_MANAGER):
        with office.at_work(other, City.objects.get(name="Palermo")) as page:
            bodies = []
            for identifier in (person.pk, uuid.uuid4()):
                answer = page.goto(f"{office.address}/people/{identifier}/")
                assert answer.status == 404
                bodies.append(page.locator("main").inner_text())
            assert bodies[0] == bodies[1]
