"""One body to one web address, by the guarded connections of fetching.

Redirects are never followed: what is sent may be signed or carry a key, and is for the
one host that was named.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

import urllib3

from reactions.sources.decoding import PassingError, UnreadableError
from reactions.sources.fetching import (
    USER_AGENT,
    Deadline,
    ascii_address,
    body_of,
    check_address,
    pool_for,
    refusal_of,
    too_slow,
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
    told = {"User-Agent": USER_AGENT, "Connection": "close", **headers}
    at = ascii_address(urldefrag(url).url)
    with Deadline(options.seconds) as deadline:
        try:
            with pool_for(at, options, deadline=deadline) as pool:
                response = pool.urlopen(
                    "POST",
                    _path_of(at),
                    body=body,
                    headers=told,
                    redirect=False,
                    retries=False,
                    timeout=urllib3.Timeout(
                        connect=deadline.left(), read=deadline.left()
                    ),
                    preload_content=False,
                    decode_content=True,
                )
                try:
                    yield response
                finally:
                    response.close()
        except UnreadableError:
            raise
        except Exception as error:  # noqa: BLE001 - a server's oddity is its own
            raise refusal_of(error, options, deadline, what="reached") from error
        if deadline.is_over:
            # A connection that was cut looks like an answer that ended.
            raise PassingError(too_slow(options))


def _path_of(url: str) -> str:
    parts = urlsplit(url)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path
    return path or "/"
