"""The list night by night, naming who it was, and what pages cost."""

import datetime as dt
import html
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from lgnet.audit.models import AuditEvent
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.budget import MOST_A_PAGE, count, writes
from tests.encounters.pages import LIST, NEW, attach_to, contact_in, page, person_in

pytestmark = pytest.mark.django_db

ROME = ZoneInfo("Europe/Rome")


# Naming an anonymous contact ---------------------------------------------------------------


def test_an_anonymous_contact_is_given_its_person(outreach, torino, only, send):
    made = contact_in(torino, needs=["food"], note="Giacca verde")
    amina = person_in(torino, "Amina")
    assert attach_to(made) in page(outreach, reverse("encounters:detail", args=[made.pk]))
    assert "Giacca verde" in page(outreach, attach_to(made))
    send(attach_to(made), who=str(amina.pk))
    assert only().person == amina
    text = page(outreach, reverse("encounters:detail", args=[made.pk]))
    undo = text.split("data-undo")[0].rsplit('action="', 1)[1].split('"')[0]
    outreach.post(undo)
    assert only().person is None


def test_an_anonymous_contact_may_be_with_someone_new(send, torino, only):
    made = contact_in(torino)
    send(attach_to(made), who="new", known_as="Momo")
    assert only().person.known_as == "Momo"


def test_two_who_name_a_contact_do_not_overwrite_each_other(send, torino, only, outreach):
    made = contact_in(torino, person_in(torino, "Amina"))
    other = person_in(torino, "Ibrahim")
    send(attach_to(made), who=str(other.pk))
    assert only().person.known_as == "Amina"
    assert outreach.get(attach_to(made)).status_code == 302


def test_naming_a_contact_needs_somebody(send, torino):
    made = contact_in(torino)
    for who in ("", "anonymous", "new", str(uuid7())):
        send(attach_to(made), who=who, status=422)


# Reading -----------------------------------------------------------------------------------


@time_machine.travel(dt.datetime(2026, 11, 23, 2, 0, tzinfo=ROME), tick=False)
def test_the_list_goes_night_by_night_tonight_first(outreach, torino):
    def at(day, hour):
        return dt.datetime(2026, 11, day, hour, 30, tzinfo=ROME)

    for name, moment in (
        ("Long ago", at(1, 12)),
        ("Before six", at(22, 5)),
        ("Evening", at(22, 21)),
        ("Now", at(23, 1)),
    ):
        contact_in(torino, person_in(torino, name), happened_at=moment)
    text = page(outreach, LIST)
    order = [
        "Today and tonight",
        "<bdi>Now",
        "<bdi>Evening",
        "Yesterday and last night",
        "<bdi>Before six",
        "1 November 2026",
        "<bdi>Long ago",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_the_list_is_filtered_by_setting_also_on_its_next_pages(outreach, torino):
    moment = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
    for number in range(21):
        contact_in(torino, setting="desk", happened_at=moment + dt.timedelta(minutes=number))
    contact_in(torino, person_in(torino, "Amina"), setting="street")
    text = page(outreach, f"{LIST}?setting=desk")
    assert "Amina" not in text
    older = html.unescape(text.split('rel="next" href="')[1].split('"')[0])
    assert "setting=desk" in older
    assert page(outreach, older).count('class="lg-row-link"') == 1
    assert "Amina" in page(outreach, f"{LIST}?setting=moon")


def test_opening_a_contact_is_in_the_audit(outreach, torino):
    made = contact_in(torino)
    page(outreach, reverse("encounters:detail", args=[made.pk]))
    with scope(city_id=torino.pk):
        assert AuditEvent.objects.get(verb="encounters.viewed").target_id == str(made.pk)


def test_who_may_only_read_is_offered_nothing_to_record(sign_in, torino):
    client = sign_in(Role.CITY_MANAGER, torino)
    made = contact_in(torino)
    for address in (LIST, reverse("encounters:detail", args=[made.pk])):
        text = page(client, address)
        assert NEW not in text
        assert attach_to(made) not in text
    assert client.post(attach_to(made), {"who": "new"}).status_code == 403


# What a page costs and leaves --------------------------------------------------------------


@pytest.fixture
def addresses(torino):
    person = person_in(torino, "Amina", names=["أمينة"])
    made, nobody = contact_in(torino, person, needs=["food"]), contact_in(torino)
    return {
        "list": LIST,
        "new": f"{NEW}?person={person.pk}",
        "detail": reverse("encounters:detail", args=[made.pk]),
        "saved": reverse("encounters:saved", args=[made.pk]),
        "attach": attach_to(nobody),
    }


NAMES = ("list", "new", "detail", "saved", "attach")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_writes_nothing_but_audit_and_keeps_to_its_budget(outreach, addresses, name):
    assert writes(outreach, addresses[name]) == []
    assert count(outreach, addresses[name]) <= MOST_A_PAGE


@pytest.mark.parametrize("name", ["list"])
def test_ten_more_rows_add_no_query(outreach, torino, addresses, name):
    before = count(outreach, addresses[name])
    for number in range(10):
        person = person_in(torino, "Amina", names=[f"Amina {number}"])
        contact_in(torino, person, needs=["food", "sleep"], recorded_by=outreach.user)
    assert count(outreach, addresses[name]) == before
