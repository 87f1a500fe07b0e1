"""The evidence of a batch of rows, the best piece first."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast

from reactions.models import Evidence

ARTICLE = ("id", "title", "publisher", "agency", "url")


class Piece(NamedTuple):
    """A tuple and no dataclass: there are as many as rows, and it is the cursor's."""

    parent: int
    id: int
    start: int
    end: int
    quote: str
    preferred: bool
    rule: str
    extractor_version: str
    article: int
    title: str
    publisher: str
    agency: str
    url: str
    published_on: str | None


def proofs_of(model: Any, ids: Sequence[int]) -> dict[int, list[Piece]]:
    """Row to its pieces; those of rows merged into one stand under it."""
    stands_for: dict[int, int] = {}
    if hasattr(model, "merged_into"):
        merged = model._default_manager.filter(merged_into__in=ids)
        stands_for = dict(merged.values_list("pk", "merged_into"))
    parent = model._meta.get_field("evidence").field
    found = Evidence.objects.filter(**{f"{parent.name}__in": [*ids, *stands_for]})
    rows = found.best_first().values_list(
        parent.attname,
        "id",
        "start",
        "end",
        "quote",
        "preferred",
        "rule",
        "extractor_version",
        "article_id",
        "article__title",
        "article__publisher",
        "article__agency",
        "article__url",
        Cast("article__published_on", TextField()),
    )
    proofs: dict[int, list[Piece]] = {}
    for row in rows:
        owner = stands_for.get(row[0], row[0])
        proofs.setdefault(owner, []).append(Piece._make(row))
    return proofs


def as_object(piece: Piece) -> dict[str, Any]:
    """A piece as the API writes it."""
    return {
        "id": piece.id,
        "article": {
            "id": piece.article,
            "title": piece.title,
            "publisher": piece.publisher,
            "agency": piece.agency,
            "url": piece.url,
            "published_on": piece.published_on,
        },
        "start": piece.start,
        "end": piece.end,
        "quote": piece.quote,
        "preferred": piece.preferred,
        "rule": piece.rule,
        "extractor_version": piece.extractor_version,
    }
