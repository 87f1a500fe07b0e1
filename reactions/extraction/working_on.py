"""Tell those who leave for good from those who leave to work somewhere else.

"The ambassador left for Tunis and will work from there" is one act, a move.
"""

from collections.abc import Sequence

from reactions.extraction.claims import ActionClaim
from reactions.extraction.mentions import find_mentions
from reactions.vocabulary import ActionType, Stage

NEAR = 250
"""Code points within which the next sentence still tells of the same people."""
PRONOUNS = ("they ", "he ", "she ", "from there", "both ")
OF_PEOPLE = frozenset(
    "envoy_leaves envoy_is_taken_out staff_leave brings_staff_away".split()
)


def without_moved(actions: Sequence[ActionClaim], text: str) -> list[ActionClaim]:
    """The claims, less the departures that are told on as a mission's move."""
    moves = [
        a
        for a in actions
        if a.type is ActionType.EMBASSY_MOVED and a.stage is not Stage.DENIED
    ]
    return [a for a in actions if not any(_goes_on(a, m, text) for m in moves)]


def _goes_on(gone: ActionClaim, move: ActionClaim, text: str) -> bool:
    if gone.type is not ActionType.EMBASSY_EVACUATED or gone.rule not in OF_PEOPLE:
        return False
    if gone.country != move.country or move.rule != "works_from_elsewhere":
        return False
    if any(m.code == gone.country for m in find_mentions(move.destination or "")):
        return False  # at work in their own capital they have left all the same
    if move.start <= gone.end and gone.start <= move.end:
        return True
    told = text[move.start : move.end].casefold()
    return 0 < move.start - gone.end < NEAR and told.startswith(PRONOUNS)
