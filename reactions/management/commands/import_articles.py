"""Import articles: read, extract, propose; then say what came of each."""

import sys
from argparse import ArgumentParser
from contextlib import suppress
from dataclasses import replace

from django.utils import timezone

from reactions.extraction.installed import NoModelError
from reactions.importing import ImportOptions, ImportReport
from reactions.management.arguments import add_jobs_argument, seconds
from reactions.management.exact_options import ExactCommand
from reactions.management.import_calls import (
    add_input_arguments,
    import_with_progress,
    options_from,
    refuse_unknown_crisis,
    refuse_what_does_not_go_together,
)
from reactions.management.import_reports import (
    complaints,
    report_table,
    round_line,
    run_complaints,
    summary,
    summary_of_run,
    watch_line,
)
from reactions.management.queued_imports import queue_and_wait, refuse_without_queue
from reactions.management.stopping import stop_sign
from reactions.management.watching import watch
from reactions.management.wrong_calls import told_as_broken_off, told_as_wrong_call

SECONDS_BETWEEN_ROUNDS = 600
STOPPED = 143
"""The exit status of what SIGTERM ended (128 + 15)."""


class Command(ExactCommand):
    help = (
        "Import articles from files, folders, web addresses and feeds; their claims"
        " become proposals. Exit status: 0 all in, 1 some refused, 2 the call was"
        " wrong, 3 broken off: import the same again."
    )
    # A desk calls it every few minutes; the checks load every page and cost a second.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_input_arguments(parser)
        parser.add_argument(
            "--dry-run", action="store_true", help="read and extract, write nothing"
        )
        add_jobs_argument(parser)
        parser.add_argument(
            "--queue", action="store_true", help="leave the articles to Celery workers"
        )
        parser.add_argument(
            "--no-wait",
            action="store_true",
            help="with --queue: return once all is queued",
        )
        parser.add_argument(
            "--watch",
            action="store_true",
            help="import what is new, again and again; SIGTERM stops",
        )
        parser.add_argument(
            "--every",
            type=seconds,
            default=None,
            metavar="10m",
            help="with --watch: how long between two rounds (default 10m)",
        )

    def handle(self, *, inputs: list[str], **options: object) -> None:
        refuse_what_does_not_go_together(inputs, options)
        asked = options_from(options)
        refuse_unknown_crisis(inputs, asked)
        with (
            told_as_wrong_call(NoModelError),
            told_as_broken_off(),
            stop_sign() as self.stop,
        ):
            if options["watch"]:
                self.watch(inputs, asked, options)
            elif options["queue"]:
                self.import_by_queue(inputs, asked, waits=not options["no_wait"])
            else:
                self.tell(import_with_progress(inputs, asked, self.stop), asked)

    def watch(
        self, inputs: list[str], asked: ImportOptions, options: dict[str, object]
    ) -> None:
        asked = replace(asked, is_watching=True, only_with_news=True)
        every = float(str(options["every"] or SECONDS_BETWEEN_ROUNDS))

        def import_once() -> None:
            began = timezone.now()
            if options["queue"]:
                with suppress(SystemExit):  # the next round comes all the same
                    self.import_by_queue(inputs, asked, waits=not options["no_wait"])
                return
            report = import_with_progress(inputs, asked, self.stop)
            self.say(round_line(report, at=began))
            for line in complaints(report):
                self.stderr.write(line)

        self.say(watch_line(inputs, crisis=asked.crisis, every=every))
        rounds = watch(import_once, every=every, stop=self.stop)
        self.say(f"Stopped after {rounds} {'round' if rounds == 1 else 'rounds'}.")

    def say(self, line: str) -> None:
        """Print a line now: who watches reads it from a file or a journal."""
        self.stdout.write(line)
        self.stdout.flush()

    def tell(self, report: ImportReport, asked: ImportOptions) -> None:
        table = report_table(report)
        if table:
            self.stdout.write(f"{table}\n")
        self.stdout.write(summary(report, dry_run=asked.dry_run))
        for made in report.new_crises:
            told = "Would make the crisis" if asked.dry_run else "New crisis:"
            self.stdout.write(f"{told} {made}.")
        for line in complaints(report, told=table):
            self.stderr.write(line)
        if report.was_stopped:
            self.stderr.write("Stopped: import the same again for the rest.")
            sys.exit(STOPPED)
        if report.exit_status:
            sys.exit(report.exit_status)

    def import_by_queue(
        self, inputs: list[str], asked: ImportOptions, *, waits: bool
    ) -> None:
        refuse_without_queue()
        report, run = queue_and_wait(
            inputs, asked, should_stop=self.stop.is_set, waits=waits
        )
        if run is None:
            self.say("Nothing new.")
            return
        self.stdout.write(summary_of_run(run))
        for line in run_complaints(run):
            self.stderr.write(line)
        if report.was_stopped:
            sys.exit(STOPPED)
        failed = run.counts.get("refused", 0) + run.counts.get("failed", 0)
        status = max(report.exit_status, int(bool(failed)))
        if status:
            sys.exit(status)
