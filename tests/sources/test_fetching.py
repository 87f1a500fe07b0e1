"""Fetching: what must never be reached or swallowed first, then what comes back."""

import gzip
import socket
import time
import tracemalloc
from dataclasses import replace
from typing import Any

import pytest

from reactions.sources import ReadOptions, UnreadableError, fetching
from reactions.sources.fetching import fetch, is_public
from reactions.sources.records import Fetched
from tests.web_server import Reply, WebServer

HERE = ReadOptions(private_addresses=True, seconds=5)


def refusal(url: str, options: ReadOptions = HERE) -> str:
    with pytest.raises(UnreadableError) as refused:
        fetch(url, options)
    return str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "240.0.0.1",
        "192.0.2.1", "198.18.0.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
        "2001:db8::1", "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_no_address_of_this_machine_or_its_network_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "64:ff9b::5db8:d70e"]
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1"])
def test_a_private_address_is_refused_however_written(web: WebServer, host: str):
    web.page("/a", "<p>secret")
    url = web.url.replace("127.0.0.1", host) + "/a"
    reason = refusal(url, replace(HERE, private_addresses=False))
    assert reason.startswith(host)
    assert "is no public address" in reason
    assert web.asked == []


def test_a_redirect_to_a_private_address_is_refused(
    web: WebServer, monkeypatch: pytest.MonkeyPatch
):
    """The first host counts as public, as a stranger's would; the second does not."""
    port = web.url.rpartition(":")[2]
    web.routes["/go"] = Reply(
        status=302, headers={"Location": f"http://localhost:{port}/secret"}
    )
    judge = fetching.is_public
    asked: list[str] = []

    def public_at_first(address: str) -> bool:
        asked.append(address)
        return len(asked) == 1 or judge(address)

    monkeypatch.setattr(fetching, "is_public", public_at_first)
    reason = refusal(web.url + "/go", replace(HERE, private_addresses=False))
    assert reason.startswith(("localhost (127.0.0.1) is no", "localhost (::1) is no"))
    assert web.paths() == ["/go"]


def test_a_name_that_answers_otherwise_the_second_time_gains_nothing(
    web: WebServer, monkeypatch: pytest.MonkeyPatch
):
    """DNS rebinding: the connection goes to the address that was looked at."""
    port = int(web.url.rpartition(":")[2])
    web.page("/secret", "<p>secret")
    resolved: list[str] = []

    def rebinding(host: str, *args: Any, **kwargs: Any) -> Any:
        if host != "rebind.example":
            return resolve(host, *args, **kwargs)
        resolved.append(host)
        address = "93.184.215.14" if len(resolved) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    connected: list[str] = []

    def connect(address: tuple[str, int], *args: Any, **kwargs: Any) -> Any:
        connected.append(address[0])
        raise ConnectionRefusedError(111, "Connection refused")

    resolve = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(fetching, "create_connection", connect)
    url = f"http://rebind.example:{port}/secret"
    assert "refused" in refusal(url, ReadOptions(seconds=5))
    assert (connected, len(resolved)) == (["93.184.215.14"], 1)
    assert web.asked == []


def test_a_host_with_one_private_address_among_others_is_refused(
    monkeypatch: pytest.MonkeyPatch,
):
    def both(host: str, port: int, **kwargs: Any) -> Any:
        found = ("93.184.215.14", "10.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in found]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    assert "10.0.0.1" in refusal("http://mixed.example/", ReadOptions(seconds=5))


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("file:///etc/passwd", "is no web address"),
        ("ftp://127.0.0.1/a", "is no web address"),
        ("gopher://127.0.0.1/", "is no web address"),
        ("http://user:secret@127.0.0.1/", "user name or a password"),
        ("//[::1", "cannot be fetched"),
    ],
)
def test_a_redirect_to_what_may_not_be_asked_is_refused(
    web: WebServer, target: str, reason: str
):
    web.routes["/go"] = Reply(status=301, headers={"Location": target})
    assert reason in refusal(web.url + "/go")


def test_redirects_without_end_are_refused(web: WebServer):
    web.routes["/go"] = Reply(status=307, headers={"Location": "/go"})
    assert refusal(web.url + "/go") == "more than 5 redirects"
    assert len(web.asked) == 6


