"""Gold against claims: precision, recall, F1. Pure: the command reads the files."""

from reactions.evaluation.comparing import KINDS, evaluate
from reactions.evaluation.figures import (
    FEW,
    Agreement,
    Evaluation,
    Figures,
    Miss,
    as_json,
    changes_since,
    from_json,
)
from reactions.evaluation.files import parse_gold, parse_rows
from reactions.evaluation.runs import (
    Part,
    Run,
    UnreadableRunError,
    changes_by_part,
    run_as_json,
    run_from_json,
)

__all__ = [
    "FEW",
    "KINDS",
    "Agreement",
    "Evaluation",
    "Figures",
    "Miss",
    "Part",
    "Run",
    "UnreadableRunError",
    "as_json",
    "changes_by_part",
    "changes_since",
    "evaluate",
    "from_json",
    "parse_gold",
    "parse_rows",
    "run_as_json",
    "run_from_json",
]
