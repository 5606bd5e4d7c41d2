"""A request between two cities: asked, routed unseen, answered in part, read, taken back."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from lgnet.audit.models import AuditEvent
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from lgnet.people.actions.consents import withdraw_consent
from lgnet.people.actions.record_requests import (
    RecordRefused,
    accept_request,
    ask_for_record,
    decline_request,
    reopen_received,
    restore_request,
    withdraw_request,
)
from lgnet.people.enums import (
    AskReason,
    ContactKind,
    DeclineReason,
    GivingBasis,
    IdentifierScheme,
    RecordPart,
    RecordRequestState,
    Sex,
)
from lgnet.people.excerpts import sections_of
from lgnet.people.models import (
    Consent,
    ContactPoint,
    Identifier,
    ReceivedRequest,
    RecordRequest,
    SharedExcerpt,
)
from lgnet.people.profiles import Profile
from lgnet.people.rules_records import WrongAnswer
from tests.factories.network import make_user
from tests.people.test_across_cities import BENGALI, BORN, LATIN, answer, recorded

pytestmark = pytest.mark.django_db

PASSPORT = "BX1234567"
PHONE = "+393331112223"
ALL_PARTS = list(RecordPart)
TERM = dt.timedelta(days=20)


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def napoli(db):
    return City.objects.get(name="Napoli")


@pytest.fixture
def known(torino, user):
    """Somebody whom Torino knows well."""
    person = recorded(torino, user)
    with scope(city_id=torino.pk):
        Identifier.objects.create(
            person=person, scheme=IdentifierScheme.PASSPORT, value=PASSPORT, created_by=user
        )
        ContactPoint.objects.create(
            person=person, kind=ContactKind.PHONE, value=PHONE, created_by=user
        )
    return person


@pytest.fixture
def standing_here(palermo, user):
    """The same person at Palermo's desk."""
    return recorded(palermo, user, Profile(known_as=LATIN, birth=BORN, sex=Sex.FEMALE))


def ask(city, person, user, *, reason=AskReason.PERSON_ASKS, agrees=True, parts=ALL_PARTS):
    with scope(city_id=city.pk, user_id=user.pk):
        if agrees:
            answer(person, user)
        return ask_for_record(id=uuid7(), person=person, reason=reason, parts=parts, by=user)


def received_in(city):
    with scope(city_id=city.pk):
        return list(ReceivedRequest.objects.select_related("from_city").order_by("pk"))


def accept(city, user, *, given=None, until_on=None):
    (received,) = received_in(city)
    given = given or {RecordPart.IDENTITY: "consent", RecordPart.PAPERS: "consent"}
    with scope(city_id=city.pk, user_id=user.pk):
        return accept_request(
            received_id=received.pk,
            given=given,
            until_on=until_on or timezone.localdate() + TERM,
            by=user,
        )


def state_of(city, request):
    with scope(city_id=city.pk):
        return RecordRequest.objects.get(pk=request.pk).state


def excerpts_in(city):
    with scope(city_id=city.pk):
        return list(SharedExcerpt.objects.order_by("pk"))


# Asking ---------------------------------------------------------------------------------------


def test_a_request_reaches_who_probably_knows_the_person_and_nobody_else(
    torino, palermo, napoli, user, known, standing_here
):
    request = ask(palermo, standing_here, user, parts=[RecordPart.PAPERS])
    (received,) = received_in(torino)
    assert (received.person_id, received.from_city.name) == (known.pk, "Palermo")
    assert (received.parts, received.has_agreed) == (["papers"], True)
    assert received.profile == {"sex": "female", "band": 18}, "and nothing by which to know her"
    assert received_in(napoli) == received_in(palermo) == []
    with scope(city_id=palermo.pk):
        row = RecordRequest.objects.filter(pk=request.pk).values().get()
    assert str(torino.pk) not in str(row), "who asks cannot read who was asked"


