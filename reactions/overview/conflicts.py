"""Contradictions: a mission that is said to be closed and kept at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from reactions.overview.proofs import Proof
from reactions.posture import ActFact
from reactions.vocabulary import Answer

WITHIN_A_DAY = timedelta(days=1)


def opposed_pairs(
    acts: Sequence[ActFact], *, on: date
) -> tuple[tuple[ActFact, ActFact], ...]:
    """Pairs that count within a day and answer closed and kept."""
    counting = [act for act in acts if act.counts_on and act.counts_on <= on]
    closed = [act for act in counting if act.type.answer is Answer.CLOSED]
    kept = [act for act in counting if act.type.answer is Answer.KEPT]
    return tuple(
        (one, other) for one in closed for other in kept if _is_within_a_day(one, other)
    )


def _is_within_a_day(one: ActFact, other: ActFact) -> bool:
    if one.counts_on is None or other.counts_on is None:
        return False
    return abs(one.counts_on - other.counts_on) <= WITHIN_A_DAY


def is_conflict(
    pairs: Iterable[tuple[ActFact, ActFact]], proofs: Mapping[Any, Sequence[Proof]]
) -> bool:
    """Whether opposed acts are told by different origins: one article that tells of
    both is no contradiction."""
    for one, other in pairs:
        origins = {proof.origin for proof in proofs.get(one.key, ())}
        opposed = {proof.origin for proof in proofs.get(other.key, ())}
        if origins and opposed and len(origins | opposed) > 1:
            return True
    return False
