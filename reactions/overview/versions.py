"""What became of quoted words in the newer versions of their pages.

A claim is read once, in the version that first printed it. Later versions may keep its
words, which stand there too, or drop them: then the publisher has taken them back.
"""

import copy
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from reactions.models import Article, Evidence
from reactions.models.article import collapsed

Words = tuple[int, str]
"""The id of an article and words of it."""


def taken_back(told: Collection[Words]) -> dict[Words, Article]:
    """The newest version of the page for those words that it has no more. One query,
    and one more where any of the articles has a newer version."""
    newest = Article.objects.newest_versions({article for article, _ in told})
    if not newest:
        return {}
    versions = Article.objects.in_bulk(set(newest.values()))
    texts = {pk: collapsed(version.body) for pk, version in versions.items()}
    return {
        (article, quote): versions[newest[article]]
        for article, quote in told
        if article in newest and collapsed(quote) not in texts[newest[article]]
    }


def mark_taken_back(pieces: Iterable[Evidence]) -> None:
    """Let each piece whose words the newest version dropped say so, as
    `taken_back_by`."""
    listed = list(pieces)
    gone = taken_back({(piece.article_id, piece.quote) for piece in listed})
    for piece in listed:
        piece.taken_back_by = gone.get((piece.article_id, piece.quote))


def standing_in(article: Article, *, states: Sequence[str]) -> list[Evidence]:
    """The evidence of rows in these review states whose words stand in the article:
    its own, and that of earlier versions, moved to where the words are here."""
    seen = {"actions": states, "statements": states, "officials": states}
    own = list(article.evidence.proving_reviewed_as(**seen).with_rows())
    if not (article.url or article.revision_of_id):
        return own
    versions = Article.objects.versions_before(article).values("pk")
    earlier = Evidence.objects.filter(article__in=versions)
    known = {(piece.kind, piece.row.pk, collapsed(piece.quote)) for piece in own}
    for piece in earlier.proving_reviewed_as(**seen).with_rows().order_by("pk"):
        name = (piece.kind, piece.row.pk, collapsed(piece.quote))
        if name in known:
            continue
        place = _place_in(article.body, piece)
        if place is not None:
            known.add(name)
            own.append(_moved(piece, article, *place))
    return own


def _place_in(body: str, piece: Evidence) -> tuple[int, int] | None:
    """Where the words of a piece stand in another text, nearest to where they stood."""
    words = [re.escape(word) for word in piece.quote.split()]
    forms = {r"\s+".join(words), unicodedata.normalize("NFC", r"\s+".join(words))}
    found = [match.span() for form in forms for match in re.finditer(form, body)]
    return min(found, key=lambda span: abs(span[0] - piece.start), default=None)


def _moved(piece: Evidence, article: Article, start: int, end: int) -> Evidence:
    """The piece as it would be of this article; not to be saved."""
    moved = copy.copy(piece)
    moved.article, moved.start, moved.end = article, start, end
    moved.quote = article.body[start:end]
    return moved
