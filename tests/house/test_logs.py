"""No personal word in logs, redirects or error pages; strict headers on every answer."""

import io
import json
import logging
import re

import pytest
from csp.constants import UNSAFE_EVAL, UNSAFE_INLINE
from django.test import Client
from django.urls import reverse

from lgnet.config.logs import ALLOWED, JsonFormatter
from lgnet.network.enums import Role
from tests.house import objects, rows
from tests.house.access_matrix import MATRIX
from tests.house.test_access import own_scope, values_of
from tests.house.test_get import role_for

pytestmark = pytest.mark.django_db

# Words that stand nowhere else, in every field that is about a person.
PLANTED = ("Zubeidatplant", "Olkusznote", "Viaqpzaddress", "qwxmail", "Xhosastaff", "Tokgsecret")
NAME, NOTE, ADDRESS, MAIL, STAFF, SECRET = PLANTED


@pytest.fixture
def logged():
    """Everything logged while the test runs, at every level, as production writes it."""
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(JsonFormatter())
    root, django = logging.getLogger(), logging.getLogger("django")
    levels = {logger: logger.level for logger in (root, django)}
    for logger in levels:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield told
    for logger, level in levels.items():
        logger.removeHandler(handler)
        logger.setLevel(level)


def found_in(text, words=PLANTED):
    return [word for word in words if word.lower() in text.lower()]


@pytest.fixture
def planted(torino, sign_in):
    """Return a function: a role to a client whose cell holds the planted words everywhere."""

    def plant(role):
        client = sign_in(role, torino)
        client.raise_request_exception = False
        client.user.full_name = f"Anna {STAFF}"
        client.user.email = f"{MAIL}{client.user.pk}@test.example"
        client.user.save()
        if client.member.city_id is None:
            return client
        with own_scope(client):
            person = rows.RECIPES["people.Person"](known_as=f"Amina {NAME}")
            rows.RECIPES["encounters.Encounter"](person=person, note=f"said {NOTE}")
            rows.RECIPES["housing.HousingStructure"](address=f"{ADDRESS} 1")
            client.person = person
        return client

    return plant


def walk(client, row_names, words):
    """Open and post to addresses with planted words in every way; return all answers."""
    answers = []
    for name in row_names:
        row = MATRIX[name]
        with own_scope(client):
            values = objects.values_for(row, client.user)
        url = objects.url_of(name, row, values)
        form = dict.fromkeys(("q", "known_as", "note", "email", "person", "id", "who"), words)
        answers += [
            client.get(url, query_params={"q": words, "known_as": words}),
            client.post(url, form),
            client.get(url + "missing/"),
        ]
    return answers


def errors(client):
    """Return answers of every kind of error, asked for with planted words."""
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(client.user)
    name = client.person.known_as
    return [
        client.get("/nowhere/", {"q": name}),
        client.get(reverse("forbidden"), {"q": name}),
        client.get(reverse("fails", args=[client.person.pk]), {"q": name}),
        strict.post(reverse("people:new"), {"known_as": name, "note": NOTE}),
        client.post(reverse("people:new"), {f"f{n}": name for n in range(600)}),
        client.post(reverse("people:new"), {"known_as": name * 200_000}),
        client.get("/people/not-an-id/", {"q": name}),
        client.get(reverse("people:search"), {"q": "\x00" + name}),
        client.post(
            reverse("people:new"), f"broken {name}", content_type="multipart/form-data; boundary=x"
        ),
        client.get(reverse("people:search"), {"q": name}, headers={"host": f"{NAME}.example"}),
        Client(raise_request_exception=False).post(
            reverse("account_login"), {"login": client.user.email, "password": SECRET}
        ),
        Client(raise_request_exception=False).get(reverse("people:search"), {"q": name}),
    ]


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.HOUSING_COORDINATOR, Role.CITY_MANAGER])
def test_no_planted_word_is_logged(planted, logged, settings, role):
    settings.ROOT_URLCONF = "tests.house.faulty_urls"
    client = planted(role)
    names = sorted(n for n, row in MATRIX.items() if row.roles and role in row.roles)
    answers = walk(client, names, f"Amina {NAME} {NOTE}") + errors(client)
    assert found_in(logged.getvalue()) == []
    for answer in answers:
        where = f"{answer.request['PATH_INFO']} {answer.status_code}"
        assert found_in(answer.headers.get("Location", "")) == [], where
        if answer.status_code >= 400 and answer.status_code not in (409, 422):
            assert found_in(answer.content.decode()) == [], where


def test_a_search_leads_to_an_address_that_says_nothing(planted):
    client = planted(Role.CASE_MANAGER)
    answer = client.post(reverse("people:search"), {"q": NAME})
    assert answer.status_code == 302
    assert found_in(answer["Location"]) == []
    page = client.get(answer["Location"]).content.decode()
    assert f"Amina {NAME}" in page
    assert found_in(" ".join(re.findall(r'(?:href|src|hx-get|action)="([^"]*)"', page))) == []


