"""Independent origins: an agency's story counts once, however many reprinted it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Func, IntegerField

from reactions.models.article import Article
from reactions.models.evidence import Evidence
from reactions.models.prepared import by_key


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


def count_of_origins(acts: str, *, read: str = "TRUE") -> str:
    """The SQL that counts the origins which tell of acts, given by their keys, and of
    those merged into them; `read` is a condition on the article `a`. A ring of copies
    counts once, with what leads into it, by the least piece of evidence that does."""
    return f"""(
        WITH RECURSIVE walked (piece, article, above) AS (
            SELECT a.id, a.id, COALESCE(a.copy_of_id, a.revision_of_id)
            FROM reactions_evidence AS e
            JOIN reactions_article AS a ON a.id = e.article_id
            WHERE {read} AND e.action_id IN (
                SELECT m.id FROM reactions_action AS m
                WHERE m.id IN ({acts}) OR m.merged_into_id IN ({acts})
            )
            UNION
            SELECT w.piece, a.id, COALESCE(a.copy_of_id, a.revision_of_id)
            FROM walked AS w JOIN reactions_article AS a ON a.id = w.above
        )
        SELECT COUNT(DISTINCT root) FROM (
            SELECT COALESCE(MAX(CASE WHEN above IS NULL THEN article END), (
                SELECT MIN(o.piece) FROM walked AS o WHERE o.article IN (
                    SELECT i.article FROM walked AS i WHERE i.piece = w.piece
                ))) AS root
            FROM walked AS w GROUP BY w.piece
        ) AS roots
    )"""  # noqa: S608 - the callers' own names


class CountOfOrigins(Func):
    """The same for a QuerySet of acts."""

    template = count_of_origins("%(expressions)s")
    output_field = IntegerField()

    def as_sql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        sql, params = super().as_sql(compiler, connection, **more)
        # The keys stand in it twice.
        return sql, [*params, *params]


_ABOVE = by_key(Article, "pk", "copy_of_id", "revision_of_id")


def _parents_of(articles: Collection[int]) -> dict[int, int | None]:
    return {
        article: parent_of(copy_of, revision_of)
        for article, copy_of, revision_of in _ABOVE.rows(articles)
    }


def _root(article: int, parents: Mapping[int, int | None]) -> int:
    """Walk up; a ring, which the tables do not rule out, ends at its least article."""
    seen = [article]
    while (up := parents.get(seen[-1])) is not None:
        if up in seen:
            return min(seen[seen.index(up) :])
        seen.append(up)
    return seen[-1]
