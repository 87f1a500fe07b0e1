"""Read stored articles again and propose only what differs."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from reactions.extraction.installed import NoModelError
from reactions.importing import Reread, reextract
from reactions.management.arguments import add_jobs_argument, slug
from reactions.management.differences import difference_lines
from reactions.management.exact_options import ExactCommand
from reactions.management.wrong_calls import told_as_wrong_call
from reactions.models import Article, Crisis


class Command(ExactCommand):
    help = (
        "Read stored articles again, after the rules have improved, and propose the"
        " difference. Exit status: 0 all read, 1 some could not be, 2 the call was"
        " wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--crisis", type=slug, metavar="SLUG")
        parser.add_argument(
            "--article", type=int, nargs="+", metavar="ID", help="only these articles"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="print the difference, write nothing"
        )
        add_jobs_argument(parser)

    def handle(self, **options: object) -> None:
        articles, source = chosen(options["crisis"], options["article"])
        dry_run = bool(options["dry_run"])

        def tell(reread: Reread) -> None:
            for line in difference_lines(reread):
                self.stdout.write(line)
            bar.update()

        with told_as_wrong_call(NoModelError), progress(articles) as bar:
            counts = reextract(
                articles,
                at=timezone.now(),
                source=source,
                processes=int(str(options["jobs"])),
                model=settings.SPACY_MODEL,
                dry_run=dry_run,
                on_article=tell,
            )
        self.stdout.write(summary(counts, dry_run=dry_run))
        if counts["failed"]:
            sys.exit(1)


def chosen(crisis: object, ids: object) -> tuple[list[int], str]:
    """The ids of the articles asked for, and what the run says of them."""
    articles = Article.objects.all()
    source = "reextract"
    if crisis:
        if not Crisis.objects.filter(slug=crisis).exists():
            raise CommandError(f"There is no crisis “{crisis}”.", returncode=2)
        articles = articles.in_crisis(str(crisis))
        source += f" --crisis {crisis}"
    if isinstance(ids, list):
        articles = articles.filter(pk__in=ids)
        source += " --article " + " ".join(map(str, ids))
        missing = set(ids) - set(articles.values_list("pk", flat=True))
        if missing:
            told = ", ".join(map(str, sorted(missing)))
            raise CommandError(f"There is no such article: {told}.", returncode=2)
    return list(articles.order_by("pk").values_list("pk", flat=True)), source


def progress(articles: Sequence[int]) -> "tqdm[object]":
    """A bar on a terminal, and none elsewhere."""
    return tqdm(
        total=len(articles),
        unit="article",
        desc="Reading again",
        disable=not sys.stderr.isatty(),
    )


def summary(counts: dict[str, int], *, dry_run: bool) -> str:
    told = (
        f"{counts['articles']} articles read again, {counts['failed']} failed:"
        f" {counts['new']} new claims, {counts['follows']} read otherwise and followed,"
        f" {counts['beside']} proposed beside a decided row, {counts['withdrawn']}"
        f" withdrawn, {counts['kept']} not read any more and kept."
    )
    return f"Dry run, nothing written. {told}" if dry_run else told
