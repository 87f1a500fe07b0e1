"""One web address to its bytes, for addresses that strangers chose.

Only http and https. Each host is resolved once, every address it has is looked at, and
the connection goes to one of those looked at: a name that answers otherwise the next
time (DNS rebinding) gains nothing. That holds anew for every redirect. An answer is
bounded in bytes, unpacked, and in seconds, from asking to its last byte.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

import certifi
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.util.connection import create_connection

from reactions.sources.decoding import PassingError, UnreadableError
from reactions.sources.metadata import check_url
from reactions.sources.options import ReadOptions
from reactions.sources.records import Fetched

USER_AGENT = "reactions-tracker/0.1 (imports news articles)"
PIECE = 64 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
"""Answers that say the same the next time; of all others it is not known."""
NOT_QUOTED = "/%:@!$&'()*+,;=-._~[]|"
"""What stays as it is in a path (RFC 3986, 3.3), and what is quoted already."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that lead to the IPv4 address in their last 32 bits (RFC 6052)."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class ForbiddenAddressError(OSError):
    """A host that resolves to an address nobody outside could mean."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `url` is where the redirects ended; `kind` the media type
    without its parameters; `fetched` what to ask with next time. `is_unchanged` means
    that the server has nothing newer, and no data came."""

    url: str
    data: bytes
    kind: str
    charset: str
    fetched: Fetched
    is_unchanged: bool = False


def fetch(url: str, options: ReadOptions, *, since: Fetched | None = None) -> Answer:
    """The answer of `url`, asked with the validators of `since`. Raises
    UnreadableError with the reason: no address, gone, too large; PassingError where
    another time may be luckier: forbidden, unreachable, too slow."""
    with bounded(options, what="fetched") as deadline:
        return _follow(url, options, since=since, deadline=deadline)


@contextmanager
def bounded(options: ReadOptions, *, what: str) -> Iterator["Deadline"]:
    """The time for one address. Whatever fails within it is raised as UnreadableError,
    or as PassingError where another try may be luckier."""
    with Deadline(options.seconds) as deadline:
        try:
            yield deadline
        except UnreadableError:
            raise
        except Exception as error:  # noqa: BLE001 - a server's oddity is its own
            raise _refusal_of(error, options, deadline, what=what) from error
        if deadline.is_over:
            # A connection that was cut looks like an answer that ended.
            raise PassingError(_too_slow(options))


def _refusal_of(
    error: Exception, options: ReadOptions, deadline: "Deadline", *, what: str
) -> UnreadableError:
    """What a connection that failed is told as: another try may be luckier where the
    network failed, and not where the answer itself is odd."""
    inner = _innermost(error)
    # The socket's own timeout is the same time, and may be first by a moment.
    is_timeout = isinstance(inner, TimeoutError) and inner.errno is None
    if deadline.is_over or is_timeout:
        return PassingError(_too_slow(options))
    if isinstance(inner, ForbiddenAddressError):
        return PassingError(str(inner))
    told = f"cannot be {what}: {_reason(inner)}"
    passes = isinstance(error, (HTTPError, OSError))
    return PassingError(told) if passes else UnreadableError(told)


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet. Those that carry another
    address inside are as public as that one."""
    found: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if found.teredo or found.is_site_local:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved)


def _follow(
    url: str, options: ReadOptions, *, since: Fetched | None, deadline: "Deadline"
) -> Answer:
    at = url
    for _ in range(options.redirects + 1):
        check_address(at)
        at = ascii_address(urldefrag(at).url)
        with answer_to(
            "GET", at, options, headers=_headers(since), deadline=deadline
        ) as response:
            target = response.headers.get("Location")
            if response.status not in REDIRECTS or not target:
                return _answer(response, url, at=at, options=options, since=since)
            at = urljoin(at, target)
    raise PassingError(f"more than {options.redirects} redirects")


def check_address(url: str) -> None:
    check_url(url)
    parts = urlsplit(url)
    if parts.username or parts.password:
        # They would be stored with the article and shown to its readers.
        raise UnreadableError("the address holds a user name or a password")
    if not parts.hostname:
        raise UnreadableError(f"“{url[:80]}” names no host")


def _headers(since: Fetched | None) -> dict[str, str]:
    headers = {"Accept-Encoding": "gzip"}
    if since is not None and since.etag:
        headers["If-None-Match"] = since.etag
    if since is not None and since.last_modified:
        headers["If-Modified-Since"] = since.last_modified
    return headers


@contextmanager
def answer_to(
    method: str,
    url: str,
    options: ReadOptions,
    *,
    headers: Mapping[str, str],
    deadline: "Deadline",
    body: bytes | None = None,
) -> Iterator[urllib3.BaseHTTPResponse]:
    """What one request is answered, redirects included, before its body is read; `url`
    is one of `ascii_address`."""
    parts = urlsplit(url)
    left = deadline.left()
    with _pool_for(url, options, deadline=deadline) as pool:
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path
        response = pool.urlopen(
            method,
            path or "/",
            body=body,
            headers={"User-Agent": USER_AGENT, "Connection": "close", **headers},
            redirect=False,
            retries=False,
            timeout=urllib3.Timeout(connect=left, read=left),
            preload_content=False,
            decode_content=True,
        )
        try:
            yield response
        finally:
            response.close()


def _pool_for(
    url: str, options: ReadOptions, *, deadline: "Deadline"
) -> HTTPConnectionPool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "http":
        pool: HTTPConnectionPool = HTTPConnectionPool(host, parts.port or 80)
        pool.ConnectionCls = _guarded(HTTPConnection, options, deadline=deadline)
        return pool
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    pool = HTTPSConnectionPool(host, parts.port or 443, ssl_context=context)
    pool.ConnectionCls = _guarded(HTTPSConnection, options, deadline=deadline)
    return pool


def _guarded(
    connection: type[Any], options: ReadOptions, *, deadline: "Deadline"
) -> type[Any]:
    """`connection` that connects to no address it has not looked at."""

    class Guarded(connection):  # type: ignore[misc]
        def _new_conn(self) -> socket.socket:
            checked = addresses_of(
                self._dns_host, self.port, private=options.private_addresses
            )
            for number, address in enumerate(checked, start=1):
                try:
                    found = create_connection(
                        (address, self.port),
                        deadline.left(),
                        socket_options=self.socket_options,
                    )
                except OSError as error:
                    if number < len(checked):
                        continue
                    raise NewConnectionError(self, _reason(error)) from error
                deadline.watch(found)
                return found
            raise NewConnectionError(self, "the host has no address")

    return Guarded


def addresses_of(host: str, port: int, *, private: bool) -> list[str]:
    """The addresses of a host. Raises ForbiddenAddressError when one of them is not
    public, unless `private` ones may be asked."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    for address in addresses:
        if not private and not is_public(address):
            named = address if address == host else f"{host} ({address})"
            raise ForbiddenAddressError(
                f"{named} is no public address; FETCH_PRIVATE_ADDRESSES=true allows it"
            )
    return addresses


