"""Recording and changing a person through the form: answers, dates, clashes, double sends."""

import datetime as dt

import pytest
from django.urls import reverse

from lgnet.audit.models import AuditEvent
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.enums import BirthPrecision, NameKind, Sex
from lgnet.people.models import Country, Person, PersonName
from lgnet.ui.models import Draft
from tests.factories.people import make_person
from tests.typed import sealed_search

pytestmark = pytest.mark.django_db

NEW = reverse("people:new")
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def outreach(sign_in, torino):
    return sign_in(Role.OUTREACH_WORKER, torino)


@pytest.fixture
def send(outreach):
    """Return a function that sends the form, for a new person or an existing one."""

    def send(address=NEW, status=302, **fields):
        data = {"id": str(uuid7()), "known_as": "Amina", **fields}
        response = outreach.post(address, data, headers=ENGLISH)
        text = response.content.decode()
        assert response.status_code == status, text
        return text

    return send


@pytest.fixture
def only(torino):
    """Return a function that gives the only person of the city."""

    def only() -> Person:
        with scope(city_id=torino.pk):
            return Person.objects.select_related("citizenship").get()

    return only


def birth(day="", month="", year="", age="", answer=None):
    parts = {
        "birth_value_day": day,
        "birth_value_month": month,
        "birth_value_year": year,
        "birth_value_age": age,
    }
    return parts if answer is None else {**parts, "birth_answer": answer}


def test_a_name_alone_makes_a_person_with_nothing_asked(send, only):
    send()
    person = only()
    assert person.known_as == "Amina"
    assert person.language_answer == Answer.NOT_ASKED


def test_everything_told_is_kept(send, only, torino):
    senegal = Country.objects.get(iso3="SEN", is_current=True)
    send(
        given="أمينة",
        family="Bah",
        others="Ami\r\n\r\nAmina Bah Diallo\n",
        language_value="ful",
        sex_value="female",
        citizenship_value=str(senegal.pk),
        interpreter_value="woman",
        gender="a modo suo",
        **birth("29", "2", "2004"),
    )
    person = only()
    assert (person.interpreter, person.gender) == ("woman", "a modo suo")
    assert (person.language, person.sex, person.citizenship) == ("ful", Sex.FEMALE, senegal)
    assert (person.birth_date, person.birth_precision) == (dt.date(2004, 2, 29), "exact")
    with scope(city_id=torino.pk):
        rows = PersonName.objects.select_related("person").order_by("position")
        names = [(row.kind, row.text) for row in rows]
    assert names == [
        (NameKind.GIVEN, "أمينة"),
        (NameKind.FAMILY, "Bah"),
        (NameKind.NICKNAME, "Ami"),
        (NameKind.FULL, "Amina Bah Diallo"),
    ]


@pytest.mark.parametrize("answer", ["unknown", "declined", "not_asked"])
def test_three_missing_answers_of_each_question(send, only, answer):
    send(language_answer=answer, sex_answer=answer, citizenship_answer=answer, birth_answer=answer)
    person = only()
    told = (person.language_answer, person.sex_answer, person.citizenship_answer)
    assert {*told, person.birth_answer} == {answer}


@pytest.mark.parametrize(
    ("parts", "first_day", "precision"),
    [
        (birth("7", "3", "1990"), dt.date(1990, 3, 7), BirthPrecision.EXACT),
        (birth("", "3", "1990"), dt.date(1990, 3, 1), BirthPrecision.MONTH),
        (birth("", "", "1990"), dt.date(1990, 1, 1), BirthPrecision.YEAR),
        (birth("1", "1", "1990"), dt.date(1990, 1, 1), BirthPrecision.EXACT),
        (birth(year="٢٠٠٤", month="2", day="٢٩"), dt.date(2004, 2, 29), BirthPrecision.EXACT),
    ],
)
def test_a_birth_is_as_precise_as_it_was_told(send, only, parts, first_day, precision):
    send(**parts)
    person = only()
    assert (person.birth_date, person.birth_precision) == (first_day, precision)


