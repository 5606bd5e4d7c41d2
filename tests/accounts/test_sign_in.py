"""Signing in: password, second factor, no signing up, few tries, gateways by settings."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lgnet.accounts.models import User
from lgnet.network.enums import Role
from tests.factories.network import make_member, make_user

pytestmark = pytest.mark.django_db

TOTP_SECONDS = 30
PASSWORD = "una frase lunga e sicura"


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def anna(torino):
    user = make_user(email="anna@test.example", password=PASSWORD)
    make_member(role=Role.CASE_MANAGER, city=torino, user=user)
    return user


def sign_in(client, password=PASSWORD, email="anna@test.example"):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // TOTP_SECONDS))


# Password.


def test_a_password_signs_in(anna, client):
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get(reverse("people:search")).status_code == 200


def test_capital_letters_in_the_address_do_not_matter(anna, client):
    assert sign_in(client, email="Anna@Test.Example").status_code == 302


def test_a_wrong_password_and_an_unknown_address_answer_alike(anna):
    pages = []
    for email, password in (("anna@test.example", "sbagliata"), ("nobody@test.example", PASSWORD)):
        client = Client()
        response = sign_in(client, password=password, email=email)
        assert response.status_code == 200
        assert not is_signed_in(client)
        body = response.content.decode().replace(email, "")
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body))
    assert pages[0] == pages[1]


def test_who_has_left_does_not_come_in(anna, client):
    anna.is_active = False
    anna.save()
    sign_in(client)
    assert not is_signed_in(client)


def test_a_short_password_is_refused(anna, client):
    sign_in(client)
    page = reverse("account_change_password")
    fields = {"oldpassword": PASSWORD, "password1": "corta", "password2": "corta"}
    client.post(page, fields)
    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)


# Few tries.


def test_after_five_wrong_tries_the_right_password_waits(anna, client):
    for _ in range(5):
        sign_in(client, password="sbagliata")
    sign_in(client)
    assert not is_signed_in(client)


def test_seeded_without_a_limit_the_check_is_red(anna, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": False}
    with pytest.raises(AssertionError):
        test_after_five_wrong_tries_the_right_password_waits(anna, client)


# Nobody signs up.


def test_signing_up_is_closed(client):
    before = User.objects.count()
    fields = {"email": "new@test.example", "password1": PASSWORD, "password2": PASSWORD}
    for name in ("account_signup", "socialaccount_signup"):
        client.get(reverse(name))
        client.post(reverse(name), fields)
    assert User.objects.count() == before
    assert not is_signed_in(client)
    assert reverse("account_signup") not in client.get(reverse("account_login")).content.decode()


def test_seeded_an_open_sign_up_turns_the_check_red(client, monkeypatch):
    from lgnet.accounts.adapter import AccountAdapter

    monkeypatch.setattr(AccountAdapter, "is_open_for_signup", lambda *_: True)
    with pytest.raises(AssertionError):
        test_signing_up_is_closed(client)


# The second factor.


def test_without_a_second_factor_one_reaches_its_set_up_only(anna, client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client)
    assert is_signed_in(client)
    for name in ("ui:home", "people:search", "housing:board"):
        response = client.get(reverse(name))
        assert (response.status_code, response["Location"]) == (302, reverse("mfa_activate_totp"))
    assert client.post(reverse("people:new"), {"known_as": "x"}).status_code == 302
    assert confirm_password(client).status_code == 200


def confirm_password(client):
    """Open the set-up page, which asks for the password again; return what then shows."""
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    return client.post(asked["Location"], {"password": PASSWORD}, follow=True)


def test_setting_up_the_second_factor_opens_the_rest(anna, client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client)
    confirm_password(client)
    secret = client.session["mfa.totp.secret"]
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert done.status_code == 302
    assert client.get(reverse("people:search")).status_code == 200


def test_the_second_factor_is_asked_for(anna, client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    secret = generate_totp_secret()
    TOTP.activate(anna, secret)
    response = sign_in(client)
    assert response["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_signed_in(client)
    assert client.get(reverse("people:search")).status_code == 302
    wrong = f"{(int(code_of(secret)) + 1) % 1_000_000:06}"
    assert client.post(reverse("mfa_authenticate"), {"code": wrong}).status_code == 200
    assert not is_signed_in(client)
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
    assert client.get(reverse("people:search")).status_code == 200


def test_a_code_works_once(anna, settings):
    secret = generate_totp_secret()
    TOTP.activate(anna, secret)
    code, clients = code_of(secret), (Client(), Client())
    for client in clients:
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code})
    assert [is_signed_in(client) for client in clients] == [True, False]


def test_seeded_without_the_middleware_the_check_is_red(anna, client, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]
    with pytest.raises((AssertionError, KeyError)):
        test_without_a_second_factor_one_reaches_its_set_up_only(anna, client, settings)


# Gateways.

GATEWAY = {
    "provider_id": "regione",
    "name": "Accesso Regione",
    "client_id": "lgnet",
    "secret": "x",
    "settings": {"server_url": "https://id.example"},
}


@pytest.mark.ignore_template_errors  # the library's own list of gateways
def test_a_gateway_given_by_settings_stands_on_the_sign_in_page(client, settings):
    address = "/accounts/oidc/regione/login/"
    assert address not in client.get(reverse("account_login")).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [GATEWAY]}}
    page = client.get(reverse("account_login")).content.decode()
    assert address in page
    assert "Accesso Regione" in page


def test_an_unknown_gateway_is_nothing(client):
    assert client.get("/accounts/oidc/regione/login/").status_code == 404


def test_the_secret_of_the_second_factor_is_not_stored_in_clear(db):
    user = make_user()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    stored = Authenticator.objects.get(user=user)
    assert secret not in str(stored.data)
    assert TOTP(stored).validate_code(code_of(secret))
