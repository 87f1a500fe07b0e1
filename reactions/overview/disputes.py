"""Contradictions as work for the desk: of each the two sides, and what was preferred.

Two acts of one nation: closed and kept within a day, or one act with two days; and two
claims of one act: two numbers of a day, two days on which it takes effect. What an
editor set aside contradicts nothing any more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from reactions.models import Action, ConflictKind, Crisis, Evidence, Preference
from reactions.overview.conflicts import Opposed, find_opposed, is_conflict
from reactions.overview.numbers import numbers_told
from reactions.overview.proofs import find_proofs
from reactions.posture import ActFact
from reactions.vocabulary import (
    HAPPEN_ONCE,
    ActionType,
    Precision,
    ReviewState,
    Stage,
)

DAYS_OF_ONE_ACT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two sides by their ids: acts, or claims of one act (`pieces`, else empty)."""

    kind: ConflictKind
    acts: tuple[int, int]
    pieces: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Fact:
    """An act as the queries give it."""

    act: ActFact
    country: str


def open_disputes(
    crisis: Crisis, *, kinds: Sequence[ConflictKind] = tuple(ConflictKind)
) -> tuple[Dispute, ...]:
    """What nobody has decided yet: closed or kept first, then days, then numbers."""
    preferences = Preference.objects.standing().in_crisis(crisis)
    standing = list(preferences.select_related("preferred"))
    found: list[Dispute] = []
    acts_asked = {ConflictKind.CLOSED_OR_KEPT, ConflictKind.DATES} & set(kinds)
    if acts_asked:
        found += _of_acts(crisis, standing, kinds=acts_asked)
    for kind in (ConflictKind.DATES, ConflictKind.NUMBERS):
        if kind in kinds:
            found += _of_claims(crisis, standing, kind=kind)
    return tuple(found)


def _of_acts(
    crisis: Crisis, standing: Sequence[Preference], *, kinds: Iterable[ConflictKind]
) -> list[Dispute]:
    aside = {
        each.other_id
        for each in standing
        if each.preferred_piece_id is None and _stands(each.preferred)
    }
    by_country: dict[str, list[ActFact]] = defaultdict(list)
    for fact in _facts(crisis):
        if fact.act.key not in aside and fact.country != crisis.host_id:
            by_country[fact.country].append(fact.act)
    pairs = [
        (kind, pair)
        for kind in sorted(kinds)
        for acts in by_country.values()
        for pair in _PAIRS[kind](acts)
    ]
    proofs = find_proofs({act for _, pair in pairs for act in pair}, published_by=None)
    return [
        Dispute(kind, pair)
        for kind, pair in pairs
        if is_conflict([Opposed(pair[:1], pair[1:])], proofs)
    ]


def _stands(preferred: Action) -> bool:
    """Whether an act keeps another one set aside: the board asks the same."""
    is_rejected = preferred.review == ReviewState.REJECTED
    return preferred.merged_into_id is None and not is_rejected


def _facts(crisis: Crisis) -> Iterator[_Fact]:
    rows = Action.objects.standing().not_rejected().filter(crisis=crisis)
    types = [
        each.value for each in ActionType if each.is_posture or each in HAPPEN_ONCE
    ]
    for pk, country, type_, stage, known, announced, effective in rows.filter(
        type__in=types, counts_on__isnull=False
    ).values_list(
        "pk",
        "country_id",
        "type",
        "stage",
        "known_on",
        "announced_on",
        "effective_on",
    ):
        fact = ActFact(pk, ActionType(type_), Stage(stage), known, announced, effective)
        yield _Fact(fact, country)


def _opposed_pairs(acts: Sequence[ActFact]) -> Iterator[tuple[int, int]]:
    """Each act that says closed with each that says kept."""
    seen = set()
    for opposed in find_opposed(acts, on=date.max):
        for closed in opposed.closed:
            for kept in opposed.kept:
                if (closed, kept) not in seen:
                    seen.add((closed, kept))
                    yield closed, kept


