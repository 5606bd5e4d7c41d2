"""Families as members of staff meet them: pages, clashes, what each role may."""

import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people import kin
from lgnet.people.enums import GuardianKind, Relation
from lgnet.people.models import (
    Household,
    HouseholdMember,
    Person,
    PersonAccess,
)
from tests.budget import MOST_A_PAGE, count, writes
from tests.factories.families import born, make_guardian, make_household, make_minor, member_of
from tests.factories.people import make_person
from tests.pages import page, panel, send, undo_last

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
ALONE = "Minor, perhaps alone"


@pytest.fixture
def desk(sign_in, torino):
    return sign_in(Role.DESK_OPERATOR, torino)


@pytest.fixture
def manager(sign_in, torino):
    return sign_in(Role.CASE_MANAGER, torino)


@pytest.fixture
def inside(torino):
    return lambda: scope(city_id=torino.pk)


def detail_of(person):
    return reverse("people:detail", args=[person.pk])


def new_of(person):
    return reverse("people:family_new", args=[person.pk])


def typed(**fields):
    told = {"id": uuid7(), "household": uuid7(), "new_person": uuid7()}
    return {**told, "relation": "child", "day": TODAY.isoformat(), **fields}


# Adding ------------------------------------------------------------------------------------------


def test_a_nickname_alone_adds_somebody_new(desk, inside):
    with inside():
        mother = make_person("Amina")
    data = typed(who="new", known_as="Pepe")
    send(desk, new_of(mother), data)
    with inside():
        child = Person.objects.get(pk=data["new_person"])
        assert child.known_as == "Pepe"
        assert HouseholdMember.objects.get(pk=data["id"]).person == child
    text = page(desk, detail_of(mother))
    assert "Pepe" in panel(text, "people-family")
    assert "age not known" in panel(text, "people-family")
    send(desk, new_of(mother), data)
    with inside():
        assert Person.objects.count() == HouseholdMember.objects.count() == 2


def test_undo_takes_the_new_person_and_the_family_away(desk, inside):
    with inside():
        mother = make_person("Amina")
    send(desk, new_of(mother), typed(who="new", known_as="Pepe"))
    undo_last(desk)
    with inside():
        assert [person.known_as for person in Person.objects.all()] == ["Amina"]
        assert not HouseholdMember.objects.exists()
        assert not Household.objects.exists()


def test_what_was_searched_is_the_name_of_somebody_new(desk, inside):
    with inside():
        mother = make_person("Amina")
    data = typed(who="new", q="Pepe")
    send(desk, new_of(mother), data)
    with inside():
        assert Person.objects.get(pk=data["new_person"]).known_as == "Pepe"


def test_somebody_found_is_picked_and_shown_with_what_tells_them_apart(desk, inside):
    with inside():
        mother, child = make_person("Amina"), make_minor("Samir", names=["سمير"])
    pick = reverse("people:family_pick") + f"?but={mother.pk}"
    text = send(desk, pick, {"q": "sameer", "who": ""}, status=200).content.decode()
    assert f'value="{child.pk}"' in text and ALONE in text and "سمير" in text
    text = send(desk, pick, {"q": "amina", "who": str(child.pk)}, status=200).content.decode()
    assert f'value="{child.pk}" checked' in text and str(mother.pk) not in text
    send(desk, new_of(mother), typed(who=str(child.pk)))
    assert "Samir" in panel(page(desk, detail_of(mother)), "people-family")
    assert ALONE not in page(desk, detail_of(child))


def test_nothing_typed_is_lost_when_something_is_missing(desk, inside):
    with inside():
        mother = make_person("Amina")
        make_person("Pepe")
    answer = send(desk, new_of(mother), typed(q="Pepe", relation="sibling"), status=422)
    text = answer.content.decode()
    assert "Choose a person, or write who it is." in text
    assert 'value="Pepe"' in text and "fam-person" in text
    assert re.search(r'value="sibling"[^>]*checked', text)


def test_another_family_is_told_and_moving_is_one_more_tick(desk, inside):
    with inside():
        mother, father, child = make_person("Amina"), make_person("Omar"), make_minor("Sam")
        make_household(mother, (child, Relation.CHILD))
        make_household(father)
    data = typed(who=str(child.pk), is_head="on")
    text = send(desk, new_of(father), data, status=409).content.decode()
    assert "is in another family" in text and "has_moved" in text
    assert f'value="{child.pk}" checked' in text
    assert re.search(r'name="is_head"[^>]*checked', text)
    send(desk, new_of(father), {**data, "has_moved": "on"})
    assert "Sam" in panel(page(desk, detail_of(father)), "people-family")
    assert "Nobody else now." in panel(page(desk, detail_of(mother)), "people-family")
    undo_last(desk)
    assert "Sam" in panel(page(desk, detail_of(mother)), "people-family")


