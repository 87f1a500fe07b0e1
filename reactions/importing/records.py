"""The record of a run: begun, kept up while it runs, ended.

Whoever looks at the record of a run that goes on (command, admin, API) sees how far it
is. A run whose command died without a word is ended by the next one.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.auth.models import User
from django.utils import timezone

from reactions.importing import extractors, storing
from reactions.importing.patience import patiently
from reactions.importing.results import (
    ArticleOutcome,
    ImportOptions,
    add_to_counts,
    errors_of,
    no_counts,
)
from reactions.models import ImportRun
from reactions.sources import (
    Reading,
    ReadThrough,
    Skipped,
    Unchanged,
    printable,
    without_password,
)

NO_NEWS = (Unchanged, ReadThrough, Skipped)
SECONDS_BETWEEN = 1.0
"""How often the record of a run that goes on is written."""
SILENT_FOR = timedelta(minutes=15)
"""After so long without a sign a run is taken for dead."""
WRITTEN_AT_THE_END = [
    "state",
    "finished_at",
    "progress_at",
    "counts",
    "errors",
    "total",
]
BROKEN_OFF = "broken off without a word; import the same again"


class RunRecord:
    """The record of one run, in the database once it is begun."""

    def __init__(
        self,
        inputs: Sequence[str | Path],
        options: ImportOptions,
        *,
        at: datetime,
        by: User | None,
        is_queued: bool = False,
        run: ImportRun | None = None,
    ) -> None:
        """`run` is a record that was begun already, by the desk."""
        self._run = run or ImportRun(
            started_by=by,
            started_at=at,
            progress_at=at,
            source=source_of(inputs),
            settings=asdict(options),
            is_queued=is_queued,
        )
        self._counts: Counter[str] = no_counts()
        self._written = time.monotonic()

    @property
    def run_id(self) -> int | None:
        return self._run.pk

    def run(self) -> ImportRun:
        """The run in the database, made the first time."""
        if self._run.pk is None:
            self._run.settings |= read_with(self._run)
            patiently(self._run.save)
        return self._run

    def begun_by_news(self, readings: Iterator[Reading]) -> Iterator[Reading]:
        """The readings; the first that is news begins the run."""
        for reading in readings:
            if not isinstance(reading, NO_NEWS):
                self.run()
            yield reading

    def note(self, outcome: ArticleOutcome) -> None:
        """Count an outcome, and write the counts now and then."""
        add_to_counts(self._counts, outcome)
        if self._run.pk is None or time.monotonic() - self._written < SECONDS_BETWEEN:
            return
        self._written = time.monotonic()
        patiently(self._write_progress)

    def end(self, outcomes: Sequence[ArticleOutcome], *, state: str) -> None:
        """Write what came of it. `state` is finished, stopped or failed."""
        run = self._run
        if run.pk is None:
            return
        run.state = state
        run.finished_at = run.progress_at = timezone.now()
        run.counts = dict(self._counts)
        run.errors = errors_of(outcomes)
        # Of a run that ended early nobody knows how many inputs there were.
        if state == "finished":
            run.total = len(outcomes)
        patiently(lambda: run.save(update_fields=WRITTEN_AT_THE_END))

    def _write_progress(self) -> None:
        # Of a queued run the workers write the counts, from these and their own.
        column = "counts_read" if self._run.is_queued else "counts"
        ImportRun.objects.filter(pk=self._run.pk).update(
            **{column: dict(self._counts)}, progress_at=timezone.now()
        )


def read_with(run: ImportRun) -> dict[str, object]:
    """The versions of what reads, as the record of a run names them."""
    return {
        "model": extractors.model_named(str(run.settings["model"])),
        "extractor_version": storing.extractor_version(),
    }


def end_silent_runs(*, now: datetime) -> int:
    """End the runs that nobody works on any more; how many there were."""
    silent = ImportRun.objects.running().silent_since(now - SILENT_FOR)
    return silent.filter(is_queued=False).update(
        state="failed",
        finished_at=now,
        errors=[{"file": "", "result": "failed", "reason": BROKEN_OFF}],
    )


def source_of(inputs: Sequence[str | Path]) -> str:
    """What was asked for, as a record may show it."""
    return " ".join(without_password(printable(str(each))) for each in inputs)
