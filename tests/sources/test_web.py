"""Addresses and feeds: what must not be followed or asked again, then what is read."""

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reactions.sources import (
    ArticleRecord,
    Fetched,
    Metadata,
    Reading,
    ReadOptions,
    ReadThrough,
    Refused,
    Unchanged,
    read_inputs,
)
from tests.web_server import Reply, WebServer, article, conditional

FIRST = "France shut its mission on Sunday, its ministry said in a statement."
HERE = ReadOptions(private_addresses=True, seconds=5)
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<title>Example Wire</title><link>/</link>{items}</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Wire</title>
<entry><id>urn:1</id><title>One</title><link href="/one"/>
<published>2024-03-02T08:00:00Z</published><updated>2024-03-03T08:00:00Z</updated>
</entry></feed>"""


def rss(*links: str, revised: str = "") -> bytes:
    items = "".join(
        f"<item><title>About {link}</title><link>{link}</link>"
        f"<description>{'now with more' if link == revised else ''}</description>"
        "<pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate></item>"
        for link in links
    )
    return RSS.format(items=items).encode()


def read(*inputs: str | Path, options: ReadOptions = HERE) -> list[Reading]:
    return list(read_inputs(inputs, options))


def articles(readings: Iterable[Reading]) -> list[ArticleRecord]:
    return [each for each in readings if isinstance(each, ArticleRecord)]


def reasons(readings: Iterable[Reading]) -> list[str]:
    return [each.reason for each in readings if isinstance(each, Refused)]


def knowing(*fetched: Fetched) -> ReadOptions:
    known = {each.url: each for each in fetched}
    return replace(
        HERE, recall=lambda urls: {url: known[url] for url in urls if url in known}
    )


def remembered(readings: Iterable[Reading]) -> list[Fetched]:
    return [each.fetched for each in readings if isinstance(each, ReadThrough)]


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://127.0.0.1/a", "javascript://x", "http://"]
)
def test_no_other_scheme_is_followed(url: str):
    (reason,) = reasons(read(url))
    assert "is no web address" in reason


def test_an_address_of_this_machine_is_refused_unless_allowed(web: WebServer):
    url = web.page("/a", article("A", FIRST))
    (reason,) = reasons(read(url, options=ReadOptions()))
    assert "no public address" in reason
    assert web.asked == []


def test_a_feed_that_declares_entities_is_refused(web: WebServer):
    bomb = (
        b'<?xml version="1.0"?><!-- x --><!DOCTYPE rss [<!ENTITY a "aaaa">'
        b'<!ENTITY b "&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
    )
    web.routes["/feed"] = Reply(bomb, kind="application/rss+xml")
    (reason,) = reasons(read(web.url + "/feed"))
    assert "document type" in reason


def test_a_feed_names_no_file_of_this_machine(web: WebServer, tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    web.routes["/feed"] = Reply(rss(f"file://{secret}", str(secret)), kind="text/xml")
    found = read(web.url + "/feed")
    assert articles(found) == []
    assert len(reasons(found)) == 2


def test_an_unchanged_feed_costs_one_empty_answer(web: WebServer):
    web.page("/one", article("One", FIRST))
    web.routes["/feed"] = conditional(rss("/one"), etag='"1"', kind="text/xml")
    url = web.url + "/feed"
    first = read(url)
    assert len(articles(first)) == 1
    web.asked.clear()
    again = read(url, options=knowing(*remembered(first)))
    assert again == [Unchanged(url)]
    assert web.paths() == ["/feed"]
    assert web.asked[0][1]["If-None-Match"] == '"1"'


def test_a_feed_without_validators_is_compared_by_its_bytes(web: WebServer):
    web.page("/one", article("One", FIRST))
    web.routes["/feed"] = Reply(rss("/one"), kind="text/xml")
    url = web.url + "/feed"
    first = read(url)
    web.asked.clear()
    assert read(url, options=knowing(*remembered(first))) == [Unchanged(url)]
    assert web.paths() == ["/feed"]


def test_of_a_changed_feed_only_what_is_new_or_changed_is_asked_for(web: WebServer):
    for name in ("one", "two", "three"):
        web.page(f"/{name}", article(name, FIRST))
    web.routes["/feed"] = Reply(rss("/one", "/two"))
    first = read(web.url + "/feed")
    web.asked.clear()
    web.routes["/feed"] = Reply(rss("/three", "/two", "/one", revised="/two"))
    found = read(web.url + "/feed", options=knowing(*remembered(first)))
    assert web.paths() == ["/feed", "/three", "/two"]
    assert Unchanged(web.url + "/one") in found
    assert [each.url for each in articles(found)] == [
        web.url + "/three",
        web.url + "/two",
    ]


def test_what_could_not_be_fetched_is_not_taken_for_read(web: WebServer):
    web.page("/one", article("One", FIRST))
    web.routes["/busy"] = Reply(b"", status=503)
    web.routes["/feed"] = Reply(rss("/one", "/busy"))
    found = read(web.url + "/feed")
    (refused,) = [each for each in found if isinstance(each, Refused)]
    assert refused.reason == "answered 503 Service Unavailable"
    assert refused.is_passing
    assert [each.url for each in remembered(found)] == [
        web.url + "/one",
        web.url + "/feed",
    ]
    (feed,) = [f for f in found if isinstance(f, ReadThrough) and f.parts]
    assert web.url + "/busy" in feed.parts


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/html", "text/plain"])
def test_a_feed_is_told_by_its_root_element(web: WebServer, kind: str):
    web.page("/one", article("One", FIRST))
    web.routes["/feed"] = Reply(rss("/one"), kind=kind)
    (record,) = articles(read(web.url + "/feed"))
    assert record.url == record.source == web.url + "/one"


def test_an_atom_feed_gives_the_day_of_publication(web: WebServer):
    html = article("One", FIRST).replace("article:published_time", "x")
    web.page("/one", html.replace("2024-03-04T10:00:00Z", ""))
    web.routes["/feed"] = Reply(ATOM.encode(), kind="application/atom+xml")
    (record,) = articles(read(web.url + "/feed"))
    assert record.published_on == date(2024, 3, 2)


def test_a_broken_feed_is_refused(web: WebServer):
    web.routes["/feed"] = Reply(b"<rss><channel><item></rss", kind="text/xml")
    (reason,) = reasons(read(web.url + "/feed"))
    assert reason.startswith("is no feed")


def test_a_page_has_the_address_that_answered(web: WebServer):
    web.routes["/short"] = Reply(status=301, headers={"Location": "/long?id=1"})
    web.page("/long?id=1", article("One", FIRST))
    found = read(web.url + "/short#top", options=replace(HERE, metadata=Metadata()))
    (record,) = articles(found)
    assert record.url == web.url + "/long?id=1"
    assert (record.title, record.publisher) == ("One", "The Daily Example")
    assert remembered(found)[0].url == web.url + "/short#top"


@pytest.mark.parametrize(
    ("kind", "path", "body"),
    [
        ("application/json", "/a", b'{"title": "A", "text": "France shut."}'),
        ("text/csv; charset=utf-8", "/a", b"title,text\nA,France shut.\n"),
        ("text/plain", "/a.jsonl", b'{"title": "A", "text": "France shut."}'),
        ("application/octet-stream", "/a.txt", b"Title: A\n\nFrance shut."),
        ("text/plain", "/a", b"Title: A\n\nFrance shut."),
    ],
)
def test_files_on_the_web_are_read_by_their_kind(
    web: WebServer, kind: str, path: str, body: bytes
):
    web.routes[path] = Reply(body, kind=kind)
    (record,) = articles(read(web.url + path))
    assert (record.title, record.body) == ("A", "France shut.")


def test_a_picture_is_refused(web: WebServer):
    web.routes["/a.jpg"] = Reply(b"\xff\xd8\xff", kind="image/jpeg")
    assert reasons(read(web.url + "/a.jpg")) == ["no reader for image/jpeg"]


def test_a_list_of_addresses_is_followed(web: WebServer, tmp_path: Path):
    web.page("/one", article("One", FIRST))
    listed = tmp_path / "today.urls"
    listed.write_text(f"# today\n{web.url}/one\n\n{web.url}/gone\nnonsense\n")
    found = read(listed)
    assert [each.title for each in articles(found)] == ["One"]
    assert len(reasons(found)) == 2
    given = io.BytesIO(listed.read_bytes())
    options = replace(HERE, form="urls", standard_input=lambda: given)
    assert len(articles(read("-", options=options))) == 1
