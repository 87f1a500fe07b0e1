"""A call of the import command: its arguments, what they ask for, and the import with
a bar that shows how far it is."""

import sys
from argparse import ArgumentParser
from threading import Event

from django.conf import settings
from django.utils import timezone
from tqdm import tqdm

from reactions.importing import (
    ArticleOutcome,
    ImportOptions,
    ImportReport,
    import_articles,
)
from reactions.management.arguments import (
    add_metadata_arguments,
    metadata_from,
    slug,
)
from reactions.sources import FORMS, count_inputs


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
