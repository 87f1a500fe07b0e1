"""Contradictions: a mission that is said to be closed and kept at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from reactions.overview.proofs import Proof
from reactions.posture import ActFact
from reactions.vocabulary import Answer

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Opposed:
    """Acts of one actor that count within a day and answer closed and kept."""

    closed: tuple[Any, ...]
    kept: tuple[Any, ...]


def find_opposed(acts: Sequence[ActFact], *, on: date) -> tuple[Opposed, ...]:
    """The opposed acts that count by `on`, day by day."""
    closed: dict[date, list[Any]] = defaultdict(list)
    kept: dict[date, list[Any]] = defaultdict(list)
    for act in acts:
        day, answer = act.counts_on, act.type.answer
        if day is None or day > on:
            continue
        if answer is Answer.CLOSED:
            closed[day].append(act.key)
        elif answer is Answer.KEPT:
            kept[day].append(act.key)
    return tuple(
        Opposed(tuple(closed[day]), tuple(kept[other]))
        for day in sorted(closed)
        for other in sorted(kept)
        if abs(day - other) <= A_DAY
    )


def is_conflict(
    opposed: Iterable[Opposed], proofs: Mapping[Any, Sequence[Proof]]
) -> bool:
    """Whether opposed acts are told by different origins: one article that tells of
    both is no contradiction."""
    for each in opposed:
        closed = _origins(each.closed, proofs)
        kept = _origins(each.kept, proofs)
        if closed and kept and len(closed | kept) > 1:
            return True
    return False


def _origins(acts: Iterable[Any], proofs: Mapping[Any, Sequence[Proof]]) -> set[int]:
    return {proof.origin for act in acts for proof in proofs.get(act, ())}
