"""Needs end in an answer or count as unmet; figures agree with a query of their own."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from lgnet.cases.models import Case
from lgnet.directory.models import Service
from lgnet.encounters.actions.answers import (
    AnsweredOtherwise,
    NoRequest,
    answer_need,
    take_answer_back,
)
from lgnet.encounters.actions.contacts import attach_person, detach_person, record_encounter
from lgnet.encounters.actions.late import tell_late
from lgnet.encounters.actions.policy import set_policy
from lgnet.encounters.actions.queue import arrive, call_next, take_visit
from lgnet.encounters.actions.sightings import answer_sighting, report_sighting
from lgnet.encounters.board_words import need_lines
from lgnet.encounters.enums import AnswerKind, Heard, NeedKind, NotNow, Setting
from lgnet.encounters.enums_outreach import Teller
from lgnet.encounters.models import ContactPolicy, Encounter, Need, NeedAnswer, ServiceGiven
from lgnet.encounters.queries import needs as queries
from lgnet.encounters.queries.clock import clock_of, speeds
from lgnet.encounters.queries.policy import policy_here
from lgnet.encounters.rules_clock import DEFAULT_HOURS
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.notifications.models import Notice
from lgnet.people.actions.links import decide_pair, take_apart
from lgnet.people.enums import Verdict
from tests.encounters.pages import ENGLISH, page
from tests.factories.cases import make_case
from tests.factories.desk import make_desk, make_room
from tests.factories.housing import make_request, make_stay
from tests.factories.network import make_neighbourhood, make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
MONTHS = dt.timedelta(days=90)


@pytest.fixture
def by(in_torino):
    return make_user()


def met(by, **fields) -> Encounter:
    told = {"id": uuid7(), "by": by, "setting": Setting.STREET, "happened_at": timezone.now()}
    return record_encounter(**(told | fields))


def service(code):
    return Service.objects.get(code=code)


def answered(by, need, kind, **facts) -> NeedAnswer:
    return answer_need(id=uuid7(), need=need, kind=kind, by=by, **facts)


def test_what_was_given_answers_the_needs_it_is_for(by):
    contact = met(
        by,
        needs=[NeedKind.FOOD, NeedKind.SLEEP],
        seen=[NeedKind.FOOD, NeedKind.HEALTH],
        services=[service("food")],
    )
    found = {
        (need.kind, need.heard): [one.kind for one in need.answers.all()]
        for need in queries.needs_of(contact)
    }
    assert found == {
        ("food", Heard.STATED): [AnswerKind.SERVICE],
        ("sleep", Heard.STATED): [],
        ("food", Heard.SEEN): [AnswerKind.SERVICE],
        ("health", Heard.SEEN): [],
    }


def test_each_answer_is_a_fact_and_the_newest_counts(by):
    contact = met(by, needs=[NeedKind.LEGAL])
    need = contact.needs.get()
    first = answered(by, need, AnswerKind.NOT_NOW, reason=NotNow.CLOSED)
    assert [row.reason for row in queries.unmet(since=timezone.now() - MONTHS)] == ["closed"]
    second = answered(by, need, AnswerKind.SERVICE, service=service("legal_protection"))
    assert list(queries.unmet(since=timezone.now() - MONTHS)) == []
    assert list(need.answers.all()) == [first, second]
    assert ServiceGiven.objects.filter(encounter=contact).count() == 1
    take_answer_back(answer_id=second.pk, by=by)
    assert [row.reason for row in queries.unmet(since=timezone.now() - MONTHS)] == ["closed"]


def test_an_answer_sent_twice_is_one_and_sent_otherwise_is_refused(by):
    need = met(by, needs=[NeedKind.FOOD]).needs.get()
    told = {"id": uuid7(), "need": need, "kind": AnswerKind.REFERRAL, "by": by}
    assert answer_need(**told, sent_to="Mensa") == answer_need(**told, sent_to="Mensa")
    with pytest.raises(AnsweredOtherwise):
        answer_need(**told, sent_to="Altrove")
    assert need.answers.count() == 1


@pytest.mark.parametrize(
    ("kind", "facts", "field"),
    [
        (AnswerKind.SERVICE, {}, "service"),
        (AnswerKind.REFERRAL, {"sent_to": "  "}, "sent_to"),
        (AnswerKind.NOT_NOW, {}, "reason"),
        (AnswerKind.NOT_NOW, {"reason": "why"}, "reason"),
        (AnswerKind.REFERRAL, {"sent_to": "x" * 121}, "sent_to"),
        (AnswerKind.REFERRAL, {"sent_to": "x", "note": "x" * 20_000}, "note"),
    ],
)
def test_an_answer_says_what_it_must(by, kind, facts, field):
    need = met(by, needs=[NeedKind.FOOD]).needs.get()
    with pytest.raises(ValidationError) as refused:
        answered(by, need, kind, **facts)
    assert set(refused.value.message_dict) == {field}


def test_a_place_is_an_answer_once_it_was_asked_for(by):
    person = make_person()
    need = met(by, person=person, needs=[NeedKind.SLEEP]).needs.get()
    with pytest.raises(NoRequest):
        answered(by, need, AnswerKind.PLACE)
    request = make_request(person)
    assert answered(by, need, AnswerKind.PLACE).request == request


def test_the_figures_agree_with_a_query_of_their_own(by):
    food, wash = service("food"), service("hygiene")
    for position in range(12):
        contact = met(
            by,
            setting=Setting.DESK if position % 3 else Setting.STREET,
            happened_at=timezone.now() - dt.timedelta(days=position * 9),
            needs=[NeedKind.FOOD, NeedKind.SLEEP, NeedKind.LEGAL][: position % 4],
            seen=[NeedKind.FOOD, NeedKind.WASH][: position % 3],
            services=[[], [food], [wash]][position % 3],
        )
        if position % 4 == 3:
            need = contact.needs.get(kind=NeedKind.SLEEP)
            answered(by, need, AnswerKind.NOT_NOW, reason=NotNow.NO_ROOM)
    since = timezone.now() - MONTHS
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH latest AS (
                SELECT DISTINCT ON (need_id) need_id, kind FROM encounters_needanswer
                ORDER BY need_id, recorded_at DESC, id DESC
            ), one AS (
                SELECT n.encounter_id, n.kind,
                    bool_or(l.kind IS NOT NULL AND l.kind <> 'not_now') AS met,
                    bool_or(coalesce(l.kind, '') = 'not_now') AS not_now
                FROM encounters_need AS n
                JOIN encounters_encounter AS e ON e.id = n.encounter_id
                LEFT JOIN latest AS l ON l.need_id = n.id
                WHERE e.happened_at >= %s AND e.setting = 'desk'
                GROUP BY n.encounter_id, n.kind
            )
            SELECT kind, count(*), count(*) FILTER (WHERE met),
                count(*) FILTER (WHERE NOT met AND not_now),
                count(*) FILTER (WHERE NOT met AND NOT not_now)
            FROM one GROUP BY kind
            """,
            [since],
        )
        expected = {row[0]: row[1:] for row in cursor.fetchall()}
    counts = queries.counts(since=since, setting=Setting.DESK)
    assert len(expected) == 4
    assert {
        row["kind"]: (row["heard"], row["met"], row["not_now"], row["waiting"]) for row in counts
    } == expected
    assert all(row["heard"] == row["met"] + row["unmet"] for row in counts)


