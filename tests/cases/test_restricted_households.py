"""Protected files where a case has several people: about whom, told apart, and kept."""

import pytest
from django.urls import reverse

from lgnet.cases.actions.parties import join_case, leave_case
from lgnet.cases.actions.party_refusals import NotInCase
from lgnet.cases.actions.protection import ask_protection, set_protection
from lgnet.cases.actions.restricted import write_entry
from lgnet.cases.enums_parties import Leaving
from lgnet.cases.models import ProtectionAsk, RestrictedFile
from lgnet.cases.queries import restricted as queries
from lgnet.cases.queries.parties import persons_of
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.notifications.models import Notice
from tests.factories.cases import make_case
from tests.factories.people import make_person
from tests.factories.restricted import WORDS, as_user

pytestmark = pytest.mark.django_db
BESIDE = "Ndeye"


@pytest.fixture
def manager(sign_in, torino):
    client = sign_in(Role.CASE_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def other(sign_in, torino):
    client = sign_in(Role.CASE_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def beside(torino, manager):
    """Somebody in a case that goes through another."""
    with scope(city_id=torino.pk, user_id=manager.user.pk):
        return join_case(
            id=uuid7(),
            case=make_case(by=manager.user),
            person=make_person(known_as=BESIDE),
            by=manager.user,
        )


def address(party):
    return reverse("cases:protection", args=[party.case_id])


def first(party, **said):
    return {"deed": "write", "id": uuid7(), "text": WORDS, "harm": ""} | said


def test_about_whom_is_asked_where_there_is_a_choice(manager, beside, torino):
    page = manager.get(address(beside)).content.decode()
    assert "About whom" in page and BESIDE in page
    with scope(city_id=torino.pk, user_id=manager.user.pk):
        alone = make_case(by=manager.user)
    assert (
        "About whom"
        not in manager.get(reverse("cases:protection", args=[alone.pk])).content.decode()
    )


def test_each_has_a_file_and_neither_is_mixed_up(manager, other, beside):
    answer = manager.post(address(beside), first(beside))
    assert answer.status_code == 422 and WORDS in answer.content.decode()
    for person in (beside.person_id, beside.case.person_id):
        assert manager.post(address(beside), first(beside, person=person)).status_code == 302
    with scope(city_id=beside.city_id, user_id=manager.user.pk):
        found = set(RestrictedFile.objects.order_by().values_list("person_id", flat=True))
        assert found == {beside.person_id, beside.case.person_id}
    # Again about the same: no third file, whichever tab it comes from.
    manager.post(address(beside), first(beside, person=beside.person_id, text="E poi"))
    with scope(city_id=beside.city_id, user_id=manager.user.pk):
        assert RestrictedFile.objects.count() == 2
    seen = other.get(address(beside)).content.decode()
    assert WORDS not in seen and "No file is open to you" in seen


def test_who_is_of_no_case_is_no_choice(manager, beside, torino):
    with scope(city_id=torino.pk, user_id=manager.user.pk):
        stranger = make_person()
        with pytest.raises(NotInCase):
            write_entry(id=uuid7(), case=beside.case, by=manager.user, person=stranger, text=WORDS)
    answer = manager.post(address(beside), first(beside, person=stranger.pk))
    assert answer.status_code == 422 and WORDS in answer.content.decode()


def test_the_file_of_who_left_stays_open_to_its_readers(manager, beside):
    manager.post(address(beside), first(beside, person=beside.person_id))
    with as_inside(beside, manager):
        leave_case(party=beside, leaving=Leaving.WITHDREW, by=manager.user)
        persons = persons_of(beside.case)
        assert beside.person not in persons
        assert len(queries.files_about(beside.case, persons)) == 1
    assert WORDS in manager.get(address(beside)).content.decode()


def as_inside(party, client):
    return scope(city_id=party.city_id, user_id=client.user.pk)


def test_who_reads_about_another_of_the_case_gets_no_notice(manager, other, beside, sign_in):
    contact = sign_in(Role.CASE_MANAGER, beside.city)
    with as_inside(beside, manager):
        set_protection(by=manager.user, contact=contact.user)
        write_entry(id=uuid7(), case=beside.case, by=manager.user, text=WORDS)
    with as_inside(beside, other), as_user(other.user):
        write_entry(id=uuid7(), case=beside.case, by=other.user, person=beside.person, text=WORDS)
    asker = sign_in(Role.DESK_OPERATOR, beside.city)
    sent = {"deed": "ask", "id": uuid7(), "person": beside.person_id}
    assert asker.post(address(beside), sent).status_code == 302
    with as_inside(beside, asker):
        assert ProtectionAsk.objects.get().person_id == beside.person_id
    told = []
    for client in (contact, other, manager):
        with as_inside(beside, client):
            told.append(Notice.objects.filter(kind="cases.protection_asked").count())
    assert told == [1, 1, 0]


def test_asking_about_a_stranger_is_refused(manager, beside, torino):
    with as_inside(beside, manager), pytest.raises(NotInCase):
        set_protection(by=manager.user, contact=manager.user)
        ask_protection(
            id=uuid7(),
            case=beside.case,
            person=make_person(),
            by=manager.user,
            from_organisation=manager.member.organisation,
        )


def test_the_same_form_about_another_is_not_taken_for_written(manager, beside):
    """Back in the browser, another chosen, sent again: it says so, and nothing is mixed up."""
    sent = first(beside, person=beside.person_id)
    assert manager.post(address(beside), sent).status_code == 302
    assert manager.post(address(beside), sent).status_code == 302
    again = manager.post(address(beside), sent | {"person": beside.case.person_id})
    assert again.status_code == 409 and WORDS in again.content.decode()
    with as_inside(beside, manager):
        assert RestrictedFile.objects.get().person_id == beside.person_id
