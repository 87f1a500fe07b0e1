"""What a newer version of an article takes back: accepted rows whose words it no longer
has are reopened, so that a person looks again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from reactions import reviewing
from reactions.importing.articles import StoredArticle
from reactions.importing.identity import collapsed
from reactions.models import Action, Evidence, Official, Statement
from reactions.vocabulary import ReviewState

PARENTS = {"action": Action, "statement": Statement, "official": Official}


def reopen_vanished(stored: StoredArticle, *, at: datetime) -> int:
    """Reopen each accepted row that nothing proves any more: no words that the new
    version still has, and no other article. The number of rows reopened."""
    if not stored.earlier:
        return 0
    text = collapsed(stored.article.body)
    return sum(
        _reopen(model, _vanished_parents(name, stored, text=text), stored, at=at)
        for name, model in PARENTS.items()
    )


def _vanished_parents(name: str, stored: StoredArticle, *, text: str) -> set[int]:
    accepted = {f"{name}__review": ReviewState.ACCEPTED.value}
    proved = Evidence.objects.filter(article_id__in=stored.earlier, **accepted)
    parents = set(proved.values_list(f"{name}_id", flat=True))
    if not parents:
        return set()
    all_evidence = Evidence.objects.filter(**{f"{name}_id__in": parents})
    rows = all_evidence.values_list(f"{name}_id", "article_id", "quote")
    still_proved = {
        parent
        for parent, article, quote in rows
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