def test_every_kind_of_error_is_among_those_tried(planted, logged, settings):
    settings.ROOT_URLCONF = "tests.house.faulty_urls"
    found = {answer.status_code for answer in errors(planted(Role.CASE_MANAGER))}
    assert {400, 403, 404, 413, 500, 302} <= found


def test_the_log_says_what_happened(planted, logged, settings):
    """An empty log holds no personal word either; this one tells route, status and error."""
    settings.ROOT_URLCONF = "tests.house.faulty_urls"
    errors(planted(Role.CASE_MANAGER))
    lines = [json.loads(line) for line in logged.getvalue().splitlines()]
    assert any(line.get("route") == "fails" and line.get("status") == 500 for line in lines)
    failed = [line for line in lines if line.get("exception") == "RuntimeError"]
    assert failed and any("faulty_urls.py" in frame for frame in failed[0]["where"])
    known = {"at", "level", "logger", "event", "exception", "where", *ALLOWED}
    assert {key for line in lines for key in line} <= known


def test_seeded_a_logger_that_tells_too_much_is_caught(logged):
    logging.getLogger("lgnet.people").warning(f"cannot read {NAME}")
    assert found_in(logged.getvalue()) == [NAME]


def test_arguments_of_a_message_are_not_logged(logged):
    logging.getLogger("django.request").warning("Not Found: %s", f"/people/?q={NAME}")
    try:
        raise ValueError(f"{NAME} is no number")
    except ValueError:
        logging.getLogger("lgnet.people").exception("cannot_read", extra={"name_of": NAME})
    assert logged.getvalue().count("\n") == 2
    assert found_in(logged.getvalue()) == []


# Headers.

STRICT = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
UNSAFE = {UNSAFE_INLINE, UNSAFE_EVAL, "'unsafe-hashes'", "*", "http:", "https:", "data:", "blob:"}


def header_faults(response):
    told = [
        f"{name}: {response.headers.get(name)}"
        for name, value in STRICT.items()
        if response.headers.get(name) != value
    ]
    policy = policy_of(response.headers.get("Content-Security-Policy", ""))
    for directive in ("script-src", "style-src", "connect-src", "form-action"):
        allowed = policy.get(directive, policy.get("default-src", {"*"}))
        if allowed & UNSAFE or not allowed <= {"'self'", "'none'"} | nonces(allowed):
            told.append(f"{directive}: {allowed}")
    for directive in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        if policy.get(directive) != {"'none'"}:
            told.append(f"{directive}: {policy.get(directive)}")
    return told


def nonces(allowed):
    return {source for source in allowed if re.fullmatch(r"'nonce-[\w+/=-]{20,}'", source)}


def policy_of(text):
    parts = [part.split() for part in text.split(";") if part.strip()]
    return {name: set(sources) for name, *sources in parts}


def test_every_answer_has_strict_headers(planted, settings):
    settings.ROOT_URLCONF = "tests.house.faulty_urls"
    client = planted(Role.CASE_MANAGER)
    names = sorted(n for n, row in MATRIX.items() if row.roles and Role.CASE_MANAGER in row.roles)
    for answer in walk(client, names, NAME) + errors(client):
        assert header_faults(answer) == [], answer.request["PATH_INFO"]


def test_personal_pages_are_kept_nowhere(planted, settings):
    settings.ROOT_URLCONF = "tests.house.faulty_urls"
    for name, row in sorted(MATRIX.items()):
        if not row.roles or row.get != 200:
            continue
        client = planted(role_for(row))
        answer = client.get(objects.url_of(name, row, values_of(row, client)))
        assert "no-store" in answer.headers["Cache-Control"], name
        assert "private" in answer.headers["Cache-Control"], name
    for answer in errors(planted(Role.CASE_MANAGER)):
        assert "no-store" in answer.headers["Cache-Control"], answer.request["PATH_INFO"]


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "ui:legal"])
def test_public_pages_have_strict_headers(db, name):
    row = MATRIX.get(name)
    url = reverse(name, kwargs={k: v.lstrip("=") for k, v in row.path.items()} if row else None)
    assert header_faults(Client().get(url)) == []


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Frame-Options", "SAMEORIGIN"),
        ("X-Content-Type-Options", None),
        ("Referrer-Policy", "unsafe-url"),
        ("Content-Security-Policy", None),
        ("Content-Security-Policy", "script-src 'self' 'unsafe-inline'"),
        ("Content-Security-Policy", "script-src 'self' https://cdn.example"),
        ("Content-Security-Policy", "default-src 'self'"),
    ],
)
def test_seeded_a_weak_header_is_caught(client, header, value):
    answer = client.get(reverse("ui:legal", args=["privacy"]))
    assert header_faults(answer) == []
    if value is None:
        del answer.headers[header]
    elif header == "Content-Security-Policy":
        name = value.split()[0]
        answer.headers[header] = re.sub(rf"{name} [^;]*", value, answer.headers[header], count=1)
    else:
        answer.headers[header] = value
    assert header_faults(answer)
