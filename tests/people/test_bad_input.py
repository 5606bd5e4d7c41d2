"""What people are really called and really say: nothing is lost, nothing breaks, all is found."""

import html

import pytest
from django.urls import reverse

from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.models import Identifier, Person
from lgnet.people.rules import clean_name
from tests.people.test_identifiers import BORN_IN_MOROCCO

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
NEW = reverse("people:new")

NAMES = {
    "mixed directions": "Amina أمينة Bah",
    "a sign that turns the line": "Amina \u202eحسن\u202c Bah",
    "zero-width": "Ami\u200bna\u200d Bah",
    "combining": "Ame\u0301lie N\u0303o\u0308",
    "many combining": "A" + "\u0301" * 60 + "mina",
    "200 characters": "ab" * 100,
    "200 Arabic characters": "مح" * 100,
    "a single letter": "O",
    "a single sign": "王",
    "an apostrophe": "N'Golo D’Angelo",
    "markup": "<b>Ali</b> & {{ 7*7 }} %s",
    "a command": "Robert'); DROP TABLE people_person;--",
    "emoji": "Ali 👵🏽",
    "digits of another script": "Ali ٢",
    "null-like": "null",
    "homoglyphs": "Аmіna",
}


@pytest.fixture
def desk(sign_in, torino):
    return sign_in(Role.DESK_OPERATOR, torino)


def send(client, status, **typed):
    response = client.post(NEW, {"id": str(uuid7()), **typed}, headers=ENGLISH)
    assert response.status_code == status, response.content.decode()[:3000]
    return response


def born(day, month, year, age=""):
    names = [f"birth_value_{part}" for part in ("day", "month", "year", "age")]
    return dict(zip(names, (day, month, year, age), strict=True))


@pytest.mark.parametrize("what", NAMES)
def test_a_name_is_kept_shown_isolated_and_found_again(desk, torino, what):
    name = NAMES[what]
    to = send(desk, 302, known_as=name, others=name)["Location"]
    with scope(city_id=torino.pk):
        (person,) = Person.objects.order_by("pk")
        assert person.known_as == clean_name(name)
    text = desk.get(to, headers=ENGLISH).content.decode()
    assert f"<bdi>{html.escape(clean_name(name))}</bdi>" in text
    assert "\u202e" not in text
    edit = desk.get(reverse("people:edit", args=[person.pk]), headers=ENGLISH)
    assert edit.status_code == 200
    found = desk.post(reverse("people:search"), {"q": name}, follow=True, headers=ENGLISH)
    assert found.status_code == 200
    assert str(person.pk) in found.content.decode()


@pytest.mark.parametrize("typed", ["\u200b", "\u202e\u202c", "\u0301", " \u00a0 ", "x" * 201])
def test_what_is_no_name_is_said_and_the_rest_stays_typed(desk, typed):
    text = send(desk, 422, known_as=typed, family="Bah", **born("7", "3", "1990")).content.decode()
    assert 'value="Bah"' in text
    assert 'value="1990"' in text
    assert 'class="lg-error"' in text


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        (born("29", "2", "2023"), "There is no such day"),
        (born("31", "4", "1990"), "There is no such day"),
        (born("1", "1", "2999"), "still to come"),
        (born("1", "1", "1899"), "more than 110 years"),
        (born("1", "1", "0"), "greater than"),
        (born("", "", "", "111"), "less than or equal to 110"),
        (born("", "", "", "-1"), "greater than or equal to 0"),
        (born("5", "", "1990"), "A day needs its month"),
        (born("5", "5", ""), "at least the year"),
        (born("", "", "1990", "30"), "a date and an age"),
        (born("x", "y", "z"), "Enter a whole number"),
    ],
)
def test_a_birth_that_cannot_be_is_said_beside_it(desk, birth, words):
    text = html.unescape(send(desk, 422, known_as="Amina", **birth).content.decode())
    assert words in text
    for typed in birth.values():
        assert not typed or typed == "y" or f'value="{typed}"' in text


@pytest.mark.parametrize(
    ("birth", "flag"),
    [
        (born("29", "2", "2004"), False),
        (born("1", "1", "1990"), True),
        (born("", "1", "1990"), False),
        (born("", "", "1990"), False),
        (born("", "", "", "110"), False),
        (born("", "", "", "0"), False),
    ],
)
def test_a_leap_day_and_a_placeholder_are_taken_the_one_flagged(desk, birth, flag):
    to = send(desk, 302, known_as="Amina", **birth)["Location"]
    text = desk.get(to, headers=ENGLISH).content.decode()
    assert ("Born on 1 January" in text) == flag


def test_a_code_typed_with_lookalike_letters_is_the_same_number(desk, torino):
    to = send(desk, 302, known_as="Amina")["Location"]
    address = f"{to}identifier/new/"
    lookalike = BORN_IN_MOROCCO.replace("M", "М").replace("B", "В")
    typed = {"id": str(uuid7()), "scheme": "codice_fiscale", "number": lookalike}
    asked = desk.post(address, typed, headers=ENGLISH)
    assert asked.status_code == 422
    assert "came from another alphabet" in asked.content.decode()
    assert desk.post(address, {**typed, "is_kept": "on"}).status_code == 302
    with scope(city_id=torino.pk):
        (row,) = Identifier.objects.select_related("person").order_by("pk")
        assert row.value == BORN_IN_MOROCCO
    found = desk.post(reverse("people:search"), {"q": lookalike}, follow=True)
    assert str(row.person_id) in found.content.decode()
