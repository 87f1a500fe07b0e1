"""RSS and Atom: what a feed lists, from bytes that were fetched already.

feedparser reads all their kinds, but it also opens paths and expands entities; so it
gets bytes and no name, and a feed that declares a document type is refused.
"""

import hashlib
import io
import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

from reactions.sources.decoding import UnreadableError, decode
from reactions.sources.fetching import Answer

# What may stand before the root element (XML 1.0, production 22).
PROLOG = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
ROOT = re.compile(r"<(?:\w+:)?(rss|feed|RDF)[\s>]")
DOCUMENT_TYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
MOST_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing listed. `digest` changes when what the feed says of it changes."""

    link: str
    title: str
    published_on: date | None
    digest: str


@dataclass(frozen=True, slots=True)
class Feed:
    title: str
    entries: tuple[Entry, ...]


def is_feed(answer: Answer) -> bool:
    """Whether an answer is a feed, by its root element: servers call feeds text/html
    and pages application/xml."""
    if b"<" not in answer.data[:4096]:
        return False
    try:
        text = decode(answer.data[:4096], declared=answer.charset)
    except UnreadableError:
        text = answer.data[:4096].decode("utf-8", "replace")
    start = PROLOG.match(text).end()  # type: ignore[union-attr]
    if DOCUMENT_TYPE.match(text, start):
        # That of a page is none of a feed; a feed with one is refused later.
        return ROOT.search(text, start) is not None
    return ROOT.match(text, start) is not None


def parse_feed(answer: Answer) -> Feed:
    """What the feed lists. Raises UnreadableError when it cannot be read."""
    # Imported here: few commands read feeds.
    import feedparser

    text = decode(answer.data, declared=answer.charset)
    start = PROLOG.match(text).end()  # type: ignore[union-attr]
    if DOCUMENT_TYPE.match(text, start):
        raise UnreadableError("a feed with a document type: it could hide entities")
    try:
        parsed: Any = feedparser.parse(
            io.BytesIO(text[start:].encode()),
            response_headers={"content-type": "application/xml; charset=utf-8"},
        )
    except Exception as error:  # noqa: BLE001 - its parts break in ways of their own
        told = f"{type(error).__name__}: {error}"
        raise UnreadableError(f"a feed that cannot be taken apart: {told}") from error
    entries = [_entry(each, base=answer.url) for each in parsed.entries[:MOST_ENTRIES]]
    found = {entry.link: entry for entry in entries if entry.link}
    if parsed.bozo and not found:
        raise UnreadableError(f"is no feed: {parsed.get('bozo_exception')}")
    title = " ".join(str(parsed.feed.get("title", "")).split())
    return Feed(title, tuple(found.values()))


def _entry(entry: Any, *, base: str) -> Entry:
    link = str(entry.get("link") or "")
    said = [
        # Not by its own get(), which gives one date for another that is missing.
        str(dict.get(entry, key) or "")
        for key in ("id", "title", "published", "updated", "summary")
    ]
    said += [str(each.get("value", "")) for each in entry.get("content", ())]
    return Entry(
        link=_joined(base, link) if link else "",
        title=" ".join(said[1].split()),
        published_on=_day(entry),
        digest=hashlib.sha256("\x1f".join(said).encode("utf-8", "replace")).hexdigest(),
    )


def _joined(base: str, link: str) -> str:
    """The whole address; one that is none stays as it is, to be refused by its name."""
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _day(entry: Any) -> date | None:
    moment = entry.get("published_parsed")
    try:
        return date(*moment[:3]) if moment else None
    except ValueError:
        return None
