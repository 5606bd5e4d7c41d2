"""Notices: left for another, read by whom they are for, once, and without names."""

import datetime as dt
import re
import uuid

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation

from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.notifications import registry
from lgnet.notifications.actions import notify
from lgnet.notifications.models import Notice
from lgnet.notifications.queries import notices_of, unread_count

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)
NOTICES = "notifications:notices"


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    registry.register_kind("test.due", words="Due by %(due_on)s, %(days)s days.", icon="it-clock")


def leave(*users, **fields):
    values = {"due_on": DAY, "days": 12, "stay_id": uuid.UUID(int=7)}
    options = {"kind": "test.due", "arguments": values, "url_name": "ui:home"} | fields
    notify(user_ids=[user and user.pk for user in users], **options)


def test_a_notice_is_left_for_others_and_read_by_them_alone(torino, palermo, sign_in):
    one, other = (sign_in(Role.CASE_MANAGER, torino) for _ in range(2))
    with scope(city_id=torino.pk, user_id=other.user.pk):
        leave(one.user, one.user, None, once_key="due:7")
        leave(one.user, other.user, once_key="due:7")
        assert unread_count(one.user.pk) == 0, "row-level security shows one's own only"
        assert unread_count(other.user.pk) == 1
    with scope(city_id=torino.pk, user_id=one.user.pk):
        assert [item.arguments["days"] for item in notices_of(one.user.pk)] == [12]
        key = notices_of(one.user.pk).first().pk
    with scope(city_id=palermo.pk, user_id=one.user.pk):
        assert unread_count(one.user.pk) == 0

    body = one.get(reverse(NOTICES)).content.decode()
    assert re.search(r"Due by [\w/ ]*2026, 12 days\.", body)
    assert one.get(reverse("notifications:count")).content.decode().count(">1<") == 1
    for name in ("open", "read"):
        assert other.post(reverse(f"notifications:{name}", args=[key])).status_code == 404
    assert one.post(reverse("notifications:open", args=[key]))["Location"] == reverse("ui:home")
    assert one.get(reverse("notifications:count")).content.strip() == b""
    assert "Due by" in one.get(reverse(NOTICES)).content.decode()


def test_all_are_read_at_once_and_the_old_are_forgotten(torino, sign_in):
    client = sign_in(Role.HOUSING_COORDINATOR, torino)
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    with scope(city_id=torino.pk, user_id=client.user.pk):
        leave(client.user)
        leave(client.user)
        Notice.objects.create(
            user_id=client.user.pk, kind="gone.kind", made_at=long_ago, read_at=long_ago
        )
    assert client.get(reverse(NOTICES)).status_code == 200, "a kind that is no more does no harm"
    client.post(reverse("notifications:read_all"))
    with scope(city_id=torino.pk, user_id=client.user.pk):
        assert (unread_count(client.user.pk), notices_of(client.user.pk).count()) == (0, 2)


def test_a_notice_holds_values_and_no_words(in_torino):
    for words in ("Amina", ["Amina"], {"name": "Amina"}):
        with pytest.raises(TypeError):
            leave(None, arguments={"who": words})
    with pytest.raises(ValueError, match="no kind"):
        leave(None, kind="test.unknown")


def test_sql_by_hand_leaves_no_notice_in_another_cell(torino, palermo, sign_in):
    client = sign_in(Role.CASE_MANAGER, torino)
    statement = (
        "INSERT INTO notifications_notice (id, city_id, compartment_id, user_id, kind, arguments,"
        " url_name, url_args, made_at) SELECT gen_random_uuid(), %s, lgnet_compartment(), %s,"
        " 'x', '{}', '', '{}', now()"
    )
    with scope(city_id=torino.pk, user_id=client.user.pk), connection.cursor() as cursor:
        cursor.execute(statement, [torino.pk, uuid.uuid4()])
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            cursor.execute(statement, [palermo.pk, client.user.pk])


def test_each_kind_can_be_said_in_every_language():
    values = re.compile(r"%\((\w+)\)s")
    for name in registry.kinds():
        words = registry.kind_of(name).words
        if callable(words):
            continue
        told = set()
        for code in ("it", "en", "ar"):
            with translation.override(code):
                told.add(frozenset(values.findall(str(words))))
        assert len(told) == 1, name
