"""Pages of housing: what stays hidden from other cells, and what a page costs."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from lgnet.housing.enums import StructureKind
from lgnet.housing.models import PlacementRequest, Stay
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests import budget
from tests.factories.housing import make_places, make_request, make_stay, make_structure
from tests.factories.people import make_person
from tests.housing.test_pages import ask, body, give

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(sign_in, torino):
    return sign_in(Role.HOUSING_COORDINATOR, torino)


PATHS = [
    ("get", "housing:request_detail", "asked"),
    ("post", "housing:place_give", "asked"),
    ("post", "housing:request_refuse", "asked"),
    ("post", "housing:request_withdraw", "asked"),
    ("get", "housing:stay_detail", "stay"),
    ("get", "housing:stay_end", "stay"),
    ("post", "housing:stay_end", "stay"),
]


def answer(client, method, name, pk, data=None):
    """Return status and body of an address, with what differs by itself taken out."""
    if data is None:
        data = {"place": uuid7(), "reason": "no_place", "on": tonight().isoformat()}
    found = getattr(client, method)(reverse(name, args=[pk]), data if method == "post" else {})
    text = body(found).replace(str(pk), "ID")
    return found.status_code, re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", text)


@pytest.mark.parametrize(("method", "name", "what"), PATHS)
def test_another_cells_row_answers_like_none(torino, palermo, sign_in, method, name, what):
    here = sign_in(Role.HOUSING_COORDINATOR, torino)
    elsewhere = sign_in(Role.HOUSING_COORDINATOR, palermo)
    refuge = sign_in(Role.REFUGE_COORDINATOR, torino)
    rows = {}
    for client, kind in [
        (elsewhere, StructureKind.EMERGENCY),
        (refuge, StructureKind.PROTECTED_REFUGE),
    ]:
        member = client.member
        with scope(city_id=member.city_id, compartment_id=member.compartment_id):
            rows[client] = {
                "asked": make_request(),
                "stay": make_stay(place=make_places(structure=make_structure(kind))[0]),
            }
    nowhere = answer(here, method, name, uuid7())
    assert nowhere[0] == 404
    for client in (elsewhere, refuge):
        assert answer(here, method, name, rows[client][what].pk) == nowhere
        assert answer(client, method, name, rows[client][what].pk, {})[0] != 404


def test_a_request_for_another_cells_person_or_place_is_none(torino, palermo, coordinator):
    with scope(city_id=palermo.pk):
        person, place = make_person(), make_places()[0]
    with scope(city_id=torino.pk):
        asked = make_request()
    assert ask(coordinator, person).status_code == 404
    page = coordinator.get(reverse("housing:request_new"), {"person": person.pk})
    assert page.status_code == 404
    assert give(coordinator, asked, place).status_code == 404


PLANTED = ("Rifugio Ginestra", "Via Segreta", "Stanza Mimosa", "Letto Lilla", "Ospite Celata")


def plant_refuge(city, compartment_id):
    with scope(city_id=city.pk, compartment_id=compartment_id):
        house = make_structure(StructureKind.PROTECTED_REFUGE, name=PLANTED[0], address=PLANTED[1])
        place = make_places(1, structure=house)[0]
        place.unit.name, place.label = PLANTED[2], PLANTED[3]
        place.unit.save()
        place.save()
        person = make_person(PLANTED[4])
        stay = make_stay(place=place, person=person)
        asked = make_request(make_person(PLANTED[4]))
    return {"stay": stay, "asked": asked}


LISTS = [
    "/",
    "/housing/",
    "/housing/requests/",
    "/housing/requests/?show=answered",
    "/housing/stays/",
    "/housing/stays/?show=ended",
    "/housing/stays/?show=soon",
]


@pytest.mark.parametrize("role", list(Role))
def test_a_refuge_is_nowhere_to_be_seen(torino, sign_in, role):
    refuge = sign_in(Role.REFUGE_COORDINATOR, torino)
    plant_refuge(torino, refuge.member.compartment_id)
    # Another refuge of the same city is an outsider, too.
    client = sign_in(role, torino)
    with scope(city_id=torino.pk):
        make_request()
        make_places(2)
    for address in LISTS:
        for headers in ({}, {"HX-Request": "true"}):
            found = body(client.get(address, headers=headers))
            assert not [word for word in PLANTED if word in found], address


def test_the_refuges_own_coordinator_sees_it_and_nothing_else(torino, sign_in):
    refuge = sign_in(Role.REFUGE_COORDINATOR, torino)
    plant_refuge(torino, refuge.member.compartment_id)
    with scope(city_id=torino.pk):
        make_stay(place=make_places(structure=make_structure(name="Casa Aperta"))[0])
    board = body(refuge.get("/housing/"))
    assert PLANTED[0] in board and PLANTED[4] in board
    assert "Casa Aperta" not in board
    assert PLANTED[4] in body(refuge.get("/housing/requests/"))


# What a page costs --------------------------------------------------------------------------


def fill(city, count):
    with scope(city_id=city.pk):
        for place in make_places(count):
            make_stay(place=place, started_on=tonight() - dt.timedelta(days=170))
        make_places(count)
        for _ in range(count):
            make_request(urgency=["children"])


def addresses(city):
    with scope(city_id=city.pk):
        stay = Stay.objects.order_by("pk").first()
        asked = PlacementRequest.objects.filter(state="open").order_by("pk").first()
    return {
        "board": "/housing/",
        "requests": "/housing/requests/",
        "answered": "/housing/requests/?show=answered",
        "stays": "/housing/stays/",
        "soon": "/housing/stays/?show=soon",
        "request": reverse("housing:request_detail", args=[asked.pk]),
        "stay": reverse("housing:stay_detail", args=[stay.pk]),
        "end": reverse("housing:stay_end", args=[stay.pk]),
        "new": f"{reverse('housing:request_new')}?person={stay.person_id}",
    }


def test_ten_more_rows_add_no_query_and_a_get_writes_nothing(torino, coordinator):
    fill(torino, 3)
    before = {
        name: budget.count(coordinator, address) for name, address in addresses(torino).items()
    }
    fill(torino, 10)
    pages = addresses(torino)
    after = {name: budget.count(coordinator, address) for name, address in pages.items()}
    assert after == before
    assert max(after.values()) <= budget.MOST_A_PAGE, after
    for address in pages.values():
        assert budget.writes(coordinator, address) == []
