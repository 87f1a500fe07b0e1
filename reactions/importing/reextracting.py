"""Stored articles read again: only what differs is proposed, followed or withdrawn.

After the rules have improved, or when an article's day was corrected. What a person
decided or edited stays; another reading of it is proposed beside it.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from reactions.extraction.batches import (
    ExtractionFailed,
    ExtractionJob,
    Extractor,
    Outcome,
    extract_many,
)
from reactions.extraction.claims import Extraction
from reactions.importing import extractors, records, storing
from reactions.importing.acts import reread_acts
from reactions.importing.articles import StoredArticle, stored_again
from reactions.importing.differences import KINDS, Difference, difference_of, row_of
from reactions.importing.patience import DatabaseAwayError, patiently
from reactions.importing.people import hold_countries
from reactions.importing.proposing import propose
from reactions.importing.reading import with_claims
from reactions.importing.writing import ArticleClaims
from reactions.models import Article, Crisis, Evidence, ImportRun
from reactions.models.urgency import rank_acts

BATCH = 100
MOST_READINGS = 3
"""How often an article is read that is corrected in the meantime."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What came of one article; `error` says why it could not be read."""

    article: Article
    difference: Difference = field(default_factory=Difference)
    error: str = ""


Listener = Callable[[Reread], None]


def reextract(
    articles: Iterable[int],
    *,
    at: datetime,
    source: str,
    started_by: User | None = None,
    processes: int = 1,
    model: str = "",
    dry_run: bool = False,
    on_article: Listener = lambda reread: None,
) -> dict[str, int]:
    """Read the articles of these ids again; how many claims of each kind differ.

    `on_article` hears of each as soon as it is settled, with its difference. A dry run
    compares and writes nothing. An article that cannot be read keeps all it has.
    Raises NoModelError where the spaCy pipeline asked for is not installed.
    """
    wanted = sorted(set(articles))
    record = _Record(None)
    if not dry_run:
        record = _begin(source, at=at, by=started_by, model=model, total=len(wanted))
    tally = _Tally()
    try:
        for article, outcome in with_claims(
            _stored(wanted),
            lambda article: _job_for(article, model=model),
            processes=processes,
            falls_back=False,
        ):
            reread = _settle(article, outcome, model=model, run=record.run, at=at)
            tally.add(reread)
            record.note(tally)
            on_article(reread)
    except BaseException as error:
        if not isinstance(error, DatabaseAwayError):
            record.end(tally, state="failed")
        raise
    record.end(tally, state="finished")
    return tally.counts


def reread_article(
    article: Article, *, at: datetime, by: User | None, model: str = ""
) -> dict[str, int]:
    """Read one article again, whose day or language somebody has corrected."""
    return reextract(
        [article.pk],
        at=at,
        source=f"article {article.pk}, corrected",
        started_by=by,
        model=model,
    )


COUNTED = ("new", "follows", "beside", "withdrawn", "kept")


