"""Answers given before: 304 to who has them, and again without work while the data
stand.

An answer's ETag is the hash of its bytes, so it holds across processes, restarts and
unrelated writes. What a process remembers is good for one version of the data
(`reactions.models.data_version`), and is kept for readers without a name only. They
get it from a middleware, before sessions, routes and views are gone through.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from time import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import http_date, parse_http_date_safe
from rest_framework.request import Request
from rest_framework.settings import api_settings

from reactions.api.throttling import tell_throttle
from reactions.models.data_version import data_version

MOST_BYTES = 32_000_000
LARGEST_ANSWER = 1_000_000
WORTH_PACKING = 1000
FORMAT = "json"
ADDRESSES = "/api/v1/"
Handler = Callable[..., HttpResponseBase]


@dataclass(slots=True)
class Answer:
    body: bytes
    content_type: str
    etag: str
    since: int
    """The second by which it was as it is; later than that of any answer before it."""
    packed: bytes | None = None
    is_kept: bool = False
    """Without those before it, nobody knows since when it is as it is."""

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed or b"")


class Memory:
    """The latest answers, oldest use out first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.size = 0
        self.kept: OrderedDict[Hashable, tuple[Hashable, Answer]] = OrderedDict()
        self.lock = Lock()

    def knows(self, key: Hashable) -> bool:
        """Whether it has an answer to this, maybe one of older data."""
        return key in self.kept

    def recall(self, key: Hashable, *, version: Hashable) -> Answer | None:
        with self.lock:
            found = self.kept.get(key)
            if found is None or found[0] != version:
                return None
            self.kept.move_to_end(key)
            return found[1]

    def keep(self, key: Hashable, answer: Answer, *, version: Hashable) -> None:
        if answer.size > LARGEST_ANSWER:
            return
        with self.lock:
            before = self.kept.pop(key, None)
            if before is not None:
                self.size -= before[1].size
                answer.since = _since(answer, before[1])
            answer.is_kept = True
            self.kept[key] = (version, answer)
            self.size += answer.size
            while self.size > self.most_bytes:
                _, (_, gone) = self.kept.popitem(last=False)
                self.size -= gone.size


MEMORY = Memory()


def remembered(handler: Handler) -> Handler:
    """Answer GET from memory or with 304 where that is the truth.

    For handlers of StrictView: who asks and what is asked have been checked by then.
    """

    @wraps(handler)
    def answered(
        view: Any, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if request.accepted_renderer.format != FORMAT:
            return handler(view, request, *args, **kwargs)
        key = question_of(request._request) if request.user.is_anonymous else None
        version = data_version() if key else None
        answer = MEMORY.recall(key, version=version) if version else None
        if answer is None:
            response = handler(view, request, *args, **kwargs)
            if response.streaming or response.status_code != 200:
                return response
            answer = _render(view, request, response)
            if version:
                MEMORY.keep(key, answer, version=version)
        return _respond(request, answer)

    return answered


class AnswersAgain:
    """Gives anonymous readers what was answered before, while the data stand.

    Stands behind the middlewares that write headers and before those that find out who
    asks. The view that answered first checked the question; here the throttles count.
    """

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self._again(request) or self.get_response(request)

    def _again(self, request: HttpRequest) -> HttpResponse | None:
        if not _is_anonymous_read(request):
            return None
        key = question_of(request)
        if not MEMORY.knows(key):
            return None
        version = data_version()
        answer = MEMORY.recall(key, version=version) if version else None
        if answer is None:
            return None
        asked = Request(request)
        for throttle in api_settings.DEFAULT_THROTTLE_CLASSES:
            if not throttle().allow_request(asked, None):
                return None  # The view says so, and how long to wait.
        response = _respond(asked, answer)
        tell_throttle(asked, response)
        return response


def _is_anonymous_read(request: HttpRequest) -> bool:
    """Whether it certainly is one; a cookie may be of a session that ended."""
    return (
        request.method == "GET"
        and request.path_info.startswith(ADDRESSES)
        and "HTTP_AUTHORIZATION" not in request.META
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def question_of(request: HttpRequest) -> Hashable:
    """All that an answer to somebody without a name depends on, but the data."""
    known: Hashable = getattr(request, "question", None)
    if known is None:
        known = request.question = _question(request)  # type: ignore[attr-defined]
    return known


def _question(request: HttpRequest) -> Hashable:
    return (
        request.build_absolute_uri(),
        request.META.get("HTTP_ACCEPT", ""),
        timezone.localdate(),
        settings.PUBLISH_PROPOSED,
        settings.PUBLISH_BODIES,
    )


def _render(view: Any, request: Request, response: Any) -> Answer:
    rendered = view.finalize_response(request, response, *view.args, **view.kwargs)
    if hasattr(rendered, "render"):
        rendered.render()
    body = rendered.content
    digest = hashlib.sha256(body).hexdigest()[:24]
    # The tag of a row begins with its version, which is what `If-Match` asks for.
    told = response.data if isinstance(response.data, dict) else {}
    if isinstance(told.get("version"), int):
        digest = f"{told['version']}.{digest}"
    return Answer(body, rendered["Content-Type"], digest, since=int(time()) + 1)


def _since(answer: Answer, before: Answer) -> int:
    """Seconds are coarse: an answer that follows another in one second is of the
    next, so that nobody who has the former is told that nothing changed."""
    if answer.etag == before.etag:
        return before.since
    return max(answer.since, before.since + 1)


def _respond(request: Request, answer: Answer) -> HttpResponse:
    packs = _may_pack(request, answer)
    etag = f'"{answer.etag}-gzip"' if packs else f'"{answer.etag}"'
    if _has_it(request, answer):
        response = HttpResponse(status=304)
        del response["Content-Type"]
    elif packs:
        if answer.packed is None:
            answer.packed = gzip.compress(answer.body, compresslevel=5, mtime=0)
        response = HttpResponse(answer.packed, content_type=answer.content_type)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(answer.body, content_type=answer.content_type)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(answer.since)
    whose = "public" if request.user.is_anonymous else "private"
    response["Cache-Control"] = f"{whose}, no-cache"
    response["Vary"] = "Accept, Accept-Encoding, Authorization, Cookie"
    return response


def _may_pack(request: Request, answer: Answer) -> bool:
    if len(answer.body) < WORTH_PACKING:
        return False
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    return bool(re.search(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", accepted))


def _has_it(request: Request, answer: Answer) -> bool:
    named = request.META.get("HTTP_IF_NONE_MATCH")
    if named is not None:
        tags = {tag.strip().removeprefix("W/").strip('"') for tag in named.split(",")}
        return bool(tags & {"*", answer.etag, f"{answer.etag}-gzip"})
    since = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    return answer.is_kept and since is not None and since >= answer.since


def forget() -> None:
    """For tests: begin anew."""
    MEMORY.kept.clear()
    MEMORY.size = 0
