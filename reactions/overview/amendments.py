"""What became of a published row: the changes a reader may see, without names.

Who decided and what they noted stays at the desk; so does what a row said before its
first acceptance, where proposals are not published.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from reactions.models import Action, Official, Statement
from reactions.vocabulary import ReviewState

TOLD: dict[type[Any], tuple[str, ...]] = {
    Action: (
        "country_id",
        "type",
        "stage",
        "announced_on",
        "effective_on",
        "destination",
        "quantity",
    ),
    Statement: ("country_id", "speaker", "kind", "stance", "text", "said_on"),
    Official: ("country_id", "name", "title"),
}
LABELS = {"country_id": "country", "announced_on": "announced", "said_on": "said"}
LABELS |= {"effective_on": "takes effect", "quantity": "how many"}
DECIDED = {
    ReviewState.ACCEPTED.value: "Accepted by an editor",
    ReviewState.REJECTED.value: "Rejected by an editor",
    ReviewState.PROPOSED.value: "Back to review",
}


@dataclass(frozen=True, slots=True)
class Amendment:
    """One moment in a row's life. `field` is empty where only its review changed."""

    at: datetime
    what: str
    field: str = ""
    old: Any = None
    new: Any = None


def amendments_of(row: Any, *, proposals_too: bool) -> tuple[Amendment, ...]:
    """The changes of a row, the first one first. One query."""
    lines = list(row.history.order_by("history_date", "history_id"))
    if not proposals_too:
        accepted = [
            n for n, each in enumerate(lines) if each.review == ReviewState.ACCEPTED
        ]
        lines = lines[accepted[0] :] if accepted else []
        if lines:
            first = Amendment(lines[0].history_date, DECIDED["accepted"])
            return (first, *_changes(lines, TOLD[type(row)]))
    elif lines:
        first = Amendment(lines[0].history_date, "Read from an article or added")
        return (first, *_changes(lines, TOLD[type(row)]))
    return ()


def _changes(lines: Sequence[Any], fields: Sequence[str]) -> Iterator[Amendment]:
    for before, after in pairwise(lines):
        at = after.history_date
        for name in fields:
            old, new = getattr(before, name), getattr(after, name)
            if old != new:
                yield Amendment(at, "Changed", LABELS.get(name, name), old, new)
        if before.review != after.review:
            yield Amendment(at, DECIDED[after.review])
