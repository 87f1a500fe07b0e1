"""How much it matters that somebody decides on an act: acts upon embassies first, then
what is contradicted, then what many origins tell.

The queue is read in the order of a stored number with an index, so the number is
written when an article or a decision changes what is told, and not counted up when the
queue is opened. A row that a hand has touched keeps
its number, but for what a contradiction adds.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reactions.models.action import Action
from reactions.models.article import Article
from reactions.models.evidence import Evidence
from reactions.models.origins import origins_of, parent_of
from reactions.models.preference import Preference
from reactions.models.prepared import Prepared
from reactions.models.priority import (
    ACTION_PRIORITY,
    CONTRADICTED,
    MOST_ORIGINS,
    POSTURE_PRIORITY,
)
from reactions.models.reviewable import untouched_among
from reactions.vocabulary import ActionType, Answer

# A migration ranks with the columns that were there in its day.
COLUMNS = (
    "crisis",
    "country",
    "type",
    "rank",
    "counts_on",
    "review",
    "priority",
    "merged_into",
)
A_DAY = timedelta(days=1)

TOLD = Prepared(lambda article: Action.objects.told_by(article).only(*COLUMNS), int)
ACTS = Prepared(lambda ids: Action.objects.filter(pk__in=ids).only(*COLUMNS), int)
NEAR = Prepared(
    lambda crises, countries, days: (
        Action.objects.posture()
        .not_rejected()
        .filter(crisis__in=crises, country__in=countries, counts_on__in=days)
        .only(*COLUMNS)
    ),
    int,
    str,
    date,
)
PIECES = Prepared(
    lambda ids: Evidence.objects.of_actions(ids).values_list(
        "action_id",
        "action__merged_into_id",
        "article_id",
        "article__copy_of_id",
        "article__revision_of_id",
    ),
    int,
)
SET_ASIDE = Prepared(
    lambda ids: (
        Preference.objects.standing()
        .between_acts()
        .filter(other__in=ids)
        .values_list("other_id")
    ),
    int,
)
DISPUTED = Prepared(
    lambda ids: (
        Action.objects.filter(pk__in=ids).with_disputed_numbers().values_list("pk")
    ),
    int,
)
Origins = Mapping[int, set[int]]


@dataclass(frozen=True, slots=True)
class Ranking:
    """A new number for an act; `was_ours` where it has one that we give to what is
    contradicted and the act is not, or the other way round."""

    pk: int
    priority: int
    was_ours: bool


def rank_acts_of(article: Article) -> None:
    """Write the priority of the acts that an article tells, and of those that they
    contradict. To be called in the transaction that wrote the article."""
    _rank(TOLD.instances([article.pk]))


def rank_acts(ids: Collection[int]) -> None:
    """Write the priority of these acts, and of those that they contradict or did until
    they were rejected, merged or set aside."""
    _rank(ACTS.instances(ids) if ids else [])


def _rank(named: Collection[Action]) -> None:
    near = _near(named)
    standing = {act.pk: act for act in [*named, *near] if _stands(act)}
    beside = [act for act in near if any(_is_beside(act, each) for each in named)]
    wanted = {act.pk for act in [*named, *beside]} & standing.keys()
    waiting = [standing[pk] for pk in wanted if standing[pk].review == "proposed"]
    if not waiting:
        return
    origins = _origins(standing.keys())
    contradicted = _opposed(standing.values(), origins) | _disputed(waiting, origins)
    _write(_changed(waiting, contradicted, origins))


def acts_near(ids: Collection[int]) -> set[int]:
    """The acts that these may contradict as they are now: what is to be ranked anew
    once their days, types or countries are others."""
    named = ACTS.instances(ids) if ids else []
    return {act.pk for act in _near(named)} | {act.pk for act in named}


def priority_of(type_: ActionType, *, is_contradicted: bool, origins: int) -> int:
    """The place in the queue: higher comes first. Embassies always before the rest."""
    base = POSTURE_PRIORITY if type_.is_posture else ACTION_PRIORITY
    further = min(max(origins, 1), MOST_ORIGINS) - 1
    return base + CONTRADICTED * is_contradicted + further


def _changed(
    waiting: Iterable[Action], contradicted: Collection[int], origins: Origins
) -> list[Ranking]:
    found = []
    for act in waiting:
        type_, is_contradicted = ActionType(act.type), act.pk in contradicted
        wanted = priority_of(
            type_, is_contradicted=is_contradicted, origins=len(origins[act.pk])
        )
        contrary = priority_of(type_, is_contradicted=not is_contradicted, origins=1)
        was_ours = 0 <= act.priority - contrary < MOST_ORIGINS
        if act.priority != wanted:
            found.append(Ranking(act.pk, wanted, was_ours=was_ours))
    return found


def _stands(act: Action) -> bool:
    return act.merged_into_id is None and act.review != "rejected"


def _near(acts: Iterable[Action]) -> list[Action]:
    """What is said of the same missions for two days before and after: those that may
    contradict these acts count within a day, and what may contradict those too."""
    counting = [a for a in acts if a.rank is not None and a.counts_on is not None]
    if not counting:
        return []
    return NEAR.instances(
        {act.crisis_id for act in counting},
        {act.country_id for act in counting},
        {act.counts_on + A_DAY * apart for act in counting for apart in range(-2, 3)},
    )


def _is_beside(act: Action, other: Action) -> bool:
    """Whether two acts are of one mission and count within a day."""
    return (
        (act.crisis_id, act.country_id) == (other.crisis_id, other.country_id)
        and other.rank is not None
        and act.counts_on is not None
        and other.counts_on is not None
        and abs(act.counts_on - other.counts_on) <= A_DAY
    )


def _origins(ids: Collection[int]) -> Origins:
    """The origins that tell each act, counted as the board counts them."""
    pieces = [
        (survivor or action, article, parent_of(copy_of, revision_of))
        for action, survivor, article, copy_of, revision_of in PIECES.rows(ids)
    ]
    origins = origins_of({article: parent for _, article, parent in pieces})
    found: dict[int, set[int]] = defaultdict(set)
    for act, article, _ in pieces:
        found[act].add(origins[article])
    return found


def _disputed(acts: Iterable[Action], origins: Origins) -> set[int]:
    """Those of which two numbers are told; one origin tells one."""
    ids = [act.pk for act in acts if len(origins[act.pk]) > 1]
    return {pk for (pk,) in DISPUTED.rows(ids)} if ids else set()


def _opposed(acts: Iterable[Action], origins: Origins) -> set[int]:
    """The acts of which another origin says the contrary within a day. What an editor
    set aside contradicts nothing any more."""
    closed, kept = [], []
    for act in acts:
        answer = ActionType(act.type).answer
        if answer is Answer.CLOSED:
            closed.append(act)
        elif answer is Answer.KEPT:
            kept.append(act)
    pairs = [
        (one.pk, other.pk)
        for one in closed
        for other in kept
        if _is_beside(one, other) and len(origins[one.pk] | origins[other.pk]) > 1
    ]
    if not pairs:
        return set()
    aside = {pk for (pk,) in SET_ASIDE.rows({pk for pair in pairs for pk in pair})}
    return {pk for pair in pairs if not aside & set(pair) for pk in pair}


def _write(rankings: Collection[Ranking]) -> None:
    """No new version: how much a row matters is none of its values.

    A row that is just being decided on is left out: whoever holds it may wait for one
    of ours, and its place in the queue matters no more.
    """
    if not rankings:
        return
    # The rows that a hand has touched keep a number that was not ours.
    free = untouched_among(
        Action, [each.pk for each in rankings if not each.was_ours]
    ) | {each.pk for each in rankings if each.was_ours}
    by_priority: dict[int, list[int]] = defaultdict(list)
    for each in rankings:
        if each.pk in free:
            by_priority[each.priority].append(each.pk)
    for priority, ids in by_priority.items():
        held = Action.objects.filter(pk__in=ids).select_for_update(
            skip_locked=True, no_key=True
        )
        there = list(held.order_by("pk").values_list("pk", flat=True))
        Action.objects.filter(pk__in=there).update(priority=priority)
