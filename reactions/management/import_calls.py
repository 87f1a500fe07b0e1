"""A call of the import command: its arguments, what they ask for, and the import with
a bar that shows how far it is."""

import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from threading import Event

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from reactions.exporting.documents import A_ROUND, write_documents
from reactions.importing import (
    ArticleOutcome,
    ImportOptions,
    ImportReport,
    crisis_slugs,
    import_articles,
    unknown_crisis,
)
from reactions.importing.patience import patiently
from reactions.management.arguments import (
    add_metadata_arguments,
    metadata_from,
    slug,
)
from reactions.sources import FORMS, STANDARD_INPUT, count_inputs, described_crises


def add_input_arguments(parser: ArgumentParser) -> None:
    """What is read, and what the caller knows of it."""
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="a file, a folder, an address, a .urls file of addresses, or - for"
        " standard input",
    )
    parser.add_argument(
        "--crisis",
        type=slug,
        metavar="SLUG",
        help="the crisis they belong to: one that is there, or that a crisis.toml of"
        " the inputs describes",
    )
    parser.add_argument(
        "--new-crisis",
        action="store_true",
        help="make the crisis of --crisis and --host where it is not there",
    )
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
        new_crisis=bool(options["new_crisis"]),
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


def refuse_what_does_not_go_together(
    inputs: Sequence[str], options: Mapping[str, object]
) -> None:
    """Raise CommandError for options of which one would be passed over."""
    wrong = (
        (
            bool(options["watch"])
            and (bool(options["dry_run"]) or STANDARD_INPUT in inputs),
            "--watch goes with neither --dry-run nor “-”.",
        ),
        (
            bool(options["queue"])
            and (bool(options["dry_run"]) or int(str(options["jobs"])) > 1),
            "--queue goes with neither --dry-run nor --jobs.",
        ),
        (
            options["every"] is not None and not options["watch"],
            "--every says how often --watch imports: give --watch too.",
        ),
        (
            bool(options["no_wait"]) and not options["queue"],
            "--no-wait goes with --queue.",
        ),
        (
            bool(options["new_crisis"]) and not (options["crisis"] and options["host"]),
            "--new-crisis needs --crisis SLUG and --host COUNTRY.",
        ),
    )
    for is_wrong, told in wrong:
        if is_wrong:
            raise CommandError(told, returncode=2)


def refuse_unknown_crisis(inputs: Sequence[str], asked: ImportOptions) -> None:
    """Raise CommandError where --crisis names none that is there, and none is to be
    made: a typing error would begin a second board, and split the first."""
    if not asked.crisis or asked.new_crisis:
        return
    known = patiently(crisis_slugs)
    if asked.crisis not in known | described_crises(inputs):
        raise CommandError(unknown_crisis(asked.crisis, known), returncode=2)


def import_with_progress(
    inputs: list[str], asked: ImportOptions, stop: Event
) -> ImportReport:
    """Import with a bar on a terminal, and without one elsewhere; then write the
    documents of what came in."""
    with tqdm(
        total=count_inputs(inputs),
        unit="article",
        desc="Importing",
        disable=not sys.stderr.isatty(),
    ) as bar:

        def advance(outcome: ArticleOutcome) -> None:
            bar.update()

        report = import_articles(
            inputs,
            asked,
            at=timezone.now(),
            on_outcome=advance,
            should_stop=stop.is_set,
        )
    if report.run_id is not None and not report.was_stopped:
        patiently(lambda: write_documents(most=A_ROUND))
    return report