def test_anonymous_then_known_then_read_with_an_older_record_keeps_every_contact(
    by, sign_in, torino
):
    desk = sign_in(Role.DESK_OPERATOR, torino)
    contact = met(by, needs=[NeedKind.FOOD], note="Vicino alla stazione")
    answered(by, contact.needs.get(), AnswerKind.NOT_NOW, reason=NotNow.CLOSED)
    known, older = make_person("Momo"), make_person("Mohamed")
    before = met(by, person=older, needs=[NeedKind.SLEEP])
    attach_person(encounter_id=contact.pk, person=known, by=by)

    def told_of(person) -> set:
        text = page(desk, reverse("people:detail", args=[person.pk]))
        return {
            one.pk
            for one in (contact, before)
            if reverse("encounters:detail", args=[one.pk]) in text
        }

    assert (told_of(known), told_of(older)) == ({contact.pk}, {before.pk})
    decide_pair(one_id=known.pk, other_id=older.pk, verdict=Verdict.SAME, by=by, seen="")
    both = {contact.pk, before.pk}
    assert (told_of(known), told_of(older)) == (both, both)
    take_apart(person_id=known.pk, never=True, by=by)
    assert (told_of(known), told_of(older)) == ({contact.pk}, {before.pk})
    detach_person(encounter_id=contact.pk, person_id=known.pk, by=by)
    contact.refresh_from_db()
    assert (contact.person, contact.note) == (None, "Vicino alla stazione")
    assert (Encounter.objects.count(), Need.objects.count(), NeedAnswer.objects.count()) == (
        2,
        2,
        1,
    )


