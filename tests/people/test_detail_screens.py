"""Adding, changing and ending what is known of a person, as members of staff meet the pages."""

import pytest
from django.urls import reverse

from lgnet.audit.models import AuditEvent
from lgnet.kernel.ids import uuid7
from lgnet.network.enums import Role
from lgnet.people.enums import Safety
from lgnet.people.models import (
    ContactPoint,
    Country,
    Identifier,
    Person,
    PersonCitizenship,
    PersonLanguage,
    PersonName,
)
from tests.budget import count
from tests.factories.people import make_person
from tests.people.details import (
    ENGLISH,
    FORMS,
    NUMBER,
    PHONE,
    TITLE,
    dossier,
    kept,
    new_url,
    of,
    send,
    within,
)
from tests.people.test_identifiers import BORN_IN_MOROCCO

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(sign_in, torino):
    return sign_in(Role.DESK_OPERATOR, torino)


@pytest.fixture
def person(torino):
    with within(torino):
        return make_person("Amina")


@pytest.mark.parametrize("slug", FORMS)
def test_a_detail_is_added_once_though_sent_twice_shown_ended_and_taken_back(
    desk, torino, person, slug
):
    model, typed = FORMS[slug]
    before = len(kept(torino, model))
    one = str(uuid7())
    send(desk, new_url(slug, person), id=one, **typed)
    send(desk, new_url(slug, person), id=one, **typed)
    rows = kept(torino, model)
    assert len(rows) == before + 1
    row = next(row for row in rows if str(row.pk) == one)
    send(desk, of(slug, "end", row))
    send(desk, of(slug, "end", row), status=302 if hasattr(row, "ended_at") else 404)
    page = dossier(desk, person)
    undo = page.split("/undo/")[1].split('"')[0] if "/undo/" in page else ""
    assert undo, "Undo is offered"
    response = desk.post(f"/undo/{undo}".rstrip("/") + "/", headers=ENGLISH)
    assert response.status_code == 302
    again = next(row for row in kept(torino, model) if str(row.pk) == one)
    assert getattr(again, "ended_at", None) is None
    for name in ("text", "value", "number"):
        if hasattr(row, name):
            assert getattr(again, name) == getattr(row, name)


@pytest.mark.parametrize("slug", FORMS)
def test_a_change_on_an_old_state_shows_both_and_loses_nothing(desk, torino, person, slug):
    model, typed = FORMS[slug]
    send(desk, new_url(slug, person), **typed)
    row = kept(torino, model)[-1]
    changes = {
        "name": ({"text": "Aminata"}, {"text": "Amina Bah"}),
        "language": ({"reads": "little"}, {"reads": "yes"}),
        "contact": ({"value": "333 7654321"}, {"value": "333 1111111"}),
        "identifier": (
            {"scheme": "passport", "number": "YA1"},
            {"scheme": "passport", "number": "YB2"},
        ),
        "title": ({"number": "I2"}, {"number": "I3"}),
    }
    first, second = changes[slug]
    page = desk.get(of(slug, "edit", row), headers=ENGLISH).content.decode()
    version = page.split('name="version" value="')[1].split('"')[0]
    send(desk, of(slug, "edit", row), version=version, **{**typed, **first})
    text = send(desk, of(slug, "edit", row), 409, version=version, **{**typed, **second})
    assert "Somebody else changed this" in text
    for value in {**typed, **second}.values():
        assert str(value) in text
    version = text.split('name="version" value="')[1].split('"')[0]
    send(desk, of(slug, "edit", row), version=version, **{**typed, **second})
    assert "Saved" in dossier(desk, person)


def test_names_say_their_script_and_who_wrote_them(desk, person, torino):
    send(desk, new_url("name", person), text="أمينة", kind="given")
    text = dossier(desk, person)
    assert "أمينة" in text
    assert "Given name · Arabic · written by" in text


def test_a_name_added_in_another_script_survives_the_basic_form(desk, torino, person):
    send(desk, new_url("name", person), text="Amina", kind="given")
    send(desk, new_url("name", person), text="أمينة", kind="given")
    send(desk, new_url("name", person), text="Amina Bah", kind="document")
    address = reverse("people:edit", args=[person.pk])
    page = desk.get(address, headers=ENGLISH).content.decode()
    version = page.split('name="version" value="')[1].split('"')[0]
    others = "أمينة\nAmina Bah"
    send(
        desk,
        address,
        version=version,
        known_as="Amina B.",
        given="Amina",
        others=others,
        interpreter_value="woman",
        gender="nel suo modo",
    )
    rows = {(row.text, row.kind) for row in kept(torino, PersonName)}
    assert rows == {("Amina", "given"), ("أمينة", "given"), ("Amina Bah", "document")}
    text = dossier(desk, person)
    assert "Needed, a woman" in text
    assert "nel suo modo" in text


