"""One body to one web address, by the guarded connections of fetching.

Redirects are never followed: what is sent may be signed or carry a key, and is for the
one host that was named.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urldefrag

import urllib3

from reactions.sources.fetching import (
    answer_to,
    ascii_address,
    body_of,
    bounded,
    check_address,
)
from reactions.sources.options import ReadOptions


@dataclass(frozen=True, slots=True)
class Posted:
    """What was answered; `retry_after` is the header as it was sent."""

    status: int
    retry_after: str
    body: bytes


def post(
    url: str, body: bytes, headers: Mapping[str, str], options: ReadOptions
) -> int:
    """Send a body to `url`; the status answered, whose body is not read. Raises
    UnreadableError for what is no address, PassingError where another time may be
    luckier."""
    with _answered(url, body, headers, options=options) as response:
        return int(response.status)


def ask(
    url: str, body: bytes, headers: Mapping[str, str], options: ReadOptions
) -> Posted:
    """Send a body to `url` and read the answer, bounded by the bytes and seconds of
    `options`. Raises as `post` does, and UnreadableError for an answer too large."""
    with _answered(url, body, headers, options=options) as response:
        return Posted(
            int(response.status),
            response.headers.get("Retry-After", ""),
            body_of(response, options.max_bytes),
        )


@contextmanager
def _answered(
    url: str, body: bytes, headers: Mapping[str, str], *, options: ReadOptions
) -> Iterator[urllib3.BaseHTTPResponse]:
    check_address(url)
    with bounded(options, what="reached") as deadline:
        at = ascii_address(urldefrag(url).url)
        with answer_to(
            "POST", at, options, headers=headers, deadline=deadline, body=body
        ) as response:
            yield response