class _Tally:
    """How many claims of each kind differ so far, and what could not be read."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys((*COUNTED, "articles", "failed"), 0)
        self.errors: list[dict[str, str]] = []

    def add(self, reread: Reread) -> None:
        self.counts["articles"] += 1
        for name in COUNTED:
            self.counts[name] += len(getattr(reread.difference, name))
        if reread.error:
            self.counts["failed"] += 1
            name = f"article {reread.article.pk}"
            self.errors.append(
                {"file": name, "result": "failed", "reason": reread.error}
            )


class _Record:
    """The record of the run, kept up while it goes on: without a sign for long, the
    next import would take it for dead. A dry run has none."""

    def __init__(self, run: ImportRun | None) -> None:
        self.run = run
        self._written = time.monotonic()

    def note(self, tally: _Tally) -> None:
        if time.monotonic() - self._written < records.SECONDS_BETWEEN:
            return
        self._written = time.monotonic()
        self._save(tally, "counts")

    def end(self, tally: _Tally, *, state: str) -> None:
        if self.run is None:
            return
        self.run.state = state
        self.run.finished_at = timezone.now()
        self.run.errors = tally.errors
        self._save(tally, "state", "finished_at", "counts", "errors")

    def _save(self, tally: _Tally, *fields: str) -> None:
        run = self.run
        if run is None:
            return
        run.counts = dict(tally.counts)
        run.progress_at = timezone.now()
        patiently(lambda: run.save(update_fields=[*fields, "progress_at"]))


def _begin(
    source: str, *, at: datetime, by: User | None, model: str, total: int
) -> _Record:
    run = ImportRun(
        started_by=by,
        started_at=at,
        progress_at=timezone.now(),
        source=source,
        total=total,
        settings={
            "model": extractors.model_named(model),
            "extractor_version": storing.extractor_version(),
        },
    )
    patiently(run.save)
    return _Record(run)


def _stored(wanted: Sequence[int]) -> Iterator[Article]:
    """The articles of these ids, in their order; a batch at a time is in memory."""
    for first in range(0, len(wanted), BATCH):
        batch = Article.objects.filter(pk__in=wanted[first : first + BATCH])
        found = batch.select_related("crisis").order_by("pk")
        yield from patiently(partial(list, found))


def _reader() -> Extractor:
    """Rows of a language model are not taken back because its endpoint is down: without
    it an article keeps what it has."""
    return extractors.extractor(falls_back=False)


def _job_for(article: Article, *, model: str) -> ExtractionJob:
    crisis = article.crisis
    return ExtractionJob(
        text=article.body,
        published_on=article.published_on,
        host=crisis.host_id,
        host_city=crisis.host_city,
        title=article.title,
        language=article.language,
        model=model,
    )


def _settle(
    article: Article,
    outcome: Outcome,
    *,
    model: str,
    run: ImportRun | None,
    at: datetime,
) -> Reread:
    """Carry out what differs. An article that was corrected while it was read is read
    once more, as it is now: the old reading would undo the correction."""
    for _ in range(MOST_READINGS):
        if isinstance(outcome, ExtractionFailed):
            return Reread(article, error=outcome.reason)
        job = _job_for(article, model=model)
        settling = partial(
            _settle_as_read, article, outcome, job=job, model=model, run=run, at=at
        )
        try:
            article, difference = patiently(settling)
        except DatabaseAwayError:
            raise
        except Exception as error:  # noqa: BLE001 - one article never stops the others
            return Reread(article, error=f"{type(error).__name__}: {error}")
        if difference is not None:
            return Reread(article, difference)
        again = [_job_for(article, model=model)]
        (outcome,) = extract_many(again, extractor=_reader())
    return Reread(article, error="corrected again and again while it was read")


def _settle_as_read(
    article: Article,
    outcome: Extraction,
    *,
    job: ExtractionJob,
    model: str,
    run: ImportRun | None,
    at: datetime,
) -> tuple[Article, Difference | None]:
    """The article as it is now and what differs, carried out; None for the difference
    where it is not any more what `job` gave the extractor."""
    with transaction.atomic():
        Crisis.objects.select_for_update().get(pk=article.crisis_id)
        now = Article.objects.select_related("crisis").get(pk=article.pk)
        if _job_for(now, model=model) != job:
            return now, None
        if run is not None:
            # As an import does it: countries before the rows, or two of them, in two
            # crises that name one person, would wait for each other.
            hold_countries(
                {each.country for each in (*outcome.officials, *outcome.statements)}
            )
        stored = stored_again(now)
        difference = difference_of(stored, outcome)
        if run is not None:
            _carry_out(difference, stored, outcome, run=run, at=at)
    return now, difference


def _carry_out(
    difference: Difference,
    stored: StoredArticle,
    extraction: Extraction,
    *,
    run: ImportRun,
    at: datetime,
) -> None:
    version = storing.read_by(extraction)
    claims = ArticleClaims(stored.article, run, at, version)
    gone = [*difference.withdrawn, *(each.piece for each in difference.follows)]
    left = {row_of(piece) for piece in gone}
    if gone:
        Evidence.objects.filter(pk__in=[piece.pk for piece in gone]).delete()
    if not difference.is_empty:
        propose(
            stored,
            extraction,
            run=run,
            at=at,
            extractor_version=version,
            rereading=difference.rereading,
        )
    _withdraw_unproved(left, claims=claims)
    told = stored.article.evidence.filter(action__isnull=False)
    acts = {pk for kind, pk in left if kind == "action"}
    acts |= set(told.values_list("action", flat=True))
    reread_acts(sorted(acts), claims=claims)
    rank_acts(acts)


def _withdraw_unproved(
    rows: Iterable[tuple[str, int]], *, claims: ArticleClaims
) -> None:
    """Delete those rows, untouched as they are, that nothing proves any more."""
    # Statements first: they name officials.
    for kind in ("statement", "action", "official"):
        ids = [pk for of_kind, pk in rows if of_kind == kind]
        unproved = KINDS[kind].objects.filter(pk__in=ids, evidence__isnull=True)
        for row in unproved:
            row._change_reason = f"{claims.reason}: not read any more"
            row._history_date = claims.at
            row.delete()
