"""A morning at the desk in Italian, by keyboard: the volunteer at the door, the worker inside."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from lgnet.encounters.models import Appointment, Encounter, NeedAnswer, Visit
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from tests.e2e.staff import Office, fits
from tests.factories.desk import make_desk, make_room, make_working_hours

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def torino():
    return City.objects.get(name="Torino")


def focus(page, selector, most=60):
    """Move by Tab alone until the control has the focus."""
    for _press in range(most):
        if page.locator(f"{selector}:focus").count():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def arrive(page, name):
    focus(page, "[name=called_name]")
    page.keyboard.type(name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page.inner_text(".desk-ticket strong")


def test_a_morning_by_keyboard(browser, live_server, browser_context_args, torino):
    with scope(city_id=torino.pk):
        desk = make_desk(name="Sportello Aurora")
        room = make_room(desk, name="Stanza 1")
    office = Office(browser, live_server.url, browser_context_args)
    queue = live_server.url + reverse("encounters:desk_queue", args=[desk.pk])
    door_url = live_server.url + reverse("encounters:reception", args=[desk.pk])

    with office.at_work(Role.RECEPTION_VOLUNTEER, torino) as door:
        door.goto(door_url)
        assert [arrive(door, name) for name in ("Amina أمينة", "Bilal")] == ["1", "2"]
        assert fits(door)
        door.goto(live_server.url + reverse("encounters:wall", args=[desk.pk]))
        assert "Amina" not in door.inner_text("body")

        with office.at_work(Role.DESK_OPERATOR, torino) as page:
            page.goto(queue)
            assert fits(page)
            focus(page, "#call [name=room]")
            with page.expect_navigation():
                page.keyboard.press("Tab")
                page.keyboard.press("Enter")
            # The wall renews itself: the number, the room, no name.
            door.locator(".desk-last", has_text="1").wait_for()
            assert room.name in door.inner_text(".desk-last")
            focus(page, ".desk-own button")
            with page.expect_navigation():
                page.keyboard.press("Enter")
            focus(page, "[name=services]")
            page.keyboard.press("Space")
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
            with page.expect_navigation():
                page.keyboard.press("Enter")
            answer_by_keyboard(page)
            # N is the main action of a page: here, the end of the conversation.
            page.locator("#main").focus()
            with page.expect_navigation():
                page.keyboard.press("n")
                page.keyboard.press("Enter")
            assert page.url == queue
            book_by_keyboard(page, live_server.url, torino, desk)
    with scope(city_id=torino.pk):
        met = Encounter.objects.get()
        assert (met.setting, met.services_given.count()) == ("desk", 2)
        answer = NeedAnswer.objects.get(need__encounter=met, kind="referral")
        assert (answer.sent_to, answer.need.heard) == ("Patronato di via Po", "stated")
        states = dict(Visit.objects.order_by().values_list("number", "state"))
        assert states == {1: "done", 2: "waiting"}
        assert Appointment.objects.get().known_as == "Bilal"
    assert office.faults == []


def answer_by_keyboard(page):
    """Hear one more need in the conversation, and say where the person was sent."""
    conversation = page.url
    focus(page, "details:has([name=needs]) > summary")
    page.keyboard.press("Enter")
    focus(page, "[name=needs][value=work]")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    focus(page, "a[href*='/needs/']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert fits(page)
    # Only the fields of the answer chosen are on the way of the keyboard.
    focus(page, "[name=kind]")
    page.keyboard.press("ArrowRight")
    assert page.locator("[name=kind]:checked").get_attribute("value") == "referral"
    assert page.locator("[name=service]").is_hidden()
    focus(page, "[name=sent_to]")
    page.keyboard.type("Patronato di via Po")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.split("#")[0] == conversation.split("#")[0]
    assert page.get_by_text("Patronato di via Po").is_visible()


def book_by_keyboard(page, address, torino, desk):
    day = timezone.localdate() + dt.timedelta(days=2)
    with scope(city_id=torino.pk):
        worker = Visit.objects.get(number=1).called_by
        make_working_hours(desk, worker=worker, weekday=day.weekday())
    page.goto(f"{address}{reverse('encounters:appointment_new')}?desk={desk.pk}&day={day}")
    assert fits(page)
    focus(page, "[name=slot]")
    page.keyboard.press("ArrowRight")
    focus(page, "[name=known_as]")
    page.keyboard.type("Bilal")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/appointments/" in page.url and "/new/" not in page.url
