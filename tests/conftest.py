"""Fixtures that every test may use."""

import pytest
from django.conf import settings


def pytest_configure() -> None:
    # Tests make many users; a slow hash would be most of their time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _forget_throttles() -> None:
    """Requests of one test never count against the next."""
    from django.core.cache import cache

    cache.clear()
