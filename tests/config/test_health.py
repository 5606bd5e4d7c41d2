"""Health endpoints: alive without anything, ready with a database and all migrations."""

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper as DatabaseWrapper
from django.test import Client

from lgnet.config import health


def test_alive_without_a_database(client):
    response = client.get("/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_ready_with_everything_in_place(db, client):
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_not_ready_without_a_database(db, client, monkeypatch):
    def gone(self):
        raise OperationalError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(DatabaseWrapper, "cursor", gone)
        response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (503, {"status": "no database"})


def test_not_ready_with_a_migration_missing(db, client, monkeypatch):
    newer = health._expected() | {("kernel", "9999_of_a_newer_version")}
    monkeypatch.setattr(health, "_expected", lambda: newer)
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (503, {"status": "migrations missing"})


def test_asking_again_reads_no_migration_from_disk(db, client, monkeypatch):
    client.get("/health/ready")
    monkeypatch.setattr(health, "MigrationLoader", None)
    assert client.get("/health/ready").status_code == 200


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_betrays_nothing(db, path):
    response = Client().get(path)
    assert set(response.json()) == {"status"}
    assert response.cookies == {}