# Positions ---------------------------------------------------------------------------------

CENTRE = (45.0703, 7.6869)


def test_a_position_is_stored_blurred_by_the_citys_policy(by):
    set_policy(by=by, blur_metres=1000)
    contact = met(by, position=CENTRE)
    contact.refresh_from_db()
    assert (float(contact.latitude), float(contact.longitude)) != CENTRE
    assert abs(float(contact.latitude) - CENTRE[0]) < 0.01
    set_policy(by=by, blur_metres=1000)
    assert ContactPolicy.objects.count() == 1


def test_a_position_outside_the_city_is_refused_and_nothing_typed_is_lost(send, torino):
    answer = send(status=422, latitude="41.9", longitude="12.5", note="Sotto il ponte")
    text = answer.content.decode()
    assert "outside the city" in text
    assert "Sotto il ponte" in text
    with scope(city_id=torino.pk):
        assert Encounter.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"note": "x" * 20_000}, "4000"),
        ({"people_count": "0"}, "1"),
        ({"people_count": "9999"}, "500"),
        ({"happened_at": "2099-01-01T10:00"}, "still to come"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(send, fields, words):
    answer = send(status=422, needs=["food"], known_as="Momo", **fields)
    text = answer.content.decode()
    assert words in text
    form = answer.context["form"]
    assert form["needs"].value() == ["food"]


def test_a_group_and_what_the_worker_sees(send, only, torino):
    send(people_count="7", needs=["food"], seen=["health"], latitude="45.0703", longitude="7.6869")
    made = only()
    assert made.people_count == 7
    assert made.latitude is not None
    with scope(city_id=torino.pk):
        assert set(made.needs.values_list("kind", "heard")) == {
            ("food", "stated"),
            ("health", "seen"),
        }


# The clock ---------------------------------------------------------------------------------


def test_the_clock_runs_from_contact_to_case_to_place(by):
    person, waiting = make_person(), make_person()
    now = timezone.now()
    met(by, person=person, happened_at=now - dt.timedelta(hours=50))
    met(by, person=waiting, happened_at=now - dt.timedelta(days=30))
    case_id = make_case(person).pk
    Case.objects.filter(pk=case_id).update(opened_at=now - dt.timedelta(hours=40))
    make_stay(person=person)
    _, case, place = clock_of(person, now=now)
    assert round(case.took.total_seconds() / 3600) == 10
    assert round(place.took.total_seconds() / 3600) == 40
    found = {one.to: one for one in speeds(since=now - MONTHS, now=now)}
    assert (found["case"].count, found["case"].in_time, found["case"].waiting_late) == (1, 1, 1)
    assert round(found["case"].median.total_seconds() / 3600) == 10
    assert found["contact"].count == 0


def test_a_late_wait_is_told_once_to_those_who_can_end_it(by, sign_in, torino):
    manager = sign_in(Role.CASE_MANAGER, torino).user
    now = timezone.now()
    person = make_person()
    met(by, person=person, happened_at=now - dt.timedelta(hours=DEFAULT_HOURS["case"] + 2))
    for _ in range(2):
        assert tell_late(now=now, since=now - MONTHS) >= 1
    with scope(city_id=torino.pk, user_id=manager.pk):
        told = Notice.objects.filter(kind="encounters.late_case", user_id=manager.pk)
        assert [row.url_args for row in told] == [{"person_id": str(person.pk)}]


def test_a_sighting_counts_whoever_was_met_and_while_nobody_was(by, sign_in, torino):
    outreach = sign_in(Role.OUTREACH_WORKER, torino).user
    now = timezone.now()

    def seen(hours):
        told_at = now - dt.timedelta(hours=hours)
        return report_sighting(
            id=uuid7(), teller=Teller.CITIZEN, told_at=told_at, place="Ponte", by=by
        )

    met_at = now - dt.timedelta(hours=4)
    answer_sighting(sighting_id=seen(10).pk, encounter=met(by, happened_at=met_at), by=by)
    seen(1)
    late = seen(DEFAULT_HOURS["contact"] + 3)
    found = {one.to: one for one in speeds(since=now - MONTHS, now=now)}["contact"]
    assert (found.count, found.in_time, found.waiting_late) == (1, 1, 1)
    assert found.median == dt.timedelta(hours=6)
    for _ in range(2):
        assert tell_late(now=now, since=now - MONTHS) == 1
    with scope(city_id=torino.pk, user_id=outreach.pk):
        told = Notice.objects.filter(kind="encounters.late_contact", user_id=outreach.pk)
        assert [row.once_key for row in told] == [f"encounters.late_contact:{late.pk}"]


# Pages -------------------------------------------------------------------------------------


def test_a_need_is_answered_from_the_contact_and_taken_back(outreach, send, only, torino):
    send(needs=["food"])
    made = only()
    with scope(city_id=torino.pk):
        need = made.needs.get()
    shown = page(outreach, reverse("encounters:saved", args=[made.pk]))
    address = reverse("encounters:answer", args=[need.pk])
    assert address in shown
    page(outreach, address)
    told = {"id": str(uuid7()), "kind": "not_now"}
    refused = outreach.post(address, told, headers=ENGLISH)
    assert refused.status_code == 422
    assert "Say why not" in refused.content.decode()
    assert outreach.post(address, told | {"reason": "closed"}, headers=ENGLISH).status_code == 302
    assert "Not possible now: Closed at this hour" in page(
        outreach, reverse("encounters:detail", args=[made.pk])
    )
    assert "Closed at this hour" in page(outreach, reverse("encounters:unmet"))
    page(outreach, reverse("encounters:answer", args=[uuid7()]), status=404)


def test_the_boards_show_today_where_and_how_fast(
    outreach, torino, send, django_assert_max_num_queries
):
    place = None
    with scope(city_id=torino.pk):
        place = make_neighbourhood(torino, "Aurora")
    send(
        needs=["food"], neighbourhood=str(place.pk), latitude="45.0703", longitude="7.6869",
        people_count="3",
    )  # fmt: skip
    with django_assert_max_num_queries(30):
        text = page(outreach, reverse("encounters:street_board"))
    assert "Aurora" in text
    assert 'class="enc-spot"' in text
    assert page(outreach, reverse("encounters:desk_board"))


def test_the_city_manager_sets_the_policy_and_others_may_not(sign_in, torino, outreach):
    manager = sign_in(Role.CITY_MANAGER, torino)
    address = reverse("encounters:policy")
    page(manager, address)
    told = {"blur_metres": "500", "contact_hours": "24", "case_hours": "48", "place_hours": "0"}
    told["late_days"] = "31"
    assert manager.post(address, told, headers=ENGLISH).status_code == 422
    assert manager.post(address, told | {"place_hours": "72"}).status_code == 302
    with scope(city_id=torino.pk):
        assert policy_here().place_hours == 72
    page(outreach, address, status=403)


def test_a_conversation_hears_needs_one_by_one_and_what_is_given_answers_them(sign_in, torino):
    desk = sign_in(Role.DESK_OPERATOR, torino)
    with scope(city_id=torino.pk):
        place = make_desk(name="Sportello")
        ticket = arrive(id=uuid7(), desk_id=place.pk, by=desk.user, need="legal")
        visit = call_next(desk_id=place.pk, room=make_room(place, name="1"), by=desk.user)
        assert visit.pk == ticket.pk
        take_visit(visit_id=visit.pk, by=desk.user)
    address = reverse("encounters:visit", args=[visit.pk])
    for _again in range(2):
        desk.post(address, {"needs": ["work", "health"], "services": ["legal_protection"]})
    with scope(city_id=torino.pk):
        found = Encounter.objects.get()
        told = {line.need.kind: line.state for line in need_lines(queries.needs_of(found))}
        need = found.needs.get(kind="work")
    assert told == {"legal": "met", "work": "waiting", "health": "waiting"}
    answer = reverse("encounters:answer", args=[need.pk])
    assert f"{answer}?visit={visit.pk}" in page(desk, address)
    told = {"id": str(uuid7()), "kind": "not_now", "reason": "no_room"}
    assert desk.post(f"{answer}?visit={visit.pk}", told)["location"] == address
