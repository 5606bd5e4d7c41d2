"""Pages of housing: who sees what, what each deed answers, what a page costs."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from lgnet.audit.models import AuditEvent
from lgnet.housing.actions.stays import record_arrival
from lgnet.housing.enums import EndReason, RequestState
from lgnet.housing.models import Occupancy, PlacementRequest, Stay
from lgnet.housing.views.board import RECORDED_KEY
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.enums import BirthPrecision
from lgnet.ui.actions import save_draft
from tests.factories.housing import make_places, make_request, make_stay, make_structure
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(sign_in, torino):
    return sign_in(Role.HOUSING_COORDINATOR, torino)


@pytest.fixture
def outreach(sign_in, torino):
    return sign_in(Role.OUTREACH_WORKER, torino)


def body(response):
    return response.content.decode()


def test_the_board_names_people_to_who_gives_places_only(torino, coordinator, outreach):
    with scope(city_id=torino.pk):
        house = make_structure(name="Casa Aurora")
        places = make_places(3, structure=house)
        stay = make_stay(place=places[0], person=make_person("Amina Esempio"))
        make_places(1, structure=house, available_until=tonight() - dt.timedelta(days=2))
        make_places(1, structure=house, available_until=tonight() - dt.timedelta(days=90))
    seen = body(coordinator.get(reverse("housing:board")))
    assert "Amina Esempio" in seen and "Casa Aurora" in seen
    assert seen.count("hs-free") == 2 and seen.count("hs-expected") == 1
    with scope(city_id=torino.pk):
        record_arrival(stay=stay, by=coordinator.user)
    seen = body(coordinator.get(reverse("housing:board")))
    assert seen.count("hs-free") == 2 and seen.count("hs-taken") == 1
    assert seen.count("hs-closed") == 1
    unnamed = body(outreach.get(reverse("housing:board")))
    assert "Casa Aurora" in unnamed and "Amina" not in unnamed
    assert unnamed.count("hs-free") == 2


def test_the_board_renews_itself_without_the_frame_and_without_audit(torino, coordinator):
    with scope(city_id=torino.pk):
        make_stay()
    whole = coordinator.get(reverse("housing:board"))
    part = coordinator.get(reverse("housing:board"), headers={"HX-Request": "true"})
    assert "<html" not in body(part)
    again = r'<div id="board".*</section>'

    def same(text):
        return re.search(again, text, re.S).group().split("hs-asof")[0]

    assert same(body(part)) == same(body(whole))
    with scope(city_id=torino.pk):
        assert AuditEvent.objects.filter(verb="housing.board_viewed").count() == 1


def test_a_part_asked_alone_is_recorded_once_a_night(torino, coordinator):
    with scope(city_id=torino.pk):
        make_stay(person=make_person("Amina"))

    def recorded():
        part = coordinator.get(reverse("housing:board"), headers={"HX-Request": "true"})
        assert "Amina" in body(part)
        with scope(city_id=torino.pk):
            return AuditEvent.objects.filter(verb="housing.board_viewed").count()

    assert (recorded(), recorded()) == (1, 1)
    session = coordinator.session
    session[RECORDED_KEY] = [session[RECORDED_KEY][0], "2020-01-01"]
    session.save()
    assert (recorded(), recorded()) == (2, 2)


def test_who_gives_no_places_is_not_recorded_on_the_board(torino, outreach):
    outreach.get(reverse("housing:board"), headers={"HX-Request": "true"})
    with scope(city_id=torino.pk):
        assert not AuditEvent.objects.filter(verb="housing.board_viewed").exists()


def test_a_place_whose_stay_ran_over_is_to_check_for_every_role(torino, coordinator, outreach):
    with scope(city_id=torino.pk):
        over, free = make_places(2)
        stay = make_stay(
            place=over,
            person=make_person("Amina Esempio"),
            started_on=tonight() - dt.timedelta(days=250),
        )
        asked = make_request()
    for client in (coordinator, outreach):
        for address in (reverse("housing:board"), reverse("ui:home")):
            seen = " ".join(body(client.get(address)).split())
            assert "liberi 1 su 2 · 1 da controllare" in seen
        seen = body(client.get(reverse("housing:board")))
        assert seen.count("hs-to_check") == 1
        assert seen.count("hs-free") == 1
        assert ("Amina" in seen) == (client is coordinator)
    page = body(coordinator.get(reverse("housing:request_detail", args=[asked.pk])))
    assert str(free.pk) in page and str(over.pk) not in page
    assert "1 posto è da controllare" in page
    refused = give(coordinator, asked, over)
    assert refused.status_code == 409 and "Prima chiudi quella permanenza" in body(refused)
    assert re.search(f'value="{free.pk}"[^>]* checked', body(refused))
    coordinator.post(
        reverse("housing:stay_end", args=[stay.pk]),
        {"on": tonight().isoformat(), "reason": EndReason.TERM_REACHED},
    )
    seen = body(outreach.get(reverse("housing:board")))
    assert seen.count("hs-free") == 2 and "da controllare" not in seen
    assert give(coordinator, asked, over).status_code == 302


def ask(client, person, **fields):
    data = {"id": uuid7(), "person": person.pk, "from_on": tonight().isoformat(), **fields}
    return client.post(reverse("housing:request_new"), data)


def test_asking_twice_with_one_form_asks_once(torino, outreach):
    with scope(city_id=torino.pk):
        person = make_person()
    chosen = {"id": uuid7(), "urgency": ["children", "street_tonight"], "note": "un passeggino"}
    first, second = ask(outreach, person, **chosen), ask(outreach, person, **chosen)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    with scope(city_id=torino.pk):
        asked = PlacementRequest.objects.get()
        assert asked.asked_by == outreach.user
        assert sorted(asked.urgency) == ["children", "street_tonight"]


def test_a_second_request_says_who_asked_and_when(torino, outreach, coordinator):
    with scope(city_id=torino.pk):
        person = make_person()
    assert ask(outreach, person).status_code == 302
    refused = ask(coordinator, person)
    assert refused.status_code == 422
    assert outreach.user.full_name in body(refused)
    page = coordinator.get(reverse("housing:request_new"), {"person": person.pk})
    assert outreach.user.full_name in body(page)


@pytest.mark.parametrize(
    ("kept", "shown"), [(-1, 0), (0, 0), (3, 3), (None, 0)], ids=["past", "now", "later", "broken"]
)
def test_a_draft_brings_no_night_back_that_has_passed(torino, outreach, kept, shown):
    with scope(city_id=torino.pk, user_id=outreach.user.pk):
        person = make_person()
        day = "" if kept is None else (tonight() + dt.timedelta(days=kept)).isoformat()
        save_draft(
            form_key=f"housing.request:{person.pk}",
            fields={"from_on": [day], "note": ["un passeggino"]},
            by=outreach.user,
            page_made_at=timezone.now(),
        )
    page = body(outreach.get(reverse("housing:request_new"), {"person": person.pk}))
    wanted = (tonight() + dt.timedelta(days=shown)).isoformat()
    field = re.search(r'<input[^>]*name="from_on"[^>]*>', page).group()
    assert f'value="{wanted}"' in field and "un passeggino" in page


@pytest.mark.parametrize("fields", [{"from_on": "2020-01-01"}, {"urgency": ["vip"]}, {"id": "x"}])
def test_a_wrong_request_is_shown_again(torino, outreach, fields):
    with scope(city_id=torino.pk):
        person = make_person()
    assert ask(outreach, person, **fields).status_code == 422
    with scope(city_id=torino.pk):
        assert not PlacementRequest.objects.exists()


def test_outreach_sees_own_requests_only(torino, outreach, coordinator):
    with scope(city_id=torino.pk):
        mine = make_request(make_person("Mia"), by=outreach.user)
        other = make_request(make_person("Altrui"))
    listed = body(outreach.get(reverse("housing:requests")))
    assert "Mia" in listed and "Altrui" not in listed
    assert outreach.get(reverse("housing:request_detail", args=[mine.pk])).status_code == 200
    assert outreach.get(reverse("housing:request_detail", args=[other.pk])).status_code == 404
    listed = body(coordinator.get(reverse("housing:requests")))
    assert "Mia" in listed and "Altrui" in listed


def test_requests_stand_by_named_reason_then_by_waiting(torino, coordinator):
    moments = [
        ("quarta", []),
        ("terza", ["street_tonight"]),
        ("prima", ["children", "eviction", "street_tonight"]),
        ("seconda", ["health_risk"]),
        ("quinta", []),
    ]
    with scope(city_id=torino.pk):
        for hour, (name, urgency) in enumerate(moments):
            with time_machine.travel(dt.datetime(2026, 5, 1, hour, tzinfo=dt.UTC), tick=False):
                make_request(make_person(name), urgency=urgency)
    page = body(coordinator.get(reverse("housing:requests")))
    order = re.findall(r"<bdi>(\w+)</bdi></a></th>", page)
    assert order == ["prima", "seconda", "terza", "quarta", "quinta"]


def give(client, asked, place, **fields):
    return client.post(
        reverse("housing:place_give", args=[asked.pk]), {"place": place.pk, **fields}
    )


def test_give_end_and_take_back(torino, coordinator):
    with scope(city_id=torino.pk):
        asked, (place, _) = make_request(make_person("Amina")), make_places(2)
    page = body(coordinator.get(reverse("housing:request_detail", args=[asked.pk])))
    assert str(place.pk) in page
    given = give(coordinator, asked, place)
    assert give(coordinator, asked, place)["Location"] == given["Location"]
    with scope(city_id=torino.pk):
        stay = Stay.objects.get()
    assert given["Location"] == reverse("housing:stay_detail", args=[stay.pk])
    assert "Amina" in body(coordinator.get(given["Location"]))
    ended = coordinator.post(
        reverse("housing:stay_end", args=[stay.pk]),
        {"on": tonight().isoformat(), "reason": EndReason.OWN_HOME},
        follow=True,
    )
    offer = re.search(r"/undo/([0-9a-f-]{36})/", body(ended)).group(1)
    with scope(city_id=torino.pk):
        assert not Occupancy.objects.exists()
    coordinator.post(reverse("ui:undo", args=[offer]))
    with scope(city_id=torino.pk):
        assert Occupancy.objects.get().place_id == place.pk
        assert Stay.objects.get().ended_on is None


def test_who_asked_reads_where_to_take_the_person(torino, outreach, coordinator):
    with scope(city_id=torino.pk):
        person = make_person("Amina")
        house = make_structure(name="Casa Aurora", address="Via Lontana 7")
        asked, place = make_request(person, by=outreach.user), make_places(1, structure=house)[0]
    given = give(coordinator, asked, place)
    with scope(city_id=torino.pk):
        stay = Stay.objects.get()
    for client, address in [
        (outreach, reverse("housing:request_detail", args=[asked.pk])),
        (outreach, reverse("people:detail", args=[person.pk])),
        (coordinator, given["Location"]),
    ]:
        page = body(client.get(address))
        assert "Casa Aurora" in page and "Via Lontana 7" in page
        assert place.unit.name in page
        nights = re.search(r"<div>(?:(?!</div>).)*– .*?</div>", page, re.S).group()
        for day in (stay.started_on, stay.due_on):
            assert day.isoformat() in nights
    page = body(outreach.get(reverse("housing:request_detail", args=[asked.pk])))
    assert reverse("housing:stay_detail", args=[stay.pk]) not in page


def test_undo_after_the_place_was_given_again_says_so(torino, coordinator):
    with scope(city_id=torino.pk):
        place = make_places()[0]
        stay = make_stay(place=place)
    ended = coordinator.post(
        reverse("housing:stay_end", args=[stay.pk]),
        {"on": tonight().isoformat(), "reason": EndReason.OTHER},
        follow=True,
    )
    with scope(city_id=torino.pk):
        make_stay(place=place)
    offer = re.search(r"/undo/([0-9a-f-]{36})/", body(ended)).group(1)
    told = coordinator.post(reverse("ui:undo", args=[offer]), follow=True)
    assert "lg-warn" in body(told)
    with scope(city_id=torino.pk):
        assert Stay.objects.get(pk=stay.pk).ended_on == tonight()


def test_a_lost_race_shows_the_next_free_place(torino, coordinator):
    with scope(city_id=torino.pk):
        asked, (place, other) = make_request(), make_places(2)
        make_stay(place=place)
    lost = give(coordinator, asked, place)
    assert lost.status_code == 409
    assert re.search(f'value="{other.pk}"[^>]* checked', body(lost))
    with scope(city_id=torino.pk):
        make_stay(place=other)
    full = give(coordinator, asked, place)
    assert full.status_code == 409


def test_nothing_chosen_is_asked_again(torino, coordinator):
    with scope(city_id=torino.pk):
        asked = make_request()
        make_places()
    address = reverse("housing:place_give", args=[asked.pk])
    assert coordinator.post(address, {}).status_code == 422
    assert coordinator.post(address, {"place": "x"}).status_code == 422
    assert coordinator.post(address, {"place": uuid7()}).status_code == 404


def test_a_minor_needs_a_word_about_the_family(torino, coordinator):
    with scope(city_id=torino.pk):
        child = make_person(
            birth_date=dt.date(tonight().year - 10, 1, 1),
            birth_precision=BirthPrecision.YEAR,
            birth_answer=Answer.KNOWN,
        )
        asked, place = make_request(child), make_places()[0]
    page = body(coordinator.get(reverse("housing:request_detail", args=[asked.pk])))
    assert "is_accompanied" in page
    assert give(coordinator, asked, place).status_code == 409
    assert give(coordinator, asked, place, is_accompanied="on").status_code == 302


def test_refuse_with_a_reason_and_take_it_back(torino, coordinator):
    with scope(city_id=torino.pk):
        asked = make_request()
    address = reverse("housing:request_refuse", args=[asked.pk])
    assert coordinator.post(address, {}).status_code == 422
    told = coordinator.post(address, {"reason": "no_place"}, follow=True)
    with scope(city_id=torino.pk):
        asked.refresh_from_db()
        assert (asked.state, asked.refusal_reason) == (RequestState.REFUSED, "no_place")
    offer = re.search(r"/undo/([0-9a-f-]{36})/", body(told)).group(1)
    coordinator.post(reverse("ui:undo", args=[offer]))
    with scope(city_id=torino.pk):
        asked.refresh_from_db()
        assert asked.state == RequestState.OPEN and asked.refusal_reason is None


def test_an_answered_request_is_answered_once(torino, coordinator):
    with scope(city_id=torino.pk):
        asked, place = make_request(), make_places()[0]
    coordinator.post(reverse("housing:request_withdraw", args=[asked.pk]))
    coordinator.post(reverse("housing:request_refuse", args=[asked.pk]), {"reason": "no_place"})
    assert give(coordinator, asked, place).status_code == 302
    with scope(city_id=torino.pk):
        asked.refresh_from_db()
        assert asked.state == RequestState.WITHDRAWN
        assert not Stay.objects.exists()


def test_only_who_gives_places_gives_ends_and_reads_stays(torino, outreach):
    with scope(city_id=torino.pk):
        asked = make_request(by=outreach.user)
        places = make_places(2)
        stay = make_stay(place=places[1])
    assert give(outreach, asked, places[0]).status_code == 403
    for name, pk in [("stay_detail", stay.pk), ("stay_end", stay.pk)]:
        assert outreach.get(reverse(f"housing:{name}", args=[pk])).status_code == 403
    assert outreach.get(reverse("housing:stays")).status_code == 403
    refuse = reverse("housing:request_refuse", args=[asked.pk])
    assert outreach.post(refuse, {"reason": "no_place"}).status_code == 403


@pytest.mark.parametrize("show", ["running", "soon", "overdue", "ended", "nonsense"])
def test_stays_by_their_time_limit(torino, coordinator, show):
    today = tonight()
    with scope(city_id=torino.pk):
        for days, name in [(10, "Corrente"), (170, "Vicino"), (250, "Oltre")]:
            make_stay(person=make_person(name), started_on=today - dt.timedelta(days=days))
        ended = make_stay(person=make_person("Finito"))
    coordinator.post(
        reverse("housing:stay_end", args=[ended.pk]),
        {"on": today.isoformat(), "reason": EndReason.OTHER},
    )
    page = body(coordinator.get(reverse("housing:stays"), {"show": show}))
    running = {"Corrente", "Vicino", "Oltre"}
    wanted = {"soon": {"Vicino"}, "overdue": {"Oltre"}, "ended": {"Finito"}}.get(show, running)
    assert {name for name in running | {"Finito"} if f"<bdi>{name}</bdi></a>" in page} == wanted


def test_pages_of_stays_by_key(torino, coordinator):
    with scope(city_id=torino.pk):
        place_list = make_places(45)
        for place in place_list:
            make_stay(place=place)
    address, found = reverse("housing:stays"), []
    while address:
        page = body(coordinator.get(address))
        found += re.findall(r'href="/housing/stays/([0-9a-f-]{36})/"', page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        address = reverse("housing:stays") + older.group(1).replace("&amp;", "&") if older else ""
    assert len(found) == len(set(found)) == 45
