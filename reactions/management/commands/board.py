"""Print the board of a crisis: who closed, moved or kept its mission."""

import json
from argparse import ArgumentParser
from datetime import date

from django.core.management.base import CommandError
from django.utils import timezone

from reactions.management.arguments import day
from reactions.management.exact_options import ExactCommand
from reactions.management.tables import render_table
from reactions.models import Crisis
from reactions.overview import (
    Board,
    BoardRow,
    UnknownCrisisError,
    board,
    board_as_json,
    find_crisis,
)
from reactions.vocabulary import Answer, ReviewState

HEADINGS = ("Country", "Answer", "Level", "Since", "Stage", "Origins", "", "Words")
NUMBERS = frozenset({5})
STYLES = {Answer.CLOSED: "ERROR", Answer.MOVED: "WARNING", Answer.KEPT: "SUCCESS"}


class Command(ExactCommand):
    help = (
        "Which nations closed, moved or kept their missions in a crisis, on a day, as"
        " known on a day. Exit status: 0, or 2 for an unknown crisis."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("crisis", metavar="CRISIS", help="the slug of a crisis")
        parser.add_argument(
            "--on",
            type=day,
            metavar="DATE",
            help="posture on this day (default: today, or the end of the crisis)",
        )
        parser.add_argument(
            "--known-by",
            type=day,
            metavar="DATE",
            help="from what was known by this day (default: today)",
        )
        parser.add_argument(
            "--review",
            choices=("accepted", "proposed"),
            default="accepted",
            help="count accepted rows only, or proposals too",
        )
        parser.add_argument(
            "--all", action="store_true", help="also states without any row"
        )
        parser.add_argument("--format", choices=("table", "json"), default="table")

    def handle(self, *, crisis: str, **options: object) -> None:
        try:
            found = find_crisis(crisis)
        except UnknownCrisisError as error:
            raise CommandError(unknown_crisis(error), returncode=2) from error
        on, known_by = options["on"], options["known_by"]
        shown = board(
            found,
            on=on if isinstance(on, date) else None,
            known_by=known_by if isinstance(known_by, date) else None,
            review=str(options["review"]),
            every_state=bool(options["all"]),
            today=timezone.localdate(),
        )
        if options["format"] == "json":
            self.stdout.write(json.dumps(board_as_json(shown), ensure_ascii=False))
            return
        self.stdout.write(self.style.MIGRATE_HEADING(title(shown, found.name)))
        self.stdout.write(self.coloured(shown))
        self.stdout.write("")
        self.stdout.write(answers(shown))
        if shown.review == ReviewState.ACCEPTED and not shown.rows:
            self.tell_of_proposals(found, shown)

    def tell_of_proposals(self, crisis: Crisis, shown: Board) -> None:
        """An empty board of accepted rows has often not been reviewed yet."""
        proposed = board(
            crisis,
            on=shown.on,
            known_by=shown.known_by,
            review=ReviewState.PROPOSED.value,
            today=timezone.localdate(),
        )
        if proposed.rows:
            self.stdout.write("")
            self.stdout.write(waiting(proposed))

    def coloured(self, shown: Board) -> str:
        """The table, each line in the colour of its answer where there are colours."""
        if not shown.rows:
            return nothing_known(shown)
        rows = [cells(row) for row in shown.rows]
        head, rule, *lines = render_table(HEADINGS, rows, right=NUMBERS).splitlines()
        painted = [
            getattr(self.style, STYLES[row.answer])(line)
            if row.answer in STYLES
            else line
            for row, line in zip(shown.rows, lines, strict=True)
        ]
        return "\n".join([head, rule, *painted])


def unknown_crisis(error: UnknownCrisisError) -> str:
    if not error.known:
        return (
            f"There is no crisis “{error.slug}”, nor any other; import articles first."
        )
    return f"There is no crisis “{error.slug}”. Known: {', '.join(error.known)}."


def nothing_known(shown: Board) -> str:
    if shown.review == ReviewState.ACCEPTED:
        return "No accepted row tells of anything that is known by then."
    return "No country has said or done anything that is known by then."


def waiting(proposed: Board) -> str:
    """How to see the rows that an empty board leaves out."""
    nations = len(proposed.rows)
    return (
        f"Proposals about {nations} {'nation' if nations == 1 else 'nations'} wait for"
        " review: see them with --review proposed, accept them in the admin."
    )


def title(shown: Board, name: str) -> str:
    rows = "accepted rows" if shown.review == "accepted" else "accepted and proposed"
    return f"{name}: missions on {shown.on}, known by {shown.known_by}, {rows}"


def cells(row: BoardRow) -> tuple[str, ...]:
    marks = [
        word
        for word, shown in (
            ("reviewed", row.reviewed),
            ("words taken back", row.is_taken_back),
            ("≠ disputed", row.conflict),
            (f"{len(row.planned)} planned", bool(row.planned)),
            (f"{len(row.set_aside)} not preferred", bool(row.set_aside)),
        )
        if shown
    ]
    words = f"“{row.evidence[0].quote}”" if row.evidence else ""
    return (
        row.name if row.name == row.country else f"{row.country} {row.name}",
        answer_of(row),
        row.level.value if row.level.value != row.answer.value else "",
        row.since.isoformat() if row.since else "",
        row.stage.value if row.stage else "",
        str(row.origins or ""),
        ", ".join(marks),
        words,
    )


def answer_of(row: BoardRow) -> str:
    """The answer; of a mission not heard of for long what was known last."""
    if row.last_kept_on is None:
        return row.answer.value
    return f"{row.answer.value} (last known: kept, {row.last_kept_on})"


def answers(shown: Board) -> str:
    """The three answers, each with its nations, in one line each."""
    lines = []
    for answer in Answer:
        named = [row.country for row in shown.rows if row.answer is answer]
        lines.append(f"{answer.value:<8} {len(named):>3}  {' '.join(named)}".rstrip())
    return "\n".join(lines)
