"""Atom feeds (RFC 4287) of a crisis and of a country: what was accepted last.

Only accepted rows: a feed reader keeps what it has seen, and cannot be told that a
proposal was a mistake.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed

from reactions.models import Action, Country, Crisis, Evidence, Statement

NEWEST = 50
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Feed:
    """The document, and when the newest of its entries changed."""

    xml: str
    updated_at: datetime

    @property
    def tag(self) -> str:
        return hashlib.sha256(self.xml.encode()).hexdigest()[:32]


def atom_of_crisis(crisis: Crisis, *, site: str, address: str) -> Feed:
    """`site` is the beginning of links ("https://host"), `address` the feed's own."""
    page = f"{site}{crisis.get_absolute_url()}"
    return _feed(f"{crisis.name}: reactions", page, address, site, crisis=crisis)


def atom_of_country(country: Country, *, site: str, address: str) -> Feed:
    title = f"{country.name}: reactions"
    return _feed(title, f"{site}/", address, site, country=country)


def _feed(title: str, page: str, address: str, site: str, **where: Any) -> Feed:
    rows = _newest(Action, **where) + _newest(Statement, **where)
    rows.sort(key=lambda row: (row.updated_at, row.public_id), reverse=True)
    rows = rows[:NEWEST]
    updated_at = rows[0].updated_at if rows else BEGINNING
    feed = _AtomFeed(
        title=title, link=page, description="", feed_url=address, language="en"
    )
    feed.updated_at = updated_at
    for row in rows:
        _add_entry(feed, row, site=site)
    return Feed(feed.writeString("utf-8"), updated_at)


class _AtomFeed(Atom1Feed):
    """The time of an empty feed is that of no entry, and not the clock's."""

    updated_at = BEGINNING

    def latest_post_date(self) -> datetime:
        return self.updated_at


def _newest(model: Any, **where: Any) -> list[Any]:
    rows = model.objects.filter(**where).accepted().standing().with_names()
    return Evidence.objects.attached_to(
        list(rows.order_by("-updated_at", "-id")[:NEWEST])
    )


def _add_entry(feed: Atom1Feed, row: Any, *, site: str) -> None:
    kind = row._meta.model_name
    address = f"{site}/api/v1/{kind}s/{row.public_id}"
    feed.add_item(
        title=_title(row),
        link=_article_page(row, site) or address,
        unique_id=f"tag:reactions,2021:{kind}/{row.public_id}",
        updateddate=row.updated_at,
        pubdate=row.decided_at,
        description="\n".join(_words(row.proof)),
    )


def _title(row: Any) -> str:
    if isinstance(row, Action):
        day = f" on {row.counts_on}" if row.counts_on else ""
        return f"{row.country.name}: {row.get_type_display()}, {row.stage}{day}"
    who = row.speaker or row.country.name
    return f"{row.country.name}: {row.get_stance_display()} ({who})"


def _words(proof: Sequence[Evidence]) -> list[str]:
    """The quoted words, each with who printed them."""
    return [f"“{piece.quote}” ({piece.article.publisher})" for piece in proof]


def _article_page(row: Any, site: str) -> str:
    return f"{site}{row.proof[0].get_absolute_url()}" if row.proof else ""
