"""The evidence of a batch of rows, the best piece first.

In plain SQL, with all ids in one parameter: compiling two thousand of them would cost
more than reading the rows.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connections, router

from reactions.models import Article, Evidence

Piece = tuple[Any, ...]
"""There are as many as rows: a tuple as the cursor gives it, in the order of PIECE."""

PIECE = (
    "parent",
    "id",
    "preferred",
    "article",
    "article_title",
    "publisher",
    "agency",
    "published_on",
    "url",
    "start",
    "end",
    "quote",
    "rule",
    "extractor_version",
)
FIRST_CELL = PIECE.index("article")
"""From here on a piece is the cells of a CSV."""
ONE_OF = {
    "sqlite": "IN (SELECT value FROM json_each(%s))",
    "postgresql": "= ANY(%s)",
}


def proofs_of(model: Any, ids: Sequence[int]) -> dict[int, list[Piece]]:
    """Row to its pieces; those of rows merged into one stand under it."""
    connection = connections[router.db_for_read(model)]
    one_of = ONE_OF[connection.vendor]
    parent = model._meta.get_field("evidence").field.column

    def given(wanted: Sequence[int]) -> list[Any]:
        return [json.dumps(wanted) if connection.vendor == "sqlite" else list(wanted)]

    stands_for: dict[int, int] = {}
    proofs: dict[int, list[Piece]] = {}
    with connection.cursor() as cursor:
        if hasattr(model, "merged_into"):
            cursor.execute(_merged(model, one_of), given(ids))
            stands_for = dict(cursor.fetchall())
        cursor.execute(_pieces(parent, one_of), given([*ids, *stands_for]))
        for piece in cursor.fetchall():
            owner = stands_for.get(piece[0], piece[0])
            proofs.setdefault(owner, []).append(piece)
    return proofs


def _merged(model: Any, one_of: str) -> str:
    # The names are those of our own tables and columns.
    return (
        f"SELECT id, merged_into_id FROM {model._meta.db_table}"  # noqa: S608
        f" WHERE merged_into_id {one_of}"
    )


def _pieces(parent: str, one_of: str) -> str:
    evidence, article = Evidence._meta.db_table, Article._meta.db_table
    return (
        f"SELECT e.{parent}, e.id, e.preferred, a.id, a.title, a.publisher,"  # noqa: S608
        ' a.agency, CAST(a.published_on AS text), a.url, e.start, e."end", e.quote,'
        f" e.rule, e.extractor_version FROM {evidence} e"
        f" JOIN {article} a ON a.id = e.article_id"
        f" WHERE e.{parent} {one_of} ORDER BY e.preferred DESC, e.id"
    )


def as_object(piece: Piece) -> dict[str, Any]:
    """A piece as the API writes it."""
    (_, pk, preferred, article, title, publisher, agency, published_on, url) = piece[:9]
    start, end, quote, rule, extractor_version = piece[9:]
    return {
        "id": pk,
        "article": {
            "id": article,
            "title": title,
            "publisher": publisher,
            "agency": agency,
            "url": url,
            "published_on": published_on,
        },
        "start": start,
        "end": end,
        "quote": quote,
        "preferred": bool(preferred),
        "rule": rule,
        "extractor_version": extractor_version,
    }
