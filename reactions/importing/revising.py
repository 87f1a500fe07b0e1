"""What a newer version of an article takes back: accepted rows whose words it no longer
has are reopened, so that a person looks again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from reactions import reviewing
from reactions.importing.articles import StoredArticle
from reactions.models import Action, Article, Evidence, Official, Statement
from reactions.models.article import collapsed

PARENTS = {"action": Action, "statement": Statement, "official": Official}


def reopen_vanished(stored: StoredArticle, *, at: datetime) -> int:
    """Reopen each accepted row that nothing proves any more: no words that the new
    version still has, and no other article. The number of rows reopened."""
    if not stored.earlier or _is_out_of_date(stored):
        return 0
    text = collapsed(stored.article.body)
    return sum(
        _reopen(model, _vanished_parents(name, stored, text=text), stored, at=at)
        for name, model in PARENTS.items()
    )


def _is_out_of_date(stored: StoredArticle) -> bool:
    """Whether a version that came before it was published later: an old one that was
    tried again, or a folder read in the order of its names. It takes nothing back."""
    day = stored.article.published_on
    if day is None:
        return False
    versions = Article.objects.filter(pk__in=stored.earlier)
    return versions.filter(published_on__gt=day).exists()


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
    note = f"Its words are gone from article {stored.article.pk}, a newer version."
    reviewing.reopen_all(model.objects.filter(pk__in=ids), by=None, at=at, note=note)
    return len(ids)
