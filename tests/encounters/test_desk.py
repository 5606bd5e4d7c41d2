"""A morning at the desk: tickets, two who call at once, a conversation, appointments."""

import datetime as dt
import re
import threading

import pytest
import time_machine
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from lgnet.encounters.actions.queue import arrive
from lgnet.encounters.models import Appointment, Encounter, Reminder, Visit
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.budget import count
from tests.encounters.pages import ENGLISH, page
from tests.factories.desk import (
    make_appointment,
    make_desk,
    make_interpreter,
    make_room,
    make_visit,
    make_working_hours,
)
from tests.factories.directory import make_exception, make_site
from tests.factories.papers import make_paper_item, make_paper_mark, make_papers
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

MORNING = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def desk(torino):
    with scope(city_id=torino.pk):
        found = make_desk(name="Sportello")
        make_room(found, name="Stanza 1")
        make_room(found, name="Stanza 2")
        return found


def at(name, *args):
    return reverse(f"encounters:{name}", args=args)


def rooms(desk, torino):
    with scope(city_id=torino.pk):
        return [str(pk) for pk in desk.rooms.order_by("name").values_list("pk", flat=True)]


def test_a_morning_from_the_door_to_the_end_of_a_conversation(sign_in, torino, desk):
    door = sign_in(Role.RECEPTION_VOLUNTEER, torino)
    first, second = sign_in(Role.DESK_OPERATOR, torino), sign_in(Role.CASE_MANAGER, torino)
    form = {"id": str(uuid7()), "called_name": "Amina", "language": "wol"}
    for _again in range(2):
        given = door.post(at("reception", desk.pk), form)
        assert given["location"].endswith("?ticket=1")
    door.post(at("reception", desk.pk), {"id": str(uuid7()), "called_name": "Bilal"})
    # Sent again with another name: the first one stands.
    other = door.post(at("reception", desk.pk), form | {"called_name": "Carla"})
    assert other.status_code == 409

    one, two = rooms(desk, torino)
    first.post(at("desk_next", desk.pk), {"room": one})
    with scope(city_id=torino.pk):
        amina = Visit.objects.get(number=1)
    assert (amina.state, amina.called_by) == ("called", first.user)
    told = second.post(
        at("visit_call", amina.pk), {"room": two}, headers=ENGLISH, follow=True
    ).content.decode()
    assert f"{first.user.full_name} called number 1" in told
    assert "Stanza 1" in told

    wall = page(door, at("wall", desk.pk))
    assert "Stanza 1" in wall
    assert "Amina" not in wall and "Bilal" not in wall

    first.post(at("visit_take", amina.pk))
    first.post(at("visit_take", amina.pk))
    first.post(at("visit", amina.pk), {"services": ["information", "legal_protection"]})
    first.post(at("visit", amina.pk), {"services": ["language_course"]})
    first.post(at("visit_finish", amina.pk))
    with scope(city_id=torino.pk):
        met = Encounter.objects.get()
        amina.refresh_from_db()
        assert (met.setting, met.language, amina.encounter) == ("desk", "wol", met)
        assert met.services_given.count() == 3
        assert amina.state == "done"
        bilal = Visit.objects.get(number=2)
    # No-show, and back into the line with the number kept.
    second.post(at("visit_call", bilal.pk), {"room": two})
    second.post(at("visit_move", bilal.pk), {"to": "no_show"})
    second.post(at("visit_move", bilal.pk), {"to": "back"})
    with scope(city_id=torino.pk):
        bilal.refresh_from_db()
    assert (bilal.state, bilal.number, bilal.ended_at) == ("waiting", 2, None)


def test_reception_sees_names_and_numbers_and_no_word_of_a_dossier(sign_in, torino, desk):
    door, worker = sign_in(Role.RECEPTION_VOLUNTEER, torino), sign_in(Role.DESK_OPERATOR, torino)
    form = {"id": str(uuid7()), "called_name": "Amina", "language": "wol", "need": "health"}
    worker.post(at("reception", desk.pk), form)
    for address in (at("receptions"), at("reception", desk.pk), at("wall", desk.pk)):
        text = door.get(address, headers=ENGLISH, follow=True).content.decode().lower()
        # Languages to choose from are no facts about anybody.
        main = re.sub(
            r"<option.*?</option>",
            "",
            text.partition("<main")[2].partition("</main>")[0],
            flags=re.S,
        )
        links = set(re.findall(r'(?:a|form|div)\b[^>]* (?:href|action|hx-get)="(/[^"]*)"', main))
        assert all(link.startswith(at("receptions")) for link in links), links
        words = re.sub(r"<[^>]+>", " ", main)
        for word in ("wolof", "health", "person", "need", "case", "contact", "dossier"):
            assert word not in words, (address, word)
    assert "need" not in door.get(at("reception", desk.pk)).context["form"].fields
    for closed in (at("desks"), at("desk_queue", desk.pk), at("appointments")):
        assert door.get(closed).status_code == 403


