"""One import: read, dedupe, extract, propose, each article in its own transaction."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import User
from django.utils import timezone

from reactions.extraction.batches import ExtractionFailed, Outcome
from reactions.extraction.claims import Extraction
from reactions.importing.articles import Candidate, find_known
from reactions.importing.fetched import recall_for, remember
from reactions.importing.intake import Intake, Listener, never
from reactions.importing.patience import DatabaseAwayError, patiently
from reactions.importing.reading import job_for, with_claims
from reactions.importing.records import RunRecord, end_silent_runs
from reactions.importing.remarks import remarks_on
from reactions.importing.results import (
    ArticleOutcome,
    ImportOptions,
    ImportReport,
    Proposed,
    Result,
)
from reactions.importing.storing import Crises, known_outcome, write_article
from reactions.importing.work_items import (
    forget_set_aside,
    keys_set_aside,
    set_aside,
    take_back,
)
from reactions.models import ImportRun
from reactions.sources import Reading, read_inputs


def import_articles(
    inputs: Sequence[str | Path],
    options: ImportOptions,
    *,
    at: datetime,
    started_by: User | None = None,
    on_outcome: Listener = lambda outcome: None,
    should_stop: Callable[[], bool] = never,
    run: ImportRun | None = None,
) -> ImportReport:
    """Read every article of `inputs` into the database; see ImportReport.

    Idempotent: what is known already is left alone. A bad article is reported and
    the run goes on; what the database refuses or the extractor breaks on is set aside
    for another try. `on_outcome` hears of every input as soon as it is settled, and
    `should_stop` is asked before each. A dry run reads and extracts, and writes
    nothing. `run` is a record begun before, which the import goes on with. Raises
    NoModelError where the spaCy pipeline asked for is not installed,
    DatabaseAwayError where the database is gone for good.
    """
    record = RunRecord(inputs, options, at=at, by=started_by, run=run)
    importer = _Importer(options, record, at=at, on_outcome=on_outcome)
    importer.intake = Intake(options, on_outcome=importer.note, should_stop=should_stop)
    if not options.dry_run:
        _begin(record, options, at=at)
    try:
        reading = options.reading(recall_for(options.crisis))
        importer.take(read_inputs(inputs, reading))
    except BaseException as error:
        _end_broken_off(record, importer.intake.outcomes, error)
        raise
    state = "stopped" if importer.intake.was_stopped else "finished"
    record.end(importer.intake.outcomes, state=state)
    return ImportReport(
        tuple(importer.intake.outcomes),
        record.run_id,
        tuple(importer.crises.new),
        was_stopped=importer.intake.was_stopped,
    )


def _begin(record: RunRecord, options: ImportOptions, *, at: datetime) -> None:
    """Clear up after runs that died, and begin this one."""
    patiently(lambda: end_silent_runs(now=at))
    # Where there is no queue, nobody else frees what a killed retry held.
    patiently(lambda: take_back(now=timezone.now()))
    if not options.only_with_news:
        record.run()


class _Importer:
    """The state of one run."""

    intake: Intake

    def __init__(
        self,
        options: ImportOptions,
        record: RunRecord,
        *,
        at: datetime,
        on_outcome: Listener,
    ) -> None:
        self.options = options
        self.record = record
        self.at = at
        self.on_outcome = on_outcome
        self.crises = Crises(name=options.name)
        self.aside: set[str] = set() if options.dry_run else patiently(keys_set_aside)

    def take(self, readings: Iterator[Reading]) -> None:
        if not self.options.dry_run:
            readings = self.record.begun_by_news(readings)
        extracted = with_claims(
            self.intake.articles(readings),
            lambda each: job_for(
                each.record, host=each.crisis_host, model=self.options.model
            ),
            processes=self.options.processes,
        )
        for candidate, outcome in extracted:
            settled = self._import_one(candidate, outcome)
            self.intake.settle(settled, source=candidate.record.source)
        if not self.options.dry_run:
            fetched = self.intake.settled_addresses()
            crisis = self.options.crisis
            patiently(lambda: remember(fetched, crisis=crisis, at=self.at))

    def note(self, outcome: ArticleOutcome) -> None:
        self.record.note(outcome)
        self.on_outcome(outcome)

    def _import_one(self, candidate: Candidate, outcome: Outcome) -> ArticleOutcome:
        if isinstance(outcome, ExtractionFailed):
            return self._set_aside(candidate, outcome.reason)
        if self.options.dry_run:
            known = patiently(lambda: find_known(candidate))
            if known is not None:
                return known_outcome(candidate, article_id=known.pk)
            patiently(lambda: self.crises.would_make(candidate))
            return _dry_outcome(candidate, outcome, at=self.at)
        try:
            return patiently(lambda: self._write(candidate, outcome))
        except DatabaseAwayError:
            raise
        except Exception as error:  # noqa: BLE001 - one article never stops the others
            return self._set_aside(candidate, f"{type(error).__name__}: {error}")

    def _write(self, candidate: Candidate, extraction: Extraction) -> ArticleOutcome:
        outcome = write_article(
            candidate,
            extraction,
            crisis=self.crises.of(candidate),
            run=self.record.run(),
            at=self.at,
        )
        forget_set_aside(candidate, among=self.aside)
        return outcome

    def _set_aside(self, candidate: Candidate, reason: str) -> ArticleOutcome:
        if not self.options.dry_run:
            run = self.record.run()
            patiently(
                lambda: set_aside(
                    candidate, run=run, reason=reason, options=self.options
                )
            )
        return ArticleOutcome(candidate.record.path, Result.FAILED, reason)


def _end_broken_off(
    record: RunRecord, outcomes: Sequence[ArticleOutcome], error: BaseException
) -> None:
    """Say in the record that the run ended early; where the database is away, the next
    import says it."""
    if not isinstance(error, DatabaseAwayError):
        record.end(outcomes, state="failed")


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
