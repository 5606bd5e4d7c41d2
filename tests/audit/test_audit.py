"""The audit: one way in, no way back, no claiming to be somebody else."""

import pytest
from django.db import ProgrammingError, connection, transaction

from lgnet.audit.actions import record
from lgnet.audit.models import AuditEvent
from lgnet.audit.queries import events_about, recent_events
from lgnet.kernel.tenancy import scope
from tests.factories.network import make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def test_an_event_says_who_what_which_and_where(torino):
    user = make_user()
    with scope(city_id=torino.pk, user_id=user.pk):
        person = make_person()
        record(verb="people.viewed", target=person, fields=3)
        event = recent_events().get()
        assert (event.actor_id, event.city_id) == (user.pk, torino.pk)
        assert (event.verb, event.target_kind, event.target_id) == (
            "people.viewed",
            "people.person",
            str(person.pk),
        )
        assert event.detail == {"fields": 3}
        assert events_about(person).get() == event


def test_another_city_sees_none_of_it(torino, palermo):
    with scope(city_id=torino.pk):
        record(verb="people.viewed", kind="people.person")
    with scope(city_id=palermo.pk):
        assert not recent_events().exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET verb = 'x'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
        "INSERT INTO audit_auditevent (id, verb, target_kind, target_id, detail, at,"
        " compartment_id) VALUES (gen_random_uuid(), 'x', '', '', '{}', now(), gen_random_uuid())",
    ],
)
def test_the_application_cannot_write_past_the_function(in_torino, statement):
    record(verb="people.viewed", kind="people.person")
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_signing_in_is_recorded_without_the_address(client, as_superuser):
    user = make_user(email="amina@test.example", password="una-frase-lunga-1")
    for password in ("wrong", "una-frase-lunga-1"):
        client.post("/accounts/login/", {"login": user.email, "password": password})
    client.post("/accounts/logout/")
    rows = as_superuser.execute(
        "SELECT verb, actor_id, audit_auditevent::text FROM audit_auditevent ORDER BY at"
    ).fetchall()
    assert [(verb, actor) for verb, actor, _ in rows] == [
        ("accounts.sign_in_failed", None),
        ("accounts.signed_in", user.pk),
        ("accounts.signed_out", user.pk),
    ]
    assert not any("amina" in text for *_, text in rows)
