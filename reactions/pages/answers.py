"""A board in a reader's words: the answers, their numbers and their nations."""

from collections.abc import Sequence
from dataclasses import dataclass

from reactions.overview import BoardRow
from reactions.vocabulary import Answer

HEADINGS = {
    Answer.CLOSED: "Closed",
    Answer.MOVED: "Moved",
    Answer.KEPT: "Kept",
    Answer.UNKNOWN: "Unknown",
}
MEANINGS = {
    Answer.CLOSED: "Closed, suspended or evacuated",
    Answer.MOVED: "Works from another place",
    Answer.KEPT: "Open, also with fewer people",
    Answer.UNKNOWN: "Nothing known, never taken for open",
}


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """One answer with its rows; `offset` and `count` place it in the share bar."""

    answer: Answer
    heading: str
    meaning: str
    rows: tuple[BoardRow, ...]
    offset: int

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def told(self) -> tuple[BoardRow, ...]:
        """Rows with something to read: an answer, a plan, or a dispute."""
        return tuple(row for row in self.rows if not _is_silent(row))

    @property
    def silent(self) -> tuple[BoardRow, ...]:
        """Nations of whose mission nothing is known: named in one line."""
        return tuple(row for row in self.rows if _is_silent(row))


def _is_silent(row: BoardRow) -> bool:
    told = row.evidence or row.planned or row.conflict or row.set_aside
    return not (told or row.last_kept_on)


def answer_groups(rows: Sequence[BoardRow]) -> tuple[AnswerGroup, ...]:
    """All four answers in the board's order, also those that no nation has."""
    groups = []
    offset = 0
    for answer in Answer:
        own = tuple(row for row in rows if row.answer == answer)
        groups.append(
            AnswerGroup(answer, HEADINGS[answer], MEANINGS[answer], own, offset)
        )
        offset += len(own)
    return tuple(groups)