def test_about_how_old_is_an_estimate(send, only):
    send(**birth(age="30"))
    person = only()
    assert person.birth_precision == BirthPrecision.ESTIMATED
    assert person.birth_date == dt.date(dt.date.today().year - 30, 1, 1)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (birth("30", "2", "1990"), "There is no such day"),
        (birth("29", "2", "2003"), "There is no such day"),
        (birth("31", "4", "2003"), "There is no such day"),
        (birth("1", "1", "2990"), "still to come"),
        (birth("", "", "2990"), "still to come"),
        (birth("", "", "1880"), "more than 110 years old"),
        (birth("7", "", "1990"), "A day needs its month"),
        (birth("7", "3", ""), "Give at least the year"),
        (birth(year="1990", age="30"), "Keep one of the two"),
        (birth(age="111"), "110"),
        (birth(year="1990", answer="declined"), "Keep one of the two"),
        (birth(year="ninety"), "Enter a whole number"),
    ],
)
def test_a_birth_that_cannot_be_is_said_in_words(send, parts, words, torino):
    text = send(status=422, **parts)
    assert words in text
    assert 'role="alert"' in text
    assert 'href="#id_birth_0_0"' in text
    assert 'id="id_birth_0_0"' in text
    assert 'value="Amina"' in text
    with scope(city_id=torino.pk):
        assert not Person.objects.exists()


@pytest.mark.parametrize("known_as", ["", "   ", "\u200d", "x" * 201, "\x00"])
def test_a_name_is_needed_and_has_a_length(send, known_as):
    text = send(status=422, known_as=known_as)
    assert 'href="#id_known_as"' in text


@pytest.mark.parametrize(
    "known_as",
    ["X", "x" * 200, "محمد", "ක්\u200dෂ", "👵🏽", "e\u0301", "<b>Ali</b>", "O'Neil & Söhne"],
)
def test_names_of_every_kind_are_taken(send, only, known_as):
    send(known_as=known_as)
    assert only().known_as in (known_as, "é")


def test_unknown_choices_are_refused(send):
    for field in ("language_value", "sex_value", "citizenship_value"):
        send(status=422, **{field: "zz"})


def test_a_form_sent_twice_makes_one_person(send, only):
    person_id = str(uuid7())
    send(id=person_id)
    send(id=person_id)
    assert str(only().pk) == person_id


def test_a_form_changed_and_sent_again_shows_both(send, only):
    person_id = str(uuid7())
    send(id=person_id)
    text = send(id=person_id, known_as="Aminata", status=409)
    assert "Aminata" in text
    assert "<bdi>Amina</bdi>" in text
    assert f'action="/people/{person_id}/edit/"' in text
    assert only().known_as == "Amina"


@pytest.mark.parametrize("bad", ["", "x", "'; DROP TABLE people_person; --"])
def test_an_identifier_that_is_none_is_replaced_or_refused(send, bad):
    send(id=bad, status=422 if bad else 302)


# Changing ----------------------------------------------------------------------------------


@pytest.fixture
def sam(torino):
    with scope(city_id=torino.pk):
        return make_person("Sam", names=[(NameKind.GIVEN, "Samuel")])


def edit_of(person):
    return reverse("people:edit", args=[person.pk])


def version_in(client, person):
    text = client.get(edit_of(person)).content.decode()
    return text.split('name="version" value="')[1].split('"')[0]


def test_two_tabs_do_not_overwrite_each_other(outreach, send, sam, only):
    first = second = version_in(outreach, sam)
    send(edit_of(sam), known_as="Sammy", given="Samuel", version=first)
    text = send(edit_of(sam), known_as="Samir", given="Samir", version=second, status=409)
    for typed_or_saved in ("Sammy", "Samir", "Samuel"):
        assert f"<bdi>{typed_or_saved}</bdi>" in text
    assert only().known_as == "Sammy"
    # Saving again, having seen both, is a decision.
    again = text.split('name="version" value="')[1].split('"')[0]
    send(edit_of(sam), known_as="Samir", given="Samir", version=again)
    assert only().known_as == "Samir"