def test_the_queue_says_which_papers_were_brought_without_a_statement_a_line(sign_in, torino, desk):
    worker = sign_in(Role.DESK_OPERATOR, torino)

    def come(names):
        with scope(city_id=torino.pk):
            for name in names:
                person = make_person(name)
                papers = make_papers(person=person, recorded_by=worker.user)
                for _more in range(2):
                    make_paper_item(paper_list=papers.paper_list)
                item = papers.paper_list.items.order_by("pk").first()
                make_paper_mark(papers=papers, item=item, state="brought")
                booked = make_appointment(person=person, recorded_by=worker.user)
                make_visit(desk, appointment=booked, called_name=name)

    address = at("desk_queue", desk.pk)
    come(["Amina"])
    assert "1 of 2 brought" in page(worker, address) or "1 of 3 brought" in page(worker, address)
    few = count(worker, address)
    come([f"Nome {number}" for number in range(10)])
    assert page(worker, address).count("brought") == 11
    assert count(worker, address) == few < 12
    door = sign_in(Role.RECEPTION_VOLUNTEER, torino)
    assert "brought" not in page(door, at("reception", desk.pk))


def test_eighty_in_the_queue_take_fewer_than_twelve_statements(sign_in, torino, desk):
    worker = sign_in(Role.DESK_OPERATOR, torino)
    with scope(city_id=torino.pk, user_id=worker.user.pk):
        for number in range(80):
            arrive(id=uuid7(), desk_id=desk.pk, by=worker.user, called_name=f"Nome {number}")
    assert page(worker, at("desk_queue", desk.pk)).count("Nome ") == 80
    assert count(worker, at("desk_queue", desk.pk)) < 12


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_twin_when_two_doors_give_them_at_once(torino, desk, sign_in):
    user = sign_in(Role.RECEPTION_VOLUNTEER, torino).user
    problems = []

    def door():
        try:
            for _turn in range(8):
                with scope(city_id=torino.pk, user_id=user.pk):
                    arrive(id=uuid7(), desk_id=desk.pk, by=user)
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    doors = [threading.Thread(target=door) for _door in range(3)]
    for one in doors:
        one.start()
    for one in doors:
        one.join()
    assert problems == []
    with scope(city_id=torino.pk):
        assert list(Visit.objects.order_by("number").values_list("number", flat=True)) == list(
            range(1, 25)
        )


@time_machine.travel(MORNING, tick=False)
def test_appointments_are_booked_once_refused_in_words_and_become_a_number(sign_in, torino, desk):
    worker = sign_in(Role.DESK_OPERATOR, torino)
    monday = dt.date(2026, 11, 30)
    with scope(city_id=torino.pk):
        desk.site = make_site(name="Casa")
        desk.save(update_fields=["site"])
        make_exception(
            site=desk.site, from_on=monday + dt.timedelta(days=7),
            until_on=monday + dt.timedelta(days=7), note="Festa del patrono",
        )  # fmt: skip
        for weekday in (0, 1):
            make_working_hours(desk, worker=worker.user, weekday=weekday)
        sara = make_interpreter()
        person = make_person(known_as="Amina")
    offered = worker.get(at("appointment_new"), {"day": "2026-11-30", "person": str(person.pk)})
    times = offered.context["form"].fields["slot"].choices[0][1]
    assert [clock for _value, clock in times][:2] == ["09:00-09:30", "09:30-10:00"]
    form = {
        "id": str(uuid7()),
        "desk": str(desk.pk),
        "person": str(person.pk),
        "day": "2026-11-30",
        "minutes": "30",
        "slot": times[0][0],
        "interpreter": str(sara.pk),
        "weeks": "3",
    }
    for _again in range(2):
        booked = worker.post(at("appointment_new"), form, headers=ENGLISH)
        assert booked.status_code == 302
    text = page(worker, booked["location"])
    assert "Festa del patrono" in text
    with scope(city_id=torino.pk):
        assert Appointment.objects.count() == 2
        first = Appointment.objects.order_by("span").first()

    def refused(**other):
        answer = worker.post(
            at("appointment_new"), form | {"id": str(uuid7()), "weeks": "1"} | other,
            headers=ENGLISH,
        )  # fmt: skip
        assert answer.status_code == 422
        return answer.content.decode()

    assert "has another appointment at this time" in refused()
    past = f"{worker.user.pk}~2026-11-16T09:00:00+01:00"
    assert "This time is past" in refused(slot=past)
    closed = f"{worker.user.pk}~2026-12-07T10:00:00+01:00"
    assert "Festa del patrono" in refused(slot=closed)
    assert worker.post(at("appointment_new"), form | {"slot": times[1][0]}).status_code == 409

    # Nobody is written to where a message is not safe, and the page says so.
    with scope(city_id=torino.pk):
        person.contact_points.create(
            kind="phone", value="+393331234567", message_safety="no", call_safety="yes"
        )
    told = worker.post(at("appointment_remind", first.pk), headers=ENGLISH, follow=True)
    assert "a message there is not safe" in told.content.decode()
    with scope(city_id=torino.pk):
        assert [one.outcome for one in Reminder.objects.all()] == ["unsafe"]

    with time_machine.travel(dt.datetime(2026, 11, 30, 7, 55, tzinfo=dt.UTC), tick=False):
        # A week later everybody signs in again.
        worker = sign_in(Role.DESK_OPERATOR, torino)
        for _again in range(2):
            worker.post(at("appointment_arrived", first.pk))
        with scope(city_id=torino.pk):
            visit = Visit.objects.get()
        assert (visit.number, visit.called_name) == (1, "Amina")
        worker.post(at("visit_call", visit.pk), {"room": rooms(desk, torino)[0]})
        worker.post(at("visit_take", visit.pk))
        with scope(city_id=torino.pk):
            assert Encounter.objects.get().person == person
            assert timezone.localdate() == monday
