"""The versions of a page: all texts that one address had, and which it has now.

One version of a page is current at most, by a unique key of the database: the one
imported last, unless another was published later. `root` names what a chain began with;
where an editor mends an address, articles of one root are of two pages.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from reactions.models import Article
from reactions.models.prepared import Prepared

CHAIN = Prepared(
    lambda crisis, url: (
        Article.objects.filter(crisis=crisis[0], url=url[0])
        .order_by("pk")
        .values_list("pk", "root", "sha256", "published_on", "is_current")
    ),
    int,
    str,
)


class Version(NamedTuple):
    pk: int
    root: str
    published_on: date | None
    is_current: bool


def versions_of(crisis: int, url: str) -> list[Version]:
    """The articles with this address, the first one first."""
    if not url:
        return []
    return [
        Version(pk, root_of(root, crisis, sha256), day, is_current)
        for pk, root, sha256, day, is_current in CHAIN.rows([crisis], [url])
    ]


def is_out_of_date(published_on: date | None, versions: Collection[Version]) -> bool:
    """Whether one of the versions was published later than this day: the text is an
    old one that was tried again, or came from a folder read in the order of its names.
    It takes nothing back."""
    return published_on is not None and any(
        each.published_on is not None and each.published_on > published_on
        for each in versions
    )


def latest_of(versions: Sequence[Version]) -> Version | None:
    """The version that a newer one follows: the current one, else the last."""
    current = [each for each in versions if each.is_current]
    return (current or versions or [None])[-1]


def current_among(versions: Sequence[Version]) -> Version:
    """Which of these the page has, as far as order and days tell."""
    return [
        each
        for place, each in enumerate(versions)
        if not is_out_of_date(each.published_on, versions[:place])
    ][-1]


def retire(versions: Collection[int]) -> None:
    """None of these is current any more; another becomes so in the same transaction.
    To be called with the crisis locked."""
    Article.objects.filter(pk__in=versions, is_current=True).update(is_current=False)


def lot_of(crisis: int) -> str:
    """What texts are compared within: a crisis, by what an editor cannot mend."""
    return f"crisis {crisis}"


def root_name(crisis: int, sha256: str) -> str:
    """The name of a chain that begins with this text. It is stored with the article:
    made anew from a slug or an address, it would change when an editor mends them, and
    every rejected claim would return."""
    return f"{lot_of(crisis)}\x1f{sha256}"


def root_of(stored: str, crisis: int, sha256: str) -> str:
    # No import wrote the articles that have none: each begins a chain of its own.
    return stored or root_name(crisis, sha256)
