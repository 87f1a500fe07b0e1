"""The keys by which articles with nearly the same text meet.

Each row is one band of an article's sketch (`reactions.importing.sketches`). They are
looked up by key, at any number of articles; what shares a key is only a candidate.
"""

from collections.abc import Iterable, Sequence
from typing import Self

from django.db import connections, models, router

from reactions.models.article import Article


class ArticleBandQuerySet(models.QuerySet["ArticleBand"]):
    def sharing(self, keys: Sequence[int]) -> Self:
        return self.filter(key__in=keys)

    def add(self, article: Article, keys: Iterable[int]) -> None:
        """Write the keys of an article; those it has already stay.

        By plain SQL: forty rows an article through the model layer would cost more
        than all the rest of writing it.
        """
        database = router.db_for_write(self.model)
        rows = [(key, article.pk) for key in sorted(set(keys))]
        with connections[database].cursor() as cursor:
            if connections[database].vendor == "postgresql":
                cursor.execute(_INSERT_AT_ONCE, [[key for key, _ in rows], article.pk])
            else:
                cursor.executemany(_INSERT_EACH, rows)


class ArticleBand(models.Model):
    pk = models.CompositePrimaryKey("key", "article_id")
    key = models.BigIntegerField()
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bands")

    objects = ArticleBandQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.key} of article {self.article_id}"


_TABLE = "INSERT INTO reactions_articleband (key, article_id)"
_INSERT_EACH = f"{_TABLE} VALUES (%s, %s) ON CONFLICT DO NOTHING"
_INSERT_AT_ONCE = f"{_TABLE} SELECT unnest(%s::bigint[]), %s ON CONFLICT DO NOTHING"
