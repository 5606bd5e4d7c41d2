"""The card a person carries: a code by lot that opens the person, to who may see them."""

import re
import string

import pytest
from django.urls import reverse

from lgnet.audit.models import AuditEvent
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.actions.person_cards import (
    CardRefused,
    end_card,
    issue_card,
    replace_card,
    restore_card,
)
from lgnet.people.card_codes import ALPHABET, LENGTH, check_sign, new_code, read_code, shown_code
from lgnet.people.models import Person, PersonAccess, PersonCard, SearchKey
from lgnet.people.scanning import person_of_card
from lgnet.people.search_keys import number_tokens
from tests.factories.network import make_compartment, make_member, make_organisation
from tests.factories.people import make_person

SCAN = reverse("people:scan")
NEUTRAL = "This card opens nobody here"


# Codes -------------------------------------------------------------------------------------


def test_codes_are_short_plain_and_never_the_same():
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    for code in codes:
        assert len(code) == LENGTH
        assert set(code) <= set(ALPHABET)
        assert 3 <= sum(sign in string.digits for sign in code) <= 9
        assert read_code(code) == code
        # A search for the code finds it: it is taken for a number, whole.
        assert f"#{code}" in number_tokens(code)


def test_a_code_is_read_as_people_write_it():
    code = next(code for code in iter(new_code, "") if "0" in code and "1" in code)
    for typed in (
        shown_code(code),
        shown_code(code).lower(),
        f"  {shown_code(code).replace('-', ' ')}\n",
        code.replace("0", "O").replace("1", "l"),
        shown_code(code).replace("-", "\u2013"),
    ):
        assert read_code(typed) == code


@pytest.mark.parametrize(
    "typed",
    ["", "Amina", "123456789012345", "+39 333 1234567", "أمينة", "RSSMRA85T10A562S", "\x00"],
)
def test_what_is_no_code_is_not_taken_for_one(typed):
    assert read_code(typed) is None


def test_a_wrong_sign_shows_and_nearly_every_swap():
    unseen = 0
    for _ in range(50):
        code = new_code()
        for place, right in enumerate(code):
            for wrong in ALPHABET:
                changed = code[:place] + wrong + code[place + 1 :]
                assert (read_code(changed) is None) == (wrong != right)
        for place in range(LENGTH - 1):
            one, other = code[place : place + 2]
            swapped = code[:place] + other + one + code[place + 2 :]
            if one != other and read_code(swapped) is not None:
                unseen += 1
                assert {one, other} == {"0", "Z"}
    assert unseen < 5
    assert check_sign("0" * 11) == "0"


# Giving and ending -------------------------------------------------------------------------


@pytest.fixture
def person(in_torino):
    return make_person("Amina", names=["أمينة"])


@pytest.fixture
def user(torino):
    return make_member(role=Role.DESK_OPERATOR, city=torino).user


@pytest.mark.django_db
def test_a_card_is_given_once_and_finds_the_person(person, user):
    card = issue_card(person_id=person.pk, by=user)
    assert issue_card(person_id=person.pk, by=user) == card
    assert person_of_card(card.code) == person
    assert person_of_card(new_code()) is None


@pytest.mark.django_db
def test_an_ended_card_finds_nobody_and_leaves_no_key(person, user):
    before = set(SearchKey.objects.values_list("pk", flat=True))
    card = issue_card(person_id=person.pk, by=user)
    assert set(SearchKey.objects.values_list("pk", flat=True)) > before
    ended = end_card(card_id=card.pk, by=user)
    assert end_card(card_id=card.pk, by=user).ended_at == ended.ended_at
    assert person_of_card(card.code) is None
    assert set(SearchKey.objects.values_list("pk", flat=True)) == before


@pytest.mark.django_db
def test_a_lost_card_is_replaced_and_the_old_one_stays_dead(person, user):
    lost = issue_card(person_id=person.pk, by=user)
    new = replace_card(person_id=person.pk, by=user)
    assert new.code != lost.code
    assert person_of_card(lost.code) is None
    assert person_of_card(new.code) == person
    with pytest.raises(CardRefused):
        restore_card(card_id=lost.pk, by=user)
    end_card(card_id=new.pk, by=user)
    restore_card(card_id=lost.pk, by=user)
    assert person_of_card(lost.code) == person


@pytest.mark.django_db
def test_the_code_lies_sealed_and_says_nothing_of_the_person(person, user):
    card = issue_card(person_id=person.pk, by=user)
    stored = PersonCard.objects.values_list("code", flat=True).get()
    assert card.code.encode() not in bytes(stored)
    assert str(person.pk).upper().replace("-", "")[:6] not in card.code


# Pages -------------------------------------------------------------------------------------


