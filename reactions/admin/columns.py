"""The columns of the desk's tables: what an export holds, and what of it a corrected
table may change."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet

from reactions.models import Evidence

# What names a row and the state it was in when it left.
KEY, VERSION = "public_id", "version"
CORRECTED: Mapping[str, Sequence[str]] = {
    "action": [
        "country",
        "type",
        "stage",
        "announced_on",
        "announced_on_precision",
        "announced_on_basis",
        "effective_on",
        "effective_on_precision",
        "effective_on_basis",
        "destination",
        "quantity",
        "summary",
        "known_on",
        "fulfils",
    ],
    "statement": [
        "country",
        "official",
        "speaker",
        "speaker_title",
        "kind",
        "stance",
        "text",
        "said_on",
        "said_on_precision",
        "said_on_basis",
        "continues",
    ],
    "official": ["country", "name", "title"],
}
BEFORE = {"action": ["crisis"], "statement": ["crisis"], "official": []}
AFTER = ["review", "note", "evidence", "sources"]
BETWEEN_PIECES = " | "


def exported(kind: str) -> list[str]:
    """All columns of a kind's export, in their order."""
    return [KEY, VERSION, *BEFORE[kind], *CORRECTED[kind], *AFTER]


def with_columns(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with all that their columns say, in a fixed number of questions."""
    linked = [
        field.name
        for field in rows.model._meta.concrete_fields
        if field.many_to_one and field.name != "decided_by"
    ]
    evidence = Evidence.objects.with_article().order_by("pk")
    return rows.select_related(*linked).prefetch_related(
        Prefetch("evidence", queryset=evidence)
    )


def cell(row: Any, name: str) -> Any:
    """What a row's column says: other rows by the name that outlives renumbering."""
    if name == "evidence":
        return BETWEEN_PIECES.join(piece.quote for piece in row.evidence.all())
    if name == "sources":
        told = [piece.article for piece in row.evidence.all()]
        return BETWEEN_PIECES.join(
            dict.fromkeys(", ".join(_source(article)) for article in told)
        )
    value = getattr(row, name)
    if value is None:
        return ""
    if hasattr(value, "_meta"):
        return _name_of(value)
    return value


def _name_of(row: Any) -> str:
    for name in ("code", "public_id", "slug"):
        if hasattr(row, name):
            return str(getattr(row, name))
    return str(row)


def _source(article: Any) -> list[str]:
    parts = [article.title, article.publisher, article.url]
    if article.published_on:
        parts.insert(2, article.published_on.isoformat())
    return [part for part in parts if part]
