"""Independent origins: an agency's story counts once, however many reprinted it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Func, IntegerField

from reactions.models.article import Article
from reactions.models.evidence import Evidence


def origins_of(parents: Mapping[int, int | None]) -> dict[int, int]:
    """The origin of each article: the root of `copy_of`, and of `revision_of`, for a
    newer version of a page is no second witness.

    `parents` maps an article to the one it copies or revises, None for neither. One
    query for each further step up, none where the articles are origins themselves.
    """
    known = dict(parents)
    while missing := {up for up in known.values() if up is not None} - known.keys():
        known |= _parents_of(missing)
    return {article: _root(article, known) for article in parents}


def origins_of_pieces(pieces: Iterable[Evidence]) -> dict[int, int]:
    """The origin of each piece of evidence, loaded with its article, by its id."""
    loaded = list(pieces)
    parents = {
        piece.article_id: parent_of(
            piece.article.copy_of_id, piece.article.revision_of_id
        )
        for piece in loaded
    }
    origins = origins_of(parents)
    return {piece.pk: origins[piece.article_id] for piece in loaded}


def parent_of(copy_of: int | None, revision_of: int | None) -> int | None:
    return copy_of if copy_of is not None else revision_of


class CountOfOrigins(Func):
    """How many origins tell of the acts given by their keys and of those merged into
    them: the same count, for the database to filter by. A ring of copies counts once,
    by its least article."""

    template = """(
        WITH RECURSIVE walked (piece, article, above) AS (
            SELECT a.id, a.id, COALESCE(a.copy_of_id, a.revision_of_id)
            FROM reactions_evidence AS e
            JOIN reactions_article AS a ON a.id = e.article_id
            WHERE e.action_id IN (
                SELECT m.id FROM reactions_action AS m
                WHERE m.id IN (%(expressions)s) OR m.merged_into_id IN (%(expressions)s)
            )
            UNION
            SELECT w.piece, a.id, COALESCE(a.copy_of_id, a.revision_of_id)
            FROM walked AS w JOIN reactions_article AS a ON a.id = w.above
        )
        SELECT COUNT(DISTINCT root) FROM (
            SELECT COALESCE(
                MAX(CASE WHEN above IS NULL THEN article END), MIN(article)) AS root
            FROM walked GROUP BY piece
        ) AS roots
    )"""
    output_field = IntegerField()

    def as_sql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        sql, params = super().as_sql(compiler, connection, **more)
        # The keys stand in it twice.
        return sql, [*params, *params]


def _parents_of(articles: Iterable[int]) -> dict[int, int | None]:
    rows = Article.objects.filter(pk__in=set(articles))
    return {
        article: parent_of(copy_of, revision_of)
        for article, copy_of, revision_of in rows.values_list(
            "pk", "copy_of_id", "revision_of_id"
        )
    }


def _root(article: int, parents: Mapping[int, int | None]) -> int:
    """Walk up; a ring, which the tables do not rule out, ends at its least article."""
    seen = [article]
    while (up := parents.get(seen[-1])) is not None:
        if up in seen:
            return min(seen[seen.index(up) :])
        seen.append(up)
    return seen[-1]
