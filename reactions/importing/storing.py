"""One article and all that was read from it into the database, whole or not at all."""

from datetime import datetime

from django.db import transaction

from reactions.extraction.claims import Extraction
from reactions.extraction.installed import EXTRACTOR_VERSION
from reactions.importing import extractors
from reactions.importing.articles import (
    Candidate,
    KnownText,
    find_known,
    store_article,
)
from reactions.importing.crises import ensure_crisis
from reactions.importing.proposing import propose
from reactions.importing.remarks import remarks_on, reopened_note
from reactions.importing.results import ArticleOutcome, Result
from reactions.importing.revising import bring_back, reopen_vanished
from reactions.models import Crisis, ImportRun
from reactions.models.prepared import Prepared
from reactions.models.urgency import rank_acts_of

LOCK = Prepared(
    lambda crisis: (
        Crisis.objects.select_for_update().filter(pk=crisis[0]).values_list("pk")
    ),
    int,
)


def write_article(
    candidate: Candidate,
    extraction: Extraction,
    *,
    crisis: Crisis,
    run: ImportRun,
    at: datetime,
) -> ArticleOutcome:
    """Write one article and its rows. What is there already is left alone."""
    with transaction.atomic():
        # Two workers must not propose the same act twice: one at a time a crisis.
        lock_crisis(crisis.pk)
        known = find_known(candidate)
        if known is not None:
            return _known_again(candidate, known, run=run, at=at)
        stored = store_article(candidate, crisis=crisis, run=run, at=at)
        proposed = propose(
            stored,
            extraction,
            run=run,
            at=at,
            extractor_version=read_by(extraction),
        )
        reopened = reopen_vanished(stored, at=at)
        rank_acts_of(stored.article)
    result = Result.REVISION if stored.earlier else Result.IMPORTED
    note = remarks_on(
        candidate.record,
        extraction,
        at=at,
        reopened=reopened,
        copy_of=stored.article.copy_of_id,
        near_copy=stored.remark,
    )
    return ArticleOutcome(
        candidate.record.path, result, note, stored.article.pk, proposed
    )


def _known_again(
    candidate: Candidate, known: KnownText, *, run: ImportRun, at: datetime
) -> ArticleOutcome:
    """What comes of a text that is there: nothing, but where its page has gone back
    to it from a newer version."""
    if not known.comes_back(candidate.record):
        return known_outcome(candidate, article_id=known.pk)
    reopened = bring_back(known.pk, run=run, at=at)
    note = f"its page has the text of article {known.pk} again"
    if reopened:
        note += f"; {reopened_note(reopened)}"
    return ArticleOutcome(candidate.record.path, Result.REVISION, note, known.pk)


def lock_crisis(crisis: int) -> None:
    """Let no other writer into this crisis until the transaction ends. Raises
    Crisis.DoesNotExist where it is gone."""
    if not LOCK.rows([crisis]):
        raise Crisis.DoesNotExist(f"crisis {crisis} is gone")


class Crises:
    """The crises that a run writes into, made as articles name them."""

    def __init__(self, *, name: str) -> None:
        self.new: list[str] = []
        self._name = name
        self._known: dict[str, Crisis] = {}

    def would_make(self, candidate: Candidate) -> None:
        """Note the crisis of an article that a dry run does not write."""
        slug = candidate.crisis.slug
        is_there = slug in self.new or Crisis.objects.filter(slug=slug).exists()
        if not is_there:
            self.new.append(slug)

    def of(self, candidate: Candidate) -> Crisis:
        slug = candidate.crisis.slug
        if slug not in self._known:
            crisis, is_new = ensure_crisis(candidate.crisis, name=self._name)
            self._known[slug] = crisis
            if is_new:
                self.new.append(slug)
        return self._known[slug]


def known_outcome(
    candidate: Candidate,
    *,
    note: str = "the same text is there already",
    article_id: int | None = None,
) -> ArticleOutcome:
    return ArticleOutcome(candidate.record.path, Result.KNOWN, note, article_id)


def extractor_version() -> str:
    return extractors.extractor_version()


def read_by(extraction: Extraction) -> str:
    """What read this article: where the rules stood in for a language model, they."""
    if extraction.read_by or not extractors.asks_a_model():
        return extraction.read_by or extractor_version()
    return EXTRACTOR_VERSION
