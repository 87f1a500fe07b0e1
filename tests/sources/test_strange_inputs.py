"""Inputs that libraries break on: each is refused, and the rest is read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reactions.sources import ArticleRecord, ReadOptions, Refused, formats, read_inputs
from tests.web_server import Reply, WebServer, article

FIRST = "France shut its mission on Sunday, its ministry said in a statement."
SAID_OF_ITSELF = '{{"@context": "https://schema.org", "@type": "NewsArticle", {}}}'
ODD = [
    '"headline": ["A headline"]',
    '"headline": true',
    '"publisher": {"@type": "Organization", "name": ["X"]}',
]


def read(*inputs: str | Path) -> tuple[list[str], list[str]]:
    """The titles of the articles, and the reasons of what was refused."""
    found = list(read_inputs(inputs, ReadOptions(private_addresses=True, seconds=5)))
    titles = [each.title for each in found if isinstance(each, ArticleRecord)]
    return titles, [each.reason for each in found if isinstance(each, Refused)]


def odd_page(said: str) -> str:
    script = SAID_OF_ITSELF.format(said)
    head = f'<title>T</title><script type="application/ld+json">{script}</script>'
    body = f"<article>{f'<p>{FIRST}</p>' * 6}</article>"
    return f"<html><head>{head}</head><body>{body}</body></html>"


def rss(*links: str, head: str = "") -> Reply:
    items = "".join(
        f"<item><title>x</title><link>{each}</link></item>" for each in links
    )
    body = f"<rss version='2.0'><channel>{head}{items}</channel></rss>"
    return Reply(body.encode(), kind="text/xml")


@pytest.mark.parametrize("said", ODD)
def test_a_page_that_says_odd_things_of_itself_stops_no_other(tmp_path: Path, said):
    (tmp_path / "a.html").write_text(odd_page(said))
    (tmp_path / "b.html").write_text(article("Sound", FIRST))
    titles, reasons = read(tmp_path)
    assert titles[-1] == "Sound"
    assert all("cannot be taken apart" in each for each in reasons)
    assert len(titles) + len(reasons) == 2


def test_a_feed_entry_without_a_sound_address_stops_no_other(web: WebServer):
    web.page("/one", article("One", FIRST))
    web.routes["/feed"] = rss("http://[bad", "/one", "http://a]b/")
    titles, reasons = read(web.url + "/feed")
    assert titles == ["One"]
    assert len(reasons) == 2


def test_a_feed_that_breaks_its_parser_is_refused(web: WebServer, monkeypatch):
    import feedparser

    def breaks(*_args: object, **_more: object) -> None:
        raise KeyError("name")

    monkeypatch.setattr(feedparser, "parse", breaks)
    web.routes["/feed"] = rss("/one")
    web.page("/two", article("Two", FIRST))
    titles, reasons = read(web.url + "/feed", web.url + "/two")
    assert titles == ["Two"]
    assert reasons == ["a feed that cannot be taken apart: KeyError: 'name'"]


def test_whatever_a_reader_breaks_on_refuses_that_input_alone(
    tmp_path: Path, monkeypatch
):
    def breaks(raw: object) -> Iterator[ArticleRecord]:
        raise KeyError("name")
        yield

    monkeypatch.setitem(formats.READERS, "csv", breaks)
    (tmp_path / "a.csv").write_text("text\nFrance shut.\n")
    (tmp_path / "b.txt").write_text("Title: B\n\nFrance shut.")
    assert read(tmp_path) == (["B"], ["the reader broke on it: KeyError: 'name'"])
