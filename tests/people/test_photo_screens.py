"""A photo through the pages: kept sealed, shown to who may see the person, destroyed."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from lgnet.audit.models import AuditEvent
from lgnet.network.enums import Role
from lgnet.people.models import (
    Photo,
)
from tests.factories.people import make_person
from tests.people.details import ENGLISH, dossier, kept, within

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(sign_in, torino):
    return sign_in(Role.DESK_OPERATOR, torino)


@pytest.fixture
def person(torino):
    with within(torino):
        return make_person("Amina")


def picture() -> bytes:
    written = io.BytesIO()
    Image.effect_noise((300, 200), 50).convert("RGB").save(written, format="PNG")
    return written.getvalue()


def upload(client, person, content, status=302):
    file = io.BytesIO(content)
    file.name = "../../photo.png"
    address = reverse("people:photo_edit", args=[person.pk])
    response = client.post(address, {"image": file}, headers=ENGLISH)
    assert response.status_code == status
    return response.content.decode()


def test_a_photo_is_kept_sealed_shown_to_who_may_and_destroyed(desk, torino, person):
    address = reverse("people:photo", args=[person.pk])
    assert desk.get(address).status_code == 404
    upload(desk, person, picture())
    assert "data:image/jpeg;base64," in dossier(desk, person)
    shown = desk.get(address)
    assert shown["Content-Type"] == "image/jpeg"
    assert "no-store" in shown["Cache-Control"]
    assert Image.open(io.BytesIO(shown.content)).size == (300, 200)
    upload(desk, person, picture())
    assert len(kept(torino, Photo)) == 1
    remove = reverse("people:photo_remove", args=[person.pk])
    assert "cannot be brought back" in desk.get(remove, headers=ENGLISH).content.decode()
    assert desk.post(remove).status_code == 302
    assert kept(torino, Photo) == []
    assert desk.post(remove).status_code == 302
    with within(torino):
        verbs = set(AuditEvent.objects.order_by().values_list("verb", flat=True))
    assert {"people.photo_put", "people.photo_viewed", "people.photo_removed"} <= verbs


@pytest.mark.parametrize("content", [b"", b"no picture", b"\0" * (11 * 1024 * 1024)])
def test_what_is_no_picture_is_said_on_the_page(desk, torino, person, content):
    text = upload(desk, person, content, status=422)
    assert 'class="lg-error"' in text
    assert kept(torino, Photo) == []
