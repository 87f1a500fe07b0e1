"""How much a request may carry, told before any of it is read, and whose it is.

Django writes files of a request to the disk before a view can refuse them, also for who
is not signed in. A body without a length is not read at all.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

BESIDE_FILES = 1_000_000
"""Bytes for the fields of a form and the marks between its files."""


def address_of(request: HttpRequest) -> str:
    """Where a request comes from. What it says of that itself is believed in one point:
    behind a proxy the last address is the one that the proxy saw."""
    came_by = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    told = came_by[-1].strip() if settings.BEHIND_PROXY else ""
    return told or str(request.META.get("REMOTE_ADDR", ""))


class BodySizeMiddleware:
    """Refuses what is larger than the desk's uploads, or than an article as JSON."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        most = BESIDE_FILES + max(
            settings.UPLOAD_MAX_BYTES, settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        )
        written = request.META.get("CONTENT_LENGTH") or "0"
        # Servers read zeros at its head as we would; a number of thousands of digits
        # is not worth reading.
        digits = written.lstrip("0")[:20] or "0"
        if written.isdecimal() and int(digits) <= most:
            return self.get_response(request)
        told = {
            "type": "about:blank",
            "title": "Content Too Large",
            "status": 413,
            "detail": f"A request has at most {most:,} bytes (UPLOAD_MAX_BYTES).",
        }
        answer = JsonResponse(told, status=413, content_type="application/problem+json")
        # The rest is never read: the connection is of no more use.
        answer["Connection"] = "close"
        return answer
