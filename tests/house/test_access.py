"""Every view declares who may open it, and opens to nobody else: each address, each role."""

import contextlib
import re
import uuid
from http.cookies import SimpleCookie
from itertools import groupby

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import NATIONAL_ROLES, Role
from lgnet.network.permissions import PERMISSIONS
from lgnet.network.roles import ROLES
from tests.factories.network import make_compartment, make_user
from tests.house import addresses as house
from tests.house import objects
from tests.house.access_matrix import MATRIX, NOBODY
from tests.house.source import PACKAGE

pytestmark = pytest.mark.django_db

NAMES = sorted(MATRIX)
APPS = {app: list(names) for app, names in groupby(NAMES, key=lambda name: name.split(":")[0])}
NAMING = [name for name in NAMES if objects.named_kinds(MATRIX[name])]
# Cookies and dates differ from answer to answer.
CHANGING = {"Set-Cookie", "Date", "Expires", "Content-Length"}
ANY_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def own_cell(client):
    return client.member.city_id, client.member.compartment_id


def own_scope(client):
    city_id, compartment_id = own_cell(client)
    return scope(city_id=city_id, compartment_id=compartment_id, user_id=client.user.pk)


def ask(client, verb, url):
    return getattr(client, verb)(url)


def of_nobody(row):
    """Return the values of an address that names nothing there is."""
    return objects.nobody(row, literal(row))


def values_of(row, client):
    """Make what the address names in the client's cell; a national role has none."""
    if client.member.city_id is None:
        return of_nobody(row)
    with own_scope(client):
        return objects.values_for(row, client.user)


# The table and the addresses are the same.


def test_every_view_declares_its_access():
    assert house.undeclared(house.ours()) == []


def test_the_matrix_has_a_row_for_each_address_and_no_other():
    found = {address.name for address in house.ours()}
    assert sorted(found - set(MATRIX)) == [], "addresses without a row"
    assert sorted(set(MATRIX) - found) == [], "rows without an address"


def test_a_row_names_what_its_address_names():
    for address in house.ours():
        extra = set(address.arguments) ^ set(MATRIX[address.name].path)
        assert extra == set(), address.name


def test_no_name_stands_for_two_addresses():
    assert house.twice(house.ours()) == []


def test_a_library_excuses_its_own_views_only():
    used = {house.library_of(address) for address in house.addresses()} - {None}
    assert used == set(house.LIBRARIES), "a prefix excuses nothing"


# Permissions and roles.


def asked_permissions():
    """Return the permissions that views declare, and those that code and templates ask for."""
    found = {address.access.permission for address in house.ours() if address.access}
    for path in [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]:
        if path.parts[-2:] not in (("network", "permissions.py"), ("network", "roles.py")):
            text = path.read_text(encoding="utf-8")
            found |= {p for p in PERMISSIONS if re.search(rf"""["']{re.escape(p)}["']""", text)}
    return found - {None}


def test_every_permission_is_granted_and_asked_for():
    granted = frozenset().union(*ROLES.values())
    assert granted == set(PERMISSIONS)
    assert asked_permissions() == set(PERMISSIONS)


def test_every_role_has_its_line():
    assert set(ROLES) == set(Role)


def test_national_roles_see_no_personal_row():
    personal = ("people.", "encounters.", "housing.", "cases.", "audit.", "network.")
    for role in NATIONAL_ROLES:
        assert not [p for p in ROLES[role] if p.startswith(personal)], role


# Each address, each role.


@pytest.mark.parametrize("name", NAMES)
def test_who_is_not_signed_in_is_sent_to_sign_in(torino, name):
    row, client = MATRIX[name], Client()
    url = objects.url_of(name, row, of_nobody(row))
    for verb, expected in (("get", row.get), ("post", row.post)):
        response = ask(client, verb, url)
        if row.roles is None:
            assert response.status_code == expected
        else:
            assert response.status_code == 302
            assert response["Location"].startswith(reverse("account_login"))


def literal(row):
    return {k: v.lstrip("=") for k, v in {**row.path, **row.query}.items()}


@pytest.mark.parametrize("name", NAMES)
def test_who_has_no_membership_opens_nothing(torino, name):
    row, client = MATRIX[name], Client()
    client.force_login(make_user())
    url = objects.url_of(name, row, of_nobody(row))
    declared = next(a.access for a in house.ours() if a.name == name)
    status = ask(client, "get", url).status_code
    assert status == (403 if declared.permission else row.get)


@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("role", Role, ids=str)
def test_a_role_opens_what_it_may_and_nothing_else(torino, sign_in, role, app):
    client = sign_in(role, torino)
    found, expected = {}, {}
    for name in APPS[app]:
        row = MATRIX[name]
        opens = row.roles is None or role in row.roles
        with taken_back(client):
            # A refusal comes before anything is looked for.
            url = objects.url_of(name, row, values_of(row, client) if opens else of_nobody(row))
            for verb in ("get", "post"):
                found[name, verb] = ask(client, verb, url).status_code
                expected[name, verb] = getattr(row, verb) if opens else 403
    told = {key: status for key, status in found.items() if status != expected[key]}
    assert told == {
        (name, verb): status
        for (name, verb), status in exceptions(role).items()
        if name in APPS[app]
    }


@contextlib.contextmanager
def taken_back(client):
    """Take back what is written in the block, the client's session included."""
    cookies = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)


def exceptions(role):
    """National roles have no cell: nothing can be kept for them."""
    if role not in NATIONAL_ROLES:
        return {}
    # Forms they may write are national ones; the form made in the city is not theirs.
    of_a_city = {
        (name, verb): 404
        for name, row in MATRIX.items()
        if role in (row.roles or ()) and "city_form" in row.path.values()
        for verb in ("get", "post")
        if getattr(row, verb) != 405
    }
    gone = {(name, "post"): 404 for name in ("ui:undo", "notifications:open", "notifications:read")}
    return {("ui:save_draft", "post"): 204, **gone, **of_a_city}


