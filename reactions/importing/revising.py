"""What a newer version of an article takes back: accepted rows whose words it no longer
has are reopened, so that a person looks again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from reactions import reviewing
from reactions.importing.articles import StoredArticle, stored_again
from reactions.importing.versions import retire, versions_of
from reactions.importing.writing import ArticleClaims, write_changes
from reactions.models import (
    Action,
    Article,
    Evidence,
    ImportRun,
    Official,
    Statement,
)
from reactions.models.article import collapsed

GONE = "Its words are gone from article "
PARENTS = {"action": Action, "statement": Statement, "official": Official}


def reopen_vanished(stored: StoredArticle, *, at: datetime) -> int:
    """Reopen each accepted row that nothing proves any more: no words that the new
    version still has, and no other article. The number of rows reopened."""
    if not stored.earlier or not stored.article.is_current:
        return 0
    text = collapsed(stored.article.body)
    return sum(
        _reopen(model, _vanished_parents(name, stored, text=text), stored, at=at)
        for name, model in PARENTS.items()
    )


def bring_back(article: int, *, run: ImportRun, at: datetime) -> int:
    """Make a stored version the current one of its page again: what only the versions
    since then say has vanished, what it says itself stands as before. The number of
    accepted rows reopened. To be called with the crisis locked."""
    stored = stored_again(Article.objects.get(pk=article))
    chain = versions_of(stored.article.crisis_id, stored.article.url)
    others = frozenset(each.pk for each in chain) - {article}
    retire(others)
    stored.article.is_current = True
    stored.article.save(update_fields=["is_current"])
    for name, model in PARENTS.items():
        _say_words_are_back(name, model, stored.article, run=run, at=at)
    return reopen_vanished(replace(stored, earlier=others), at=at)


def _say_words_are_back(
    name: str, model: Any, article: Article, *, run: ImportRun, at: datetime
) -> None:
    """Tell who reviews the rows that were reopened for want of its words. They stay
    proposed: whoever accepted them accepts them again, or not."""
    told = model.objects.told_by([article.pk])
    gone = told.proposed().filter(note__startswith=GONE)
    rows = list(gone.order_by("pk").select_for_update())
    note = f"Its words were gone and are back in article {article.pk}."
    for row in rows:
        row.note = note
    claims = ArticleClaims(article, run, at, extractor_version="")
    write_changes(rows, fields=["note"], claims=claims)


def _vanished_parents(name: str, stored: StoredArticle, *, text: str) -> set[int]:
    """Ids of accepted rows; what was merged into one proves that one."""
    pieces = Evidence.objects.filter(**{f"{name}__isnull": False})
    standing = F(f"{name}_id")
    if hasattr(PARENTS[name], "merged_into"):
        standing = Coalesce(f"{name}__merged_into_id", f"{name}_id")
    pieces = pieces.annotate(standing=standing)
    told = pieces.filter(article_id__in=stored.earlier).values("standing")
    accepted = PARENTS[name].objects.accepted().filter(pk__in=told)
    parents = set(accepted.values_list("pk", flat=True))
    if not parents:
        return set()
    rows = pieces.filter(standing__in=parents)
    still_proved = {
        parent
        for parent, article, quote in rows.values_list(
            "standing", "article_id", "quote"
        )
        if article not in stored.earlier or collapsed(quote) in text
    }
    return parents - still_proved


def _reopen(
    model: Any, parents: Iterable[int], stored: StoredArticle, *, at: datetime
) -> int:
    ids = set(parents)
    if not ids:
        return 0
    note = f"{GONE}{stored.article.pk}, the current version."
    reviewing.reopen_all(model.objects.filter(pk__in=ids), by=None, at=at, note=note)
    return len(ids)
