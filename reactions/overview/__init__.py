"""The read side: what the tables say together. Every door asks here."""

from reactions.overview.board import (
    Board,
    BoardRow,
    PlannedAct,
    UnknownCrisisError,
    board,
    find_crisis,
)
from reactions.overview.proofs import EvidenceRef
from reactions.overview.rendering import board_as_json

__all__ = [
    "Board",
    "BoardRow",
    "EvidenceRef",
    "PlannedAct",
    "UnknownCrisisError",
    "board",
    "board_as_json",
    "find_crisis",
]
