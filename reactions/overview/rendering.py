"""A board as plain values: the form that the command prints and the API answers."""

from dataclasses import asdict
from datetime import date
from typing import Any

from reactions.overview.board import Board, BoardRow

EVIDENCE_FIELDS = (
    *("article", "start", "end", "quote", "extractor_version"),
    *("action", "article_title", "publisher", "published_on"),
)
SET_ASIDE_FIELDS = ("action", "type", "counts_on", "preferred", "reason")


def board_as_json(shown: Board) -> dict[str, Any]:
    """The board as plain values: the form of the command and the API."""
    return {
        "crisis": shown.crisis,
        "on": shown.on.isoformat(),
        "known_by": shown.known_by.isoformat(),
        "review": shown.review,
        "rows": [_row_as_json(row) for row in shown.rows],
    }


def _row_as_json(row: BoardRow) -> dict[str, Any]:
    values = asdict(row)
    del values["level_precision"]  # the page's alone
    values["planned"] = [
        {**plan, "announced_on": _iso(plan["announced_on"])}
        | {"effective_on": _iso(plan["effective_on"])}
        for plan in values["planned"]
    ]
    values["evidence"] = [
        {name: piece[name] for name in EVIDENCE_FIELDS}
        | {"published_on": _iso(piece["published_on"])}
        for piece in values["evidence"]
    ]
    values["set_aside"] = [
        {name: act[name] for name in SET_ASIDE_FIELDS}
        | {"counts_on": _iso(act["counts_on"])}
        for act in values["set_aside"]
    ]
    values["since"] = _iso(row.since)
    values["level_since"] = _iso(row.level_since)
    values["last_kept_on"] = _iso(row.last_kept_on)
    return values


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