def test_an_edit_without_a_version_is_a_clash(send, sam, only):
    send(edit_of(sam), known_as="Samir", status=409)
    assert only().known_as == "Sam"


def test_the_form_shows_what_is_saved(outreach, torino):
    ended = Country.objects.filter(is_current=False).order_by("pk").first()
    with scope(city_id=torino.pk):
        person = make_person(
            "Sam",
            names=[(NameKind.GIVEN, "Sam"), "سام"],
            language="aaa",
            language_answer=Answer.KNOWN,
            citizenship=ended,
            citizenship_answer=Answer.KNOWN if ended else Answer.NOT_ASKED,
            birth_date=dt.date(1990, 3, 1),
            birth_precision=BirthPrecision.MONTH,
            birth_answer=Answer.KNOWN,
            sex_answer=Answer.DECLINED,
        )
    text = outreach.get(edit_of(person), headers=ENGLISH).content.decode()
    assert '<option value="aaa" selected>' in text
    assert '<option value="3" selected>' in text
    assert "سام</textarea>" in text
    chip = text.split('name="sex_answer" value="declined"')[1].split(">")[0]
    assert "checked" in chip
    if ended:
        assert f'<option value="{ended.pk}" selected>' in text


def test_sending_what_the_form_shows_changes_nothing(outreach, torino, only):
    """A round trip through the form loses nothing, whatever the record came from."""
    with scope(city_id=torino.pk):
        person = make_person(
            "Sam",
            names=[
                (NameKind.NICKNAME, "Sam"),
                (NameKind.GIVEN, "Samuel"),
                (NameKind.GIVEN, "ሳሙኤል"),
                (NameKind.FULL, "Samuel Tesfay"),
            ],
            birth_date=dt.date(1990, 1, 1),
            birth_precision=BirthPrecision.ESTIMATED,
            birth_answer=Answer.KNOWN,
            sex=Sex.OTHER,
            sex_answer=Answer.KNOWN,
            language_answer=Answer.UNKNOWN,
        )
    form = outreach.get(edit_of(person)).context["form"]
    data = {}
    for field in form:
        widget = field.subwidgets[0].data if field.subwidgets else {}
        data.update(_inputs_of(widget))
    response = outreach.post(edit_of(person), data)
    assert response.status_code == 302
    with scope(city_id=torino.pk):
        assert not AuditEvent.objects.filter(verb="people.changed").exists()


def _inputs_of(widget) -> dict[str, str]:
    """Return names and values of a widget's inputs as a browser would send them."""
    if "subwidgets" in widget:
        return {k: v for part in widget["subwidgets"] for k, v in _inputs_of(part).items()}
    if "optgroups" in widget:
        chosen = [str(value) for value in widget["value"] if value]
        return {widget["name"]: chosen[0]} if chosen else {}
    return {widget["name"]: widget["value"] or ""}


# Drafts ------------------------------------------------------------------------------------


def keep(client, key, **fields):
    data = {"_fields": list(fields), **fields}
    assert client.post(reverse("ui:save_draft", args=[key]), data).status_code == 200


def test_a_time_out_keeps_what_was_typed_until_it_is_saved(outreach, send, torino):
    keep(outreach, "people.person:new", known_as="Amina", birth_value_year="1990")
    text = outreach.get(NEW, headers=ENGLISH).content.decode()
    assert 'value="Amina"' in text
    assert 'value="1990"' in text
    assert (
        'value="Ibrahim"'
        in outreach.get(sealed_search(outreach, "Ibrahim", "people:new")).content.decode()
    )
    send()
    with scope(city_id=torino.pk):
        assert not Draft.objects.exists()
    assert 'value="Amina"' not in outreach.get(NEW).content.decode()
