"""One import: read, dedupe, extract, propose, each article in its own transaction."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from reactions.extraction.batches import ExtractionFailed, Outcome
from reactions.extraction.claims import Extraction
from reactions.extraction.installed import model_version
from reactions.importing.articles import (
    Candidate,
    candidate_for,
    ensure_crisis,
    find_known,
    store_article,
)
from reactions.importing.proposing import propose
from reactions.importing.reading import job_for, with_claims
from reactions.importing.remarks import remarks_on
from reactions.importing.results import (
    ArticleOutcome,
    ImportOptions,
    ImportReport,
    Proposed,
    Result,
    counts_of,
    errors_of,
)
from reactions.importing.revising import reopen_vanished
from reactions.models import Crisis, ImportRun
from reactions.sources import (
    ArticleRecord,
    Reading,
    ReadOptions,
    Refused,
    printable,
    read_paths,
)

Listener = Callable[[ArticleOutcome], None]


def import_articles(
    paths: Sequence[str | Path],
    options: ImportOptions,
    *,
    at: datetime,
    started_by: User | None = None,
    on_outcome: Listener = lambda outcome: None,
) -> ImportReport:
    """Read every article under `paths` into the database; see ImportReport.

    Idempotent: what is known already is left alone. A bad article is reported and
    the run goes on. `on_outcome` hears of every input as soon as it is settled. A
    dry run reads and extracts, and writes nothing. Raises NoModelError where the
    spaCy pipeline asked for is not installed.
    """
    run = None if options.dry_run else _start_run(paths, options, at=at, by=started_by)
    importer = _Importer(options, run=run, at=at, on_outcome=on_outcome)
    reading = ReadOptions(options.metadata, options.max_bytes)
    try:
        importer.take(read_paths(paths, reading))
    except BaseException:
        _end_run(run, importer.outcomes, state="failed")
        raise
    _end_run(run, importer.outcomes, state="finished")
    return ImportReport(
        tuple(importer.outcomes),
        run.pk if run else None,
        tuple(importer.new_crises),
    )


class _Importer:
    """The state of one run: what came of each input so far."""

    def __init__(
        self,
        options: ImportOptions,
        *,
        run: ImportRun | None,
        at: datetime,
        on_outcome: Listener,
    ) -> None:
        self.options = options
        self.run = run
        self.at = at
        self.on_outcome = on_outcome
        self.outcomes: list[ArticleOutcome] = []
        self.crises: dict[str, Crisis] = {}
        self.new_crises: list[str] = []
        self.under_way: set[tuple[str, str]] = set()

    def take(self, readings: Iterator[Reading]) -> None:
        candidates = self._new_articles(readings)
        extracted = with_claims(
            candidates,
            lambda each: job_for(
                each.record, host=each.crisis_host, model=self.options.model
            ),
            processes=self.options.processes,
        )
        for candidate, outcome in extracted:
            self._settle(self._import_one(candidate, outcome))

    def _new_articles(self, readings: Iterator[Reading]) -> Iterator[Candidate]:
        """The articles to extract; everything else is settled on the way."""
        without_crisis = with_crisis = 0
        for reading in readings:
            if not isinstance(reading, ArticleRecord):
                self._settle(_outcome_of(reading))
                continue
            candidate, problem = candidate_for(reading)
            if candidate is None:
                without_crisis += reading.crisis is None
                self._settle(ArticleOutcome(reading.path, Result.REFUSED, problem))
                continue
            with_crisis += 1
            if self._is_new(candidate):
                yield candidate
        if without_crisis and not with_crisis:
            self.outcomes = [_as_wrong_call(each) for each in self.outcomes]

    def _is_new(self, candidate: Candidate) -> bool:
        same = (candidate.crisis.slug, candidate.sha256)
        if same in self.under_way:
            self._settle(_known(candidate, note="the same text as another file here"))
            return False
        known = find_known(candidate)
        if known is not None:
            self._settle(_known(candidate, article_id=known))
            return False
        self.under_way.add(same)
        return True

    def _import_one(self, candidate: Candidate, outcome: Outcome) -> ArticleOutcome:
        path = candidate.record.path
        if isinstance(outcome, ExtractionFailed):
            return ArticleOutcome(path, Result.FAILED, outcome.reason)
        if self.run is None:
            return _dry_outcome(candidate, outcome, at=self.at)
        try:
            return self._write(candidate, outcome, run=self.run)
        except Exception as error:  # noqa: BLE001 - one article never stops the others
            reason = f"{type(error).__name__}: {error}"
            return ArticleOutcome(path, Result.FAILED, reason)

    def _write(
        self, candidate: Candidate, extraction: Extraction, *, run: ImportRun
    ) -> ArticleOutcome:
        """Write one article and its rows, all of them or nothing."""
        crisis = self._crisis(candidate)
        with transaction.atomic():
            # Two workers must not propose the same act twice: one at a time a crisis.
            Crisis.objects.select_for_update().get(pk=crisis.pk)
            known = find_known(candidate)
            if known is not None:
                return _known(candidate, article_id=known)
            stored = store_article(candidate, crisis=crisis, run=run, at=self.at)
            proposed = propose(
                stored,
                extraction,
                run=run,
                at=self.at,
                extractor_version=extractor_version(),
            )
            reopened = reopen_vanished(stored, at=self.at)
        article = stored.article
        result = Result.REVISION if stored.earlier else Result.IMPORTED
        note = remarks_on(
            candidate.record,
            extraction,
            at=self.at,
            reopened=reopened,
            copy_of=article.copy_of_id,
        )
        return ArticleOutcome(candidate.record.path, result, note, article.pk, proposed)

    def _crisis(self, candidate: Candidate) -> Crisis:
        slug = candidate.crisis.slug
        if slug not in self.crises:
            name = self.options.name
            self.crises[slug], is_new = ensure_crisis(candidate.crisis, name=name)
            if is_new:
                self.new_crises.append(slug)
        return self.crises[slug]

    def _settle(self, outcome: ArticleOutcome) -> None:
        self.outcomes.append(outcome)
        self.on_outcome(outcome)


def extractor_version() -> str:
    # Imported here: spaCy takes seconds to load, and only who extracts should wait.
    from reactions.extraction.pipeline import EXTRACTOR_VERSION

    return EXTRACTOR_VERSION


def _start_run(
    paths: Sequence[str | Path],
    options: ImportOptions,
    *,
    at: datetime,
    by: User | None,
) -> ImportRun:
    return ImportRun.objects.create(
        started_by=by,
        started_at=at,
        source=" ".join(printable(str(path)) for path in paths),
        settings=asdict(options)
        | {
            "model": model_version(options.model),
            "extractor_version": extractor_version(),
        },
    )


def _end_run(
    run: ImportRun | None, outcomes: Sequence[ArticleOutcome], *, state: str
) -> None:
    if run is None:
        return
    run.state = state
    run.finished_at = timezone.now()
    run.counts = counts_of(outcomes)
    run.errors = errors_of(outcomes)
    run.save(update_fields=["state", "finished_at", "counts", "errors"])


def _outcome_of(reading: Reading) -> ArticleOutcome:
    if isinstance(reading, Refused):
        return ArticleOutcome(
            reading.file,
            Result.REFUSED,
            reading.reason,
            is_wrong_call=reading.is_absent,
        )
    return ArticleOutcome(reading.file, Result.SKIPPED, reading.reason)


def _known(
    candidate: Candidate,
    *,
    note: str = "the same text is there already",
    article_id: int | None = None,
) -> ArticleOutcome:
    return ArticleOutcome(candidate.record.path, Result.KNOWN, note, article_id)


def _dry_outcome(
    candidate: Candidate, extraction: Extraction, *, at: datetime
) -> ArticleOutcome:
    """What a dry run can tell without writing: claims, not yet what they join."""
    stated = [each for each in extraction.statements if each.country is not None]
    proposed = Proposed(
        officials=len(extraction.officials),
        statements=len(stated),
        actions=len(extraction.actions),
    )
    note = remarks_on(candidate.record, extraction, at=at)
    return ArticleOutcome(
        candidate.record.path, Result.IMPORTED, note, proposed=proposed
    )


def _as_wrong_call(outcome: ArticleOutcome) -> ArticleOutcome:
    return replace(outcome, is_wrong_call=outcome.result is Result.REFUSED)
