"""The screen of a waiting room by its link: numbers, no names, no account."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lgnet.encounters.models import WallLink
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.encounters.pages import ENGLISH
from tests.factories.desk import make_desk, make_room, make_visit
from tests.factories.network import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(torino):
    with scope(city_id=torino.pk):
        desk = make_desk(name="Sportello Aurora")
        make_visit(desk, number=7, called_name="Zubayda", language="wol")
        make_visit(
            desk,
            number=5,
            called_name="Bilal",
            state="called",
            room=make_room(desk, name="Stanza 2"),
            called_at=timezone.now(),
            called_by=make_user(),
        )
        make_visit(make_desk(), number=99)
        return desk


@pytest.fixture
def manager(sign_in, torino):
    return sign_in(Role.DESK_OPERATOR, torino)


def made(client, desk, status=200, **fields) -> str:
    """Make a link and return its address."""
    data = {
        "id": str(uuid7()),
        "place": "Sala",
        "until_on": (timezone.localdate() + dt.timedelta(days=10)).isoformat(),
        **fields,
    }
    answer = client.post(reverse("encounters:wall_links", args=[desk.pk]), data, headers=ENGLISH)
    text = answer.content.decode()
    assert answer.status_code == status, text
    found = re.search(r'href="http://testserver(/wall/[^"]+)"', text)
    return found.group(1) if found else text


def test_the_screen_shows_numbers_and_rooms_alone(manager, desk):
    address = made(manager, desk)
    screen = Client().get(address, headers=ENGLISH)
    text = screen.content.decode()
    for word in ("<strong>5</strong>", "Stanza 2", "<b>7</b>", "1 waits"):
        assert word in text
    for word in ("Zubayda", "Bilal", "99", "wol", "/people/"):
        # The address is chance: it may hold any letters.
        assert word not in text.partition("<main")[2].replace(address, "")
    assert "no-store" in screen["Cache-Control"]
    assert f'hx-get="{address}"' in text
    part = Client().get(address, headers=ENGLISH | {"hx-request": "true"})
    assert "<html" not in part.content.decode() and "Stanza 2" in part.content.decode()


def test_a_link_that_is_over_or_taken_back_is_like_none(manager, desk, torino):
    back, short = made(manager, desk), made(manager, desk)
    with scope(city_id=torino.pk):
        link = WallLink.objects.order_by("recorded_at", "pk").first()
        WallLink.objects.exclude(pk=link.pk).update(until_on=timezone.localdate())
    assert Client().get(short).status_code == 200
    answer = manager.post(reverse("encounters:wall_link_back", args=[link.pk]))
    assert answer.status_code == 302
    unknown = Client().get(reverse("wall:screen", args=["nothing.at-all"]))
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        over = Client().get(short)
    taken = Client().get(back)
    assert unknown.status_code == over.status_code == taken.status_code == 404
    assert unknown.content == over.content == taken.content
    # A screen that renews itself is told to load the whole page, which says so.
    part = Client().get(back, headers={"hx-request": "true"})
    assert (part.status_code, part["HX-Refresh"]) == (404, "true")


def test_a_link_is_read_once_and_kept_as_a_hash(manager, desk, torino):
    key = str(uuid7())
    token = made(manager, desk, id=key).rstrip("/").rsplit("/", 1)[-1]
    assert "has made its link already" in made(manager, desk, status=409, id=key)
    shown = manager.get(reverse("encounters:wall_links", args=[desk.pk])).content.decode()
    assert token not in shown and "Sala" in shown
    with scope(city_id=torino.pk):
        assert token.encode() not in bytes(WallLink.objects.get().token_hash)


@pytest.mark.parametrize(
    ("status", "wrong"),
    [
        (422, {"place": ""}),
        (422, {"place": "x" * 20_000}),
        (422, {"until_on": "soon"}),
        (409, {"until_on": "2020-01-01"}),
        (409, {"until_on": "2099-01-01"}),
    ],
)
def test_what_cannot_be_is_said(manager, desk, status, wrong):
    assert "<form" in made(manager, desk, status=status, **wrong)


def test_a_desk_out_of_use_shows_nothing(manager, desk, torino):
    address = made(manager, desk)
    with scope(city_id=torino.pk):
        type(desk).objects.filter(pk=desk.pk).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_taking_back_twice_changes_nothing(manager, desk, torino):
    made(manager, desk)
    with scope(city_id=torino.pk):
        link = WallLink.objects.get()
    for _time in range(2):
        manager.post(reverse("encounters:wall_link_back", args=[link.pk]))
    with scope(city_id=torino.pk):
        first = WallLink.objects.get().revoked_at
    manager.post(reverse("encounters:wall_link_back", args=[link.pk]))
    with scope(city_id=torino.pk):
        assert WallLink.objects.get().revoked_at == first
