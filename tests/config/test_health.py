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
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["missing"])
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (503, {"status": "migrations missing"})


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_betrays_nothing(db, path):
    response = Client().get(path)
    assert set(response.json()) == {"status"}
    assert response.cookies == {}
