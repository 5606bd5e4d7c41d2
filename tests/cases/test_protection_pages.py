"""The protection page of a case: asking, and a file with its list; sent twice, refused, kept."""

import datetime as dt
import threading

import pytest
from django.db import connection, connections
from django.db.utils import Error
from django.urls import reverse
from django.utils import timezone

from lgnet.cases.actions import restricted_refusals as refusals
from lgnet.cases.actions.protection import set_protection
from lgnet.cases.actions.restricted import let_in, take_off
from lgnet.cases.helplines import helplines
from lgnet.cases.models import ProtectionAsk, ProtectionPolicy, RestrictedEntry, RestrictedReader
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City, Membership
from lgnet.notifications.models import Notice
from lgnet.referrals.models import Referral
from tests import budget
from tests.factories.cases import make_case, make_manager
from tests.factories.directory import make_offer, make_site
from tests.factories.network import make_member
from tests.factories.restricted import REASON, WORDS, as_user, make_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(sign_in, torino):
    return english(sign_in(Role.CASE_MANAGER, torino))


@pytest.fixture
def colleague(sign_in, torino):
    return english(sign_in(Role.CASE_MANAGER, torino))


@pytest.fixture
def case(torino, manager):
    with scope(city_id=torino.pk, user_id=manager.user.pk):
        return make_case(by=manager.user)


def english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def body(response):
    return response.content.decode()


def url(case):
    return reverse("cases:protection", args=[case.pk])


def inside(client):
    return scope(city_id=client.member.city_id, user_id=client.user.pk)


# Asking.


def named(torino, boss, **facts):
    with scope(city_id=torino.pk, user_id=boss.user.pk):
        return set_protection(by=boss.user, **facts)


@pytest.fixture
def boss(sign_in, torino):
    return english(sign_in(Role.CITY_MANAGER, torino))


def test_every_case_has_the_section_with_the_numbers(torino, case, sign_in):
    for role in (Role.DESK_OPERATOR, Role.CASE_MANAGER, Role.CITY_MANAGER):
        client = english(sign_in(role, torino))
        seen = body(client.get(reverse("cases:case_detail", args=[case.pk])))
        assert "800 290 290" in seen and "tel:1522" in seen and url(case) in seen, role
    assert [one.source[:8] for one in helplines()] == ["https://"] * 2


def test_where_nobody_is_named_the_page_says_so_and_refuses(case, manager):
    assert "has not named whom to ask" in body(manager.get(url(case)))
    answer = manager.post(url(case), {"deed": "ask", "id": uuid7()})
    assert answer.status_code == 409 and "Call one of the numbers" in body(answer)
    assert manager.post(url(case), {"deed": "ask"}).status_code == 422


def test_a_colleague_is_asked_once_gets_a_notice_and_takes_it_up(
    torino, case, manager, colleague, boss
):
    named(torino, boss, contact=colleague.user)
    sent = {"deed": "ask", "id": uuid7()}
    for _ in range(2):
        assert manager.post(url(case), sent).status_code == 302
    with inside(colleague):
        ask, notice = ProtectionAsk.objects.get(), Notice.objects.get()
        assert notice.kind == "cases.protection_asked"
        assert case.person.known_as not in f"{notice.arguments}{notice.url_args}"
    assert "Waiting" in body(manager.get(url(case)))
    assert case.person.known_as in body(colleague.get(reverse("cases:protection_mine")))
    assert "I see to it" in body(colleague.get(url(case)))
    for _ in range(2):
        done = colleague.post(url(case), {"deed": "take_up", "ask": ask.pk})
        assert done.status_code == 302
    assert "Taken up" in body(manager.get(url(case)))
    assert "Nothing waits for you" in body(colleague.get(reverse("cases:protection_mine")))


def test_who_asked_nothing_sees_no_asking_of_another(
    torino, case, manager, colleague, boss, sign_in
):
    named(torino, boss, contact=colleague.user)
    before = sign_in(Role.DESK_OPERATOR, torino)
    page = body(before.get(url(case)))
    manager.post(url(case), {"deed": "ask", "id": uuid7()})
    assert body(before.get(url(case))).count("<tr") == page.count("<tr")
    with inside(before):
        assert ProtectionAsk.objects.count() == 0
    with inside(manager):
        ask = ProtectionAsk.objects.get()
    # Who asked cannot take it up; a stranger's answer is that of nobody's asking.
    assert manager.post(url(case), {"deed": "take_up", "ask": ask.pk}).status_code == 409
    for wrong in (ask.pk, uuid7(), "x"):
        assert before.post(url(case), {"deed": "take_up", "ask": wrong}).status_code == 404


def test_who_reads_a_file_of_the_person_gets_a_notice_too(
    torino, case, manager, colleague, boss, sign_in
):
    reader = sign_in(Role.CASE_MANAGER, torino)
    with inside(reader):
        make_file(case, by=reader.user)
    named(torino, boss, contact=colleague.user)
    manager.post(url(case), {"deed": "ask", "id": uuid7()})
    for client, count in ((reader, 1), (colleague, 1), (manager, 0), (boss, 0)):
        with inside(client):
            assert Notice.objects.count() == count
    assert manager.user.full_name in body(english(reader).get(url(case)))


