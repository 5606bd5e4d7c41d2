"""The library's sign-in pages stand in our frame, in every language, and keep the policy."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from lgnet.network.enums import Role

pytestmark = pytest.mark.django_db
PASSWORD = "lunga-abbastanza-2026"
OUTSIDE = ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/"]
INSIDE = [
    "/accounts/logout/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/webauthn/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
]


@pytest.fixture(autouse=True)
def forget_tries():
    """Count failed sign-ins from nought: they live in the cache, past any transaction."""
    cache.clear()
    yield
    cache.clear()


def check(page: str, language: str) -> None:
    assert f'<html lang="{language}"' in page
    assert len(re.findall(r"<h1\b", page)) == 1
    assert 'class="lg-header"' in page
    assert "style=" not in page
    assert not re.search(r"\son\w+=", page)
    for script in re.findall(r"<script\b[^>]*>", page):
        # Data for a script is read, never run; the policy lets it be.
        assert " src=" in script or 'type="application/json"' in script


@pytest.mark.parametrize("language", ["it", "en", "ar"])
@pytest.mark.parametrize("address", OUTSIDE)
def test_pages_before_signing_in(client, address, language):
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200
    check(response.content.decode(), language)


@pytest.mark.parametrize("language", ["it", "en", "ar"])
@pytest.mark.parametrize("address", INSIDE)
def test_pages_of_ones_own_account(sign_in, torino, address, language):
    client = sign_in(Role.OUTREACH_WORKER, torino)
    client.user.set_password(PASSWORD)
    client.user.save()
    answer = Client().post("/accounts/login/", {"login": client.user.email, "password": PASSWORD})
    assert answer.status_code == 302
    client = answer.client
    # The second factor is changed by who has just shown to be themselves.
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200, response.get("Location")
    check(response.content.decode(), language)


def test_nobody_is_offered_to_sign_up(client):
    page = client.get("/accounts/login/").content.decode()
    assert "signup" not in page
    assert "no-store" in client.get("/accounts/login/")["Cache-Control"]


def test_a_wrong_password_is_said_beside_the_form(client):
    response = client.post("/accounts/login/", {"login": "a@test.example", "password": "x" * 12})
    page = response.content.decode()
    assert "lg-form-errors" in page
    assert 'aria-invalid="true"' in page or "lg-alert-title" in page


def test_what_was_asked_for_comes_after_signing_in(client):
    page = client.get("/accounts/login/?next=/people/").content.decode()
    assert 'name="next" value="/people/"' in page


def test_ones_keys_are_listed_in_our_table(sign_in, torino):
    client = sign_in(Role.OUTREACH_WORKER, torino)
    for name in ("Chiave di casa", "<b>"):
        Authenticator.objects.create(
            user=client.user,
            type=Authenticator.Type.WEBAUTHN,
            data={"name": name, "credential": {"clientExtensionResults": {}}},
        )
    page = client.get("/accounts/2fa/webauthn/").content.decode()
    assert "<bdi>Chiave di casa</bdi>" in page
    assert "<bdi>&lt;b&gt;</bdi>" in page
    check(page, "it")
