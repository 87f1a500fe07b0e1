"""Probes: what answers without anything else, and what says why it is not ready."""

import pytest
from django.db import OperationalError

from tracker import health


def test_a_living_process_says_so_without_host_https_or_database(client, settings):
    settings.ALLOWED_HOSTS = ["news.example"]
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_process_that_can_work_is_ready(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "checks": {"database": "ok", "migrations": "ok", "model": "ok"},
    }


@pytest.mark.django_db
def test_what_fails_is_named_without_its_address(client, monkeypatch, settings):
    settings.BROKER_URL = "redis://:secret@127.0.0.1:1/0"
    settings.SPACY_MODEL = "no_such_model"
    response = client.get("/readyz")
    assert response.status_code == 503
    checks = response.json()["checks"]
    assert checks["database"] == "ok"
    assert checks["model"] == "failed: NoModelError"
    assert checks["broker"].startswith("failed: ")
    assert b"secret" not in response.content


def test_a_database_that_is_away_is_told(client, monkeypatch):
    def away() -> str:
        raise OperationalError("connection to 10.1.2.3 failed")

    monkeypatch.setattr(health, "_database", away)
    monkeypatch.setattr(health, "_migrations", lambda: "2 to apply")
    response = client.get("/readyz/")
    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "failed: OperationalError"
    assert response.json()["checks"]["migrations"] == "2 to apply"
    assert b"10.1.2.3" not in response.content


def test_probes_are_only_read(client):
    assert client.post("/healthz").status_code == 405
