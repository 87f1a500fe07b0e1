"""Judge extraction against hand-coded gold: precision, recall, F1, by kind and type."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reactions.evaluation import (
    Evaluation,
    Figures,
    as_json,
    changes_since,
    from_json,
)
from reactions.management.arguments import add_jobs_argument
from reactions.management.gold_sets import (
    GoldError,
    evaluate_set,
    load_gold,
    read_rows,
)
from reactions.management.tables import render_table

HEADINGS = ("", "Found", "Missed", "Wrong", "Precision", "Recall", "F1", "±", "")
NUMBERS = frozenset(range(1, 8))


class Command(BaseCommand):
    help = (
        "Precision, recall and F1 of extraction on gold articles. Exit status: 0, 1"
        " where a figure is below its --min, 2 the call was wrong. No database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "gold",
            nargs="?",
            type=Path,
            default=Path(settings.BASE_DIR, "tests", "extraction", "gold"),
            metavar="GOLD",
            help="a gold file, or a folder of gold sets (default: the project's own)",
        )
        parser.add_argument(
            "--predictions",
            type=Path,
            metavar="FILE",
            help="judge these lines of extract instead of extracting now",
        )
        parser.add_argument("--misses", action="store_true", help="list every miss")
        parser.add_argument("--save", type=Path, metavar="FILE", help="keep this run")
        parser.add_argument(
            "--compare", type=Path, metavar="FILE", help="an earlier run's file"
        )
        parser.add_argument(
            "--min",
            type=minimum,
            action="append",
            default=[],
            metavar="KIND=F1",
            help="least F1 of a kind or type; may be given several times",
        )
        add_jobs_argument(parser)

    def handle(self, *, gold: Path, **options: Any) -> None:
        try:
            coded = load_gold(gold, max_bytes=settings.MAX_ARTICLE_BYTES)
            file = options["predictions"]
            rows = read_rows(file) if file else None
            before = read_run(options["compare"])
        except GoldError as error:
            raise CommandError(str(error), returncode=2) from error
        evaluation = evaluate_set(coded, rows=rows, processes=options["jobs"])
        changes = changes_since(evaluation, before) if before else {}
        self.stdout.write(figures_table(evaluation, changes))
        self.stdout.write(grounding_line(evaluation))
        if options["misses"]:
            self.stdout.write(miss_list(evaluation))
        if options["save"]:
            saved = json.dumps(as_json(evaluation), ensure_ascii=False, indent=1)
            options["save"].write_text(saved, encoding="utf-8")
        short = too_low(evaluation, options["min"])
        for line in short:
            self.stderr.write(line)
        if short:
            sys.exit(1)


def minimum(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}”: write posture=0.9") from error


def read_run(path: Path | None) -> Evaluation | None:
    """An earlier run. Raises GoldError when the file holds none."""
    if path is None:
        return None
    try:
        return from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{path} is no file of an earlier run: {error}") from error


def figures_table(evaluation: Evaluation, changes: Mapping[str, float]) -> str:
    kinds = [figure_cells(each, each.name, changes) for each in evaluation.kinds]
    types = [figure_cells(each, f"  {each.name}", changes) for each in evaluation.types]
    return render_table(HEADINGS, [*kinds, *types], right=NUMBERS)


def figure_cells(
    figures: Figures, label: str, changes: Mapping[str, float]
) -> tuple[str, ...]:
    change = changes.get(figures.name)
    agreements = (
        f"{name} {each.share:.3f}" for name, each in figures.agreements.items()
    )
    return (
        label,
        *(str(each) for each in (figures.found, figures.missed, figures.wrong)),
        *(f"{each:.3f}" for each in (figures.precision, figures.recall, figures.f1)),
        f"{change:+.3f}" if change else "",
        ", ".join(agreements),
    )


def grounding_line(evaluation: Evaluation) -> str:
    return (
        f"{evaluation.articles} articles, {evaluation.absent} without a row."
        f" Grounding {evaluation.grounding:.3f}: {evaluation.ungrounded} of"
        f" {evaluation.claims} claims are not the words at their offsets."
    )


def miss_list(evaluation: Evaluation) -> str:
    return "\n".join(
        f"{miss.outcome:<7} {miss.kind:<9} {miss.article}: {miss.what} “{miss.words}”"
        for miss in evaluation.misses
    )


def too_low(evaluation: Evaluation, least: Sequence[tuple[str, float]]) -> list[str]:
    reached = {each.name: each.f1 for each in (*evaluation.kinds, *evaluation.types)}
    return [
        f"{name} {reached.get(name, 0.0):.3f} is below {value}"
        for name, value in least
        if reached.get(name, 0.0) < value
    ]
