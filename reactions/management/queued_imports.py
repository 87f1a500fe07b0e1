"""Queued imports as the command line sees them: queue, wait, tell how far it is."""

import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from reactions.importing import ImportOptions, ImportReport, queue_articles, reap
from reactions.importing.patience import patiently
from reactions.models import ImportRun

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_BETWEEN_REAPS = 5.0


def queue_and_wait(
    inputs: Sequence[str],
    asked: ImportOptions,
    *,
    should_stop: Callable[[], bool],
    waits: bool,
) -> tuple[ImportReport, ImportRun | None]:
    """Queue the inputs; with `waits`, stay until the workers are done or `should_stop`
    says so. The report of what was settled here, and the record of
    the run, if there was anything new."""
    refuse_without_queue()
    from reactions import tasks
    from tracker import celery  # noqa: F401 - where the tasks find their broker

    how = tasks.queue_settings()
    report = queue_articles(
        inputs,
        asked,
        at=timezone.now(),
        send=tasks.send,
        how=how,
        should_stop=should_stop,
    )
    if report.run_id is None:
        return report, None  # nothing new
    run = _look(report.run_id)
    if waits:
        run = _wait(
            run, should_stop, lambda now: reap(send=tasks.send, how=how, now=now)
        )
    return report, run


def refuse_without_queue() -> None:
    if not settings.BROKER_URL:
        raise CommandError(
            "--queue needs BROKER_URL (redis://... or amqp://...). Without a broker,"
            " --jobs N imports in N processes of this machine.",
            returncode=2,
        )
    if connection.vendor != "postgresql":
        raise CommandError(
            "--queue needs PostgreSQL in DATABASE_URL: workers write at the same time.",
            returncode=2,
        )


def _wait(
    run: ImportRun,
    should_stop: Callable[[], bool],
    reap_at: Callable[[datetime], None],
) -> ImportRun:
    reaped = time.monotonic()
    with tqdm(
        total=run.total,
        unit="article",
        desc=f"Import {run.pk}",
        disable=not sys.stderr.isatty(),
    ) as bar:
        while run.state == "running" and not should_stop():
            time.sleep(SECONDS_BETWEEN_LOOKS)
            if time.monotonic() - reaped > SECONDS_BETWEEN_REAPS:
                reap_at(timezone.now())
                reaped = time.monotonic()
            run = _look(run.pk)
            bar.update(run.settled - bar.n)
    return run


def _look(run_id: int | None) -> ImportRun:
    return patiently(lambda: ImportRun.objects.get(pk=run_id))
