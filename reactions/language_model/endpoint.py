"""One question to an OpenAI-compatible endpoint, POST {base}/chat/completions.

The connection is that of fetching: bounded in bytes and seconds to the last byte, no
redirects. What an endpoint says of a failure is never passed on, for some print the key
in it: a reason names the status alone.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from reactions.sources import ReadOptions, UnreadableError, ask

MOST_BYTES = 2_000_000
PASSING = frozenset({408, 409, 429, 500, 502, 503, 504})
"""Statuses after which the same question may be answered."""
LONGEST_HOLD = 3600.0
MOST_TOKENS = 10**9
"""No answer takes as many: a number that is told so is none."""


class EndpointError(Exception):
    """Why there is no answer. `retry_after` seconds later there may be one; None where
    asking the same again is of no use."""

    def __init__(self, reason: str, *, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`url` is the base, such as https://host/v1; `parameters` what else each request
    says, as JSON."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    parameters: str = "{}"
    most_bytes: int = MOST_BYTES

    def body(
        self, messages: Sequence[dict[str, str]], response_format: dict[str, Any]
    ) -> bytes:
        """The request as it is sent: two that are the same have one answer."""
        asked = {
            **json.loads(self.parameters),
            "model": self.model,
            "messages": list(messages),
            "response_format": response_format,
        }
        return json.dumps(asked, ensure_ascii=False, sort_keys=True).encode()


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model wrote, and the tokens that it was charged for, if told."""

    text: str
    tokens: int | None


def complete(endpoint: Endpoint, body: bytes, *, seconds: float) -> Completion:
    """The model's answer to this request. Raises EndpointError."""
    headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    options = ReadOptions(
        max_bytes=endpoint.most_bytes, seconds=seconds, private_addresses=True
    )
    try:
        posted = ask(
            f"{endpoint.url.rstrip('/')}/chat/completions",
            body,
            headers,
            options,
        )
    except UnreadableError as error:
        raise EndpointError(str(error)) from error
    if posted.status != HTTPStatus.OK:
        raise EndpointError(
            f"it answered {_told(posted.status)}",
            retry_after=_wait(posted.status, posted.retry_after),
        )
    return _completion(posted.body)


def _told(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _wait(status: int, retry_after: str) -> float | None:
    if status not in PASSING:
        return None
    written = retry_after.strip()
    if written.isascii() and written.isdigit():
        return min(float(written[:9]), LONGEST_HOLD)
    try:
        until = parsedate_to_datetime(written)
    except (TypeError, ValueError):
        return 1.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    seconds = (until - datetime.now(tz=UTC)).total_seconds()
    return min(max(seconds, 0.0), LONGEST_HOLD)


def _completion(body: bytes) -> Completion:
    try:
        answer = json.loads(body)
        choice = answer["choices"][0]
        text = choice["message"]["content"]
        if isinstance(text, str):
            text.encode()  # JSON may write halves of signs, which no file keeps.
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise EndpointError("it did not answer with a completion") from error
    if not isinstance(text, str) or not text.strip():
        raise EndpointError("it answered nothing")
    if choice.get("finish_reason") == "length":
        raise EndpointError("its answer was cut off: allow more tokens")
    usage = answer.get("usage")
    tokens = usage.get("total_tokens") if isinstance(usage, dict) else None
    is_count = type(tokens) is int and 0 < tokens < MOST_TOKENS
    return Completion(text, tokens if is_count else None)
