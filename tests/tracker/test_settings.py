"""Settings come from the environment; a bad value stops the start and says why."""

import importlib
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from tracker import environment
from tracker import settings as project_settings
from tracker.serving import refuse_without_a_secret_key


@pytest.mark.parametrize("word", ["maybe", "2", "tru", "ja"])
def test_an_unknown_word_is_neither_yes_nor_no(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEBUG", word)
    with pytest.raises(ImproperlyConfigured, match="DEBUG.*say true or false"):
        environment.yes_or_no("DEBUG", default=False)


@pytest.mark.parametrize("written", ["0", "-1", "5 MB", "1.5", "9" * 5000])
def test_a_size_that_is_no_whole_number_is_refused(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAX_ARTICLE_BYTES", written)
    with pytest.raises(ImproperlyConfigured, match="MAX_ARTICLE_BYTES"):
        environment.whole_number("MAX_ARTICLE_BYTES", default=5, least=1)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://host/name",
        "nonsense",
        "postgres://",
        "postgres://user@host",
        "postgres://user@host:port/name",
    ],
)
def test_a_database_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        project_settings.database(url)


@pytest.mark.parametrize("written", ["10", "0m", "1.5h", "ten minutes", "-1s"])
def test_a_span_of_time_needs_its_unit(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCH_EVERY", written)
    with pytest.raises(ImproperlyConfigured, match="WATCH_EVERY.*write 30s, 10m or 2h"):
        environment.duration("WATCH_EVERY", default="10m")


@pytest.mark.parametrize("written", ["https://f.example", "a/b=/srv", "kabul="])
def test_what_is_watched_needs_its_crisis(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCH", written)
    with pytest.raises(ImproperlyConfigured, match="is no slug="):
        environment.watched("WATCH")


def test_several_things_may_be_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCH", "a=https://f.example/?x=1,2 b=/srv/in")
    assert environment.watched("WATCH") == [
        ("a", "https://f.example/?x=1,2"),
        ("b", "/srv/in"),
    ]


@pytest.mark.parametrize(
    "written",
    ["host/v1", "ftp://host/v1", "https://", "http://[bad", "https://h/v1?key=1",
     "https://h:port/v1", "https://h/#v1"],
)  # fmt: skip
def test_a_base_address_that_is_none_is_refused(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLM_URL", written)
    with pytest.raises(ImproperlyConfigured, match="LLM_URL"):
        environment.base_address("LLM_URL")


def test_a_password_in_a_base_address_is_refused_and_not_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LLM_URL", "https://me:hunter2@h/v1")
    with pytest.raises(ImproperlyConfigured, match="LLM_URL holds") as refused:
        environment.base_address("LLM_URL")
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("key", ["sk-a\nX-Other: b", "sk-ключ", "k" * 501])
def test_a_key_that_fits_no_header_is_refused_and_not_told(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLM_KEY", key)
    with pytest.raises(ImproperlyConfigured, match="LLM_KEY") as refused:
        environment.one_line("LLM_KEY")
    assert key[:4] not in str(refused.value)


@pytest.mark.parametrize("written", ["{", "[]", "7", "temperature=0"])
def test_parameters_that_are_no_object_are_refused(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLM_PARAMETERS", written)
    with pytest.raises(ImproperlyConfigured, match="LLM_PARAMETERS"):
        environment.json_object("LLM_PARAMETERS", default="{}")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "EXTRACTOR=llm needs LLM_URL"),
        ({"LLM_URL": "http://127.0.0.1:1/v1"}, "EXTRACTOR=llm needs LLM_MODEL"),
        (
            {"LLM_URL": "http://h/v1", "LLM_MODEL": "m", "LLM_SECONDS": "300"},
            "less than QUEUE_LEASE_SECONDS=300",
        ),
    ],
)
def test_a_language_model_that_is_half_set_up_stops_the_start(
    given: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"EXTRACTOR": "llm", **given}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=told):
        runpy.run_path(str(project_settings.__file__))


def test_an_origin_needs_its_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSRF_TRUSTED_ORIGINS", "https://a.example, b.example")
    with pytest.raises(ImproperlyConfigured, match=r"'b\.example' is no origin"):
        environment.origins("CSRF_TRUSTED_ORIGINS")


def test_a_host_is_named_without_its_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "https://a.example")
    with pytest.raises(ImproperlyConfigured, match="is no host"):
        environment.hosts("ALLOWED_HOSTS", default=[])


@pytest.mark.parametrize("written", ["many", "10", "10/fortnight", "0/min", "-1/s"])
def test_a_rate_that_cannot_be_read_is_refused(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THROTTLE_ANON", written)
    with pytest.raises(ImproperlyConfigured, match="THROTTLE_ANON"):
        environment.rate("THROTTLE_ANON", default="600/min")


@pytest.mark.parametrize(
    ("word", "answer"), [("", True), ("off", False), ("No", False), ("TRUE", True)]
)
def test_a_switch_is_read(
    word: str, answer: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEBUG", word)
    assert environment.yes_or_no("DEBUG", default=True) is answer


def test_sqlite_is_the_default_and_is_found_beside_the_project() -> None:
    database = project_settings.database("")
    assert database["ENGINE"] == "tracker.sqlite"
    assert Path(str(database["NAME"])).name == "db.sqlite3"


def test_postgresql_is_reached_by_its_address() -> None:
    database = project_settings.database("postgres://me:secret@db.example:5433/kept")
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"]) == ("db.example", 5433)
    assert (database["USER"], database["NAME"]) == ("me", "kept")


def test_nothing_serves_without_a_secret_key(settings: Any) -> None:
    settings.DEBUG = False
    settings.SECRET_KEY_IS_GIVEN = False
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        refuse_without_a_secret_key()


@pytest.fixture
def reload_settings(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The settings as another environment would make them; put back afterwards."""

    def reload(**environment: str) -> Any:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return importlib.reload(project_settings)

    yield reload
    monkeypatch.undo()
    importlib.reload(project_settings)


def test_without_debug_everything_is_locked(
    reload_settings: Callable[..., Any],
) -> None:
    served = reload_settings(DEBUG="", SECRET_KEY="k" * 50, ALLOWED_HOSTS="a.example")
    assert served.DEBUG is False
    assert served.ALLOWED_HOSTS == ["a.example"]
    assert served.SECURE_SSL_REDIRECT
    assert served.SESSION_COOKIE_SECURE
    assert served.CSRF_COOKIE_SECURE
    assert served.SECURE_HSTS_SECONDS > 0


def test_a_command_without_a_key_gets_one_for_its_life(
    reload_settings: Callable[..., Any],
) -> None:
    first = reload_settings(DEBUG="", SECRET_KEY="").SECRET_KEY
    second = reload_settings(DEBUG="", SECRET_KEY="").SECRET_KEY
    assert len(first) >= 50
    assert first != second


def test_a_bad_level_of_logging_stops_the_start(
    reload_settings: Callable[..., Any],
) -> None:
    with pytest.raises(ImproperlyConfigured, match="LOG_LEVEL"):
        reload_settings(LOG_LEVEL="loud")


@pytest.mark.django_db
@pytest.mark.sqlite
def test_sqlite_waits_for_its_turn_and_holds_its_keys() -> None:
    assert connection.transaction_mode == "IMMEDIATE"
    with connection.cursor() as cursor:
        pragmas = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in [
                "busy_timeout",
                "foreign_keys",
                "recursive_triggers",
                "synchronous",
            ]
        }
    assert pragmas == {
        "busy_timeout": 20_000,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "synchronous": 1,
    }