def _dated_pairs(acts: Sequence[ActFact]) -> Iterator[tuple[int, int]]:
    """Acts of one type in force within a week, with nothing that undoes it between."""
    counting = sorted(
        (act for act in acts if act.stage in (Stage.UNDERWAY, Stage.DONE)),
        key=lambda act: (act.counts_on or date.max, act.key),
    )
    last: dict[ActionType, ActFact] = {}
    for act in counting:
        before = last.get(act.type)
        if act.type in HAPPEN_ONCE and before is not None and _is_near(before, act):
            yield before.key, act.key  # type: ignore[misc]
        if act.type in HAPPEN_ONCE and act.type.answer is not None:
            # Reopened on the way, a mission may well be closed once more; that it was
            # seen open is another contradiction, and undoes nothing.
            last = {
                t: e for t, e in last.items() if t.answer in (None, act.type.answer)
            }
        last[act.type] = act


def _is_near(one: ActFact, other: ActFact) -> bool:
    if one.counts_on is None or other.counts_on is None:
        return False
    return timedelta(0) < other.counts_on - one.counts_on <= DAYS_OF_ONE_ACT


_PAIRS: Mapping[ConflictKind, Any] = {
    ConflictKind.CLOSED_OR_KEPT: _opposed_pairs,
    ConflictKind.DATES: _dated_pairs,
}


def _of_claims(
    crisis: Crisis, standing: Sequence[Preference], *, kind: ConflictKind
) -> list[Dispute]:
    acts = Action.objects.filter(crisis=crisis).not_rejected()
    if kind is ConflictKind.NUMBERS:
        acts = acts.with_disputed_numbers()
    else:
        acts = acts.with_differing_dates()
    pieces = (
        Evidence.objects.of_actions(acts.values("pk"))
        .with_article()
        .select_related("action")
        .order_by("pk")
    )
    by_act: dict[int, list[Evidence]] = defaultdict(list)
    for piece in pieces:
        by_act[piece.action.merged_into_id or piece.action_id].append(piece)
    aside = {each.other_piece_id for each in standing if each.kind == kind}
    return [
        Dispute(kind, (act, act), (one.pk, other.pk))
        for act in sorted(by_act)
        for one, other in _CLAIMS[kind](by_act[act], aside)
    ]


def _numbers(
    pieces: Sequence[Evidence], aside: set[int | None]
) -> Iterator[tuple[Evidence, Evidence]]:
    """Two numbers of one day, next to each other in size."""
    for day in numbers_told(pieces):
        left = [
            piece
            for number, piece in day.numbers
            if not _is_aside(number, pieces, aside, read=claimed_number)
        ]
        yield from zip(left, left[1:], strict=False)


def _days(
    pieces: Sequence[Evidence], aside: set[int | None]
) -> Iterator[tuple[Evidence, Evidence]]:
    """Two days on which an act takes effect, both known to the day."""
    told: dict[str, Evidence] = {}
    for piece in pieces:
        day = claimed_day(piece)
        if day:
            told.setdefault(day, piece)
    left = [
        told[day]
        for day in sorted(told)
        if not _is_aside(day, pieces, aside, read=claimed_day)
    ]
    for one, other in zip(left, left[1:], strict=False):
        if one.article_id != other.article_id:
            yield one, other


_CLAIMS: Mapping[ConflictKind, Any] = {
    ConflictKind.NUMBERS: _numbers,
    ConflictKind.DATES: _days,
}


def _is_aside(
    value: Any, pieces: Sequence[Evidence], aside: set[int | None], *, read: Any
) -> bool:
    """Whether an editor did not prefer this number or day, whoever told it."""
    return any(piece.pk in aside and read(piece) == value for piece in pieces)


def claimed_number(piece: Evidence) -> int | None:
    return (piece.machine_claim or {}).get("quantity")


def claimed_day(piece: Evidence) -> str:
    """The day on which an act takes effect, as one claim has it: "2021-08-15"; empty
    where it is not known to the day."""
    coded = (piece.machine_claim or {}).get("effective_on") or {}
    return coded["on"] if coded.get("precision") == Precision.DAY else ""
