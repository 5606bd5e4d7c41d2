"""A GET writes nothing but the audit, and ten more rows cost no list a query."""

from itertools import groupby

import pytest
from django.db import connections
from django.test import Client, TransactionTestCase
from django.urls import reverse

from lgnet.network.enums import NATIONAL_ROLES, Role
from lgnet.network.models import City
from tests.factories.network import make_member
from tests.house import growing, objects
from tests.house.access_matrix import MATRIX
from tests.house.test_access import own_scope
from tests.queries import TEN, assert_no_more_queries

READABLE = sorted(name for name, row in MATRIX.items() if row.get == 200)
LISTS = sorted(name for name, row in MATRIX.items() if row.grows)
LISTS_OF_ONE = sorted(name for name, row in MATRIX.items() if row.adds)

# A GET may append to the audit, and keep the visitor's session alive.
MAY_CHANGE = {"audit_auditevent", "django_session"}


def role_for(row):
    """Return who tries an address: whoever sees most of it."""
    order = (Role.HOUSING_COORDINATOR, Role.CASE_MANAGER, *Role)
    return next(role for role in order if row.roles is None or role in row.roles)


@pytest.fixture(scope="module")
def committed(django_db_setup, django_db_blocker):
    """Work on committed rows, which a superuser's connection sees; emptied at the end."""
    with django_db_blocker.unblock():
        yield
        connections["default"].close()
        TransactionTestCase._fixture_teardown(None)


def client_of(role):
    city = City.objects.get(name="Torino")
    client = Client()
    client.member = make_member(role=role, city=None if role in NATIONAL_ROLES else city)
    client.user = client.member.user
    client.force_login(client.user)
    return client


def contents(connection):
    """Return a digest of every table's rows, versions included."""
    names = [
        name
        for (name,) in connection.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
            " AND relnamespace = 'public'::regnamespace ORDER BY 1"
        )
    ]
    each = [
        f"SELECT '{name}', count(*), md5(coalesce(string_agg(t.xmin::text || t::text, ','"
        f" ORDER BY t.ctid), '')) FROM \"{name}\" t"
        for name in names
    ]
    found = connection.execute(" UNION ALL ".join(each)).fetchall()
    return {name: (count, digest) for name, count, digest in found}


def changed_by(connection, client, url):
    """Open a page and return the tables that changed, with the answer's status."""
    before = contents(connection)
    response = client.get(url)
    return difference(before, contents(connection)), response.status_code


def difference(before, after):
    return {name for name in after if after[name] != before.get(name)}


def app_and_role(name):
    return name.split(":")[0], role_for(MATRIX[name])


READING = {
    key: list(names) for key, names in groupby(sorted(READABLE, key=app_and_role), app_and_role)
}


@pytest.mark.parametrize("key", READING, ids=lambda key: "-".join(key))
def test_a_get_writes_nothing_but_the_audit(committed, as_superuser, key):
    """All pages of an app that one role opens; where something is written, each by itself."""
    client = client_of(key[1])
    with own_scope(client):
        urls = [
            objects.url_of(name, MATRIX[name], objects.values_for(MATRIX[name], client.user))
            for name in READING[key]
        ]
    before = contents(as_superuser)
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)
    written = difference(before, contents(as_superuser)) - MAY_CHANGE
    again = {url: changed_by(as_superuser, client, url)[0] for url in urls if written}
    assert not written, {url: told & written for url, told in again.items() if told & written}


def test_seeded_a_get_that_writes_is_caught(committed, as_superuser, settings):
    settings.ROOT_URLCONF = "tests.house.faulty_urls"
    client = client_of(Role.CASE_MANAGER)
    with own_scope(client):
        objects.made("person", client.user)
    changed, status = changed_by(as_superuser, client, reverse("writes_on_get"))
    assert status == 200
    assert {"people_person", "people_personevent"} <= changed - MAY_CHANGE


def test_reading_a_person_stands_in_the_audit(committed, as_superuser):
    """The check would not be worth much if pages did not touch the database at all."""
    client = client_of(Role.CASE_MANAGER)
    with own_scope(client):
        person = objects.made("person", client.user)
    url = reverse("people:detail", args=[person])
    assert changed_by(as_superuser, client, url)[0] == {"audit_auditevent"}


def grow(client, kinds, times):
    with own_scope(client):
        for kind in kinds:
            for _ in range(times):
                objects.made(kind, client.user)


@pytest.mark.parametrize("name", LISTS)
def test_ten_more_rows_cost_no_query(db, torino, sign_in, name):
    row = MATRIX[name]
    for role in sorted({role_for(row), *(row.roles & {Role.OUTREACH_WORKER, Role.CITY_MANAGER})}):
        client = sign_in(role, torino)
        grow(client, row.grows, 2)
        url = reverse(name)
        assert_no_more_queries(client, url, lambda: grow(client, row.grows, TEN))  # noqa: B023


@pytest.mark.parametrize("name", LISTS_OF_ONE)
def test_ten_more_rows_of_one_thing_cost_no_query(db, torino, sign_in, name):
    row = MATRIX[name]
    client = sign_in(role_for(row), torino)

    def add(times):
        with own_scope(client):
            for _ in range(times):
                growing.one_more(row.adds, values[next(iter(row.path))])

    with own_scope(client):
        values = objects.values_for(row, client.user)
    add(2)
    assert_no_more_queries(client, objects.url_of(name, row, values), lambda: add(TEN))


def test_each_page_named_like_a_list_is_tried():
    named = {name for name in READABLE if name.endswith((":list", ":search", "s"))}
    rows = {name: MATRIX[name] for name in named if ":" in name}
    assert not {name for name, row in rows.items() if not (row.grows or row.adds)}


def test_seeded_a_query_for_each_row_is_caught(db, settings, torino, sign_in):
    settings.ROOT_URLCONF = "tests.house.faulty_urls"
    client = sign_in(Role.CASE_MANAGER, torino)
    grow(client, ("person",), 2)
    with pytest.raises(AssertionError, match="statements before"):
        assert_no_more_queries(
            client, reverse("asks_for_each"), lambda: grow(client, ("person",), TEN)
        )
