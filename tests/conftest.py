"""Fixtures that every test may use."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def pytest_configure() -> None:
    # Tests make many users; a slow hash would be most of their time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Nothing is collected for tests. What somebody or the test of a restart has
    # collected would be gone through for every client that a test makes.
    settings.STATIC_ROOT = settings.BASE_DIR / "nothing-collected"


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request: pytest.FixtureRequest) -> None:
    """A database a worker on PostgreSQL; on SQLite each has its own in memory.

    pytest-django knows that of Django's own SQLite backend, not of ours.
    """
    from django.db import connection

    worker = getattr(request.config, "workerinput", {}).get("workerid")
    if worker and connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["NAME"] = f"test_tracker_{worker}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The migrated database, and how tests that commit leave it."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from django.test import TransactionTestCase

    from tests.put_back import keep

    with django_db_blocker.unblock():
        kept = keep(connection)

    def put_back(_of_the_test: Any) -> None:
        ContentType.objects.clear_cache()
        kept.put_back()

    with pytest.MonkeyPatch.context() as patch:
        if kept is not None:
            patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
        yield


@pytest.fixture(autouse=True)
def _as_wide_as_any_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printed tables are cut to the terminal's width, and test workers have none."""
    monkeypatch.setenv("COLUMNS", "110")


@pytest.fixture(autouse=True)
def _forget_throttles() -> None:
    """Requests of one test never count against the next."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def boss(db: None) -> "User":
    """A reviewer, whose decisions a test is about."""
    from tests.builders import a_user

    return a_user("boss", group="reviewer")
