"""Requests and holds: the party, what fits it, holding, confirming, giving back, in two tabs."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from lgnet.audit.models import AuditEvent
from lgnet.housing import queries
from lgnet.housing.actions import refusals
from lgnet.housing.actions.holds import confirm_hold, hold_places, release_hold
from lgnet.housing.actions.party import add_to_party, count_unnamed, take_from_party
from lgnet.housing.actions.placing import give_place
from lgnet.housing.actions.requests import ask_for_place, refuse_request, withdraw_request
from lgnet.housing.enums import HoldState, OccupancyKind
from lgnet.housing.jobs import end_holds_everywhere
from lgnet.housing.models import Hold, Occupancy, PlacementRequest, RequestMember, Stay
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.notifications.queries import notices_of
from lgnet.people.enums import Relation
from tests.budget import MOST_A_PAGE, count
from tests.factories.families import make_household, make_minor
from tests.factories.housing import make_places, make_request, make_stay, make_structure
from tests.factories.network import make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(sign_in, torino):
    return sign_in(Role.HOUSING_COORDINATOR, torino)


@pytest.fixture
def outreach(sign_in, torino):
    return sign_in(Role.OUTREACH_WORKER, torino)


@pytest.fixture
def by(in_torino):
    return make_user()


def body(response):
    return " ".join(response.content.decode().split())


def make_family(*names):
    """Make a household of an adult first and children after; return the people."""
    adult, *children = [make_person(names[0]), *(make_minor(name, 8) for name in names[1:])]
    make_household(adult, *((child, Relation.CHILD) for child in children))
    return [adult, *children]


def at(name, found):
    return reverse(f"housing:{name}", args=[found.pk])


def taken():
    return {(one.place_id, one.person_id, one.kind) for one in Occupancy.objects.all()}


def test_a_family_is_asked_for_named_later_and_placed_in_one_room(torino, outreach, coordinator):
    with scope(city_id=torino.pk):
        amina, _omar, lina = make_family("Amina", "Omar", "Lina")
        small, room = make_places(2), make_places(4)
    address = reverse("housing:request_new")
    page = body(outreach.get(address, {"person": amina.pk}))
    assert page.count("checked") == 2 and "Omar" in page and "Figlio" in page
    assert 'name="asked_from"' not in page
    sent = {"id": uuid7(), "person": amina.pk, "from_on": tonight().isoformat()}
    sent |= {"members": [str(_omar.pk)], "unnamed": "2", "needs": ["together"]}
    made = outreach.post(address, sent)
    assert outreach.post(address, sent)["Location"] == made["Location"]
    with scope(city_id=torino.pk):
        asked = PlacementRequest.objects.get()
        assert (asked.unnamed, asked.asked_from, asked.needs) == (2, "street", ["together"])
        assert asked.household_id is not None
        assert queries.party_ids(asked) == [amina.pk, _omar.pk]
    # Whoever is part of it cannot be asked for twice.
    again = outreach.post(address, sent | {"id": uuid7(), "person": _omar.pk, "members": []})
    assert again.status_code == 422 and "Amina" in body(again)
    assert "+ 3, 2 " in body(coordinator.get(reverse("housing:requests")))
    # Somebody unnamed is named; somebody else does not come after all.
    assert f'value="{lina.pk}"' in body(outreach.get(at("request_detail", asked)))
    party = at("request_party", asked)
    outreach.post(party, {"who": lina.pk, "was_unnamed": "on"})
    assert outreach.post(party, {"unnamed": "1"}).status_code == 302
    assert outreach.post(party, {}).status_code == 422
    # Too small, then not whole, then given: one place each, in order; the rest of the room blocked.
    give = at("place_give", asked)
    refused = coordinator.post(give, {"unit": small[0].unit_id, "accepts_strangers": "on"})
    assert refused.status_code == 409
    unnamed = coordinator.post(give, {"unit": room[0].unit_id})
    assert unnamed.status_code == 409
    part = coordinator.post(give, {"place": room[0].pk})
    assert part.status_code == 409 and "Omar, Lina" in body(part)
    assert re.search(f'name="unit" value="{room[0].unit_id}" required checked', body(part))
    with scope(city_id=torino.pk):
        assert not Stay.objects.exists()
    given = coordinator.post(give, {"unit": room[0].unit_id, "whole_unit": "on"})
    assert given.status_code == 302
    with scope(city_id=torino.pk):
        people = [amina.pk, _omar.pk, lina.pk]
        wanted = {(place.pk, pk, "booking") for place, pk in zip(room, people, strict=False)}
        assert taken() == wanted | {(room[3].pk, None, "block")}
    with scope(city_id=torino.pk, user_id=outreach.user.pk):
        assert [one.kind for one in notices_of(outreach.user.pk)] == ["housing.place_given"]
    page = body(outreach.get(given["Location"]))
    assert page.count("Lina") == 1 and room[0].unit.structure.name in page


def test_a_place_for_each_person_and_one_lost_to_another_tab(torino, coordinator):
    with scope(city_id=torino.pk):
        mother, child = make_family("Amina", "Omar")
        first, second, third = make_places(3)
        asked = make_request(mother, members=[child])
        make_stay(place=second)
    give = at("place_give", asked)
    both = {f"place_{mother.pk}": first.pk, f"place_{child.pk}": first.pk}
    assert coordinator.post(give, both).status_code == 422
    only = coordinator.post(give, {f"place_{mother.pk}": first.pk})
    assert only.status_code == 409 and "Omar" in body(only)
    lost = coordinator.post(give, {f"place_{mother.pk}": first.pk, f"place_{child.pk}": second.pk})
    assert lost.status_code == 409
    chosen = re.findall(r'<option value="([0-9a-f-]{36})" selected', body(lost))
    assert chosen == [str(first.pk), str(third.pk)]
    again = {f"place_{mother.pk}": first.pk, f"place_{child.pk}": third.pk}
    beside = coordinator.post(give, again)
    assert beside.status_code == 409 and 'name="accepts_strangers"' in body(beside)
    assert coordinator.post(give, again | {"accepts_strangers": "on"}).status_code == 302
    with scope(city_id=torino.pk):
        event = AuditEvent.objects.filter(verb="housing.place_given").order_by("pk").last()
        assert event.detail["accepts_strangers"] is True


def test_hold_confirm_and_give_back(torino, outreach, coordinator):
    with scope(city_id=torino.pk):
        amina, omar = make_family("Amina", "Omar")
        asked = make_request(amina, members=[omar], unnamed=1, by=outreach.user)
        room = make_places(3)
    sent = {"id": uuid7(), "unit": room[0].unit_id, "hours": "2"}
    hold_url = at("places_hold", asked)
    assert coordinator.post(hold_url, sent | {"hours": "3"}).status_code == 422
    for _twice in range(2):
        assert coordinator.post(hold_url, sent).status_code == 302
    with scope(city_id=torino.pk):
        hold = Hold.objects.get()
        assert hold.expires_at - hold.made_at == dt.timedelta(hours=2)
        assert Occupancy.objects.filter(kind=OccupancyKind.HOLD).count() == 3
    held = body(outreach.get(reverse("housing:requests"), {"show": "held"}))
    assert "Amina" in held and "2 h 0 min" in held and room[0].unit.name in held
    assert "Amina" not in body(outreach.get(reverse("housing:requests")))
    page = body(coordinator.get(at("request_detail", asked)))
    assert 'aria-live="polite"' in page and "data-countdown=" in page
    assert 'name="unit"' not in page
    # Refusing waits until the hold is given back; confirming until everybody has a name.
    refuse = coordinator.post(at("request_refuse", asked), {"reason": "no_place"})
    assert refuse.status_code == 409
    confirm = at("hold_confirm", hold)
    assert coordinator.post(confirm, {}).status_code == 409
    assert outreach.post(confirm, {}).status_code == 403
    with scope(city_id=torino.pk):
        brother = make_person("Yusuf")
    outreach.post(at("request_party", asked), {"who": brother.pk, "was_unnamed": "on"})
    with scope(city_id=torino.pk):
        assert Occupancy.objects.get(person=brother).hold_id == hold.pk
    assert coordinator.post(confirm, {}).status_code == 302
    assert coordinator.post(confirm, {}).status_code == 302
    with scope(city_id=torino.pk):
        assert {kind for _place, _person, kind in taken()} == {"booking"}
        assert Hold.objects.get().state == HoldState.CONFIRMED
        assert Stay.objects.count() == 3
    # Another request: who asked gives it back, with a reason.
    with scope(city_id=torino.pk):
        other, place = make_request(by=outreach.user), make_places()[0]
    coordinator.post(at("places_hold", other), {"place": place.pk})
    with scope(city_id=torino.pk):
        hold = Hold.objects.get(request=other)
    release = at("hold_release", hold)
    assert outreach.post(release, {}).status_code == 422
    assert outreach.post(release, {"reason": "person_declined"}).status_code == 302
    with scope(city_id=torino.pk):
        assert not Occupancy.objects.filter(place=place).exists()
        hold.refresh_from_db()
        assert (hold.state, hold.release_reason) == ("released", "person_declined")
    with scope(city_id=torino.pk, user_id=coordinator.user.pk):
        told = [one.kind for one in notices_of(coordinator.user.pk)]
        assert told == ["housing.hold_released"]


def test_a_hold_that_ran_out_frees_says_so_and_is_offered_again(torino, outreach, coordinator):
    now = timezone.now()
    with scope(city_id=torino.pk):
        asked, (place, other) = make_request(by=outreach.user), make_places(2)
    with time_machine.travel(now - dt.timedelta(hours=3), tick=False):
        coordinator.post(at("places_hold", asked), {"place": other.pk, "hours": "2"})
    with scope(city_id=torino.pk):
        hold = Hold.objects.get()
        assert other in queries.free_places(tonight())
    # No job has run, and reading changes nothing.
    assert "Amina" not in body(coordinator.get(reverse("housing:requests"), {"show": "held"}))
    late = coordinator.post(at("hold_confirm", hold), {"place": [other.pk, "x"]})
    assert late.status_code == 409
    assert re.search(f'value="{other.pk}" required checked', body(late))
    assert end_holds_everywhere() == 1 and end_holds_everywhere() == 0
    with scope(city_id=torino.pk):
        hold.refresh_from_db()
        assert (hold.state, hold.ended_at) == (HoldState.EXPIRED, hold.expires_at)
        assert not Occupancy.objects.exists()
    for client in (outreach, coordinator):
        with scope(city_id=torino.pk, user_id=client.user.pk):
            kinds = [one.kind for one in notices_of(client.user.pk)]
            assert kinds.count("housing.hold_expired") == 1
        assert "housing/requests/" in body(client.get(reverse("notifications:notices")))
    late = coordinator.post(at("hold_confirm", hold), {"place": other.pk})
    assert late.status_code == 409
    assert re.search(f'value="{other.pk}" required checked', body(late))
    assert coordinator.post(at("place_give", asked), {"place": other.pk}).status_code == 302
    assert place.pk != other.pk


def test_the_party_of_a_request(by):
    amina, omar = make_family("Amina", "Omar")
    asked = make_request(amina, unnamed=1)
    add_to_party(request=asked, person=omar, was_unnamed=True, by=by)
    add_to_party(request=asked, person=omar, was_unnamed=True, by=by)
    asked.refresh_from_db()
    assert (asked.unnamed, RequestMember.objects.count()) == (0, 1)
    with pytest.raises(refusals.AlreadyInParty):
        add_to_party(request=asked, person=amina, was_unnamed=False, by=by)
    with pytest.raises(refusals.AlreadyAsked):
        add_to_party(request=make_request(), person=omar, was_unnamed=False, by=by)
    # A hold: the place of who leaves is held for nobody, and then for who is named.
    room = make_places(2)
    hold = hold_places(id=uuid7(), request=asked, places=room, by=by)
    take_from_party(request=asked, person_id=omar.pk, by=by)
    assert sorted(str(row.person_id) for row in queries.held_places(hold)) == sorted(
        [str(amina.pk), "None"]
    )
    sleeper = make_stay().person
    with pytest.raises(refusals.PersonHasPlace):
        add_to_party(request=asked, person=sleeper, was_unnamed=False, by=by)
    count_unnamed(request=asked, unnamed=1, by=by)
    # Withdrawn: what is held is free.
    withdraw_request(request=asked, by=by)
    assert not Occupancy.objects.filter(hold=hold).exists()
    for late in (
        lambda: take_from_party(request=asked, person_id=omar.pk, by=by),
        lambda: count_unnamed(request=asked, unnamed=0, by=by),
        lambda: hold_places(id=uuid7(), request=asked, places=room, by=by),
    ):
        with pytest.raises(refusals.RequestAnswered):
            late()


def test_what_holding_refuses(by):
    asked, (place, other) = make_request(), make_places(2)
    with pytest.raises(ValueError):
        hold_places(id=uuid7(), request=asked, places=[place], by=by, hours=49)
    hold = hold_places(id=uuid7(), request=asked, places=[place], by=by)
    with pytest.raises(refusals.AlreadyHeld):
        hold_places(id=uuid7(), request=asked, places=[other], by=by)
    with pytest.raises(refusals.PlaceTaken) as refused:
        hold_places(id=uuid7(), request=make_request(), places=[place], by=by)
    assert refused.value.next_place == other
    with pytest.raises(refusals.AlreadyHeld):
        refuse_request(request=asked, reason="no_place", by=by)
    release_hold(hold=hold, reason="mistake", by=by)
    with pytest.raises(refusals.HoldEnded):
        confirm_hold(hold=hold, by=by)
    tomorrow = tonight() + dt.timedelta(days=1)
    opening = make_places(structure=make_structure(opened_on=tomorrow))[0]
    with pytest.raises(refusals.PlaceClosed):
        hold_places(id=uuid7(), request=asked, places=[opening], by=by)
    # A held place is the request's own: giving another frees it.
    hold_places(id=uuid7(), request=asked, places=[place], by=by)
    give_place(request=asked, place=other, by=by)
    assert not Occupancy.objects.filter(place=place).exists()


def test_a_request_whose_nights_have_passed(by, coordinator):
    today = tonight()
    ago = timezone.now() - dt.timedelta(days=5)
    with time_machine.travel(ago, tick=False):
        late = make_request(from_on=tonight())
        over = make_request(from_on=tonight(), until_on=tonight() + dt.timedelta(days=2))
    place = make_places()[0]
    with pytest.raises(refusals.NightsPassed):
        give_place(request=over, place=place, by=by)
    with pytest.raises(refusals.NightsPassed):
        hold_places(id=uuid7(), request=over, places=[place], by=by)
    for asked in (late, over):
        assert coordinator.get(at("request_detail", asked)).status_code == 200
    assert give_place(request=late, place=place, by=by).started_on == today


def test_the_next_place_is_asked_from_the_end_of_this_one(torino, outreach):
    with scope(city_id=torino.pk):
        stay = make_stay(started_on=tonight() - dt.timedelta(days=100))
        home = make_places(structure=make_structure("housing_first"))[0]
    page = body(outreach.get(reverse("housing:request_new"), {"person": stay.person_id}))
    field = re.search(r'<input[^>]*name="from_on"[^>]*>', page).group()
    assert f'value="{stay.due_on.isoformat()}"' in field
    with scope(city_id=torino.pk):
        again = make_request(stay.person, from_on=stay.due_on)
        next_stay = give_place(request=again, place=home, by=make_user())
        assert (next_stay.started_on, next_stay.due_on) == (stay.due_on, None)


def test_pages_of_requests_cost_the_same_with_more_rows(torino, coordinator):
    def fill(people):
        for number in range(people):
            family = [make_minor(age=8) for _ in range(2)]
            asked = make_request(members=family, unnamed=1)
            if number % 2:
                hold_places(id=uuid7(), request=asked, places=make_places(2), by=coordinator.user)

    addresses = [f"{reverse('housing:requests')}?show={show}" for show in ("", "held", "mine")]
    with scope(city_id=torino.pk):
        fill(2)
        make_places(2)
        asked = make_request(members=[make_minor(age=8)])
    addresses.append(at("request_detail", asked))
    addresses.append(f"{reverse('housing:request_new')}?person={asked.person_id}")
    before = [count(coordinator, address) for address in addresses]
    with scope(city_id=torino.pk):
        fill(4)
        make_places(5)
        ask_for_place(id=uuid7(), person=make_person(), from_on=tonight(), by=coordinator.user)
    after = [count(coordinator, address) for address in addresses]
    assert before == after
    assert max(after) <= MOST_A_PAGE, after
