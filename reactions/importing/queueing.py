"""A queued import: articles to work items, items to workers, and what got lost again.

Brokers lose messages and deliver them late or twice, so a message says no more than
"these items may be due". Only so many are on their way at a time: a full queue is no
fault, for what is not sent yet waits in our own table.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from reactions.importing.articles import Candidate
from reactions.importing.fetched import recall_for, remember
from reactions.importing.intake import Intake, Listener, never
from reactions.importing.patience import patiently
from reactions.importing.records import (
    BROKEN_OFF,
    SECONDS_BETWEEN,
    SILENT_FOR,
    RunRecord,
    end_silent_runs,
)
from reactions.importing.results import (
    ROWS,
    ArticleOutcome,
    ImportOptions,
    ImportReport,
    Result,
    errors_of,
)
from reactions.importing.work_items import make_item, take_back
from reactions.importing.working import LEASE, work_off
from reactions.models import ImportRun, WorkItem
from reactions.sources import read_inputs

T = TypeVar("T")
Send = Callable[[Sequence[int]], None]
"""Tell a worker about the items of these ids. May raise when nobody can be told."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class QueueSettings:
    """`batch` items a message, at most `window` on their way at a time; `resend` after
    so long a message counts as lost; `lease` is how long a worker may have an item."""

    batch: int = 10
    window: int = 1000
    resend: timedelta = timedelta(minutes=10)
    lease: timedelta = LEASE


def queue_articles(
    inputs: Sequence[str | Path],
    options: ImportOptions,
    *,
    at: datetime,
    send: Send,
    how: QueueSettings,
    started_by: User | None = None,
    on_outcome: Listener = lambda outcome: None,
    should_stop: Callable[[], bool] = never,
    run: ImportRun | None = None,
) -> ImportReport:
    """Read the inputs and leave their articles to the queue's workers; what needs none
    (known, refused, skipped) is in the report. The run, begun before where it is given,
    goes on after this returns, and its record says how far it is."""
    record = RunRecord(inputs, options, at=at, by=started_by, is_queued=True, run=run)
    patiently(lambda: end_silent_runs(now=at))
    if not options.only_with_news:
        record.run()

    def note(outcome: ArticleOutcome) -> None:
        record.note(outcome)
        on_outcome(outcome)

    intake = Intake(options, on_outcome=note, should_stop=should_stop)
    readings = read_inputs(inputs, options.reading(recall_for(options.crisis)))
    candidates = intake.articles(record.begun_by_news(readings))
    with _reading_ended(record, intake):
        for items in _stored(candidates, record, options, size=how.batch):
            top_up(items[0].run, send=send, how=how)
        fetched = intake.settled_addresses()
        patiently(lambda: remember(fetched, crisis=options.crisis, at=at))
    if record.run_id is not None:
        carry_on(record.run(), send=send, how=how)
    return ImportReport(
        tuple(intake.outcomes), record.run_id, was_stopped=intake.was_stopped
    )


@contextmanager
def _reading_ended(record: RunRecord, intake: Intake) -> Iterator[None]:
    """Ends the run's reading, whatever ends it."""
    try:
        yield
    except BaseException:
        intake.was_stopped = True
        _end_reading(record, intake)
        raise
    _end_reading(record, intake)


def work_off_and_carry_on(
    ids: Sequence[int], *, send: Send, how: QueueSettings
) -> None:
    """A worker's task: do the items, then see that their runs go on."""
    worked_on = ImportRun.objects.filter(pk__in=work_off(ids, lease=how.lease))
    for run in patiently(lambda: list(worked_on)):
        carry_on(run, send=send, how=how)


def carry_on(run: ImportRun, *, send: Send, how: QueueSettings) -> None:
    """Send what is due, write how far the run is, and end it after the last item."""
    top_up(run, send=send, how=how)
    patiently(lambda: _refresh(run.pk))


def reap(*, send: Send, how: QueueSettings, now: datetime) -> None:
    """Give back what dead workers held, send again what the broker lost, carry on
    every run with something left to do. To be called now and then, by whoever is
    there."""
    patiently(lambda: take_back(now=now))
    lost = WorkItem.objects.filter(state="waiting", sent_at__lt=now - how.resend)
    patiently(lambda: lost.update(sent_at=None))
    patiently(lambda: end_silent_runs(now=now))
    patiently(lambda: _end_unfed_runs(now))
    # A run that has ended still has items where some are tried again.
    going_on = Q(state="running", is_queued=True)
    going_on |= Q(pk__in=WorkItem.objects.unfinished().values("run"))
    runs = ImportRun.objects.filter(going_on).order_by("pk")
    for run in patiently(lambda: list(runs)):
        carry_on(run, send=send, how=how)


