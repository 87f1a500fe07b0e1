"""Carry out an import that was begun in the admin. The admin starts this itself; by
hand it serves to take up a run whose machine went away."""

import contextlib
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from reactions import importing
from reactions.exporting.documents import A_ROUND, write_documents
from reactions.importing import QueueSettings, Send
from reactions.importing.patience import patiently
from reactions.management.stopping import stop_sign
from reactions.models import ImportRun


class Command(BaseCommand):
    help = "Carry out an import that was begun in the admin."
    # The admin's pages were checked when the server started.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="number of the run")

    def handle(self, *, run: int, **options: object) -> None:
        begun = ImportRun.objects.running().filter(pk=run).first()
        if begun is None:
            raise CommandError(f"No run {run} is under way.", returncode=2)
        with (
            stop_sign() as stop,
            tempfile.TemporaryDirectory(prefix="import-") as folder,
            contextlib.chdir(folder),
        ):
            try:
                importing.import_handed_over(
                    begun,
                    folder=Path(folder),
                    at=timezone.now(),
                    queue=_queue(),
                    should_stop=stop.is_set,
                )
            except Exception as error:
                told = f"{type(error).__name__}: {error}"
                importing.end_for(run, told, at=timezone.now())
                raise CommandError(f"Import {run} broke off: {told}") from error
            if not stop.is_set():
                patiently(lambda: write_documents(most=A_ROUND))


def _queue() -> tuple[Send, QueueSettings] | None:
    if not settings.BROKER_URL or connection.vendor != "postgresql":
        return None
    # Imported here: Celery is there for sites with a broker alone.
    from reactions import tasks
    from tracker import celery  # noqa: F401 - where the tasks find their broker

    return tasks.send, tasks.queue_settings()