def elsewhere(client, torino, palermo, refuge):
    """Return the cells a member must know nothing of."""
    cells = [(palermo.pk, OPEN_COMPARTMENT), (torino.pk, refuge), (torino.pk, OPEN_COMPARTMENT)]
    return [cell for cell in cells if cell != own_cell(client)]


@pytest.mark.parametrize("name", NAMING)
def test_what_lies_elsewhere_answers_like_nothing(torino, palermo, sign_in, name):
    """Another city's object, a refuge's, a city's asked from the refuge: one and the same 404."""
    row, refuge = MATRIX[name], make_compartment(torino).pk
    for role in sorted(row.roles):
        client = sign_in(role, torino)
        nothing = objects.url_of(name, row, of_nobody(row))
        missing = {verb: ask(client, verb, nothing) for verb in verbs_of(row)}
        assert {answer.status_code for answer in missing.values()} == {row.missing}, role
        for city_id, compartment_id in elsewhere(client, torino, palermo, refuge):
            with scope(city_id=city_id, compartment_id=compartment_id, user_id=client.user.pk):
                url = objects.url_of(name, row, objects.values_for(row, client.user))
            for verb, answer in missing.items():
                assert told(ask(client, verb, url)) == told(answer), (role, verb)


@pytest.mark.parametrize("name", [name for name in NAMES if MATRIX[name].also])
def test_what_a_form_names_elsewhere_answers_like_nothing(torino, palermo, sign_in, name):
    row, refuge = MATRIX[name], make_compartment(torino).pk
    for role in sorted(row.roles):
        client = sign_in(role, torino)
        url = objects.url_of(name, row, values_of(row, client))
        for city_id, compartment_id in elsewhere(client, torino, palermo, refuge):
            with scope(city_id=city_id, compartment_id=compartment_id, user_id=client.user.pk):
                hidden = {key: objects.made(kind, client.user) for key, kind in row.also.items()}
            nothing = {key: str(uuid.uuid4()) for key in row.also}
            for verb in verbs_of(row):
                answers = [told(getattr(client, verb)(url, data)) for data in (hidden, nothing)]
                assert answers[0] == answers[1], (role, verb)


def verbs_of(row):
    return [verb for verb in ("get", "post") if getattr(row, verb) != 405]


def told(response):
    """Return all that an answer tells, but for ids and what is made anew for each answer."""
    body = response.content.decode()
    for changing in (r'name="csrfmiddlewaretoken" value="\w+"', r'data-draft-since="[\d.]+"'):
        body = re.sub(changing, "", body)
    headers = {k: v for k, v in response.headers.items() if k not in CHANGING}
    return response.status_code, ANY_ID.sub("<id>", str(headers)), ANY_ID.sub("<id>", body)


def test_the_refuge_is_tried_from_the_city_and_back(torino, sign_in):
    coordinator = sign_in(Role.REFUGE_COORDINATOR, torino)
    assert coordinator.member.compartment_id.int != 0
    with own_scope(coordinator):
        inside = objects.made("person", coordinator.user)
    assert coordinator.get(reverse("people:detail", args=[inside])).status_code == 200


# Seeded faults.


@pytest.fixture
def faulty(settings):
    settings.ROOT_URLCONF = "tests.house.faulty_urls"


def test_seeded_an_undeclared_view_is_caught(faulty):
    found = house.undeclared(house.ours())
    names = sorted(line.split(":")[0] for line in found)
    assert names == ["hidden_among_sign_in", "undeclared"]


def test_seeded_an_address_without_a_row_is_caught(faulty):
    assert {"undeclared", "writes_on_get"} <= {a.name for a in house.ours()} - set(MATRIX)


def test_seeded_a_difference_in_the_answer_is_caught(faulty, torino, sign_in):
    client = sign_in(Role.CASE_MANAGER, torino)
    ids = ("0" + NOBODY[1:], "1" + NOBODY[1:])
    answers = [told(client.get(reverse("betrays", args=[key]))) for key in ids]
    assert answers[0][0] == answers[1][0] == 404
    assert answers[0] != answers[1]


def test_seeded_a_role_that_may_more_is_caught(torino, sign_in, monkeypatch):
    monkeypatch.setitem(ROLES, Role.CHECK_IN_VOLUNTEER, frozenset({"people.view"}))
    with pytest.raises(AssertionError):
        test_a_role_opens_what_it_may_and_nothing_else(
            torino, sign_in, Role.CHECK_IN_VOLUNTEER, "people"
        )
    monkeypatch.setitem(ROLES, Role.EDITOR, frozenset({"people.view"}))
    with pytest.raises(AssertionError):
        test_national_roles_see_no_personal_row()


def test_seeded_a_permission_for_nobody_is_caught(monkeypatch):
    monkeypatch.setitem(PERMISSIONS, "people.forget", "nobody has it")
    with pytest.raises(AssertionError):
        test_every_permission_is_granted_and_asked_for()


def test_seeded_two_addresses_of_one_name_are_caught():
    one = house.Address("people:new", "people/new/", None, ())
    assert house.twice([one, one]) == []
    assert house.twice([one, house.Address("people:new", "people/neu/", None, ())])


def test_an_error_page_does_not_repeat_what_was_asked(torino, sign_in):
    client = sign_in(Role.CASE_MANAGER, torino)
    response = client.get(reverse("people:detail", args=[NOBODY]))
    assert response.status_code == 404
    assert NOBODY.encode() not in response.content