def test_without_agreement_only_a_move_or_a_danger_is_a_reason(palermo, user, known, standing_here):
    for reason in (AskReason.PERSON_ASKS, AskReason.PAPERS):
        with pytest.raises(RecordRefused):
            ask(palermo, standing_here, user, reason=reason, agrees=False)
    ask(palermo, standing_here, user, reason=AskReason.URGENT, agrees=False)


def test_who_said_no_is_asked_about_where_a_life_is_in_danger_alone(
    palermo, user, known, standing_here
):
    with scope(city_id=palermo.pk, user_id=user.pk):
        answer(standing_here, user, is_given=False)
    with pytest.raises(RecordRefused):
        ask(palermo, standing_here, user, reason=AskReason.MOVED, agrees=False)
    ask(palermo, standing_here, user, reason=AskReason.URGENT, agrees=False)


def test_one_request_at_a_time_and_a_form_sent_twice_asks_once(
    torino, palermo, user, known, standing_here
):
    request = ask(palermo, standing_here, user)
    with scope(city_id=palermo.pk, user_id=user.pk):
        again = ask_for_record(
            id=request.pk,
            person=standing_here,
            reason=AskReason.PERSON_ASKS,
            parts=ALL_PARTS,
            by=user,
        )
        assert again.pk == request.pk
        with pytest.raises(RecordRefused):
            ask_for_record(
                id=uuid7(),
                person=standing_here,
                reason=AskReason.PERSON_ASKS,
                parts=ALL_PARTS,
                by=user,
            )
    assert len(received_in(torino)) == 1


def test_who_is_too_little_known_cannot_be_asked_about(palermo, user):
    person = recorded(palermo, user, Profile(known_as=LATIN))
    with pytest.raises(RecordRefused):
        ask(palermo, person, user)


def test_a_withdrawal_reaches_the_other_end_and_can_be_taken_back(
    torino, palermo, user, known, standing_here
):
    request = ask(palermo, standing_here, user)
    with scope(city_id=palermo.pk, user_id=user.pk):
        withdraw_request(request_id=request.pk, by=user)
    assert [one.state for one in received_in(torino)] == [RecordRequestState.WITHDRAWN]
    with pytest.raises(RecordRefused):
        accept(torino, user)
    with scope(city_id=palermo.pk, user_id=user.pk):
        restore_request(request_id=request.pk, by=user)
    assert [one.state for one in received_in(torino)] == [RecordRequestState.OPEN]
    accept(torino, user)
    with scope(city_id=palermo.pk, user_id=user.pk), pytest.raises(RecordRefused):
        withdraw_request(request_id=request.pk, by=user)


# Answering ------------------------------------------------------------------------------------


def test_what_is_told_arrives_sealed_and_holds_the_chosen_parts_alone(
    torino, palermo, user, known, standing_here, as_superuser
):
    request = ask(palermo, standing_here, user)
    accept(torino, user)
    assert state_of(palermo, request) == RecordRequestState.ACCEPTED
    (excerpt,) = excerpts_in(palermo)
    assert excerpts_in(torino) == []
    with scope(city_id=palermo.pk):
        told = json.loads(excerpt.content)
        assert set(told) == {"identity", "papers"}
        assert told["identity"]["known_as"] == BENGALI
        assert PASSPORT in str(told["papers"]) and PHONE not in excerpt.content
        titles = [section.title for section in sections_of(excerpt.content, list(told))]
        assert len(titles) == 2
    with connection.cursor() as cursor, scope(city_id=palermo.pk):
        cursor.execute("SELECT content FROM people_sharedexcerpt")
        (raw,) = cursor.fetchone()
    assert PASSPORT.encode() not in bytes(raw) and BENGALI.encode() not in bytes(raw)


