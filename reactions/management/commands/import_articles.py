"""Import articles: read, extract, propose; then say what came of each."""

import sys
from argparse import ArgumentParser
from dataclasses import replace
from threading import Event

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from reactions.extraction.installed import NoModelError
from reactions.importing import (
    ArticleOutcome,
    ImportOptions,
    ImportReport,
    import_articles,
)
from reactions.management.arguments import (
    add_jobs_argument,
    add_metadata_arguments,
    metadata_from,
    seconds,
    slug,
)
from reactions.management.import_reports import (
    complaints,
    report_table,
    run_complaints,
    summary,
    summary_of_run,
)
from reactions.management.queued_imports import queue_and_wait, refuse_without_queue
from reactions.management.stopping import stop_sign
from reactions.management.watching import watch
from reactions.management.wrong_calls import told_as_broken_off, told_as_wrong_call
from reactions.sources import FORMS, STANDARD_INPUT, count_inputs

STOPPED = 143
"""The exit status of what SIGTERM ended (128 + 15)."""


class Command(BaseCommand):
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
            default=600,
            metavar="10m",
            help="with --watch: how long between two rounds (default 10m)",
        )

    def handle(self, *, inputs: list[str], **options: object) -> None:
        asked = options_from(options)
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
        if asked.dry_run or STANDARD_INPUT in inputs:
            raise CommandError(
                "--watch goes with neither --dry-run nor “-”.", returncode=2
            )
        asked = replace(asked, is_watching=True, only_with_news=True)

        def import_once() -> None:
            try:
                if options["queue"]:
                    self.import_by_queue(inputs, asked, waits=not options["no_wait"])
                else:
                    report = import_with_progress(inputs, asked, self.stop)
                    if report.has_news:
                        self.tell(report, asked)
            except SystemExit:
                return  # what was refused is told; the next round comes all the same

        watch(import_once, every=float(str(options["every"])), stop=self.stop)

    def tell(self, report: ImportReport, asked: ImportOptions) -> None:
        table = report_table(report)
        self.stdout.write(table)
        self.stdout.write("")
        self.stdout.write(summary(report, dry_run=asked.dry_run))
        # A typing error in a slug makes a crisis nobody meant.
        for made in report.new_crises:
            self.stdout.write(f"New crisis: {made}.")
        for line in complaints(report, table=table):
            self.stderr.write(line)
        if report.was_stopped:
            self.stderr.write("Stopped: import the same again for the rest.")
            sys.exit(STOPPED)
        if report.exit_status:
            sys.exit(report.exit_status)

    def import_by_queue(
        self, inputs: list[str], asked: ImportOptions, *, waits: bool
    ) -> None:
        if asked.dry_run or asked.processes > 1:
            raise CommandError(
                "--queue goes with neither --dry-run nor --jobs.", returncode=2
            )
        refuse_without_queue()
        report, run = queue_and_wait(
            inputs, asked, should_stop=self.stop.is_set, waits=waits
        )
        if run is None:
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


def add_input_arguments(parser: ArgumentParser) -> None:
    """What is read, and what the caller knows of it."""
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="a file, a folder, an address, a .urls file of addresses, or - for"
        " standard input",
    )
    parser.add_argument("--crisis", type=slug, metavar="SLUG")
    parser.add_argument("--name", default="", help="the name of a new crisis")
    add_metadata_arguments(parser)
    parser.add_argument("--publisher", default="", metavar="NAME")
    parser.add_argument(
        "--format", choices=FORMS, default="", help="what standard input is"
    )
    parser.add_argument(
        "--afresh",
        action="store_true",
        help="ask web addresses as if for the first time",
    )


def options_from(options: dict[str, object]) -> ImportOptions:
    known = metadata_from(options)
    return ImportOptions(
        crisis=known.crisis,
        name=str(options["name"]),
        host=known.host,
        host_city=known.host_city,
        published_on=known.published_on,
        publisher=known.publisher,
        max_bytes=settings.MAX_ARTICLE_BYTES,
        processes=int(str(options["jobs"])),
        model=settings.SPACY_MODEL,
        dry_run=bool(options["dry_run"]),
        form=str(options["format"]),
        seconds=settings.FETCH_SECONDS,
        private_addresses=settings.FETCH_PRIVATE_ADDRESSES,
        is_afresh=bool(options["afresh"]),
    )


def import_with_progress(
    inputs: list[str], asked: ImportOptions, stop: Event
) -> ImportReport:
    """Import with a bar on a terminal, and without one elsewhere."""
    with tqdm(
        total=count_inputs(inputs),
        unit="article",
        desc="Importing",
        disable=not sys.stderr.isatty(),
    ) as bar:

        def advance(outcome: ArticleOutcome) -> None:
            bar.update()

        return import_articles(
            inputs,
            asked,
            at=timezone.now(),
            on_outcome=advance,
            should_stop=stop.is_set,
        )
