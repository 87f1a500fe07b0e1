"""Print the claims of articles as JSON Lines. Touches no database."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator

from django.conf import settings

from reactions.extraction.batches import ExtractionFailed, Outcome
from reactions.extraction.installed import NoModelError
from reactions.extraction.rows import ReadBody, article_row
from reactions.importing.reading import job_for, with_claims
from reactions.management.arguments import (
    add_jobs_argument,
    add_metadata_arguments,
    metadata_from,
)
from reactions.management.exact_options import ExactCommand
from reactions.management.wrong_calls import told_as_wrong_call
from reactions.sources import (
    ArticleRecord,
    Reading,
    ReadOptions,
    Refused,
    Skipped,
    read_inputs,
)


class Command(ExactCommand):
    help = (
        "Print one JSON object an article: file, officials, statements, actions."
        " Offsets count code points of the decoded file, header included, end"
        " exclusive; a date is null or {on, precision, basis}. Exit status: 0 all"
        " read, 1 some refused, 2 a path or SPACY_MODEL that is not there."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        add_metadata_arguments(parser)
        add_jobs_argument(parser)
        parser.add_argument(
            "--all-speakers",
            action="store_true",
            help="also statements of speakers who act for no state (country null)",
        )

    def handle(self, *, paths: list[str], **options: object) -> None:
        self.status = 0
        reading = ReadOptions(
            metadata_from(options),
            settings.MAX_ARTICLE_BYTES,
            seconds=settings.FETCH_SECONDS,
            private_addresses=settings.FETCH_PRIVATE_ADDRESSES,
            standard_input=lambda: sys.stdin.buffer,
        )
        articles = self.articles(read_inputs(paths, reading))
        every = bool(options["all_speakers"])
        read = with_claims(
            articles,
            lambda record: job_for(
                record, all_speakers=every, model=settings.SPACY_MODEL
            ),
            processes=int(str(options["jobs"])),
        )
        with told_as_wrong_call(NoModelError):
            self.print_claims(read)
        if self.status:
            sys.exit(self.status)

    def print_claims(self, read: Iterator[tuple[ArticleRecord, Outcome]]) -> None:
        for record, outcome in read:
            if isinstance(outcome, ExtractionFailed):
                self.refuse(record.path, outcome.reason)
                continue
            body = ReadBody(record.text, record.header_length)
            row = article_row(record.file, body, outcome)
            self.stdout.write(json.dumps(row, ensure_ascii=False))

    def articles(self, readings: Iterator[Reading]) -> Iterator[ArticleRecord]:
        for reading in readings:
            if isinstance(reading, ArticleRecord):
                yield reading
            elif isinstance(reading, Refused):
                self.refuse(reading.file, reading.reason, absent=reading.is_absent)
            elif isinstance(reading, Skipped):
                self.stderr.write(f"skipped {reading.file}: {reading.reason}")

    def refuse(self, file: str, reason: str, *, absent: bool = False) -> None:
        self.stderr.write(f"refused {file}: {reason}")
        self.status = max(self.status, 2 if absent else 1)
