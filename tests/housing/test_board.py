"""The board: cells that act, seven nights like seven boards, renewal only where things changed."""

import datetime as dt
import re

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from lgnet.audit.models import AuditEvent
from lgnet.housing.actions.holds import hold_places
from lgnet.housing.board import Chosen
from lgnet.housing.enums import OccupancyKind, PlaceState
from lgnet.housing.models import Closure, Occupancy, Stay
from lgnet.housing.queries import places_on
from lgnet.housing.queries.board import free_by_unit
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests import budget
from tests.factories.housing import make_places, make_request, make_stay, make_structure
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
BOARD = "housing:board"
HX = {"HX-Request": "true"}
LONG = dt.timedelta(days=250)


@pytest.fixture
def coordinator(sign_in, torino):
    return sign_in(Role.HOUSING_COORDINATOR, torino)


@pytest.fixture
def outreach(sign_in, torino):
    return sign_in(Role.OUTREACH_WORKER, torino)


def body(response):
    return response.content.decode()


def close(place, nights=5):
    """Take a place out of service from tonight on."""
    until = tonight() + dt.timedelta(days=nights)
    closure = Closure.objects.create(
        structure=place.unit.structure, reason="pests", from_on=tonight(), until_on=until
    )
    Occupancy.objects.create(
        place=place,
        closure=closure,
        kind=OccupancyKind.CLOSURE,
        nights=(tonight(), until),
    )


@pytest.fixture
def mixed(torino, coordinator):
    """Make a house with a place in each state but one; return the places by state."""
    with scope(city_id=torino.pk, user_id=coordinator.user.pk):
        free, held, expected, taken, over, closed = make_places(
            6, structure=make_structure(name="Casa Aurora")
        )
        by = coordinator.user
        hold_places(
            id=uuid7(), request=make_request(make_person("Tenuto")), places=[held], by=by, hours=2
        )
        make_stay(place=expected, person=make_person("Atteso"))
        stay = make_stay(place=taken, person=make_person("Dorme"))
        Occupancy.objects.filter(stay=stay).update(kind=OccupancyKind.STAY)
        make_stay(place=over, person=make_person("Oltre"), started_on=tonight() - LONG)
        close(closed)
        make_request(make_person("Aspetta"))
    return {
        "free": free,
        "held": held,
        "expected": expected,
        "taken": taken,
        "to_check": over,
        "closed": closed,
    }


def test_each_cell_says_its_state_and_opens_what_can_be_done(torino, coordinator, outreach, mixed):
    seen = body(coordinator.get(reverse(BOARD)))
    for state, place in mixed.items():
        cell = re.search(rf'<a class="hs-place hs-(\w+)" id="p-{place.pk}".*?</a>', seen, re.S)
        assert cell.group(1) == state
        assert f"#s-{state}" in cell.group()
    assert all(name in seen for name in ("Tenuto", "Atteso", "Dorme", "Oltre"))
    assert "data-until=" in seen

    told = {
        "free": ["Aspetta", f"?place={mixed['free'].pk}"],
        "held": ["Tenuto", "/housing/requests/"],
        "expected": ["Atteso", "/arrived/"],
        "taken": ["Dorme", "/housing/stays/", "/move/"],
        "to_check": ["Oltre", "/end/"],
        "closed": [],
    }
    for state, words in told.items():
        address = reverse("housing:place", args=[mixed[state].pk])
        page, part = coordinator.get(address), coordinator.get(address, headers=HX)
        assert page.status_code == part.status_code == 200
        assert "<html" in body(page) and "<html" not in body(part)
        for word in words:
            assert word in body(page) and word in body(part), (state, word)
    with scope(city_id=torino.pk):
        assert AuditEvent.objects.filter(verb="housing.place_viewed").count() == 12

    # On the wall, and to who gives no places: no name, and nothing to press.
    for page in (coordinator.get(reverse(BOARD), {"mode": "wall"}), outreach.get(reverse(BOARD))):
        seen = body(page)
        assert 'class="hs-place hs-free"' in seen and "data-cell" not in seen
        assert not [n for n in ("Tenuto", "Atteso", "Dorme", "Oltre") if n in seen]
        assert "data-until" not in seen
    assert outreach.get(reverse("housing:place", args=[mixed["free"].pk])).status_code == 403


