"""Acts that may be one and stand twice: the same crisis, nation, type and phase, told
of days near each other, and neither joined, linked nor kept apart by an editor.

Imports join acts within a day at one place by themselves; what is left for a person is
told with days further apart, or with another place or number.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from reactions.models import Action, ActsApart, MergeProposal, Official
from reactions.vocabulary import HAPPEN_ONCE, PHASES, ActionType, Stage

NEAR = timedelta(days=3)
# Talks, flights and pledges follow one another: two days are two of them.
NEAR_OF_THE_REPEATED = timedelta(days=1)
MOST_COMPARED = 20_000
MOST_OFFERED = 5


@dataclass(frozen=True, slots=True)
class Likely:
    """Pairs of ids, the later first, and whether older acts were left out."""

    pairs: tuple[tuple[int, int], ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class _Told:
    id: int
    place: tuple[Any, ...]
    on: date | None
    fulfils: int | None


FIELDS = (
    "pk",
    "crisis_id",
    "country_id",
    "type",
    "stage",
    "counts_on",
    "announced_on",
    "fulfils_id",
)


def likely_duplicates(*, crisis: Any = None) -> Likely:
    """Pairs of acts that may be one, the newest first, among the newest acts (of a
    crisis, where one is given). Two queries."""
    rows = Action.objects.standing().not_rejected()
    if crisis is not None:
        rows = rows.filter(crisis=crisis)
    found = list(rows.order_by("-pk").values_list(*FIELDS)[: MOST_COMPARED + 1])
    acts = [_told(row) for row in found[:MOST_COMPARED]]
    pairs = _pairs(acts)
    apart = _kept_apart({act for pair in pairs for act in pair})
    kept = sorted(set(pairs) - apart, reverse=True)
    return Likely(tuple(kept), cut=len(found) > MOST_COMPARED)


def duplicates_of_act(act: Action) -> list[Action]:
    """The acts that may be the same as this one, the nearest days first."""
    if act.merged_into_id is not None:
        return []
    rows = (
        Action.objects.standing()
        .not_rejected()
        .filter(crisis=act.crisis_id, country=act.country_id, type=act.type)
        .exclude(pk=act.pk)
    )
    mine = _told(tuple(getattr(act, name) for name in FIELDS))
    others = [_told(row) for row in rows.values_list(*FIELDS)]
    alike = [other for other in others if _may_be_one(mine, other)]
    pairs = {tuple(sorted((act.pk, other.id), reverse=True)) for other in alike}
    wanted = pairs - _kept_apart({each for pair in pairs for each in pair})
    ids = {each for pair in wanted for each in pair} - {act.pk}
    near = sorted(
        (other for other in alike if other.id in ids),
        key=lambda other: (
            abs((other.on or date.max) - (mine.on or date.max)),
            other.id,
        ),
    )
    shown = [other.id for other in near[:MOST_OFFERED]]
    loaded = Action.objects.with_names().in_bulk(shown)
    return [loaded[pk] for pk in shown]


def duplicates_of_official(official: Official) -> list[Official]:
    """The officials with whom an undecided proposal says this one may be one."""
    if official.merged_into_id is not None:
        return []
    asked = MergeProposal.objects.proposed()
    pairs = (
        asked.filter(official=official)
        .values_list("official", "into")
        .union(asked.filter(into=official).values_list("official", "into"))
    )
    ids = {each for pair in pairs for each in pair} - {official.pk}
    found = Official.objects.standing().with_names().filter(pk__in=ids)
    return list(found.not_rejected().order_by("pk")[:MOST_OFFERED])


def _told(row: Sequence[Any]) -> _Told:
    pk, crisis, country, type_, stage, counts_on, announced_on, fulfils = row
    place = (crisis, country, type_, PHASES[Stage(stage)])
    return _Told(pk, place, counts_on or announced_on, fulfils)


def _pairs(acts: Iterable[_Told]) -> list[tuple[int, int]]:
    """Those near each other, compared with the next in time only as far as is near."""
    by_place: dict[tuple[Any, ...], list[_Told]] = defaultdict(list)
    for act in acts:
        by_place[act.place].append(act)
    pairs = []
    for together in by_place.values():
        together.sort(key=lambda act: (act.on or date.max, act.id))
        for number, act in enumerate(together):
            for other in together[number + 1 :]:
                if not _is_near(act, other):
                    break
                if _may_be_one(act, other):
                    pairs.append((max(act.id, other.id), min(act.id, other.id)))
    return pairs


def _may_be_one(act: _Told, other: _Told) -> bool:
    return (
        act.place == other.place
        and _is_near(act, other)
        and act.fulfils != other.id
        and other.fulfils != act.id
    )


def _is_near(act: _Told, other: _Told) -> bool:
    if act.on is None or other.on is None:
        return act.on is other.on
    once = ActionType(act.place[2]) in HAPPEN_ONCE
    return abs(act.on - other.on) <= (NEAR if once else NEAR_OF_THE_REPEATED)


def _kept_apart(acts: set[int]) -> set[tuple[int, int]]:
    if not acts:
        return set()
    rows = ActsApart.objects.filter(later__in=acts, earlier__in=acts)
    return set(rows.values_list("later_id", "earlier_id"))