@pytest.mark.parametrize(
    ("slug", "typed", "words"),
    [
        ("name", {"text": "\u200d", "kind": "given"}, "Write the name"),
        ("name", {"text": "x" * 201, "kind": "given"}, "at most 200 characters"),
        ("name", {"text": "Аmina", "kind": "given"}, "mixes letters of two alphabets"),
        ("contact", {**PHONE, "value": "abc"}, "This cannot be called"),
        ("contact", {**PHONE, "value": "+39 999 1234567"}, "No such number is in use"),
        ("contact", {**PHONE, "kind": "email", "value": "amina at home"}, "valid email"),
        ("identifier", {**NUMBER, "number": "\u200b"}, "Write the number"),
        ("identifier", {**NUMBER, "number": "x" * 61}, "A fiscal code has 16"),
        (
            "identifier",
            {**NUMBER, "number": BORN_IN_MOROCCO[:-1] + "A"},
            "last letter does not fit",
        ),
        ("identifier", {**NUMBER, "scheme": "stp"}, "This looks like a fiscal code"),
        (
            "identifier",
            {**NUMBER, "number": BORN_IN_MOROCCO.replace("B", "В")},
            "came from another alphabet",
        ),
        (
            "identifier",
            {**NUMBER, "valid_from_on": "2026-03-01", "valid_until_on": "2025-03-01"},
            "ends before it begins",
        ),
        ("identifier", {**NUMBER, "valid_from_on": "2025-02-29"}, "valid date"),
        ("title", {**TITLE, "kind_answer": "declined"}, "Keep one of the two"),
        ("title", {**TITLE, "kind_value": "7"}, "valid choice"),
        ("title", {**TITLE, "issued_on": "2999-01-01"}, "still to come"),
        ("title", {**TITLE, "issued_on": "2026-03-01", "expires_on": "2025-03-01"}, "ends before"),
        ("language", {"language": "xx"}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said_beside_its_cause_and_stays_on_the_page(
    desk, torino, person, slug, typed, words
):
    model = FORMS[slug][0]
    before = len(kept(torino, model))
    text = send(desk, new_url(slug, person), 422, **typed)
    assert words in text
    assert 'class="lg-error"' in text
    assert len(kept(torino, model)) == before
    for value in typed.values():
        if value.strip("\u200b\u200d"):
            assert str(value) in text


@pytest.mark.parametrize(
    ("slug", "typed"),
    [
        ("identifier", {**NUMBER, "number": BORN_IN_MOROCCO[:-1] + "A"}),
        ("identifier", {**NUMBER, "number": "XX"}),
        ("name", {"text": "Аmina", "kind": "given"}),
        ("contact", {**PHONE, "value": "+39 999 1234567"}),
        ("title", {**TITLE, "issued_on": "2999-01-01"}),
    ],
)
def test_what_strikes_can_be_kept_as_it_is(desk, torino, person, slug, typed):
    text = send(desk, new_url(slug, person), 422, **typed)
    assert "It is right like this: keep it" in text
    send(desk, new_url(slug, person), is_kept="on", **typed)
    assert kept(torino, FORMS[slug][0])[-1].person_id == person.pk


def test_an_outreach_worker_sees_contacts_and_no_papers(desk, sign_in, torino, person):
    send(desk, new_url("identifier", person), **NUMBER)
    send(desk, new_url("contact", person), **PHONE)
    street = sign_in(Role.OUTREACH_WORKER, torino)
    text = dossier(street, person)
    assert BORN_IN_MOROCCO not in text
    assert "Do not call" in text
    assert "tel:" not in text
    row = kept(torino, Identifier)[0]
    for address in (new_url("identifier", person), of("identifier", "edit", row)):
        assert street.get(address).status_code == 403
    assert street.post(of("identifier", "end", row)).status_code == 403


def test_elsewhere_nothing_of_it_is_there(desk, sign_in, torino, palermo, person):
    send(desk, new_url("contact", person), **PHONE)
    row = kept(torino, ContactPoint)[0]
    away = sign_in(Role.DESK_OPERATOR, palermo)
    assert away.get(new_url("contact", person)).status_code == 404
    assert away.get(of("contact", "edit", row)).status_code == 404
    assert away.post(of("contact", "end", row)).status_code == 404
    assert away.get(reverse("people:photo", args=[person.pk])).status_code == 404


def test_a_further_citizenship_is_added_once(desk, torino, person):
    senegal = str(Country.objects.get(iso3="SEN").pk)
    send(desk, new_url("citizenship", person), country=senegal)
    text = send(desk, new_url("citizenship", person), 422, country=senegal)
    assert "recorded already" in text
    (row,) = kept(torino, PersonCitizenship)
    assert "Senegal" in dossier(desk, person)
    send(desk, of("citizenship", "end", row))
    assert kept(torino, PersonCitizenship) == []


def test_no_name_or_number_stands_in_the_audit(desk, torino, person):
    for slug, (_model, typed) in FORMS.items():
        send(desk, new_url(slug, person), **typed)
    with within(torino):
        told = str(list(AuditEvent.objects.order_by("pk").values_list("detail", flat=True)))
    for word in (BORN_IN_MOROCCO, "3331234567", "أمينة", "I1234567", "Amina"):
        assert word not in told


def test_a_person_is_found_by_a_number_and_a_phone(desk, torino, person):
    send(desk, new_url("identifier", person), **NUMBER)
    send(desk, new_url("contact", person), **PHONE)
    for typed in (BORN_IN_MOROCCO.lower(), "3331234567"):
        found = desk.post(reverse("people:search"), {"q": typed}, follow=True, headers=ENGLISH)
        assert str(person.pk) in found.content.decode(), typed
    with within(torino):
        assert Person.objects.filter(pk=person.pk).exists()


def test_a_name_of_two_alphabets_is_noted_where_it_stands(desk, torino):
    with within(torino):
        person = make_person("Amina", names=["Аmina", "Амина Amina"])
    text = dossier(desk, person)
    assert text.count("mixes letters of two alphabets") == 1


def test_a_phone_is_shown_left_to_right_and_an_address_as_it_runs(desk, person):
    send(desk, new_url("contact", person), **{**PHONE, "call_safety": Safety.YES})
    send(desk, new_url("contact", person), **{**PHONE, "kind": "other", "value": "شارع الأزهر"})
    text = dossier(desk, person)
    assert '<a href="tel:+393331234567" dir="ltr">+39 333 123 4567</a>' in text
    assert '<bdi dir="auto">شارع الأزهر</bdi>' in text


@pytest.mark.parametrize("slug", FORMS)
def test_what_was_typed_and_not_sent_comes_back(desk, person, slug):
    typed = {**FORMS[slug][1], "id": str(uuid7())}
    key = f"people.{slug}:new:{person.pk}"
    page = desk.get(new_url(slug, person), headers=ENGLISH).content.decode()
    assert key in page
    desk.post(reverse("ui:save_draft", args=[key]), {**typed, "_fields": list(typed)})
    page = desk.get(new_url(slug, person), headers=ENGLISH).content.decode()
    assert "We kept what you typed" in page
    for value in typed.values():
        assert str(value) in page
    send(desk, new_url(slug, person), **typed)
    assert "We kept" not in desk.get(new_url(slug, person), headers=ENGLISH).content.decode()


def test_more_details_ask_the_database_nothing_more(desk, person):
    address = reverse("people:detail", args=[person.pk])
    for round_ in range(2):
        for number, language in enumerate(("ful", "fra", "wol", "ara")[2 * round_ :][:2]):
            digit = str(2 * round_ + number)
            send(desk, new_url("name", person), text=f"Nome {digit}", kind="full")
            send(desk, new_url("language", person), language=language)
            send(desk, new_url("contact", person), **{**PHONE, "value": f"333 123456{digit}"})
            send(desk, new_url("identifier", person), scheme="passport", number=f"YA12345{digit}")
            send(desk, new_url("title", person), **TITLE)
        if round_ == 0:
            before = count(desk, address)
    assert count(desk, address) == before


def test_what_was_added_anew_meanwhile_is_not_doubled_by_undo(desk, torino, person):
    send(desk, new_url("language", person), language="ful")
    (row,) = kept(torino, PersonLanguage)
    send(desk, of("language", "end", row))
    undo = dossier(desk, person).split("/undo/")[1].split("/")[0]
    send(desk, new_url("language", person), language="ful")
    assert desk.post(f"/undo/{undo}/", headers=ENGLISH).status_code == 302
    text = dossier(desk, person)
    assert "This is no longer here" in text
    assert len(kept(torino, PersonLanguage)) == 1


@pytest.mark.parametrize("slug", FORMS)
def test_a_form_about_what_ended_meanwhile_loses_nothing(desk, torino, person, slug):
    model, typed = FORMS[slug]
    send(desk, new_url(slug, person), **typed)
    row = kept(torino, model)[-1]
    page = desk.get(of(slug, "edit", row), headers=ENGLISH).content.decode()
    version = page.split('name="version" value="')[1].split('"')[0]
    send(desk, of(slug, "end", row))
    changed = {**typed, next(iter(typed)): next(iter(typed.values()))}
    if not hasattr(row, "ended_at"):
        send(desk, of(slug, "edit", row), 404, version=version, **changed)
        return
    text = send(desk, of(slug, "edit", row), 409, version=version, **changed)
    assert "ended or removed meanwhile" in text
    for value in typed.values():
        assert str(value) in text
