"""Reads of anonymous visitors from a copy of the database, where there is one.

A streaming replica is some moments behind. Whoever is signed in, writes or holds a
token reads the primary, so that nobody misses what they just did.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest, HttpResponse

REPLICA = "replica"
SAFE = ("GET", "HEAD")
_may_be_behind: ContextVar[bool] = ContextVar("may_be_behind", default=False)


class ReplicaRouter:
    """Django's database router; without a replica everything is the primary's."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return REPLICA if _may_be_behind.get() else None

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


class ReplicaMiddleware:
    """Says for each request whether it may be answered from the copy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _may_be_behind.set(_is_anonymous_read(request))
        try:
            return self.get_response(request)
        finally:
            _may_be_behind.reset(token)


def _is_anonymous_read(request: HttpRequest) -> bool:
    return (
        request.method in SAFE
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "Authorization" not in request.headers
        and not request.path.startswith("/admin/")
    )