def test_a_person_elsewhere_or_hidden_is_nobody(desk, inside, palermo):
    with inside():
        mother = make_person("Amina")
    with scope(city_id=palermo.pk):
        other = make_person("Zoe")
    for who in (other.pk, uuid7()):
        text = send(desk, new_of(mother), typed(who=str(who)), status=422).content.decode()
        assert "This person is not here any more" in text and "Zoe" not in text


def test_no_name_stands_in_an_address_and_markup_is_text(desk, inside):
    with inside():
        bad = make_person("<script>1</script>")
        child = make_minor("</bdi><b>x")
        home = make_household((bad, Relation.PARENT), (child, Relation.CHILD))
        row = member_of(home, child)
    for address in (
        detail_of(bad),
        new_of(bad),
        reverse("people:household", args=[home.pk]),
        reverse("people:household_split", args=[home.pk]),
        reverse("people:member_edit", args=[row.pk]),
        reverse("people:member_leave", args=[row.pk]),
        reverse("people:guardian_new", args=[child.pk]),
    ):
        text = page(desk, address)
        assert "<script>1" not in text and "<b>x" not in text


# The family's page -------------------------------------------------------------------------------


@pytest.fixture
def family(inside):
    with inside():
        mother, father = make_person("Amina", **born(40)), make_person("Omar")
        sam, ali = make_minor("Sam"), make_minor("Ali", age=9)
        home = make_household(
            (mother, Relation.PARENT),
            (father, Relation.PARENT),
            (sam, Relation.CHILD),
            (ali, Relation.CHILD),
        )
    return {"home": home, "mother": mother, "father": father, "sam": sam, "ali": ali}


def test_a_family_shows_who_is_there_and_who_was(desk, family, inside):
    address = reverse("people:household", args=[family["home"].pk])
    with inside():
        row = member_of(family["home"], family["ali"])
    leave = reverse("people:member_leave", args=[row.pk])
    assert "may be under 18" in page(desk, leave)
    send(desk, leave, {"day": TODAY.isoformat()})
    text = page(desk, address)
    present, past = text.split("Who lived here before")
    assert [name in present for name in ("Amina", "Omar", "Sam")] == [True] * 3
    assert "40 years" in present and "age not known" in present
    assert "Ali" in past and ALONE in past and "in no family" in past
    undo_last(desk)
    assert "Who lived here before" not in page(desk, address)


def test_a_family_parts_and_finds_together(desk, family):
    home = family["home"]
    split = reverse("people:household_split", args=[home.pk])
    text = page(desk, split)
    assert all(f'value="{family[who].pk}"' in text for who in ("mother", "father", "sam", "ali"))
    data = {"id": uuid7(), "day": TODAY.isoformat()}
    assert "Choose who it is about." in send(desk, split, data, status=422).content.decode()
    everybody = [str(family[who].pk) for who in ("mother", "father", "sam", "ali")]
    text = send(desk, split, {**data, "people": everybody}, status=409).content.decode()
    assert "Nobody would stay" in text
    going = [str(family[who].pk) for who in ("father", "ali")]
    for _ in range(2):
        answer = send(desk, split, {**data, "people": going})
    assert answer.url == reverse("people:household", args=[data["id"]])
    text = page(desk, reverse("people:household", args=[home.pk]))
    assert "in another family" in text and "Together again" in text
    rejoin = reverse("people:household_rejoin", args=[home.pk])
    assert f'value="{family["sam"].pk}"' not in page(desk, rejoin)
    for _ in range(2):
        send(desk, rejoin, {**data, "people": going})
    text = page(desk, reverse("people:household", args=[home.pk]))
    assert "here again" in text
    undo_last(desk)
    undo_last(desk)
    assert "Who lived here before" not in page(desk, reverse("people:household", args=[home.pk]))