@pytest.mark.parametrize(
    ("given", "until", "reason"),
    [
        ({}, 10, "nothing"),
        ({RecordPart.CONTACTS: "consent"}, 10, "not_asked"),
        ({RecordPart.PAPERS: "transfer"}, 10, "not_moved"),
        ({RecordPart.PAPERS: "vital"}, 10, "not_urgent"),
        ({RecordPart.PAPERS: "consent"}, -1, "past"),
        ({RecordPart.PAPERS: "consent"}, 400, "too_long"),
    ],
)
def test_an_answer_keeps_to_what_was_asked_and_to_its_ground(
    torino, palermo, user, known, standing_here, given, until, reason
):
    ask(palermo, standing_here, user, parts=[RecordPart.PAPERS])
    (received,) = received_in(torino)
    with scope(city_id=torino.pk, user_id=user.pk), pytest.raises(WrongAnswer, match=reason):
        accept_request(
            received_id=received.pk,
            given=given,
            until_on=timezone.localdate() + dt.timedelta(days=until),
            by=user,
        )
    assert excerpts_in(palermo) == []


def test_consent_is_no_ground_where_none_was_recorded(torino, palermo, user, known, standing_here):
    ask(palermo, standing_here, user, reason=AskReason.MOVED, agrees=False)
    with pytest.raises(WrongAnswer, match="no_consent"):
        accept(torino, user, given={RecordPart.PAPERS: "consent"})
    accept(torino, user, given={RecordPart.PAPERS: GivingBasis.TRANSFER})
    assert len(excerpts_in(palermo)) == 1


def test_a_second_answer_comes_too_late(torino, palermo, user, known, standing_here):
    ask(palermo, standing_here, user)
    (received,) = received_in(torino)
    accept(torino, user)
    with scope(city_id=torino.pk, user_id=user.pk), pytest.raises(RecordRefused):
        decline_request(received_id=received.pk, reason=DeclineReason.ANOTHER, by=user)
    with pytest.raises(RecordRefused):
        accept(torino, user)
    assert len(excerpts_in(palermo)) == 1


def test_declined_by_all_is_declined_with_a_reason_and_without_a_city(
    torino, palermo, napoli, user, known, standing_here
):
    recorded(napoli, user)
    request = ask(palermo, standing_here, user)
    for city, expected in ((torino, "open"), (napoli, "declined")):
        (received,) = received_in(city)
        with scope(city_id=city.pk, user_id=user.pk):
            decline_request(received_id=received.pk, reason=DeclineReason.ANOTHER, by=user)
        assert state_of(palermo, request) == expected
    with scope(city_id=palermo.pk):
        row = RecordRequest.objects.filter(pk=request.pk).values().get()
    assert row["decline_reason"] == DeclineReason.ANOTHER
    assert str(torino.pk) not in str(row) and str(napoli.pk) not in str(row)
    (received,) = received_in(napoli)
    with scope(city_id=napoli.pk, user_id=user.pk):
        reopen_received(received_id=received.pk, by=user)
    assert state_of(palermo, request) == "open"


def test_a_decline_cannot_be_taken_back_once_asked_anew(
    torino, palermo, user, known, standing_here
):
    ask(palermo, standing_here, user)
    (received,) = received_in(torino)
    with scope(city_id=torino.pk, user_id=user.pk):
        decline_request(received_id=received.pk, reason=DeclineReason.ANOTHER, by=user)
    ask(palermo, standing_here, user)
    with scope(city_id=torino.pk, user_id=user.pk), pytest.raises(RecordRefused):
        reopen_received(received_id=received.pk, by=user)


# Reading, and taking back ---------------------------------------------------------------------


@pytest.fixture
def told(torino, palermo, user, known, standing_here):
    ask(palermo, standing_here, user, reason=AskReason.MOVED)
    accept(torino, user, given={RecordPart.IDENTITY: "transfer", RecordPart.PAPERS: "consent"})
    (excerpt,) = excerpts_in(palermo)
    return excerpt


def read(client, excerpt):
    return client.get(reverse("people:excerpt", args=[excerpt.pk]))


