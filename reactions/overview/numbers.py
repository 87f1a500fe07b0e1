"""The numbers told of one act, day by day: what grew, and what is disputed.

Numbers that follow one another are an update; two for one day are a dispute, and every
claim is kept (codebook, rule 6). The act itself has the number told last.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reactions.models import Evidence


@dataclass(frozen=True, slots=True)
class NumbersOfADay:
    """What was told on one day, each number with its first piece of evidence."""

    told_on: date
    numbers: tuple[tuple[int, Evidence], ...]

    @property
    def is_disputed(self) -> bool:
        return len(self.numbers) > 1


def numbers_told(pieces: Iterable[Evidence]) -> tuple[NumbersOfADay, ...]:
    """The numbers in these pieces of evidence of one act, loaded with their article,
    the earliest day first."""
    days: dict[date, dict[int, Evidence]] = defaultdict(dict)
    for piece in sorted(pieces, key=lambda piece: piece.pk):
        number = (piece.machine_claim or {}).get("quantity")
        if number is not None:
            days[piece.article.known_on].setdefault(number, piece)
    return tuple(
        NumbersOfADay(day, tuple(sorted(told.items(), key=lambda pair: pair[0])))
        for day, told in sorted(days.items())
    )
