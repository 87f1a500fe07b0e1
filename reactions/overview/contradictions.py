"""Every contradiction of a crisis: a mission told closed and kept within a day, by
different origins."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reactions.models import Country, Crisis
from reactions.models.posture_seeks import Known, acts_on, opposed_days
from reactions.overview.conflicts import A_DAY, find_opposed, is_conflict
from reactions.overview.facts import STATES, counting_facts, without_set_aside
from reactions.overview.proofs import EvidenceRef, Proof, find_proofs
from reactions.posture import ActFact
from reactions.vocabulary import ActionType

MOST = 500
"""More than a day has: so many missions there are not."""


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


@dataclass(frozen=True, slots=True)
class Contradictions:
    """The latest first. Where there are more, they go on up to the day `following`."""

    found: tuple[Contradiction, ...]
    following: date | None


def contradictions(
    crisis: Crisis, *, on: date, known_by: date, review: str
) -> Contradictions:
    """The contradictions up to a day, as known on a day: whole days of them, until
    `MOST` missions with opposed acts have been looked at."""
    known = without_set_aside(Known(crisis, on, known_by, STATES[review]))
    days = opposed_days(known, most=MOST + 1)
    following = days[MOST][1] if len(days) > MOST else None
    wanted = {each for each in days if following is None or each[1] > following}
    facts = _facts_about(wanted, known) if wanted else {}
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
        closed = _sides(pair.closed, by_key=by_key, proofs=proofs)
        kept = _sides(pair.kept, by_key=by_key, proofs=proofs)
        last = max(side.counts_on for side in (*closed, *kept))
        # Days beside those wanted were read along, and not whole.
        if (country, last) in wanted and is_conflict([pair], proofs):
            found.append(Contradiction(country, names[country], last, closed, kept))
    found.sort(key=lambda each: (-each.on.toordinal(), each.name))
    return Contradictions(tuple(found), following)


def _facts_about(
    wanted: Collection[tuple[str, date]], known: Known
) -> dict[str, list[ActFact]]:
    days = {day - A_DAY * back for _, day in wanted for back in (0, 1)}
    countries = {country for country, _ in wanted}
    rows = acts_on(known, countries=countries, days=days)
    return counting_facts(rows)[0]


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