def test_the_contact_does_not_ask_themselves_and_one_who_left_is_nobody(
    torino, case, manager, colleague, boss
):
    named(torino, boss, contact=colleague.user)
    answer = colleague.post(url(case), {"deed": "ask", "id": uuid7()})
    assert answer.status_code == 409 and "has named you" in body(answer)
    with scope(city_id=torino.pk):
        Membership.objects.filter(user=colleague.user).update(is_active=False)
    assert "has not named whom to ask" in body(manager.get(url(case)))


def test_a_service_gets_a_referral_without_a_word_of_why(torino, case, manager, boss):
    with scope(city_id=torino.pk, user_id=boss.user.pk):
        member = make_member(role=Role.CASE_MANAGER, city=torino)
        offer = make_offer(site=make_site(organisation=member.organisation))
    named(torino, boss, offer=offer)
    with inside(manager):
        make_file(case, by=manager.user)
    sent = {"deed": "ask", "id": uuid7(), "note": WORDS, "text": WORDS}
    for _ in range(2):
        assert manager.post(url(case), sent).status_code == 302
    with inside(manager):
        referral = Referral.objects.get()
        assert sorted(referral.given) == ["called", "languages"] and WORDS not in referral.content
        assert ProtectionAsk.objects.get().referral_id == referral.pk
    assert reverse("referrals:detail", args=[referral.pk]) in body(manager.get(url(case)))


def test_the_city_names_one_contact_and_a_helpline(torino, boss, manager, colleague, case):
    address = reverse("cases:protection_policy")
    with scope(city_id=torino.pk, user_id=boss.user.pk):
        site = make_site(email="")
        offer = make_offer(site=site)
    both = {"contact": colleague.user.pk, "offer": offer.pk, "local_name": "Punto donna"}
    answer = boss.post(address, both)
    assert answer.status_code == 422 and "Name one of both" in body(answer)
    assert "A helpline has a name and a number" in body(answer) and "Punto donna" in body(answer)
    answer = boss.post(address, {"offer": offer.pk})
    assert answer.status_code == 422 and "has no e-mail" in body(answer)
    told = {"contact": colleague.user.pk, "local_name": "Punto donna", "local_number": "011 1234"}
    for _ in range(2):
        assert boss.post(address, told).status_code == 302
    with inside(boss):
        assert ProtectionPolicy.objects.count() == 1, "the same again changes nothing"
    seen = body(manager.get(url(case)))
    assert "tel:0111234" in seen and colleague.user.full_name in seen


# A file.


def test_a_file_is_opened_read_corrected_and_its_list_kept(case, manager, colleague):
    assert "No file is open to you" in body(manager.get(url(case)))
    refused = manager.post(url(case), {"deed": "write", "id": uuid7(), "teller": "Efua"})
    assert refused.status_code == 422 and "Efua" in body(refused), "nothing is lost"
    first = {"deed": "write", "id": uuid7(), "text": WORDS, "harm": "trafficking"}
    for _ in range(2):
        assert manager.post(url(case), first).status_code == 302
    with inside(manager):
        entry = RestrictedEntry.objects.get()
        file = entry.file
    stale = manager.post(url(case), first | {"text": "Altro", "file": file.pk})
    assert stale.status_code == 409 and "Altro" in body(stale), "what was typed is there"
    second = {"deed": "write", "file": file.pk, "id": uuid7(), "text": "No, il cugino"}
    assert manager.post(url(case), second | {"corrects": entry.pk}).status_code == 302
    seen = body(manager.get(url(case)))
    assert WORDS in seen and "corrects no. 1" in seen and "Read a protected file" in seen
    assert WORDS not in body(colleague.get(url(case)))

    let = {"deed": "let_in", "file": file.pk, "id": uuid7(), "user": colleague.user.pk}
    refused = manager.post(url(case), let)
    assert refused.status_code == 422
    with_both = let | {"reason": REASON, "is_holder": "on", "last_on": timezone.localdate()}
    assert "has no last day" in body(manager.post(url(case), with_both))
    for _ in range(2):
        assert manager.post(url(case), let | {"reason": REASON}).status_code == 302
    seen = body(colleague.get(url(case)))
    assert WORDS in seen and REASON in seen and "Let a colleague in" not in seen
    assert colleague.user.full_name in body(manager.get(url(case))), "who has looked"
    assert colleague.post(url(case), let | {"reason": "x", "id": uuid7()}).status_code in (409, 422)

    with inside(manager):
        row = RestrictedReader.objects.get(user=colleague.user)
        own = RestrictedReader.objects.get(user=manager.user)
    end = {"deed": "take_off", "file": file.pk}
    assert manager.post(url(case), end | {"reader": own.pk}).status_code == 409
    for _ in range(2):
        assert manager.post(url(case), end | {"reader": row.pk}).status_code == 302
    assert WORDS not in body(colleague.get(url(case)))
    for who, sent in ((colleague, second), (colleague, end | {"reader": row.pk})):
        assert who.post(url(case), sent | {"id": uuid7()}).status_code == 404