def test_two_tabs_change_one_place(desk, family, inside):
    with inside():
        row = member_of(family["home"], family["sam"])
    address = reverse("people:member_edit", args=[row.pk])
    version = re.search(r'name="version" value="([^"]+)"', page(desk, address))[1]
    data = {"version": html.unescape(version), "day": row.from_on.isoformat()}
    send(desk, address, {**data, "relation": "grandchild"})
    text = send(desk, address, {**data, "relation": "relative"}, status=409).content.decode()
    assert "Somebody else changed this meanwhile" in text and "Grandchild" in text
    assert re.search(r'value="relative"[^>]*checked', text)
    version = html.unescape(re.search(r'name="version" value="([^"]+)"', text)[1])
    send(desk, address, {**data, "version": version, "relation": "relative"})


def test_who_may_only_read_sees_and_changes_nothing(sign_in, torino, family):
    client = sign_in(Role.HOUSING_COORDINATOR, torino)
    text = page(client, reverse("people:household", args=[family["home"].pk]))
    assert "Amina" in text
    for name in ("household_split", "household_rejoin"):
        assert reverse(f"people:{name}", args=[family["home"].pk]) not in text
    text = page(client, detail_of(family["mother"]))
    assert "Sam" in panel(text, "people-family")
    assert new_of(family["mother"]) not in text


def test_whom_one_may_not_see_is_others_and_nothing_more(sign_in, torino, inside):
    client = sign_in(Role.DESK_OPERATOR, torino)
    audience = client.member.organisation_id
    with inside():
        mother, child = make_person("Geheim"), make_minor("Sam")
        home = make_household((mother, Relation.PARENT), (child, Relation.CHILD))
        hidden = make_person("Altro")
        hidden_home = make_household(hidden)
        make_guardian(child, mother, GuardianKind.PARENT)
        PersonAccess.objects.filter(person__in=[mother, child, hidden]).delete()
        PersonAccess.objects.create(person=child, audience_id=audience, reason="care")
    text = page(client, detail_of(child))
    assert "With others, whom you may not see." in text
    assert "Somebody you may not see" in text
    assert ALONE not in text and "Geheim" not in text and str(mother.pk) not in text
    text = page(client, reverse("people:household", args=[home.pk]))
    assert "And others, whom you may not see." in text
    assert "Geheim" not in text and str(mother.pk) not in text
    page(client, reverse("people:household", args=[hidden_home.pk]), status=404)


# What a page costs -------------------------------------------------------------------------------


@pytest.fixture
def addresses(family, inside):
    with inside():
        alone = make_minor("Sola")
        row = member_of(family["home"], family["sam"])
        guardianship = make_guardian(alone, "Avv. Zanetti")
    home = [family["home"].pk]
    return {
        "detail": detail_of(family["sam"]),
        "alone": detail_of(alone),
        "new": new_of(family["sam"]),
        "household": reverse("people:household", args=home),
        "split": reverse("people:household_split", args=home),
        "rejoin": reverse("people:household_rejoin", args=home),
        "member": reverse("people:member_edit", args=[row.pk]),
        "leave": reverse("people:member_leave", args=[row.pk]),
        "guardian": reverse("people:guardian_new", args=[alone.pk]),
        "end": reverse("people:guardian_end", args=[guardianship.pk]),
        "minors": reverse("people:minors"),
    }


NAMES = (
    *("detail", "alone", "new", "household", "split", "rejoin"),
    *("member", "leave", "guardian", "end", "minors"),
)


@pytest.mark.parametrize("name", NAMES)
def test_a_get_writes_nothing_but_audit_and_keeps_to_its_budget(manager, addresses, name):
    assert writes(manager, addresses[name]) == []
    assert count(manager, addresses[name]) <= MOST_A_PAGE


@pytest.mark.parametrize("name", ["minors", "household", "detail"])
def test_ten_more_add_no_query(manager, addresses, family, inside, name):
    before = count(manager, addresses[name])
    with inside():
        for _ in range(10):
            child = make_minor()
            HouseholdMember.objects.create(
                household=family["home"], person=child, relation=Relation.CHILD, from_on=TODAY
            )
            make_guardian(family["sam"], f"Avv. {child.known_as}")
            make_minor()
    assert count(manager, addresses[name]) == before


def test_a_family_adds_no_query_to_a_person_s_page(manager, addresses, monkeypatch):
    """What is around a person comes with the person."""

    def asked(people):
        raise AssertionError("read again")

    monkeypatch.setattr(kin, "load_kin", asked)
    assert "Minor alone" in page(manager, addresses["alone"])
    assert "Sam" in page(manager, addresses["detail"])
