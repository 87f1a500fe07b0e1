"""How much it matters that somebody decides on an act: acts upon embassies first, then
what is contradicted, then what many origins tell.

The queue is read in the order of a stored number with an index, so the number is
written when an article changes what is told, and not counted up when the queue is
opened. A row that a hand has touched keeps the number it has.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from django.db.models import Q

from reactions.models import Action, Article, Evidence
from reactions.models.priority import (
    ACTION_PRIORITY,
    CONTRADICTED,
    MOST_ORIGINS,
    POSTURE_PRIORITY,
)
from reactions.vocabulary import ActionType, Answer

# A migration ranks with the columns that were there in its day.
COLUMNS = ("crisis", "country", "type", "rank", "counts_on", "review", "priority")
A_DAY = timedelta(days=1)


def rank_acts_of(article: Article) -> None:
    """Write the priority of the acts that an article tells, and of those that they
    contradict. To be called in the transaction that wrote the article."""
    told = Evidence.objects.filter(article=article, action__isnull=False)
    ids = {
        survivor or action
        for action, survivor in told.values_list("action_id", "action__merged_into_id")
    }
    rank_acts(ids)


def rank_acts(ids: Collection[int]) -> None:
    """Write the priority of these acts, and of those that they contradict."""
    if not ids:
        return
    acts = _with_neighbours(ids)
    waiting = [act for act in acts if act.review == "proposed"]
    if not waiting:
        return
    origins = _origins([act.pk for act in acts])
    opposed = _opposed(acts, origins)
    disputed = set(
        Action.objects.filter(pk__in=[act.pk for act in waiting])
        .with_disputed_numbers()
        .values_list("pk", flat=True)
    )
    wanted = {
        act.pk: priority_of(
            ActionType(act.type),
            is_contradicted=act.pk in opposed or act.pk in disputed,
            origins=len(origins[act.pk]),
        )
        for act in waiting
    }
    _write(
        {act.pk: wanted[act.pk] for act in waiting if act.priority != wanted[act.pk]}
    )


def priority_of(type_: ActionType, *, is_contradicted: bool, origins: int) -> int:
    """The place in the queue: higher comes first. Embassies always before the rest."""
    base = POSTURE_PRIORITY if type_.is_posture else ACTION_PRIORITY
    further = min(max(origins, 1), MOST_ORIGINS) - 1
    return base + CONTRADICTED * is_contradicted + further


def _with_neighbours(ids: Collection[int]) -> list[Action]:
    """These acts, and those upon the same missions that count within a day of them."""
    standing = Action.objects.standing().not_rejected().only(*COLUMNS)
    acts = {act.pk: act for act in standing.filter(pk__in=ids)}
    near = Q()
    for act in acts.values():
        if act.rank is not None and act.counts_on is not None:
            near |= Q(
                crisis=act.crisis_id,
                country=act.country_id,
                counts_on__range=(act.counts_on - A_DAY, act.counts_on + A_DAY),
            )
    if near:
        acts |= {act.pk: act for act in standing.posture().filter(near)}
    return list(acts.values())


def _origins(ids: Iterable[int]) -> dict[int, set[int]]:
    """The articles that tell each act first-hand: a copy or a newer version of a page
    is no second witness."""
    wanted = list(ids)
    pieces = Evidence.objects.filter(
        Q(action__in=wanted) | Q(action__merged_into__in=wanted)
    )
    found: dict[int, set[int]] = defaultdict(set)
    for action, survivor, article, copy_of, revision_of in pieces.values_list(
        "action_id",
        "action__merged_into_id",
        "article_id",
        "article__copy_of_id",
        "article__revision_of_id",
    ):
        found[survivor or action].add(copy_of or revision_of or article)
    return found


def _opposed(acts: Sequence[Action], origins: Mapping[int, set[int]]) -> set[int]:
    """The acts of which another origin says the contrary within a day."""
    found: set[int] = set()
    by_mission: dict[tuple[int, str], list[Action]] = defaultdict(list)
    for act in acts:
        if act.counts_on is not None:
            by_mission[act.crisis_id, act.country_id].append(act)
    for told in by_mission.values():
        closed = [a for a in told if ActionType(a.type).answer is Answer.CLOSED]
        kept = [a for a in told if ActionType(a.type).answer is Answer.KEPT]
        for one in closed:
            for other in kept:
                near = abs(one.counts_on - other.counts_on) <= A_DAY
                if near and len(origins[one.pk] | origins[other.pk]) > 1:
                    found |= {one.pk, other.pk}
    return found


def _write(wanted: Mapping[int, int]) -> None:
    """No new version: how much a row matters is none of its values."""
    if not wanted:
        return
    free = Action.objects.filter(pk__in=wanted).untouched()
    by_priority: dict[int, list[int]] = defaultdict(list)
    for pk in free.values_list("pk", flat=True):
        by_priority[wanted[pk]].append(pk)
    for priority, ids in by_priority.items():
        Action.objects.filter(pk__in=ids).update(priority=priority)
