"""The life of a stay: arrival, house rules, visitors, incidents, belongings, departure, return."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from lgnet.audit.models import AuditEvent
from lgnet.housing import queries, rules, rules_nights
from lgnet.housing.actions.placing import give_places
from lgnet.housing.actions.stays import end_stay, move_stay, record_arrival
from lgnet.housing.enums import EndReason, OccupancyKind, Term
from lgnet.housing.models import (
    Belonging,
    HouseRules,
    Incident,
    Occupancy,
    RulesSignature,
    Stay,
    Visitor,
)
from lgnet.housing.queries.returns import returned, stay_before
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import ITALY, tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.actions.links import decide_pair
from lgnet.people.enums import Ability, BirthPrecision, Verdict
from lgnet.people.models import PersonLanguage
from tests import budget
from tests.factories.housing import make_places, make_request, make_stay, make_structure
from tests.factories.people import make_person
from tests.pages import page, send, undo_last

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(sign_in, torino):
    return sign_in(Role.HOUSING_COORDINATOR, torino)


@pytest.fixture
def stay(torino, coordinator):
    with scope(city_id=torino.pk, user_id=coordinator.user.pk):
        person = make_person("Amina", language="ful", language_answer=Answer.KNOWN)
        return make_stay(place=make_places(2)[0], person=person)


@pytest.fixture
def inside(torino, coordinator, stay):
    def enter():
        return scope(city_id=torino.pk, user_id=coordinator.user.pk)

    return enter


def url(name, *arguments):
    return reverse(f"housing:{name}", args=arguments)


def test_from_arrival_to_departure(coordinator, stay, inside):
    address = url("stay_detail", stay.pk)
    assert "Expected: not here yet" in page(coordinator, address)
    assert "Amina" in page(coordinator, url("stays") + "?show=expected")
    send(coordinator, url("stay_arrive", stay.pk), {})
    assert "A mistake: not here yet" in page(coordinator, address)
    undo_last(coordinator)
    with inside():
        assert Occupancy.objects.get(stay=stay).kind == OccupancyKind.BOOKING
    send(coordinator, url("stay_arrive", stay.pk), {})
    send(coordinator, url("stay_arrive", stay.pk), {"retract": "yes"})
    send(coordinator, url("stay_arrive", stay.pk), {})
    with inside():
        assert Occupancy.objects.get(stay=stay).kind == OccupancyKind.STAY

    # Visitors, things kept, incidents: sent twice, written once.
    visit = {"id": str(uuid7()), "name": "Zia  Rosa"}
    thing = {"id": str(uuid7()), "what": "Una valigia rossa"}
    other = {"id": str(uuid7()), "what": "Un telefono"}
    happened = {
        "id": str(uuid7()),
        "house": str(stay.structure_id),
        "stay": str(stay.pk),
        "kind": "health",
        "happened_at": (dt.datetime.now(ITALY) - dt.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        "called": ["ambulance", "on_call"],
        "story": "Febbre alta.",
    }
    for _ in range(2):
        send(coordinator, url("visitor_in", stay.pk), visit)
        send(coordinator, url("belonging_in", stay.pk), thing)
        send(coordinator, url("incident_new"), happened)
    send(coordinator, url("belonging_in", stay.pk), other)
    send(coordinator, url("visitor_in", stay.pk), {"id": str(uuid7()), "name": ""}, 422)
    both = happened | {"id": str(uuid7()), "called": ["nobody", "police"]}
    assert "Either nobody" in send(coordinator, url("incident_new"), both, 422).content.decode()
    later = dt.datetime.now(ITALY) + dt.timedelta(hours=1)
    to_come = happened | {"happened_at": later.strftime("%Y-%m-%dT%H:%M")}
    send(coordinator, url("incident_new"), to_come, 422)
    with inside():
        visitor, incident = Visitor.objects.get(), Incident.objects.get()
        assert visitor.name == "Zia Rosa" and incident.story == "Febbre alta."
        kept = Belonging.objects.get(pk=thing["id"])
    summary = page(coordinator, address)
    assert "1 visitor inside" in summary and "2 things kept" in summary
    life = page(coordinator, url("stay_life", stay.pk))
    assert "Zia Rosa" in life and "Una valigia rossa" in life and "Ambulance" in life
    listed = page(coordinator, f"{url('incidents')}?house={stay.structure_id}")
    assert "Febbre alta." in listed and "Amina" in listed
    for _ in range(2):
        send(coordinator, url("visitor_out", visitor.pk), {"back": "stay"})
    assert budget.count(coordinator, address) <= budget.MOST_A_PAGE
    assert budget.count(coordinator, url("stay_life", stay.pk)) <= budget.MOST_A_PAGE

    # Departure: what is still kept is said, and what is given back is written down.
    form = page(coordinator, url("stay_end", stay.pk))
    assert "The house still keeps things of theirs" in form and "Un telefono" in form
    left = {
        "on": tonight().isoformat(),
        "reason": EndReason.FAMILY_OR_FRIENDS,
        "destination_value": "12",
        "destination_answer": "declined",
        "forwarding": "+39 333 1234567",
        "returned": [str(kept.pk)],
    }
    send(coordinator, url("stay_end", stay.pk), left, 422)
    send(coordinator, url("stay_end", stay.pk), left | {"destination_answer": ""})
    seen = page(coordinator, address)
    assert "The house still keeps 1 thing of theirs." in seen
    assert "With family or friends for a while" in seen and "+39 333 1234567" in seen
    with inside():
        assert Belonging.objects.get(pk=kept.pk).returned_by == coordinator.user
    undo_last(coordinator)
    with inside():
        again = Stay.objects.get(pk=stay.pk)
        assert (again.ended_on, again.destination) == (None, None) and not again.forwarding
    home = left | {"destination_value": "0", "destination_answer": "", "returned": []}
    send(coordinator, url("stay_end", stay.pk), home)
    with inside():
        again = Stay.objects.get(pk=stay.pk)
        assert (again.destination, again.destination_answer) == (0, Answer.KNOWN)


@pytest.mark.parametrize("answer", [Answer.DECLINED, Answer.UNKNOWN, Answer.NOT_ASKED])
def test_where_they_live_now_may_stay_open(coordinator, stay, inside, answer):
    left = {"on": tonight().isoformat(), "reason": "other", "destination_answer": answer}
    send(coordinator, url("stay_end", stay.pk), left)
    with inside():
        ended = Stay.objects.get(pk=stay.pk)
        assert (ended.destination, ended.destination_answer) == (None, answer)


def test_house_rules_in_a_language_they_read(coordinator, stay, inside):
    address = url("rules_paper", stay.pk)
    assert "No house rules yet" in page(coordinator, address)
    with inside():
        for language, text in (
            ("ita", "Silenzio."),
            ("eng", "Quiet."),
            ("ara", "هدوء."),
            ("fra", "Silence."),
        ):
            HouseRules.objects.create(
                structure=stay.structure, language=language, version=1, text=text
            )
    both = page(coordinator, address)
    assert both.count("hs-paper") == 2 and "Silenzio." in both and "Quiet." in both
    with inside():
        PersonLanguage.objects.create(person=stay.person, language="fra", reads=Ability.LITTLE)
        PersonLanguage.objects.create(person=stay.person, language="ara", reads=Ability.YES)
    arabic = page(coordinator, address)
    assert arabic.count("hs-paper") == 1 and 'lang="ar" dir="auto"' in arabic
    assert 'class="hs-sign" lang="ar" dir="rtl"' in arabic
    assert "Silence." in page(coordinator, address + "?language=fra")
    with inside():
        paper = HouseRules.objects.get(language="ara")
    today = dt.datetime.now(ITALY).date()
    signed = {"rules": str(paper.pk), "explained_in": "ful", "signed_on": today.isoformat()}
    tomorrow = signed | {"signed_on": (today + dt.timedelta(days=1)).isoformat()}
    send(coordinator, address, tomorrow, 422)
    for _ in range(2):
        send(coordinator, address, signed)
    detail = url("stay_detail", stay.pk)
    assert "Signed" in page(coordinator, detail)
    with inside():
        one = RulesSignature.objects.get()
        assert (one.rules, one.explained_in, one.recorded_by) == (paper, "ful", coordinator.user)
        HouseRules.objects.create(
            structure=stay.structure, language="ara", version=2, text="هدوء بعد العاشرة."
        )
    assert "An older version was signed" in page(coordinator, detail)


def test_which_language_is_printed():
    choose = rules_nights.rules_languages
    all_ = ["ara", "eng", "fra", "ita"]
    assert choose(available=all_, preferred="ara", reads=["fra"]) == ["ara"]
    assert choose(available=all_, preferred="ful", reads=["ron", "fra"]) == ["fra"]
    assert choose(available=all_, preferred=None, reads=[]) == ["ita", "eng"]
    assert choose(available=["fra"], preferred=None, reads=[]) == ["fra"]
    assert choose(available=[], preferred="ara", reads=[]) == []


def test_who_came_back(coordinator, stay, inside):
    """Out on 1 May, back on 20 May; a transfer goes on, and a linked record counts."""
    with inside():
        place, other = make_places(2)
        person = make_person("Bruno")

        def slept(first, last, reason, place=place, person=person):
            made = make_stay(place=place, person=person, started_on=first)
            with time_machine.travel(dt.datetime.combine(last, dt.time(9), tzinfo=ITALY)):
                end_stay(stay=made, on=last, reason=reason, by=coordinator.user)
            return made

        day = dt.date
        first = slept(day(2026, 4, 1), day(2026, 5, 1), EndReason.LEFT_UNTOLD)
        slept(day(2026, 5, 10), day(2026, 5, 10), EndReason.NEVER_CAME)
        second = slept(day(2026, 5, 20), day(2026, 6, 1), EndReason.OTHER_STRUCTURE)
        third = make_stay(place=other, person=person, started_on=day(2026, 6, 1))
        assert stay_before(first) is None and stay_before(third) is None
        assert stay_before(second) == first
        found = returned(queries.stays())
        assert [(one.pk, one.left_before) for one in found] == [(second.pk, day(2026, 5, 1))]
        long_after = slept(day(2026, 1, 1), day(2026, 1, 5), EndReason.OTHER, person=stay.person)
        assert stay_before(stay) == long_after
        twin = make_person("Amina B.")
        own = slept(day(2026, 2, 1), day(2026, 2, 9), EndReason.OTHER, person=twin)
        decide_pair(
            one_id=stay.person_id,
            other_id=twin.pk,
            verdict=Verdict.SAME,
            by=coordinator.user,
            seen="",
        )
        assert stay_before(stay) == own
        left = tonight() - dt.timedelta(days=18)
        back = make_stay(
            place=make_places()[0],
            person=make_person("Dina"),
            started_on=left - dt.timedelta(days=2),
        )
        with time_machine.travel(dt.datetime.combine(left, dt.time(9), tzinfo=ITALY)):
            record_arrival(stay=back, by=coordinator.user)
            end_stay(stay=back, on=left, reason=EndReason.OTHER, by=coordinator.user)
        again = make_stay(place=place, person=back.person)
    assert "Dina" not in page(coordinator, url("stays") + "?show=returned")
    with inside():
        record_arrival(stay=again, by=coordinator.user)
    seen = page(coordinator, url("stay_detail", second.pk))
    assert "Came back within 30 days" in seen
    listed = page(coordinator, url("stays") + "?show=returned")
    assert "Dina" in listed and "Bruno" not in listed, "one has ended, one is a transfer"


def test_terms_with_an_expected_guest(stay, inside):
    with inside():
        found = queries.stays().get(pk=stay.pk)
        assert found.is_expected
        record_arrival(stay=stay, by=stay.given_by)
        assert not queries.stays().get(pk=stay.pk).is_expected

    due, night = dt.date(2026, 9, 1), dt.date(2026, 3, 1)
    term = rules.term(due=due, ended_on=None, tonight=night, is_expected=True)
    assert term == Term.EXPECTED
    over = rules.term(due=due, ended_on=None, tonight=due, is_expected=True)
    assert over == Term.OVERDUE


def test_a_minor_is_not_moved_beside_strangers(coordinator, stay, inside):
    with inside():
        house = make_structure()
        family, strangers = make_places(2, structure=house), make_places(3, structure=house)
        child = make_person(
            "Omar",
            birth_date=dt.date.today() - dt.timedelta(days=9 * 365),
            birth_precision=BirthPrecision.EXACT,
            birth_answer=Answer.KNOWN,
        )
        mother = make_person("Mina")
        request = make_request(mother, members=[child], by=coordinator.user)
        beds = {mother.pk: family[0], child.pk: family[1]}
        moms, childs = give_places(request=request, beds=beds, by=coordinator.user)
        make_stay(place=strangers[0])
        moved = {"place": str(strangers[1].pk)}
    refused = send(coordinator, url("stay_move", childs.pk), moved, 409).content.decode()
    assert "Others sleep in this room" in refused and "The family knows" in refused
    send(coordinator, url("stay_move", childs.pk), moved | {"accepts_strangers": "on"})
    send(coordinator, url("stay_move", moms.pk), {"place": str(strangers[2].pk)})
    with inside():
        move = AuditEvent.objects.filter(verb="housing.stay_moved", target_id=str(childs.pk)).get()
        assert move.detail["accepts_strangers"] is True
        end = {"on": tonight(), "reason": EndReason.OTHER, "by": coordinator.user}
        end_stay(
            stay=Stay.objects.get(person=Occupancy.objects.get(place=strangers[0]).person), **end
        )
        mover = Stay.objects.get(pk=childs.pk)
        move_stay(stay=mover, place=family[1], by=coordinator.user)
        move_stay(stay=mover, place=strangers[0], by=coordinator.user)
