"""The log: one id a request, JSON where asked, slow queries without their values."""

import json
import logging
import logging.config
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.db.backends.signals import connection_created

from tracker.logs import log_slow_queries, logging_of


def test_each_answer_has_an_id_and_keeps_a_given_one(client, db):
    made = client.get("/method/")["X-Request-ID"]
    assert made
    given = "0b6d0a6d1f0a4c0f8a53f4a3a9d3b9aa"
    answer = client.get("/method/", headers={"x-request-id": given})
    assert answer["X-Request-ID"] == given


def test_an_id_that_is_none_is_replaced(client, db):
    forged = client.get("/method/", headers={"x-request-id": "x\ny: 1"})
    assert "y: 1" not in forged["X-Request-ID"]


@contextmanager
def shaped(config: dict[str, Any]) -> Iterator[None]:
    """The log as `config` says, until the end of the test."""
    before = logging.root.handlers[:]
    try:
        logging.config.dictConfig(config)
        yield
    finally:
        logging.root.handlers[:] = before
        security = logging.getLogger("django.security")
        security.handlers[:], security.propagate = [], True


def test_lines_can_be_json(capsys):
    with shaped(logging_of(level="INFO", as_json=True, mails_errors=False)):
        logging.getLogger("reactions").warning("An article is refused.")
        line = json.loads(capsys.readouterr().err.strip().splitlines()[-1])
    assert line["message"] == "An article is refused."
    assert (line["levelname"], line["name"]) == ("WARNING", "reactions")
    assert "correlation_id" in line


def test_errors_are_mailed_and_wrong_hosts_are_not(settings, capsys):
    settings.ADMINS = [("admin", "admin@example.org")]
    with shaped(logging_of(level="INFO", as_json=False, mails_errors=True)):
        logging.getLogger("django.security.DisallowedHost").error("No such host.")
        assert "No such host." in capsys.readouterr().err
        assert mail.outbox == []
        logging.getLogger("django.request").error("It broke.")
    assert [sent.subject for sent in mail.outbox] == ["[Django] ERROR: It broke."]


@pytest.mark.django_db
def test_slow_queries_are_told_without_their_values(caplog):
    log_slow_queries(0)
    try:
        connection_created.send(type(connection), connection=connection)
        with caplog.at_level("WARNING", logger="tracker.slow_query"):
            connection.cursor().execute("SELECT %s", ["a secret"])
    finally:
        connection_created.disconnect(dispatch_uid="slow queries")
        connection.execute_wrappers.pop()
    (record,) = caplog.records
    assert "SELECT" in record.getMessage()
    assert "a secret" not in record.getMessage()
