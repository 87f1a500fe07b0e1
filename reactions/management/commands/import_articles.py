"""Import articles: read, extract, propose; then say what came of each."""

import sys
from argparse import ArgumentParser
from os.path import abspath, commonpath, dirname, relpath

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from reactions.extraction.installed import NoModelError
from reactions.importing import (
    ArticleOutcome,
    ImportOptions,
    ImportReport,
    Result,
    import_articles,
)
from reactions.management.arguments import (
    add_jobs_argument,
    add_metadata_arguments,
    metadata_from,
    slug,
)
from reactions.management.tables import render_table
from reactions.management.wrong_calls import told_as_broken_off, told_as_wrong_call
from reactions.sources import FORMS, count_inputs

HEADINGS = ("Article", "Result", "Officials", "Statements", "Actions", "Joined", "Note")
NUMBERS = frozenset({2, 3, 4, 5})


class Command(BaseCommand):
    help = (
        "Import articles from files, folders, web addresses and feeds; their claims"
        " become proposals. Exit status: 0 all in, 1 some refused, 2 the call was"
        " wrong, 3 broken off: import the same again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
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
            "--dry-run", action="store_true", help="read and extract, write nothing"
        )
        parser.add_argument(
            "--format", choices=FORMS, default="", help="what standard input is"
        )
        parser.add_argument(
            "--afresh",
            action="store_true",
            help="ask web addresses as if for the first time",
        )
        add_jobs_argument(parser)

    def handle(self, *, inputs: list[str], **options: object) -> None:
        asked = options_from(options)
        with told_as_wrong_call(NoModelError), told_as_broken_off():
            report = import_with_progress(inputs, asked)
        table = report_table(report)
        self.stdout.write(table)
        self.stdout.write("")
        self.stdout.write(summary(report, dry_run=asked.dry_run))
        # A typing error in a slug makes a crisis nobody meant.
        for made in report.new_crises:
            self.stdout.write(f"New crisis: {made}.")
        for line in complaints(report, table=table):
            self.stderr.write(line)
        if report.exit_status:
            sys.exit(report.exit_status)


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


def import_with_progress(inputs: list[str], asked: ImportOptions) -> ImportReport:
    """Import with a bar on a terminal, and without one elsewhere."""
    with tqdm(
        total=count_inputs(inputs),
        unit="article",
        desc="Importing",
        disable=not sys.stderr.isatty(),
    ) as bar:

        def advance(outcome: ArticleOutcome) -> None:
            bar.update()

        return import_articles(inputs, asked, at=timezone.now(), on_outcome=advance)


def report_table(report: ImportReport) -> str:
    if not report.outcomes:
        return "There are no articles."
    folder = commonpath([dirname(abspath(each.file)) for each in report.outcomes])
    # Files with nothing but the root in common are easier told as they were given.
    has_folder = dirname(folder) != folder
    rows = [
        (
            relpath(outcome.file, folder) if has_folder else outcome.file,
            outcome.result.value,
            *claim_counts(outcome),
            outcome.note,
        )
        for outcome in report.outcomes
    ]
    return render_table(HEADINGS, rows, right=NUMBERS)


def claim_counts(outcome: ArticleOutcome) -> tuple[str, str, str, str]:
    """New rows of each kind; empty where the article did not go in."""
    if outcome.result not in (Result.IMPORTED, Result.REVISION):
        return "", "", "", ""
    new = outcome.proposed
    return str(new.officials), str(new.statements), str(new.actions), str(new.merged)


def summary(report: ImportReport, *, dry_run: bool) -> str:
    counts = report.counts
    results = ", ".join(
        f"{counts[result.value]} {result.value}"
        for result in Result
        if counts[result.value] or result is Result.IMPORTED
    )
    rows = (
        f"{counts['officials']} officials, {counts['statements']} statements and"
        f" {counts['actions']} actions"
    )
    if dry_run:
        return f"Dry run, nothing written: {results}. Claims: {rows}."
    return f"{results}. Proposed: {rows}; {counts['merged']} claims joined known rows."


def complaints(report: ImportReport, *, table: str) -> list[str]:
    """Full lines for what did not go in, and for remarks that the table has cut."""
    bad = (Result.REFUSED, Result.FAILED)
    return [
        f"{outcome.result.value} {outcome.file}: {outcome.note}"
        for outcome in report.outcomes
        if outcome.result in bad or outcome.note not in table
    ]
