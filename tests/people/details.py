"""How tests send the forms of a person's details, and read what was kept."""

from django.urls import reverse

from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.people.enums import Ability, ContactKind, IdentifierScheme, NameKind, Safety
from lgnet.people.models import (
    ContactPoint,
    Identifier,
    PersonLanguage,
    PersonName,
    ResidenceTitle,
)
from tests.people.test_identifiers import BORN_IN_MOROCCO

ENGLISH = {"accept-language": "en"}


def within(city):
    return scope(city_id=city.pk)


def new_url(slug, person):
    return reverse(f"people:{slug}_new", args=[person.pk])


def of(slug, verb, row):
    return reverse(f"people:{slug}_{verb}", args=[row.pk])


def dossier(client, person) -> str:
    response = client.get(reverse("people:detail", args=[person.pk]), headers=ENGLISH)
    assert response.status_code == 200
    return response.content.decode()


def send(client, address, status=302, **typed):
    typed.setdefault("id", str(uuid7()))
    response = client.post(address, typed, headers=ENGLISH)
    assert response.status_code == status, response.content.decode()[:4000]
    return response.content.decode()


def kept(city, model):
    with within(city):
        return list(model.objects.select_related("person").order_by("pk"))


NUMBER = {"scheme": IdentifierScheme.CODICE_FISCALE, "number": BORN_IN_MOROCCO}
PHONE = {
    "kind": ContactKind.PHONE,
    "value": "333 1234567",
    "call_safety": Safety.NO,
    "message_safety": Safety.UNKNOWN,
}
TITLE = {"kind_value": "1", "ground": "asilo", "number": "I 1234567"}
FORMS = {
    "name": (PersonName, {"text": "أمينة باه", "kind": NameKind.FULL}),
    "language": (PersonLanguage, {"language": "ful", "speaks": Ability.YES, "reads": Ability.NO}),
    "contact": (ContactPoint, PHONE),
    "identifier": (Identifier, NUMBER),
    "title": (ResidenceTitle, TITLE),
}