@pytest.fixture
def desk(sign_in, torino):
    client = sign_in(Role.DESK_OPERATOR, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def carried(torino, user):
    """Return a person of Torino and the code of their card."""
    with scope(city_id=torino.pk):
        person = make_person("Zeynep", names=["زينب"])
        return person, issue_card(person_id=person.pk, by=user).code


def scanned(client, typed):
    """Scan, and return the addresses led through and the last page."""
    answer = client.post(SCAN, {"code": typed}, follow=True)
    return [address for address, _ in answer.redirect_chain], answer.content.decode()


@pytest.mark.django_db
def test_scanning_opens_the_person_and_puts_the_code_in_no_address(desk, carried):
    person, code = carried
    for typed in (code, shown_code(code).lower()):
        addresses, text = scanned(desk, typed)
        assert addresses == [reverse("people:detail", args=[person.pk])]
        assert "Zeynep" in text
    assert desk.get(SCAN, {"code": code}).status_code == 405


@pytest.mark.django_db
def test_unknown_ended_elsewhere_and_unseen_have_the_same_answer(
    desk, carried, torino, palermo, user
):
    with scope(city_id=torino.pk):
        ended = make_person("Ended")
        dead = issue_card(person_id=ended.pk, by=user)
        end_card(card_id=dead.pk, by=user)
        unseen = make_person("Vanta")
        hidden = issue_card(person_id=unseen.pk, by=user)
        PersonAccess.objects.filter(person=unseen).update(
            audience_id=make_organisation(city=torino).pk
        )
    with scope(city_id=palermo.pk):
        elsewhere = issue_card(person_id=make_person("Lontana").pk, by=user)
    with scope(city_id=torino.pk, compartment_id=make_compartment(torino).pk):
        refuge = issue_card(person_id=make_person("Nascosta").pk, by=user)
    answers = set()
    for code in (new_code(), dead.code, hidden.code, elsewhere.code, refuge.code):
        addresses, text = scanned(desk, code)
        assert NEUTRAL in text
        assert not re.search("Vanta|Lontana|Nascosta", text)
        answers.add(tuple(addresses))
        assert code not in text
    assert answers == {(reverse("people:search"),)}


@pytest.mark.django_db
def test_what_is_no_card_is_searched_for(desk, carried):
    addresses, text = scanned(desk, "zeynep")
    assert addresses[0].startswith(f"{reverse('people:search')}?s=")
    assert "zeynep" not in addresses[0]
    assert "Zeynep" in text


@pytest.mark.django_db
def test_the_code_typed_into_the_search_finds_the_person(desk, carried):
    person, code = carried
    answer = desk.post(reverse("people:search"), {"q": shown_code(code)}, follow=True)
    assert reverse("people:detail", args=[person.pk]) in answer.content.decode()


@pytest.mark.django_db
def test_the_audit_says_that_a_card_was_scanned_and_not_which(desk, carried, torino):
    _, code = carried
    scanned(desk, code)
    scanned(desk, new_code())
    with scope(city_id=torino.pk):
        events = list(AuditEvent.objects.filter(verb="people.card_scanned").order_by("pk"))
        assert [event.detail for event in events] == [{"found": 1}, {"found": 0}]
        for event in AuditEvent.objects.all():
            assert code not in f"{event.target_id} {event.detail}"


@pytest.mark.django_db
def test_the_page_to_print_names_nobody_and_no_service(desk, carried, torino):
    person, code = carried
    text = desk.get(reverse("people:card", args=[person.pk])).content.decode()
    assert shown_code(code) in text
    assert '<svg role="img"' in text
    assert " style=" not in text
    for telling in ("Zeynep", "زينب", "LgNet", torino.name, "Ministero"):
        assert telling not in text
    assert "<title>Page</title>" in text


@pytest.mark.django_db
def test_a_card_is_made_lost_and_taken_back_on_its_page(desk, torino):
    with scope(city_id=torino.pk):
        person = make_person("Sam")
    address = reverse("people:card", args=[person.pk])
    assert "Make a card" in desk.get(address).content.decode()
    issue, end = (reverse(f"people:card_{verb}", args=[person.pk]) for verb in ("issue", "end"))
    desk.post(issue)
    first = printed(desk, address)
    assert printed(desk, address) == first
    desk.post(issue, {"replace": "yes"})
    second = printed(desk, address)
    assert second != first
    text = desk.post(end, follow=True).content.decode()
    assert "Make a card" in text
    way_back = re.search(r'action="(/undo/[^"]+)"', text)[1]
    desk.post(way_back)
    assert printed(desk, address) == second


def printed(client, address):
    text = client.get(address).content.decode()
    return re.search(r"<bdi dir=\"ltr\">([0-9A-Z-]{14})</bdi>", text)[1]


@pytest.mark.django_db
def test_who_may_only_read_sees_the_card_and_makes_none(sign_in, carried, torino):
    person, _ = carried
    client = sign_in(Role.HOUSING_COORDINATOR, torino)
    text = client.get(reverse("people:card", args=[person.pk])).content.decode()
    assert "Make a new card" not in text
    assert client.post(reverse("people:card_issue", args=[person.pk])).status_code == 403
    with scope(city_id=torino.pk):
        assert Person.objects.get(pk=person.pk).cards.count() == 1
