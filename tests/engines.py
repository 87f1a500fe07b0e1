"""A pytest plugin: the environment of a test run, and the database it runs on.

`pytest` runs on SQLite, `pytest --engine postgres` on a private PostgreSQL server, or
on the server that TEST_DATABASE_URL names. It is loaded with `-p`, before the settings
are read, so that nothing in the developer's own environment reaches a test.
"""

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any, Literal

import pytest

from tests.postgres_server import PrivateServer, find_binaries

NOT_FOR_TESTS = [
    "ACCURACY_FILE",
    "ALLOWED_HOSTS",
    "EXTRACTOR",
    "BEHIND_PROXY",
    "BROKER_URL",
    "FETCH_PRIVATE_ADDRESSES",
    "FETCH_SECONDS",
    "QUEUE_BATCH",
    "QUEUE_LEASE_SECONDS",
    "QUEUE_REAP_SECONDS",
    "QUEUE_RESEND_SECONDS",
    "QUEUE_WINDOW",
    "CORS_ALLOWED_ORIGINS",
    "CSRF_TRUSTED_ORIGINS",
    "HTTPS_ONLY",
    "LOG_LEVEL",
    "LLM_KEEP_DAYS",
    "LLM_KEY",
    "LLM_LONGEST",
    "LLM_MODEL",
    "LLM_PARAMETERS",
    "LLM_REQUESTS_PER_MINUTE",
    "LLM_SECONDS",
    "LLM_STORE",
    "LLM_TOKENS_PER_DAY",
    "LLM_URL",
    "MAX_ARTICLE_BYTES",
    "PUBLISH_BODIES",
    "FOUR_EYES",
    "PUBLISH_PROPOSED",
    # Some tests start a dozen processes; each would compile all that it imports.
    "PYTHONDONTWRITEBYTECODE",
    "SECRET_KEY",
    "SPACY_MODEL",
    "UPLOAD_MAX_BYTES",
    "TOKEN_DAYS",
]
FOR_TESTS = {
    "DEBUG": "true",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    "THROTTLE_ANON": "1000000/min",
    "THROTTLE_USER": "1000000/min",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine",
        choices=["sqlite", "postgres"],
        default=os.environ.get("TEST_ENGINE", "sqlite"),
        help="the database to test on (default: TEST_ENGINE, else sqlite)",
    )


ON_ONE_ENGINE = (
    "tests/extraction/",
    "tests/evaluation/",
    "tests/language_model/",
    "tests/sources/",
    "tests/bench/",
    "tests/importing/test_replaced_words.py",
    "tests/importing/test_same_act.py",
    "tests/importing/test_same_person.py",
    "tests/management/test_evaluate_command.py",
    "tests/management/test_extract_command.py",
    "tests/management/test_tables.py",
    "tests/management/test_without_tables.py",
    "tests/overview/test_highlights.py",
    "tests/test_actors.py",
    "tests/test_audit.py",
    "tests/test_built_papers.py",
    "tests/test_deploy.py",
    "tests/test_import_arrows.py",
    "tests/test_papers.py",
    "tests/test_posture.py",
    "tests/test_recipes_hold.py",
    "tests/test_restarting.py",
    "tests/test_samples.py",
    "tests/tracker/test_manage.py",
    "tests/tracker/test_replicas.py",
)
"""Tests that ask for no database: of what imports no Django, of files, and of programs
with a database of their own. PostgreSQL would tell nothing of them."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config,
) -> Generator[None, Any, Any]:
    # A worker of pytest-xdist has what its parent prepared.
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _prepare_environment(early_config)
    return (yield)


def _prepare_environment(config: pytest.Config) -> None:
    for name in NOT_FOR_TESTS:
        os.environ.pop(name, None)
    os.environ.update(FOR_TESTS)
    os.environ.pop("DATABASE_URL", None)
    if config.known_args_namespace.engine == "postgres":
        os.environ["DATABASE_URL"] = _postgres_url(config)


def _postgres_url(config: pytest.Config) -> str:
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return given
    binaries = find_binaries()
    if binaries is None:
        pytest.exit(
            "PostgreSQL is not installed: the tests on PostgreSQL are SKIPPED.",
            returncode=1 if _skips_fail() else 0,
        )
    server = PrivateServer.start(binaries)
    config.add_cleanup(server.stop)
    return server.url


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "sqlite: tells something of SQLite alone")


def pytest_ignore_collect(
    collection_path: Path, config: pytest.Config
) -> Literal[True] | None:
    """Leave out on PostgreSQL what one engine tells as well."""
    inside = collection_path.is_relative_to(config.rootpath)
    if config.option.engine == "sqlite" or not inside:
        return None
    path = collection_path.relative_to(config.rootpath).as_posix()
    return True if path in ON_ONE_ENGINE or f"{path}/" in ON_ONE_ENGINE else None


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out the tests that tell something of the other engine."""
    other = {"sqlite": "postgres", "postgres": "sqlite"}[config.option.engine]
    left_out = {item for item in items if item.get_closest_marker(other)}
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]
    stray = [item.nodeid for item in items if _is_left_out_and_should_not_be(item)]
    if stray:
        raise pytest.UsageError(
            f"{', '.join(stray)}: it asks for the database and would not run on"
            " PostgreSQL. Move it out of what ON_ONE_ENGINE names."
        )


def _is_left_out_and_should_not_be(item: pytest.Item) -> bool:
    asks = item.get_closest_marker("django_db") or (
        {"db", "transactional_db", "live_server"}
        & set(getattr(item, "fixturenames", ()))
    )
    return bool(asks) and item.nodeid.startswith(ON_ONE_ENGINE)


def _skips_fail() -> bool:
    return os.environ.get("CI", "").lower() in {"true", "1"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    report = yield
    if report.skipped and _skips_fail() and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, and CI=true allows no skips: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[
    None, pytest.CollectReport, pytest.CollectReport
]:
    report = yield
    if report.skipped and _skips_fail():
        report.outcome = "failed"
        report.longrepr = f"Skipped, and CI=true allows no skips: {report.longrepr}"
    return report