def test_an_excerpt_is_read_and_every_reading_recorded(palermo, told, sign_in):
    client = sign_in(Role.CASE_MANAGER, palermo)
    page = read(client, told)
    assert page.status_code == 200
    assert BENGALI in page.content.decode() and PASSPORT in page.content.decode()
    with scope(city_id=palermo.pk):
        (event,) = AuditEvent.objects.filter(verb="people.record_read").order_by("pk")
        assert sorted(event.detail["parts"]) == ["identity", "papers"]


def test_withdrawn_consent_closes_what_was_told_on_it_at_the_next_click(
    palermo, told, sign_in, user
):
    client = sign_in(Role.CASE_MANAGER, palermo)
    assert PASSPORT in read(client, told).content.decode()
    with scope(city_id=palermo.pk, user_id=user.pk):
        withdraw_consent(consent_id=Consent.objects.get().pk, by=user)
    page = read(client, told).content.decode()
    assert PASSPORT not in page and BENGALI in page, "the rest stands on another ground"


def test_revoked_by_the_giver_it_is_closed_and_gone_at_the_next_click(
    torino, palermo, told, sign_in
):
    client, giver = sign_in(Role.CASE_MANAGER, palermo), sign_in(Role.DESK_OPERATOR, torino)
    assert read(client, told).status_code == 200
    (received,) = received_in(torino)
    answer = giver.post(reverse("people:received_revoke", args=[received.pk]))
    assert answer.status_code == 302
    page = read(client, told)
    assert page.status_code == 410 and BENGALI not in page.content.decode()
    (excerpt,) = excerpts_in(palermo)
    assert excerpt.content is None


def test_after_its_term_it_is_closed(palermo, told, sign_in, time_machine):
    client = sign_in(Role.CASE_MANAGER, palermo)
    time_machine.move_to(told.until_at + dt.timedelta(seconds=1))
    client.force_login(client.user)
    assert read(client, told).status_code == 410


def test_the_audit_of_both_ends_holds_no_name(torino, palermo, told):
    for city in (torino, palermo):
        with scope(city_id=city.pk):
            details = str(list(AuditEvent.objects.order_by("pk").values_list("detail", flat=True)))
            assert BENGALI not in details and LATIN not in details and PASSPORT not in details
    with scope(city_id=torino.pk):
        assert AuditEvent.objects.filter(verb="people.record_accepted").count() == 1
    with scope(city_id=palermo.pk):
        assert AuditEvent.objects.filter(verb="people.record_asked").count() == 1


def test_the_whole_way_through_the_pages(torino, palermo, user, known, standing_here, sign_in):
    asking, asked = sign_in(Role.DESK_OPERATOR, palermo), sign_in(Role.CASE_MANAGER, torino)
    url = reverse("people:record_ask", args=[standing_here.pk])
    with scope(city_id=palermo.pk, user_id=user.pk):
        answer(standing_here, user)
    form = {"id": str(uuid7()), "reason": "person_asks", "parts": ["identity", "languages"]}
    assert asking.get(url).status_code == 200
    assert asking.post(url, form).status_code == 302
    inbox = asked.get(reverse("people:record_requests")).content.decode()
    assert BENGALI in inbox and "Palermo" in inbox
    assert "Palermo" in asked.get(reverse("ui:home")).content.decode()
    (received,) = received_in(torino)
    page = reverse("people:received", args=[received.pk])
    assert BENGALI in asked.get(page).content.decode()
    accept_url = reverse("people:received_accept", args=[received.pk])
    until = (timezone.localdate() + TERM).isoformat()
    assert asked.post(accept_url, {"until_on": until}).status_code == 422
    assert asked.post(accept_url, {"identity": "consent", "until_on": until}).status_code == 302
    outbox = reverse("people:record_requests")
    assert "Torino" in asking.get(outbox, {"show": "answered"}).content.decode()
    person_page = asking.get(reverse("people:detail", args=[standing_here.pk])).content.decode()
    (excerpt,) = excerpts_in(palermo)
    assert str(excerpt.pk) in person_page
    assert BENGALI in read(asking, excerpt).content.decode()
