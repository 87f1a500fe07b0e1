"""Judge extraction against hand-coded gold: precision, recall, F1, by kind and type."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from reactions.evaluation import (
    Part,
    Run,
    UnreadableRunError,
    changes_by_part,
    run_as_json,
    run_from_json,
)
from reactions.evaluation.files import Record
from reactions.extraction.installed import NoModelError
from reactions.importing.extractors import model_named
from reactions.importing.storing import extractor_version
from reactions.management.arguments import add_jobs_argument
from reactions.management.exact_options import ExactCommand
from reactions.management.figure_tables import miss_list, part_report, too_low
from reactions.management.gold_sets import (
    GoldError,
    GoldSet,
    Listener,
    evaluate_set,
    load_gold_sets,
    read_rows,
)
from reactions.management.wrong_calls import told_as_wrong_call

OUR_GOLD = Path("tests", "extraction", "gold")


class Command(ExactCommand):
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
            default=Path(settings.BASE_DIR, OUR_GOLD),
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
        parser.add_argument(
            "--save",
            nargs="?",
            type=Path,
            const=settings.ACCURACY_FILE,
            metavar="FILE",
            help="keep this run, without FILE as the one that /accuracy/ shows",
        )
        parser.add_argument(
            "--compare", type=Path, metavar="FILE", help="an earlier run's file"
        )
        parser.add_argument(
            "--min",
            type=minimum,
            action="append",
            default=[],
            metavar="KIND=F1",
            help="least F1 of a kind or type in every set; may be given several times",
        )
        add_jobs_argument(parser)

    def handle(self, *, gold: Path, **options: Any) -> None:
        with told_as_wrong_call(GoldError, NoModelError):
            sets = load_gold_sets(gold, max_bytes=settings.MAX_ARTICLE_BYTES)
            file = options["predictions"]
            rows = read_rows(file) if file else None
            before = read_run(options["compare"])
            run = judge(
                gold,
                sets,
                rows=rows,
                processes=options["jobs"],
                on_failure=lambda line: self.stderr.write(line),
            )
        self.report(run, before, misses=options["misses"])
        if options["save"]:
            save_run(run, options["save"])
        short = [line for part in run.parts for line in too_low(part, options["min"])]
        for line in short:
            self.stderr.write(line)
        if short:
            sys.exit(1)

    def report(self, run: Run, before: Run | None, *, misses: bool) -> None:
        nothing: Sequence[Mapping[str, float] | None] = [None] * len(run.parts)
        changes = changes_by_part(run, before) if before else nothing
        for part, change in zip(run.parts, changes, strict=True):
            self.stdout.write(part_report(part, change))
            if misses:
                self.stdout.write(miss_list(part.evaluation) + "\n")
        if run.model:
            read_with = f"Read by extractor {run.extractor_version} with {run.model}."
            self.stdout.write(read_with)


def minimum(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}”: write posture=0.9") from error


def judge(
    gold: Path,
    sets: Sequence[GoldSet],
    *,
    rows: Mapping[str, Record] | None,
    processes: int,
    on_failure: Listener,
) -> Run:
    """Evaluate each set. Raises NoModelError where SPACY_MODEL is not installed."""
    model = settings.SPACY_MODEL
    extracts = rows is None
    return Run(
        judged_on=timezone.now().date(),
        model=model_named(model) if extracts else "",
        extractor_version=extractor_version() if extracts else "",
        gold=name_of(gold),
        parts=tuple(
            Part(
                each.name,
                evaluate_set(
                    each,
                    rows=rows,
                    processes=processes,
                    model=model,
                    on_failure=on_failure,
                ),
            )
            for each in sets
        ),
    )


def name_of(gold: Path) -> str:
    """The path as readers of the project know it; elsewhere its last name alone."""
    whole, project = gold.resolve(), Path(settings.BASE_DIR)
    inside = whole.is_relative_to(project)
    return whole.relative_to(project).as_posix() if inside else whole.name


def read_run(path: Path | None) -> Run | None:
    """An earlier run. Raises GoldError when the file holds none."""
    if path is None:
        return None
    try:
        return run_from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, UnreadableRunError) as error:
        raise GoldError(f"{path} is no file of an earlier run: {error}") from error


def save_run(run: Run, path: Path) -> None:
    kept = json.dumps(run_as_json(run), ensure_ascii=False, indent=1)
    path.write_text(kept + "\n", encoding="utf-8")