def test_two_tabs_open_one_file(case, manager):
    for words in ("Uno", "Due"):
        sent = {"deed": "write", "id": uuid7(), "text": words}
        assert manager.post(url(case), sent).status_code == 302
    with inside(manager):
        assert {one.file_id for one in RestrictedEntry.objects.all()} == {
            RestrictedEntry.objects.order_by("pk").first().file_id
        }


def test_without_the_right_a_file_is_neither_shown_nor_written(torino, case, manager, sign_in):
    """Not even to a reader whose role has changed since."""
    with inside(manager):
        file = make_file(case, by=manager.user)
    desk = english(sign_in(Role.DESK_OPERATOR, torino))
    for deed in ("write", "let_in", "take_off"):
        for pk in (file.pk, uuid7(), ""):
            sent = {"deed": deed, "file": pk, "id": uuid7(), "text": "x"}
            assert desk.post(url(case), sent).status_code == 403
    with scope(city_id=torino.pk):
        Membership.objects.filter(user=manager.user).update(role=Role.DESK_OPERATOR)
    assert WORDS not in body(manager.get(url(case)))


def test_reading_costs_the_same_for_twenty_entries(case, manager):
    def write(times):
        for number in range(times):
            sent = {"deed": "write", "id": uuid7(), "text": f"Parola {number}"}
            assert manager.post(url(case), sent).status_code == 302

    write(2)
    before = budget.count(manager, url(case))
    write(18)
    assert budget.count(manager, url(case)) <= before
    assert "Older entries" in body(manager.get(url(case)))


def test_of_a_linked_record_the_file_is_shown_too(torino, case, manager):
    from lgnet.people.actions.links import decide_pair
    from lgnet.people.enums import Verdict

    with inside(manager):
        make_file(case, by=manager.user)
        other = make_case(by=manager.user)
        decide_pair(
            one_id=case.person_id,
            other_id=other.person_id,
            verdict=Verdict.SAME,
            by=manager.user,
            seen="",
        )
    assert WORDS in body(manager.get(url(other)))


def test_the_protection_officer_sees_a_number_and_no_name(torino, case, manager, sign_in):
    officer = english(sign_in(Role.DATA_PROTECTION_OFFICER, torino))
    address = reverse("cases:protection_unread")
    empty = officer.get(address)
    with inside(manager):
        make_file(case, by=manager.user)
    assert "Nothing to see to" in body(officer.get(address)) and empty.status_code == 200
    with scope(city_id=torino.pk):
        Membership.objects.filter(user=manager.user).update(is_active=False)
    seen = body(officer.get(address))
    assert "1 file has nobody left" in seen
    assert case.person.known_as not in seen and str(case.pk) not in seen


@pytest.mark.django_db(transaction=True)
def test_two_who_hold_a_file_cannot_take_each_other_off_at_once():
    """Each sees the other still holding it; the second is refused, whoever it is."""
    torino = City.objects.get(name="Torino")
    with scope(city_id=torino.pk):
        one, other = make_manager(), make_manager()
        file = make_file(by=one)
        with as_user(one):
            let_in(id=uuid7(), file=file, user_id=other.pk, by=one, reason=REASON, is_holder=True)
            rows = {row.user_id: row.pk for row in file.readers.all()}
    both, told = threading.Barrier(2), []

    def leave(who, whom):
        try:
            with scope(city_id=torino.pk, user_id=who.pk):
                both.wait()
                take_off(file=file, reader_id=rows[whom.pk], by=who)
            told.append("done")
        except (refusals.NotHolder, refusals.LastHolder, Error) as refused:
            told.append(type(refused).__name__)
        except (type(file).DoesNotExist, RestrictedReader.DoesNotExist):
            told.append("gone")
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=leave, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count("done") == 1, told
    held = 0
    for who in (one, other):
        with scope(city_id=torino.pk, user_id=who.pk), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM cases_restricted_mine(true)")
            held += cursor.fetchone()[0]
    assert held == 1


def test_a_day_given_is_the_last_one(case, manager, colleague):
    with inside(manager):
        file = make_file(case, by=manager.user)
    day = timezone.localdate() + dt.timedelta(days=3)
    let = {"deed": "let_in", "file": file.pk, "id": uuid7(), "user": colleague.user.pk}
    assert manager.post(url(case), let | {"reason": REASON, "last_on": day}).status_code == 302
    with inside(manager):
        row = RestrictedReader.objects.get(user=colleague.user)
        assert row.until_on == day + dt.timedelta(days=1)
    past = let | {"id": uuid7(), "reason": "x", "last_on": day - dt.timedelta(days=9)}
    assert manager.post(url(case), past).status_code == 409
