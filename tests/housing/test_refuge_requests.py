"""Asking for protection: what arrives, what comes back, and what nobody learns on the way."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from lgnet.audit.models import AuditEvent
from lgnet.housing.actions.refuge_answers import decline_refuge_request
from lgnet.housing.models import ReceivedRefugeRequest, RefugeRequest, Stay
from lgnet.housing.refuge_jobs import alert_refuges, carry_refuge_post
from lgnet.housing.rules import REFUGE_TERM
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.notifications.models import Notice
from lgnet.people.enums import BirthPrecision, Sex
from lgnet.people.models import Person
from tests import budget
from tests.factories.people import make_person
from tests.factories.refuges import make_refuge_house, make_refuge_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(sign_in, torino):
    return sign_in(Role.OUTREACH_WORKER, torino)


@pytest.fixture
def refuges(sign_in, torino):
    return [sign_in(Role.REFUGE_COORDINATOR, torino) for _ in range(2)]


def inside(client):
    member = client.member
    return scope(
        city_id=member.city_id, compartment_id=member.compartment_id, user_id=client.user.pk
    )


def person_of(city):
    with scope(city_id=city.pk):
        return make_person(
            "Amina Segreta",
            sex=Sex.FEMALE,
            sex_answer=Answer.KNOWN,
            birth_date=dt.date(1990, 1, 1),
            birth_precision=BirthPrecision.YEAR,
            birth_answer=Answer.KNOWN,
            language="ara",
            language_answer=Answer.KNOWN,
        )


def ask(client, person, **fields):
    data = {
        "id": uuid7(),
        "person": person.pk,
        "party": 3,
        "urgency": ["protection_risk"],
        "needs": ["cot"],
        "contact": "011 555 010",
    }
    return client.post(reverse("housing:refuge_ask"), data | fields)


def body(response):
    return response.content.decode()


def copy_in(client):
    with inside(client):
        return ReceivedRefugeRequest.objects.order_by("pk").get()


def asked_by(client):
    with inside(client):
        return RefugeRequest.objects.order_by("-asked_at").select_related("person").first()


def page_of(client):
    return body(client.get(reverse("housing:refuge_request", args=[asked_by(client).pk])))


def post(client, what, pk, **data):
    return client.post(reverse(f"housing:refuge_{what}", args=[pk]), data)


def accept(client, words="Ore 18 alla fermata"):
    return post(client, "accept", copy_in(client).pk, words=words)


def test_each_refuge_of_the_city_reads_who_asks_without_identity(
    torino, palermo, worker, refuges, sign_in
):
    elsewhere = sign_in(Role.REFUGE_COORDINATOR, palermo)
    person, sent = person_of(torino), {"id": uuid7()}
    for _ in range(2):
        assert ask(worker, person, **sent).status_code == 302
    for refuge in refuges:
        told = copy_in(refuge).told
        assert (told.sex, told.band, told.languages) == ("female", 18, ["ara"])
        assert (told.party, told.urgency, told.needs) == (3, ["protection_risk"], ["cot"])
        page = body(refuge.get(reverse("housing:refuge_received", args=[copy_in(refuge).pk])))
        assert "18" in page and "011 555 010" in page
        assert "Amina" not in page and str(person.pk) not in page and "1990" not in page
        listed = body(refuge.get(reverse("housing:refuge_inbox")))
        assert str(copy_in(refuge).pk) in listed
    with inside(elsewhere):
        assert not ReceivedRefugeRequest.objects.exists()
    assert ask(worker, person).status_code == 422  # one waits already


def test_the_first_yes_wins_and_a_no_tells_nothing_until_all_have_said_it(torino, worker, refuges):
    one, other = refuges
    ask(worker, person_of(torino))
    assert post(one, "decline", copy_in(one).pk).status_code == 302
    assert asked_by(worker).answer == "waiting"
    post(other, "decline", copy_in(other).pk)
    assert asked_by(worker).answer == "not_now"
    # Good news may come late, once.
    assert accept(one).status_code == 302
    page = page_of(worker)
    assert "Ore 18 alla fermata" in page
    assert one.user.full_name not in page and other.user.full_name not in page
    assert copy_in(other).withdrawn_at is not None
    accept(other, "Ore 20 altrove")
    assert asked_by(worker).answer_words == "Ore 18 alla fermata"
    assert copy_in(other).answer == "not_now"


def test_a_city_without_a_refuge_answers_like_one_that_never_says_yes(
    torino, palermo, worker, refuges, sign_in
):
    """Page by page the same, and after the term the same words."""
    nobody = sign_in(Role.OUTREACH_WORKER, palermo)
    seen = []
    for client, city in ((worker, torino), (nobody, palermo)):
        answer = ask(client, person_of(city))
        pages = [answer.status_code, without_ids(page_of(client))]
        with inside(client):
            RefugeRequest.objects.update(asked_at=timezone.now() - REFUGE_TERM)
        pages.append(without_ids(page_of(client)))
        carry_refuge_post()
        asked = asked_by(client)
        pages += [asked.answer, asked.answered_at - asked.asked_at]
        pages.append(without_ids(page_of(client)))
        with inside(client):
            pages.append(Notice.objects.filter(user_id=client.user.pk).count())
        pages.append(ask(client, asked.person).status_code)
        seen.append(pages)
    assert seen[0] == seen[1]
    assert seen[0][3] == "not_now" and seen[0][6:] == [1, 302]
    with inside(refuges[0]):
        past = ReceivedRefugeRequest.objects.order_by("asked_at").first()
    post(refuges[0], "accept", past.pk, words="Ore 18")
    with inside(worker):
        assert not RefugeRequest.objects.filter(answer="accepted").exists()


def without_ids(page):
    page = re.sub(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|value=\"\w{64}\"", "", page)
    page = re.sub(r"Torino|Palermo|Ente \d+|Persona \d+|user\d+@[\w.]+", "", page)
    return re.sub(r'datetime="[^"]*"|\d{2}[:.]\d{2}', "", page)


def test_a_withdrawal_reaches_every_copy_and_can_be_taken_back(torino, worker, refuges):
    ask(worker, person_of(torino))
    post(worker, "withdraw", asked_by(worker).pk)
    assert all(copy_in(refuge).withdrawn_at for refuge in refuges)
    accept(refuges[0])
    assert asked_by(worker).answer == "waiting"
    offer = re.search(r'action="(/undo/[^"]+|[^"]*undo[^"]*)"', body(worker.get("/", follow=True)))
    worker.post(offer.group(1))
    assert not any(copy_in(refuge).withdrawn_at for refuge in refuges)
    accept(refuges[0])
    assert asked_by(worker).answer == "accepted"
    # Also after a yes: then the refuge that waits for them hears of it, and undo opens only theirs.
    post(worker, "withdraw", asked_by(worker).pk)
    assert copy_in(refuges[0]).withdrawn_at
    assert post(refuges[0], "came", copy_in(refuges[0]).pk, known_as="Rosa").status_code == 302
    with inside(refuges[0]):
        assert not Person.objects.exists()


def test_sql_typed_by_hand_reaches_no_further_than_the_two_functions(torino, worker, refuges):
    ask(worker, person_of(torino))
    asked, received = asked_by(worker), copy_in(refuges[0])

    def run(client, sql, *params):
        with inside(client), connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchone()[0] if cursor.description else cursor.rowcount

    answer = "SELECT housing_answer_refuge(%s, %s, NULL)"
    count = "SELECT count(*) FROM {}"
    assert run(worker, count.format("housing_receivedrefugerequest")) == 0
    assert run(refuges[0], count.format("housing_refugerequest")) == 0
    assert run(refuges[0], count.format("housing_receivedrefugerequest")) == 1
    assert run(worker, answer, received.pk, "accepted") is False
    assert run(worker, answer, asked.pk, "accepted") is False
    assert run(refuges[0], answer, uuid4(), "accepted") is False
    assert run(refuges[0], answer, received.pk, "waiting") is False
    # The function that asks answers nothing, and asks for nobody else's row.
    ask_sql = "SELECT housing_ask_refuges(%s, %s, '', '')::text"
    for row in (asked.pk, uuid4()):
        assert run(refuges[1], ask_sql, row, uuid4()) == ""
        assert run(worker, ask_sql, row, uuid4()) == ""
    assert run(refuges[1], count.format("housing_receivedrefugerequest")) == 1
    forced = "UPDATE housing_refugerequest SET answer = 'accepted', answered_at = now()"
    assert run(refuges[0], forced) == 0
    assert asked_by(worker).answer == "waiting"


def test_who_came_is_recorded_here_alone_and_counts_from_the_first_night(torino, worker, refuges):
    refuge = refuges[0]
    with inside(refuge):
        place = make_refuge_house()[0]
    ask(worker, person_of(torino))
    accept(refuge)
    first = tonight() - dt.timedelta(days=100)
    data = {"known_as": "Rosa", "place": place.pk, "counts_from": first.isoformat()}
    page = body(refuge.get(reverse("housing:refuge_came", args=[copy_in(refuge).pk])))
    assert "Rifugio" not in page and str(place.pk) in page
    for _ in range(2):
        assert post(refuge, "came", copy_in(refuge).pk, **data).status_code == 302
    with inside(refuge):
        stay = Stay.objects.select_related("person").order_by("pk").get()
        assert (stay.person.known_as, stay.started_on) == ("Rosa", tonight())
        assert stay.clock_started_on == first and stay.arrived_at is not None
        assert stay.due_on < tonight() + dt.timedelta(days=90)
        assert copy_in(refuge).person_id == stay.person_id
    with inside(worker):
        assert not Person.objects.filter(pk=stay.person_id).exists()
    # Spent elsewhere already: no night here, and nothing half done.
    ask(worker, person_of(torino))
    with inside(refuge):
        second = ReceivedRefugeRequest.objects.order_by("-asked_at").first()
        other = make_refuge_house()[0]
    post(refuge, "accept", second.pk, words="Ore 9")
    spent = {"counts_from": (tonight() - dt.timedelta(days=200)).isoformat(), "place": other.pk}
    assert post(refuge, "came", second.pk, **(data | spent)).status_code == 409
    with inside(refuge):
        assert Person.objects.count() == 1
        second.refresh_from_db()
        assert second.person_id is None


def test_notices_say_nothing_and_are_left_once(torino, worker, refuges):
    ask(worker, person_of(torino))
    for _ in range(2):
        carry_refuge_post()
    accept(refuges[0])
    for _ in range(2):
        carry_refuge_post()
    for client in (worker, *refuges):
        with inside(client):
            assert Notice.objects.filter(user_id=client.user.pk).count() == 1
        page = body(client.get("/notices/"))
        told = page[page.index("<main") : page.index("</main>")].lower()
        assert not [word for word in ("amina", "rifugio", "refuge", "protez") if word in told]


def test_an_identifier_of_a_refuge_tried_from_outside_is_recorded_there_alone(
    torino, palermo, worker, refuges, sign_in
):
    stranger = sign_in(Role.CASE_MANAGER, palermo)
    with inside(refuges[0]):
        guest = make_person("Ospite")
    for key in (guest.pk, uuid4()):
        for client in (worker, stranger, refuges[1]):
            assert client.get(reverse("people:detail", args=[key])).status_code == 404
    # Alike in the cells of those who tried.
    with inside(worker):
        assert AuditEvent.objects.filter(verb="network.not_found").count() == 2
    assert alert_refuges() == 3
    assert alert_refuges() == 0
    with inside(refuges[0]):
        events = AuditEvent.objects.filter(verb="housing.refuge_sought")
        assert {one.detail["by"] for one in events.order_by("pk")} == {
            str(client.user.pk) for client in (worker, stranger, refuges[1])
        }
    page = body(refuges[0].get(reverse("housing:refuge_inbox")))
    assert worker.user.full_name in page
    assert worker.user.full_name not in body(refuges[1].get(reverse("housing:refuge_inbox")))
    for client in (worker, stranger, refuges[1]):
        with inside(client):
            assert not AuditEvent.objects.filter(verb="housing.refuge_sought").exists()


def test_lists_cost_the_same_however_long(torino, worker, refuges):
    pages = {
        worker: reverse("housing:refuge_requests"),
        refuges[0]: reverse("housing:refuge_inbox"),
    }

    def fill(count):
        with scope(city_id=torino.pk):
            for _ in range(count):
                make_refuge_request(by=worker.user)
        return [budget.count(client, address) for client, address in pages.items()]

    before = fill(2)
    assert fill(5) == before
    assert max(before) <= budget.MOST_A_PAGE
    with inside(refuges[0]):
        received = ReceivedRefugeRequest.objects.order_by("pk").first()
        decline_refuge_request(received=received, by=refuges[0].user)
