"""A dump of the database, searched for planted names and numbers: none in the clear."""

import datetime as dt

import pytest
from django.apps import apps
from django.urls import reverse

from lgnet.kernel.ids import uuid7
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedField
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.models import (
    ContactPoint,
    Guardianship,
    Household,
    Identifier,
    Person,
    PersonCard,
    Photo,
)
from tests.factories.people import make_person
from tests.house.models import is_history, our_models

# Identifying fields that stand in the clear, and why.
OPEN = {
    "accounts.User.email": "staff sign in with it",
    "accounts.User.full_name": "staff, who answer for what they do",
    "encounters.Interpreter.name": "interpreters, chosen by name when somebody is booked",
    "referrals.Referral.for_city": "bytes sealed already, under the key of the city they are for",
    "exchange.ExternalRecord.external_id": "a number of the other system, which names nobody",
}
WORD = "Zyxqorim"
NUMBERS = {"phone": "3477651299", "passport": "YA8471936"}


def identifying() -> list[tuple[str, object]]:
    return [
        (f"{model._meta.label}.{name}", model._meta.get_field(name))
        for model in our_models()
        if not is_history(model)
        for name, label in getattr(model, "PRIVACY", {}).items()
        if label == Label.IDENTIFYING
    ]


def test_every_identifying_field_is_sealed():
    found = {name for name, field in identifying() if not isinstance(field, SealedField)}
    assert found == OPEN.keys()


def test_texts_anybody_writes_are_sealed():
    """A note may hold a name: no long free text about people stands in the clear."""
    about_people = ("people", "encounters", "cases", "housing.PlacementRequest", "ui.Draft")
    told = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if not is_history(model) and model._meta.label.startswith(about_people)
        for field in model._meta.local_fields
        if field.get_internal_type() in ("TextField", "JSONField")
    ]
    # Codes and identifiers, never words.
    known = {
        "cases.FormAnswers.national",
        "people.DuplicateCandidate.reasons",
        "people.PairVerdict.picks",
        "people.RecordRequest.parts",
        "people.ReceivedRequest.parts",
        "people.ReceivedRequest.given",
        "people.SharedExcerpt.given",
        # A city's own words, with fields in place of what is known of a person.
        "encounters.LetterTemplate.text",
        "encounters.PaperListItem.texts",
        "people.RecordRequest.profile",
        "people.ReceivedRequest.profile",
    }
    assert set(told) - known == set()


def dump(connection) -> bytes:
    """Return every row of every table as PostgreSQL keeps it."""
    tables = connection.execute(
        "SELECT quote_ident(schemaname) || '.' || quote_ident(relname) FROM pg_stat_user_tables"
    ).fetchall()
    parts = []
    for (table,) in tables:
        with connection.cursor().copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy:
            parts += [bytes(block) for block in copy]
    return b"".join(parts)


def traces(data: bytes) -> list[str]:
    """Return the planted words that stand in the data, in any usual writing."""
    words = [WORD, *NUMBERS.values()]
    forms = {
        text for word in words for text in (word, word.lower(), word.upper(), word.encode().hex())
    }
    return sorted(
        text for text in forms if text.encode() in data or text.encode("utf-16-le") in data
    )


@pytest.mark.django_db(transaction=True)
def test_a_dump_holds_no_planted_name_or_number(torino, sign_in, as_superuser):
    desk = sign_in(Role.DESK_OPERATOR, torino)
    words = f"{WORD} {NUMBERS['phone']}"
    new = {"id": uuid7(), "known_as": WORD, "given": WORD, "family": f"{WORD}a", "others": WORD}
    response = desk.post(reverse("people:new"), new)
    assert response.status_code == 302, response.content.decode()[-3000:]
    address = response["location"]
    person_id = address.rstrip("/").rsplit("/", 1)[1]
    desk.post(reverse("people:search"), {"q": words}, follow=True)
    desk.post(reverse("people:candidates"), {"known_as": words})
    desk.post(
        reverse("ui:save_draft", args=["people.person:new"]),
        {"known_as": WORD, "_fields": "known_as"},
    )
    contact = {
        "id": uuid7(),
        "who": "new",
        "known_as": WORD,
        "setting": "street",
        "happened_at": dt.datetime.now().strftime("%Y-%m-%dT%H:%M"),
        "note": words,
    }
    desk.post(reverse("encounters:new"), contact)
    with scope(city_id=torino.pk):
        person = Person.objects.get(pk=person_id)
        ContactPoint.objects.create(
            person=person, kind="phone", value=f"+39{NUMBERS['phone']}", note=WORD
        )
        Identifier.objects.create(person=person, scheme="passport", value=NUMBERS["passport"])
        Guardianship.objects.create(
            person=person, guardian_name=WORD, kind="appointed", from_on=dt.date(2026, 1, 1)
        )
        Household.objects.create(name=WORD)
        PersonCard.objects.create(person=person, code=WORD)
        Photo.objects.create(person=person, image=WORD.encode(), thumbnail=WORD.encode())
        person.gender = WORD
        person.known_as = f"{WORD}b"
        person.save()
        make_person(WORD)
    assert traces(dump(as_superuser)) == []


@pytest.mark.django_db(transaction=True)
def test_seeded_a_name_in_the_clear_is_found(torino, as_superuser):
    with scope(city_id=torino.pk):
        make_person("Amina", language_answer="unknown")
    as_superuser.execute(
        "UPDATE people_person SET known_as = convert_to(%s, 'UTF8')", [WORD.lower()]
    )
    assert traces(dump(as_superuser)) == [WORD.lower()]
    assert traces(WORD.encode("utf-16-le")) == [WORD]