def top_up(run: ImportRun, *, send: Send, how: QueueSettings) -> None:
    """Send further batches of a run, as many as there is room for on the way."""
    ids = patiently(lambda: _claim(run, how))
    batches = list(_batches(ids, how.batch))
    for number, batch in enumerate(batches):
        try:
            send(batch)
        except Exception as error:  # noqa: BLE001 - brokers fail in ways of their own
            log.warning("The queue takes nothing now, later again: %s", error)
            rest = [pk for each in batches[number:] for pk in each]
            unsent = WorkItem.objects.filter(pk__in=rest)
            patiently(partial(unsent.update, sent_at=None))
            return


def _claim(run: ImportRun, how: QueueSettings) -> list[int]:
    """Ids to send now, marked as sent before they are: else two would send the same.
    Who dies in between leaves them to the reaper."""
    now = timezone.now()
    with transaction.atomic():
        room = how.window - WorkItem.objects.filter(run=run).sent().count()
        if room <= 0:
            return []
        unsent = WorkItem.objects.filter(run=run).unsent(now).locked_for_me()
        ids = list(unsent.values_list("pk", flat=True)[:room])
        WorkItem.objects.filter(pk__in=ids).update(sent_at=now)
    return ids


def _refresh(run_id: int) -> None:
    """Write the counts of a running run, and its end where nothing is left to do."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        items, now = run.items.all(), timezone.now()
        goes_on = run.total is None or items.unfinished().exists()
        if run.state != "running" or not run.is_queued:
            return
        if goes_on and _is_fresh(run, now):
            return
        counts = _counts(run)
        if goes_on and counts == run.counts:
            return
        run.counts, run.progress_at = counts, now
        if not goes_on:
            run.state = "stopped" if run.settings.get("was_stopped") else "finished"
            run.finished_at = now
            run.errors += [
                {"file": file, "result": Result.FAILED.value, "reason": reason}
                for file, reason in items.set_aside().values_list("file", "reason")
            ]
        run.save(
            update_fields=["counts", "progress_at", "state", "finished_at", "errors"]
        )


def _is_fresh(run: ImportRun, now: datetime) -> bool:
    """Whether the counts are young enough: adding them up reads every item."""
    least = timedelta(seconds=SECONDS_BETWEEN)
    return run.progress_at is not None and now - run.progress_at < least


def _counts(run: ImportRun) -> dict[str, int]:
    counts = Counter(run.counts_read)
    done = run.items.filter(state="done").order_by().values("result")
    for row in done.annotate(number=Count("pk"), **{n: Sum(n) for n in ROWS}):
        counts[row["result"]] += row["number"]
        for name in ROWS:
            counts[name] += row[name]
    counts[Result.FAILED.value] += run.items.set_aside().count()
    return dict(counts)


def _end_reading(record: RunRecord, intake: Intake) -> None:
    """Write what was settled while the inputs were read, and how many there are."""
    if record.run_id is None:
        return

    def write() -> None:
        with transaction.atomic():
            row = ImportRun.objects.select_for_update().get(pk=record.run_id)
            row.total = len(intake.outcomes) + row.items.count()
            row.errors = errors_of(intake.outcomes)
            row.counts_read = dict(intake.counts)
            row.settings = row.settings | {"was_stopped": intake.was_stopped}
            row.save(update_fields=["total", "errors", "counts_read", "settings"])

    patiently(write)


def _end_unfed_runs(now: datetime) -> None:
    """A command that died while it read leaves a run whose end nobody knows: what it
    had read goes in, then the run is over."""
    silent = ImportRun.objects.running().silent_since(now - SILENT_FOR)
    for run in silent.filter(is_queued=True, total__isnull=True):
        if not run.items.unfinished().exists():
            run.counts = _counts(run)
            run.errors = [{"file": "", "result": "failed", "reason": BROKEN_OFF}]
            run.state, run.finished_at = "failed", now
            run.save(update_fields=["counts", "errors", "state", "finished_at"])


def _stored(
    candidates: Iterable[Candidate],
    record: RunRecord,
    options: ImportOptions,
    *,
    size: int,
) -> Iterator[list[WorkItem]]:
    """The items of the articles, batch by batch, each batch in the table by then."""
    place = 0
    for batch in _batches(candidates, size):
        run = record.run()
        items = [
            make_item(candidate, run=run, place=place + number, options=options)
            for number, candidate in enumerate(batch)
        ]
        patiently(partial(WorkItem.objects.bulk_create, items))
        place += len(items)
        yield items


def _batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
