"""What the import command prints: a table, a summary, and what did not go in."""

from collections.abc import Sequence
from os.path import abspath, commonpath, dirname, relpath

from reactions.importing import ArticleOutcome, ImportReport, Result
from reactions.management.tables import render_table
from reactions.models import ImportRun

HEADINGS = ("Article", "Result", "Officials", "Statements", "Actions", "Joined", "Note")
NUMBERS = frozenset({2, 3, 4, 5})


def report_table(report: ImportReport) -> str:
    if not report.outcomes:
        return "There are no articles."
    folder = common_folder([outcome.file for outcome in report.outcomes])
    rows = [
        (
            shown(outcome.file, folder=folder),
            outcome.result.value,
            *claim_counts(outcome),
            outcome.note,
        )
        for outcome in report.outcomes
    ]
    return render_table(HEADINGS, rows, right=NUMBERS)


def common_folder(files: Sequence[str]) -> str:
    """The folder that all files lie in; "" where they have but the root in common, and
    are easier told as they were given."""
    folders = [dirname(abspath(file)) for file in files if is_file(file)]
    folder = commonpath(folders) if folders else ""
    return "" if dirname(folder) == folder else folder


def shown(file: str, *, folder: str) -> str:
    return relpath(file, folder) if folder and is_file(file) else file


def is_file(name: str) -> bool:
    """Neither an address nor standard input."""
    return "://" not in name and not name.startswith("standard input")


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


def summary_of_run(run: ImportRun) -> str:
    """How far a queued run is, in one line."""
    results = ", ".join(
        f"{run.counts[result.value]} {result.value}"
        for result in Result
        if run.counts.get(result.value)
    )
    total = "?" if run.total is None else run.total
    return (
        f"Import {run.pk} {run.state}, {run.settled} of {total}: {results or 'none'}."
    )


def run_complaints(run: ImportRun) -> list[str]:
    return [f"{each['result']} {each['file']}: {each['reason']}" for each in run.errors]
