"""What nobody but the operator may know is in no log, mail, answer or stored row."""

import logging
import re
import sys
from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import RequestFactory
from django.utils.log import AdminEmailHandler
from django.views.debug import ExceptionReporter, get_exception_reporter_filter

from reactions.models import ImportRun
from tests.importing.fakes import NOON
from tracker import health
from tracker.logs import tell_sentry

SECRET = "hunter2-hunter2"
HOLD_SECRETS = [
    "BROKER_URL", "REPLICA_DATABASE_URL", "EMAIL_URL", "EMAIL_HOST_PASSWORD",
    "SENTRY_DSN", "SECRET_KEY", "LLM_KEY", "LLM_URL",
]  # fmt: skip


@pytest.fixture
def _secrets(settings) -> None:
    for name in HOLD_SECRETS:
        setattr(settings, name, f"amqp://tracker:{SECRET}@broker")


def failed_request(path: str = "/board"):
    request = RequestFactory().get(
        path,
        headers={"authorization": f"Token {SECRET}"},
    )
    request.COOKIES["sessionid"] = SECRET
    return request


@pytest.mark.usefixtures("_secrets")
def test_a_mail_about_an_error_holds_no_secret(settings):
    settings.ADMINS = [("a", "a@example.org")]
    try:
        raise ValueError("broken")
    except ValueError:
        record = logging.makeLogRecord(
            {"levelno": logging.ERROR, "levelname": "ERROR", "msg": "broken",
             "exc_info": sys.exc_info(), "request": failed_request()}
        )  # fmt: skip
    AdminEmailHandler().emit(record)
    (sent,) = mail.outbox
    assert "ValueError at /board" in sent.body
    assert "ALLOWED_HOSTS" in sent.body
    assert SECRET not in sent.body


@pytest.mark.usefixtures("_secrets")
def test_the_page_about_an_error_holds_no_secret():
    """With DEBUG on, on a machine that somebody put on a network all the same."""
    try:
        raise ValueError("broken")
    except ValueError:
        report = ExceptionReporter(failed_request(), *sys.exc_info())
        page = report.get_traceback_html()
    assert "broken" in page
    assert re.search(r"BROKER_URL.{0,200}\*{8}", page, re.DOTALL)
    shown = get_exception_reporter_filter(failed_request()).get_safe_settings()
    assert SECRET not in str(shown)


def test_sentry_is_told_no_values(monkeypatch: pytest.MonkeyPatch):
    told: dict[str, object] = {}
    fake = SimpleNamespace(init=lambda **options: told.update(options))
    monkeypatch.setitem(sys.modules, "sentry_sdk", fake)
    tell_sentry("https://key@sentry.example/1")
    assert told["send_default_pii"] is False
    assert told["include_local_variables"] is False


@pytest.mark.django_db
@pytest.mark.usefixtures("_secrets")
def test_a_probe_that_fails_says_no_address(client, monkeypatch, settings):
    def fail() -> str:
        raise ConnectionError(f"no route to {settings.BROKER_URL}")

    monkeypatch.setattr(health, "_broker", fail)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["broker"] == "failed: ConnectionError"
    assert SECRET not in answer.content.decode()


@pytest.mark.django_db
def test_the_record_of_a_run_holds_no_secret(tmp_path, settings, monkeypatch):
    """The options of an import are stored and shown in the API and the desk."""
    from reactions.extraction import batches
    from reactions.importing import ImportOptions, import_articles
    from tests.importing.fakes import FakeExtractor

    settings.LLM_KEY = SECRET
    monkeypatch.setattr(batches, "run_job", FakeExtractor().run_job)
    file = tmp_path / "a.txt"
    file.write_text("Published: 2024-09-01\n\nFrance left.")
    options = ImportOptions(crisis="kabul-2021", new_crisis=True, host="AF")
    import_articles([file], options, at=NOON)
    import_articles([f"https://me:{SECRET}@127.0.0.1:9/a"], options, at=NOON)
    for run in ImportRun.objects.all():
        told = f"{run.settings} {run.source} {run.errors} {run.counts}"
        assert SECRET not in told
