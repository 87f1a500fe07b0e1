"""What the import command prints: a table, a summary, and what did not go in."""

from collections.abc import Sequence
from datetime import datetime
from os.path import abspath, commonpath, dirname, relpath

from reactions.importing import ArticleOutcome, ImportReport, Result
from reactions.management.tables import render_table
from reactions.models import ImportRun
from reactions.sources import without_password

HEADINGS = ("Article", "Result", "Officials", "Statements", "Actions", "Joined", "Note")
NUMBERS = frozenset({2, 3, 4, 5})
BAD = (Result.REFUSED, Result.FAILED)
NEW = (Result.IMPORTED, Result.REVISION)


def report_table(report: ImportReport) -> str:
    """A line each for what was not refused: `complaints` tells that, in full."""
    if not report.outcomes:
        return "There are no articles."
    shown_here = [each for each in report.outcomes if each.result not in BAD]
    if not shown_here:
        return ""
    folder = common_folder([outcome.file for outcome in report.outcomes])
    rows = [
        (
            shown(outcome.file, folder=folder),
            outcome.result.value,
            *claim_counts(outcome),
            outcome.note,
        )
        for outcome in shown_here
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


def complaints(report: ImportReport, *, told: str = "") -> list[str]:
    """Full lines for what did not go in, and for remarks on what did that `told`, what
    is printed already, lacks or has cut."""
    return [
        f"{outcome.result.value} {outcome.file}: {outcome.note}"
        for outcome in report.outcomes
        if outcome.result in BAD
        or (outcome.note and outcome.note not in told and (told or is_new(outcome)))
    ]


def is_new(outcome: ArticleOutcome) -> bool:
    return outcome.result in NEW


def watch_line(inputs: Sequence[str], *, crisis: str, every: float) -> str:
    """What a watch says when it begins."""
    into = f" for {crisis}" if crisis else ""
    watched = ", ".join(without_password(each) for each in inputs)
    return (
        f"Watching {watched}{into}, a round every {span(every)}. Ctrl-C or SIGTERM ends"
        " it once the article in hand is finished."
    )


def round_line(report: ImportReport, *, at: datetime) -> str:
    """What a round of a watch brought, in one line."""
    told = summary(report, dry_run=False) if report.has_news else nothing_new(report)
    made = "".join(f" New crisis: {slug}." for slug in report.new_crises)
    cut = " Stopped in mid-round." if report.was_stopped else ""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC: {told}{made}{cut}"


def nothing_new(report: ImportReport) -> str:
    number = len(report.outcomes)
    return f"nothing new, {number} as before." if number else "nothing there."


def span(seconds: float) -> str:
    """Seconds as a command takes them: 10m."""
    whole = int(seconds)
    for unit, size in (("h", 3600), ("m", 60)):
        if whole % size == 0:
            return f"{whole // size}{unit}"
    return f"{whole}s"


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
