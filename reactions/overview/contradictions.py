"""Every contradiction of a crisis: a mission told closed and kept within a day, by
different origins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reactions.models import Country, Crisis
from reactions.overview.conflicts import find_opposed, is_conflict
from reactions.overview.facts import STATES, posture_facts
from reactions.overview.proofs import EvidenceRef, Proof, find_proofs
from reactions.posture import ActFact
from reactions.vocabulary import ActionType


@dataclass(frozen=True, slots=True)
class Side:
    """One act of a contradiction, with the words that tell of it."""

    action: int
    type: ActionType
    counts_on: date
    evidence: tuple[EvidenceRef, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`on` is the later of its days."""

    country: str
    name: str
    on: date
    closed: tuple[Side, ...]
    kept: tuple[Side, ...]


def contradictions(
    crisis: Crisis, *, on: date, known_by: date, review: str
) -> list[Contradiction]:
    """The contradictions up to a day, as known on a day, the latest first."""
    facts, *_ = posture_facts(crisis, on=on, known_by=known_by, states=STATES[review])
    by_key = {act.key: act for acts in facts.values() for act in acts}
    pairs = [
        (country, pair)
        for country, acts in facts.items()
        for pair in find_opposed(acts, on=on)
    ]
    keys: set[Any] = {k for _, pair in pairs for k in (*pair.closed, *pair.kept)}
    proofs = find_proofs(keys, published_by=known_by)
    names = dict(Country.objects.filter(pk__in=facts).values_list("pk", "name"))
    found = []
    for country, pair in pairs:
        if is_conflict([pair], proofs):
            closed = _sides(pair.closed, by_key=by_key, proofs=proofs)
            kept = _sides(pair.kept, by_key=by_key, proofs=proofs)
            last = max(side.counts_on for side in (*closed, *kept))
            found.append(Contradiction(country, names[country], last, closed, kept))
    return sorted(found, key=lambda each: (-each.on.toordinal(), each.name))


def _sides(
    keys: Sequence[Any],
    *,
    by_key: Mapping[Any, ActFact],
    proofs: Mapping[int, Sequence[Proof]],
) -> tuple[Side, ...]:
    acts = [by_key[key] for key in keys]
    return tuple(
        Side(
            action=int(str(act.key)),
            type=act.type,
            counts_on=act.counts_on,
            evidence=tuple(proof.ref for proof in proofs.get(int(str(act.key)), ())),
        )
        for act in acts
        if act.counts_on
    )
