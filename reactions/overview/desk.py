"""The front of the desk: what waits, what was done, what went wrong. All its numbers
come from one question, each counted no further than it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from reactions.models import Crisis, ImportRun, MergeProposal, WorkItem
from reactions.models.priority import ACTION_PRIORITY, CONTRADICTED, POSTURE_PRIORITY
from reactions.overview.waiting import KINDS, counts
from reactions.vocabulary import ReviewState

MOST_CRISES = 8
LAST_RUNS = 5
IS_CONTRADICTED = Q(priority__gte=POSTURE_PRIORITY + CONTRADICTED) | Q(
    priority__gte=ACTION_PRIORITY + CONTRADICTED, priority__lt=POSTURE_PRIORITY
)
LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """What waits in one crisis."""

    slug: str
    name: str
    embassies: int
    acts: int
    statements: int
    contradicted: int
    """Of the acts, those that another origin contradicts."""

    @property
    def total(self) -> int:
        return self.embassies + self.acts + self.statements


@dataclass(frozen=True, slots=True)
class Desk:
    """The numbers of the front, of the kinds that a person may see."""

    crises: tuple[CrisisLine, ...]
    contradicted: int
    officials: int
    merges: int
    mine: int
    today_by_me: int
    today_by_all: int
    accepted: int
    rejected: int
    set_aside: int
    runs: tuple[ImportRun, ...]

    @property
    def most_contradicted(self) -> str:
        """The slug of the crisis with the most contradicted acts; empty for none."""
        lines = [line for line in self.crises if line.contradicted]
        return max(lines, key=lambda line: line.contradicted).slug if lines else ""

    @property
    def decided(self) -> int:
        return self.accepted + self.rejected

    @property
    def share(self) -> float:
        """Of the rows decided of late, how many were accepted."""
        return self.accepted / self.decided if self.decided else 0.0


def desk_of(user: Any, *, now: datetime) -> Desk:
    """The front as this person may see it, on the day of `now`."""
    seen = [kind for kind in KINDS if user.has_perm(f"reactions.view_{kind}")]
    crises = list(_crises())
    sees_runs = user.has_perm("reactions.view_importrun")
    wanted = [
        *_waiting_by_crisis(crises, seen),
        *_waiting_at_all(user, seen),
        *_decided(user, seen, now),
    ]
    found = iter(counts(wanted))
    lines = [
        CrisisLine(slug, name, *(next(found) for _ in range(4)))
        for _, slug, name in crises
    ]
    rest = dict(zip(NUMBERS, found, strict=True))
    waiting = [line for line in lines if line.total]
    waiting.sort(key=lambda line: (-line.embassies, -line.acts, -line.statements))
    runs = ImportRun.objects.newest_first()[:LAST_RUNS] if sees_runs else ()
    return Desk(crises=tuple(waiting), runs=tuple(runs), **rest)


NUMBERS = ("contradicted", "officials", "merges", "set_aside", "mine", "today_by_me",
           "today_by_all", "accepted", "rejected")  # fmt: skip
Counted = Sequence[QuerySet[Any]]


def _crises() -> Any:
    newest = Crisis.objects.order_by(F("started_on").desc(nulls_last=True), "-pk")
    return newest.values_list("pk", "slug", "name")[:MOST_CRISES]


def _waiting(kind: str, seen: Sequence[str]) -> QuerySet[Any]:
    rows = KINDS[kind].objects.proposed().standing()
    return rows if kind in seen else rows.none()


def _waiting_by_crisis(crises: Sequence[Any], seen: Sequence[str]) -> list[Counted]:
    wanted: list[Counted] = []
    for pk, _, _ in crises:
        acts = _waiting("action", seen).filter(crisis=pk)
        statements = _waiting("statement", seen).filter(crisis=pk)
        wanted += [
            [acts.filter(rank__isnull=False)],
            [acts.filter(rank__isnull=True)],
            [statements],
            [acts.filter(IS_CONTRADICTED)],
        ]
    return wanted


def _waiting_at_all(user: Any, seen: Sequence[str]) -> list[Counted]:
    merges = MergeProposal.objects.proposed()
    items = WorkItem.objects.set_aside()
    sees_items = user.has_perm("reactions.view_workitem")
    return [
        [_waiting("action", seen).filter(IS_CONTRADICTED)],
        [_waiting("official", seen)],
        [merges if "official" in seen else merges.none()],
        [items if sees_items else items.none()],
        [_waiting(kind, seen).assigned_to(user) for kind in seen],
    ]


def _decided(user: Any, seen: Sequence[str], now: datetime) -> list[Counted]:
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    kinds = [KINDS[kind].objects for kind in seen]
    lately = [rows.decided_since(now - LOOKED_BACK) for rows in kinds]
    return [
        [rows.decided_since(today).filter(decided_by=user) for rows in kinds],
        [rows.decided_since(today) for rows in kinds],
        [rows.filter(review=ReviewState.ACCEPTED) for rows in lately],
        [rows.filter(review=ReviewState.REJECTED) for rows in lately],
    ]
