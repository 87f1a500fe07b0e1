"""Gold against claims: precision, recall, F1. Pure: the command reads the files."""

from reactions.evaluation.comparing import KINDS, evaluate
from reactions.evaluation.figures import (
    Agreement,
    Evaluation,
    Figures,
    Miss,
    as_json,
    changes_since,
    from_json,
)
from reactions.evaluation.files import parse_gold, parse_rows

__all__ = [
    "KINDS",
    "Agreement",
    "Evaluation",
    "Figures",
    "Miss",
    "as_json",
    "changes_since",
    "evaluate",
    "from_json",
    "parse_gold",
    "parse_rows",
]