def test_what_is_too_large_is_refused_before_it_is_all_there(web: WebServer):
    def endless(handler: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(10_000):
            handler.wfile.write(b"x" * 65536)

    web.routes["/endless"] = endless
    options = replace(HERE, max_bytes=1_000_000)
    assert refusal(web.url + "/endless", options) == (
        "more than the 1,000,000 bytes allowed"
    )


def test_a_packed_bomb_is_refused_and_takes_no_memory(web: WebServer):
    bomb = gzip.compress(b"\0" * 200_000_000)
    assert len(bomb) < 250_000
    web.routes["/bomb"] = Reply(bomb, headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    reason = refusal(web.url + "/bomb", replace(HERE, max_bytes=1_000_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reason == "more than the 1,000,000 bytes allowed"
    assert peak < 20_000_000


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_drips_is_cut_off(web: WebServer, part: str):
    def drip(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        if part == "body":
            handler.wfile.write(b"\r\n")
        for _ in range(100):
            handler.wfile.write(b"X")
            handler.wfile.flush()
            time.sleep(0.05)

    web.routes["/drip"] = drip
    start = time.monotonic()
    reason = refusal(web.url + "/drip", replace(HERE, seconds=0.5))
    assert reason == "took longer than the 0.5 seconds allowed"
    assert time.monotonic() - start < 2


def test_an_error_and_a_closed_port_are_told(web: WebServer):
    assert refusal(web.url + "/nowhere") == "answered 404 Not Found"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert (
        refusal(f"http://127.0.0.1:{port}/") == "cannot be fetched: Connection refused"
    )
    assert "cannot be fetched" in refusal("http://no-such-host.invalid/")


def test_an_answer_comes_with_where_it_came_from(web: WebServer):
    web.routes["/go"] = Reply(status=302, headers={"Location": "/a?x=1#part"})
    web.routes["/a?x=1"] = Reply(
        gzip.compress("Größe".encode("latin-1")),
        headers={"ETag": '"1"', "Content-Encoding": "gzip"},
        kind="text/html; charset=ISO-8859-1",
    )
    answer = fetch(web.url + "/go#top", HERE)
    assert answer.url == web.url + "/a?x=1"
    assert (answer.kind, answer.charset) == ("text/html", "iso-8859-1")
    assert answer.data == "Größe".encode("latin-1")
    assert answer.fetched == Fetched(web.url + "/go#top", etag='"1"')


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("http://d.example", "http://d.example"),
        (
            "http://D.example:80/a b?q=ü&x=%20#t",
            "http://d.example:80/a%20b?q=%C3%BC&x=%20",
        ),
        ("https://bücher.example/é", "https://xn--bcher-kva.example/%C3%A9"),
        ("http://[::1]:8/a", "http://[::1]:8/a"),
    ],
)
def test_an_address_is_sent_in_ascii(written: str, sent: str):
    assert fetching.ascii_address(written) == sent


def test_an_address_as_people_read_it_is_fetched(web: WebServer):
    web.routes["/go"] = Reply(status=302, headers={"Location": "/Gr%C3%B6%C3%9Fe"})
    web.routes["/Gr%C3%B6%C3%9Fe"] = Reply(b"x", headers={"ETag": "a" * 501})
    assert fetch(web.url + "/Größe", HERE).data == b"x"
    answer = fetch(web.url + "/go", HERE)
    assert answer.url == web.url + "/Gr%C3%B6%C3%9Fe"
    assert answer.fetched.etag == ""


def test_what_is_unchanged_costs_an_empty_answer(web: WebServer):
    since = Fetched(web.url + "/a", etag='"1"', last_modified="Mon, 04 Mar 2024")
    web.routes["/a"] = Reply(status=304)
    answer = fetch(web.url + "/a", HERE, since=since)
    assert (answer.is_unchanged, answer.data) == (True, b"")
    assert answer.fetched == since
    headers = web.asked[0][1]
    assert headers["If-None-Match"] == '"1"'
    assert headers["If-Modified-Since"] == "Mon, 04 Mar 2024"
