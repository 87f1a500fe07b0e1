"""Web addresses to articles: pages, files, lists of addresses, feeds.

An address that was read before is asked with the validators it gave then, so that
what has not changed costs one short answer.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from reactions.sources.contents import content_of_bytes
from reactions.sources.decoding import PassingError, UnreadableError
from reactions.sources.feeds import Entry, Feed, is_feed, parse_feed
from reactions.sources.fetching import Answer, fetch, without_password
from reactions.sources.formats import form_by_bytes, form_of, read_form
from reactions.sources.metadata import Metadata, merge_metadata
from reactions.sources.options import ReadOptions
from reactions.sources.readers import RawFile
from reactions.sources.records import (
    Fetched,
    Reading,
    ReadThrough,
    Refused,
    Unchanged,
)

FORM_OF_KIND = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/csv": "csv",
    "message/rfc822": "eml",
    "application/pdf": "pdf",
    "text/plain": "txt",
}
# Kinds that servers give to whatever they do not know better.
ANY_KIND = frozenset(["", "text/plain", "application/octet-stream", "application/gzip"])


def is_address(given: str) -> bool:
    """Whether an input is meant as a web address, whether or not it may be asked."""
    return "://" in given


def read_address(url: str, options: ReadOptions) -> Iterator[Reading]:
    """The articles of a page, a file or a feed. Never raises for a bad one."""
    known = options.recall([url]).get(url)
    fetched: Fetched | None = None
    try:
        answer = fetch(url, options, since=known)
        if answer.is_unchanged:
            yield Unchanged(url)
            return
        digest = hashlib.sha256(answer.data).hexdigest()
        if known is not None and known.digest == digest:
            # The server gives no validators, or new ones with the same answer.
            yield Unchanged(url)
            return
        fetched = replace(answer.fetched, digest=digest)
        if is_feed(answer):
            yield from _read_feed(url, parse_feed(answer), fetched, options)
            return
        yield from _read_answer(url, answer, options, known=Metadata())
    except UnreadableError as error:
        yield _refused(url, error)
    if fetched is not None:
        yield ReadThrough(fetched)


def read_addresses(lines: Iterable[str], options: ReadOptions) -> Iterator[Reading]:
    """The articles of a list of addresses, one a line; "#" begins a remark."""
    for line in lines:
        url = line.strip()
        if url and not url.startswith("#"):
            yield from read_address(url, options)


def _read_feed(
    url: str, feed: Feed, fetched: Fetched, options: ReadOptions
) -> Iterator[Reading]:
    known = options.recall([entry.link for entry in feed.entries])
    for entry in feed.entries:
        before = known.get(entry.link)
        same = {entry.digest, _digest_if_refused(entry, options)}
        if before is not None and before.digest in same:
            yield Unchanged(entry.link)
            continue
        yield from _read_entry(entry, feed, options)
    yield ReadThrough(fetched, parts=tuple(entry.link for entry in feed.entries))


def _read_entry(entry: Entry, feed: Feed, options: ReadOptions) -> Iterator[Reading]:
    known = Metadata(
        title=entry.title, publisher=feed.title, published_on=entry.published_on
    )
    try:
        answer = fetch(entry.link, options)
        if is_feed(answer):
            raise UnreadableError("a feed that a feed names is not followed")
        yield from _read_answer(entry.link, answer, options, known=known)
    except UnreadableError as error:
        yield _refused(entry.link, error)
        if not isinstance(error, PassingError):
            # As long as the feed tells the same of it, it is not asked for again.
            digest = _digest_if_refused(entry, options)
            yield ReadThrough(Fetched(entry.link, digest=digest))
        return
    yield ReadThrough(replace(answer.fetched, digest=entry.digest))


def _digest_if_refused(entry: Entry, options: ReadOptions) -> str:
    """What is remembered of an entry that was refused: with a larger limit it may be
    an article."""
    told = f"refused {entry.digest} {options.max_bytes}"
    return hashlib.sha256(told.encode()).hexdigest()


def _refused(url: str, error: UnreadableError) -> Refused:
    is_passing = isinstance(error, PassingError)
    shown = without_password(url)
    return Refused(shown, str(error), source=url, is_passing=is_passing)


def _read_answer(
    url: str, answer: Answer, options: ReadOptions, *, known: Metadata
) -> Iterator[Reading]:
    """The articles of an answer that is no feed. `known` is what the feed said."""
    form = _form(answer)
    if not form:
        raise UnreadableError(f"no reader for {answer.kind or 'an unnamed media type'}")
    host = (urlsplit(answer.url).hostname or "").removeprefix("www.")
    raw = RawFile(
        file=url,
        path=url,
        content=content_of_bytes(answer.data, max_bytes=options.max_bytes),
        # The address that answered identifies the article, whatever the page says. A
        # file with an article a row has an address for each.
        options=merge_metadata([options.metadata, _address(answer, form)]),
        manifest=merge_metadata([known, Metadata(publisher=host)]),
        crisis=None,
        charset=answer.charset,
    )
    for found in read_form(form, raw):
        yield replace(found, source=url)


def _address(answer: Answer, form: str) -> Metadata:
    if form in {"json", "jsonl", "csv"}:
        return Metadata()
    return Metadata(url=answer.url)


def _form(answer: Answer) -> str:
    by_name = form_of(PurePosixPath(urlsplit(answer.url).path).name)
    if answer.kind in ANY_KIND:
        return (
            form_by_bytes(answer.data) or by_name or FORM_OF_KIND.get(answer.kind, "")
        )
    return FORM_OF_KIND.get(answer.kind, "") or form_by_bytes(answer.data)