def test_the_board_is_sent_again_only_where_something_changed(torino, coordinator, mixed):
    def ask(seen="", **headers):
        return coordinator.get(reverse(BOARD), headers={**HX, "X-Board-Seen": seen, **headers})

    def token(response):
        return re.search(r'"X-Board-Seen": "(\w+)"', body(response)).group(1)

    first = token(ask())
    same = ask(first)
    assert (same.status_code, same.content) == (204, b"")
    assert re.fullmatch(r"\d\d[:.]\d\d", same["X-Board-As-Of"])
    assert token(ask(first, **{"Accept-Language": "en"})) != first
    # A hold runs out by time alone: no row changes, the board does.
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=2, minutes=1)):
        later = ask(first)
    assert later.status_code == 200 and "hs-held" not in body(later)
    with scope(city_id=torino.pk):
        mixed["free"].label = "Nuovo"
        mixed["free"].save()
    changed = ask(first)
    assert changed.status_code == 200 and "Nuovo" in body(changed)


def test_seven_nights_equal_the_seven_boards_and_lead_to_them(torino, coordinator, mixed):
    with scope(city_id=torino.pk):
        ahead = make_places(2)
        make_stay(place=ahead[0], started_on=tonight() - dt.timedelta(days=182))
        make_places(1, available_until=tonight() + dt.timedelta(days=3))
        chosen = Chosen.from_query({}, tonight=tonight())
        rows = free_by_unit(chosen, nights=7)
        for row in rows:
            found = places_on(row["night"]).filter(unit=row["unit_key"])
            states = [place.state for place in found.order_by("pk")]
            assert row["free"] == states.count(PlaceState.FREE), row
            assert row["to_check"] == states.count(PlaceState.TO_CHECK), row
        assert len(rows) == 21
    seen = body(coordinator.get(reverse(BOARD), {"show": "week"}))
    assert "Tenuto" not in seen
    links = re.findall(r'class="hs-some" href="([^"]+)">(\d+)<', seen)
    assert len(links) > 14
    for address, count in links[::5]:
        listed = body(coordinator.get(address.replace("&amp;", "&")))
        assert listed.count('class="hs-place hs-free"') == int(count), address


def test_what_is_wrong_in_an_address_is_as_if_not_there(torino, coordinator, mixed):
    for query in (
        {"night": "2020-01-01", "kind": "vip", "structure": "x", "unit": "y", "show": "z"},
        {"night": "9999-12-31"},
    ):
        seen = body(coordinator.get(reverse(BOARD), query))
        assert seen.count('class="hs-place hs-free"') == 1
    only = body(coordinator.get(reverse(BOARD), {"free": "1"}))
    assert only.count('class="hs-place ') == 1
    none = body(coordinator.get(reverse(BOARD), {"structure": str(uuid7())}))
    assert 'class="hs-place ' not in none and "lg-empty" in none


def test_arrived_is_recorded_once_and_only_for_who_is_expected(torino, coordinator, mixed):
    with scope(city_id=torino.pk):
        stay = Stay.objects.get(occupancies__place=mixed["expected"])
        other = Stay.objects.get(occupancies__place=mixed["taken"])
    address = reverse("housing:place_arrived", args=[mixed["expected"].pk])
    assert coordinator.post(address, {}).status_code == 422
    assert coordinator.post(address, {"stay": uuid7()}).status_code == 404
    assert coordinator.post(address, {"stay": other.pk}).status_code == 409
    refreshed = coordinator.post(address, {"stay": stay.pk}, headers=HX)
    assert (refreshed.status_code, refreshed["HX-Refresh"]) == (204, "true")
    again = coordinator.post(address, {"stay": stay.pk})
    assert again.status_code == 302 and len(list(get_messages(again.wsgi_request))) == 2
    with scope(city_id=torino.pk):
        assert Occupancy.objects.get(stay=stay).kind == OccupancyKind.STAY
        assert AuditEvent.objects.filter(verb="housing.arrival_recorded").count() == 1


@pytest.mark.parametrize("query", [{}, {"show": "week"}, {"mode": "wall"}])
def test_a_large_board_costs_what_a_small_one_costs(torino, coordinator, mixed, query):
    address = reverse(BOARD) + "?" + "&".join(f"{k}={v}" for k, v in query.items())
    before = budget.count(coordinator, address)
    with scope(city_id=torino.pk):
        for _ in range(4):
            make_places(4)
            make_stay()
    assert budget.count(coordinator, address) == before <= budget.MOST_A_PAGE