def _answer(
    response: urllib3.BaseHTTPResponse,
    url: str,
    *,
    at: str,
    options: ReadOptions,
    since: Fetched | None,
) -> Answer:
    fetched = Fetched(
        url,
        etag=_validator(response, "ETag", longest=500),
        last_modified=_validator(response, "Last-Modified", longest=100),
    )
    kind, _, parameters = response.headers.get("Content-Type", "").partition(";")
    charset = parameters.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
    answer = Answer(at, b"", kind.strip().lower(), charset, fetched)
    if response.status == 304 and since is not None:
        return replace(answer, is_unchanged=True, fetched=since)
    if response.status != 200:
        told = f"answered {response.status} {response.reason or ''}"
        raise UnreadableError(told) if response.status in GONE else PassingError(told)
    return replace(answer, data=body_of(response, options.max_bytes))


def _validator(response: urllib3.BaseHTTPResponse, name: str, *, longest: int) -> str:
    """A header to ask with next time, "" for one that is too odd to be kept."""
    value = response.headers.get(name, "")
    return value if value.isprintable() and len(value) <= longest else ""


def body_of(response: urllib3.BaseHTTPResponse, most: int) -> bytes:
    pieces: list[bytes] = []
    taken = 0
    for piece in response.stream(PIECE, decode_content=True):
        taken += len(piece)
        if taken > most:
            raise UnreadableError(f"more than the {most:,} bytes allowed")
        pieces.append(piece)
    return b"".join(pieces)


class Deadline:
    """Cuts the connections of one fetch when its time is over: a server that sends a
    byte now and then never runs into the timeout of a socket."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._watched: list[socket.socket] = []
        self.is_over = False

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()
        for each in self._watched:
            each.close()

    def left(self) -> float:
        """Seconds left. Raises TimeoutError when there are none."""
        seconds = self._until - time.monotonic()
        if seconds <= 0:
            self.is_over = True
            raise TimeoutError
        return seconds

    def watch(self, connected: socket.socket) -> None:
        # Its twin: TLS takes the socket itself over.
        self._watched.append(connected.dup())

    def _cut(self) -> None:
        self.is_over = True
        for each in list(self._watched):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:  # the server has hung up already
                continue


def _too_slow(options: ReadOptions) -> str:
    return f"took longer than the {options.seconds:g} seconds allowed"


def ascii_address(url: str) -> str:
    """The address as it goes over the wire: feeds name many as people read them. Raises
    ValueError for a host that no name server could know."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    port = "" if parts.port is None else f":{parts.port}"
    path = quote(parts.path, safe=NOT_QUOTED)
    query = quote(parts.query, safe=f"{NOT_QUOTED}?")
    return urlunsplit((parts.scheme, host + port, path, query, ""))


def without_password(url: str) -> str:
    """The address without the user name and password that it may hold, which belong
    into no record and no message."""
    scheme, separator, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}{separator}{authority.rpartition('@')[2]}{slash}{path}"


def _innermost(error: BaseException) -> BaseException:
    """Libraries wrap an error several times; its first cause says most."""
    while (deeper := error.__cause__ or error.__context__) is not None:
        error = deeper
    return error


def _reason(error: BaseException) -> str:
    told = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(told)
