"""Production's settings, read as a server reads them: strict, without the demo."""

import json
import os
import subprocess
import sys

import pytest

from tests.house.source import PROJECT

ENVIRONMENT = {
    "LGNET_MODE": "production",
    "LGNET_SECRET_KEY": "k" * 30 + "0123456789abcdefghijklmnopqrst",
    "LGNET_CONTEXT_KEY": "context",
    "LGNET_SEARCH_KEY": "search",
    "LGNET_VAULT_KEYS": "1:" + "v" * 32,
    "LGNET_NETWORK_KEYS": "1:" + "n" * 32,
    "LGNET_HOSTS": "lgnet.example",
    "DATABASE_URL": "postgresql://lgnet_app@localhost/lgnet",
    "DJANGO_SETTINGS_MODULE": "lgnet.config.settings",
}
ASK = """
import django, json
django.setup()
from django.conf import settings as s
from django.core.checks import run_checks
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
def found(path):
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
print(json.dumps({
    "paths": {p: found(p) for p in ("/demo/switch/", "/gallery/", "/people/")},
    "demo": "lgnet.demo" in s.INSTALLED_APPS,
    "second_factor": s.SECOND_FACTOR_REQUIRED,
    "real": s.DATA_IS_REAL,
    "debug": s.DEBUG,
    "hosts": s.ALLOWED_HOSTS,
    "secure": [s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT],
    "hsts": s.SECURE_HSTS_SECONDS,
    "hasher": s.PASSWORD_HASHERS[0].rsplit(".", 1)[-1],
    "gateways": [a["name"] for a in s.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]],
    "complaints": [
        str(m) for m in run_checks(include_deployment_checks=True) if not m.is_silenced()
    ],
}))
"""


def asked(**changes):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = {k: v for k, v in {**kept, **ENVIRONMENT, **changes}.items() if v is not None}
    return subprocess.run(
        [sys.executable, "-c", ASK],
        env=environment,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def production():
    answer = asked(LGNET_OIDC=json.dumps([GATEWAY]))
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout.splitlines()[-1])


GATEWAY = {
    "provider_id": "regione",
    "name": "Accesso Regione",
    "client_id": "lgnet",
    "secret": "x",
    "server_url": "https://id.example",
}


def test_the_demo_is_not_there(production):
    assert production["paths"] == {"/demo/switch/": False, "/gallery/": False, "/people/": True}
    assert (production["demo"], production["real"]) == (False, True)


def test_a_second_factor_is_required(production):
    assert production["second_factor"] is True


def test_cookies_travel_over_tls_only(production):
    assert production["secure"] == [True, True, True]
    assert production["hsts"] >= 31_536_000
    assert (production["debug"], production["hosts"]) == (False, ["lgnet.example"])
    assert production["hasher"].startswith(("PBKDF2", "Scrypt", "Argon2"))


def test_a_gateway_comes_from_the_environment(production):
    assert production["gateways"] == ["Accesso Regione"]


def test_django_has_nothing_to_complain_of(production):
    assert production["complaints"] == []


@pytest.mark.parametrize("name", ["LGNET_SECRET_KEY", "LGNET_CONTEXT_KEY", "DATABASE_URL"])
def test_a_server_without_its_keys_does_not_start(name):
    answer = asked(**{name: None})
    assert answer.returncode != 0
    assert name in answer.stderr


def test_a_forgotten_mode_means_production():
    answer = asked(LGNET_MODE=None)
    assert json.loads(answer.stdout.splitlines()[-1])["real"] is True


def test_another_database_is_refused():
    answer = asked(DATABASE_URL="sqlite:///x.sqlite3")
    assert answer.returncode != 0
    assert "PostgreSQL" in answer.stderr
