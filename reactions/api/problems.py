"""Errors as problem details (RFC 9457): what went wrong, where, and why.

Every 4xx answer of the API has this shape (described in schema.py); a refused
parameter is named in `errors`.
"""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

MEDIA_TYPE = "application/problem+json"


def refused(field: str, reason: str) -> ValidationError:
    """Make the error of one refused parameter."""
    return ValidationError({field: [reason]})


def answer_with_problem(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """Shape an exception as a problem; None leaves it to Django (a server error)."""
    if isinstance(exc, Http404):
        # Django's words name our classes ("No Action matches the given query").
        exc = exceptions.NotFound("There is no such row, or you may not see it.")
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied(*exc.args)
    response = exception_handler(exc, dict(context))
    if response is None:
        return None
    response.data = _problem(exc, response.status_code)
    renderer = getattr(context.get("request"), "accepted_renderer", None)
    if renderer is None or renderer.format != "api":
        response.content_type = MEDIA_TYPE
    return response


def _problem(exc: Exception, status: int) -> dict[str, Any]:
    problem: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
    }
    if not isinstance(exc, ValidationError):
        return problem | {"detail": str(getattr(exc, "detail", ""))}
    errors = [
        {"field": field, "reason": reason} for field, reason in _reasons(exc.detail, "")
    ]
    return problem | {"detail": reasons_of(exc), "errors": errors}


def reasons_of(exc: exceptions.APIException) -> str:
    """Why, in one line, each reason behind its field where it is about one."""
    if not isinstance(exc, ValidationError):
        return str(exc.detail)
    return "; ".join(f"{field}: {told}" for field, told in _reasons(exc.detail, ""))


def _reasons(detail: Any, path: str) -> Iterator[tuple[str, str]]:
    """Flatten DRF's nested errors to pairs of field and reason."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from _reasons(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(detail, list | tuple):
        for place, inner in enumerate(detail):
            # Of a list of objects the place tells which one is wrong.
            below = f"{path}.{place}" if isinstance(inner, Mapping) else path
            yield from _reasons(inner, below)
    else:
        yield path, str(detail)
