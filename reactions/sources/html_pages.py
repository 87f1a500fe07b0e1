"""The reader of web pages: the main text, without navigation, comments and notices.

trafilatura finds the text and what the page says of itself. What a page says wrongly
(a date that is none, an address that is none) is left out, for no person wrote it here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reactions.sources.decoding import UnreadableError, clean_text, decode
from reactions.sources.metadata import Metadata, check_url, parse_day
from reactions.sources.readers import RawFile, make_article
from reactions.sources.records import ArticleRecord

# Where a page names its encoding and its language (WHATWG HTML, "prescan").
PRESCAN = 4096
META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})"""
)
HTML_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b")
# No guessing of a date from numbers in the text, and the day of the first publication.
DATE_BY_MARKUP = {"extensive_search": False, "original_date": True}
# The library remembers every text it has seen (adbar/htmldate issue 56).
PAGES_BETWEEN_RESETS = 500
# A login, a consent form and an empty page have a few words at most.
LEAST_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Page:
    """The main text of a page, a blank line between its paragraphs, and what it says
    of itself."""

    text: str
    metadata: Metadata


def read_html(raw: RawFile) -> Iterator[ArticleRecord]:
    """The one article of a page. Raises UnreadableError with the reason."""
    data = raw.content.whole()
    found = META_CHARSET.search(data[:PRESCAN])
    in_page = found[1].decode("ascii", "replace") if found else ""
    page = read_page(decode(data, declared=raw.charset or in_page))
    yield make_article(raw, text=page.text, header=page.metadata)


def read_page(html: str) -> Page:
    """The text and metadata of a page. Raises UnreadableError when it has no text, or
    says of itself what the library breaks on."""
    try:
        return _read_page(html)
    except UnreadableError:
        raise
    except Exception as error:  # noqa: BLE001 - a list as headline breaks it, and more
        told = f"{type(error).__name__}: {error}"
        raise UnreadableError(f"a page that cannot be taken apart: {told}") from error


def _read_page(html: str) -> Page:
    # Imported here: it takes a second, and most commands read no page.
    from trafilatura import bare_extraction

    _count_page()
    found: Any = bare_extraction(
        html,
        include_comments=False,
        date_extraction_params=dict(DATE_BY_MARKUP),
        with_metadata=True,
    )
    text = _paragraphs(found.text or "", title=found.title or "") if found else ""
    if len(text) < LEAST_CHARACTERS:
        raise UnreadableError("no main text is to be found in the page")
    language = HTML_LANGUAGE.search(html[:PRESCAN])
    metadata = Metadata(
        title=_one_line(found.title),
        publisher=_one_line(found.sitename),
        url=_address(found.url),
        published_on=_day(found.date),
        language=language[1].lower() if language else "",
    )
    return Page(clean_text(text), metadata)


def _paragraphs(text: str, *, title: str) -> str:
    """The text with its paragraphs apart; the headline is metadata and no text."""
    lines = [line.strip() for line in text.split("\n")]
    lines = [line for line in lines if line]
    if lines and lines[0] == title.strip():
        lines = lines[1:]
    return "\n\n".join(lines)


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _address(text: str | None) -> str:
    try:
        check_url(text or "")
    except UnreadableError:
        return ""
    return text or ""


def _day(text: str | None) -> Any:
    try:
        return parse_day(text) if text else None
    except UnreadableError:
        return None


_pages = 0


def _count_page() -> None:
    from trafilatura.meta import reset_caches

    global _pages
    _pages += 1
    if _pages % PAGES_BETWEEN_RESETS == 0:
        reset_caches()
