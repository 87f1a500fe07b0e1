"""What the desk did: lines of history of every kind of row, by people, newest first.

Each kind has a history of its own; an index holds its lines by people in the order of
the page, so that a page is a few seeks however much imports wrote.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from reactions.models import Action, Crisis, Official, Preference, Statement
from reactions.models.reviewable import SIGNED_BY_IMPORT

KINDS: Mapping[str, Any] = {
    "action": Action,
    "statement": Statement,
    "official": Official,
    "crisis": Crisis,
    "preference": Preference,
}
REASON = "history_change_reason"
# How the history begins, or goes on, where a verb wrote it; the first that fits counts.
VERBS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "accepted": (["accepted"], []),
    "rejected": (["rejected"], []),
    "reopened": (["reopened"], []),
    "amended": (["amended"], []),
    "undone": (
        ["unmerged", "split undone", "preference undone", "undone"],
        [" unmerged", " split undone"],
    ),
    "merged": (["merged into"], [" merged into it"]),
    "split": (["split from"], [" split from it"]),
    "preferred": (["preferred", "not preferred"], []),
    "added": (["added"], []),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines: empty values ask for all. `kinds` are those one may see."""

    kinds: tuple[str, ...] = tuple(KINDS)
    person: int | None = None
    verb: str = ""
    crisis: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: later ones come first, then by kind and id."""

    at: datetime
    kind: str
    id: int

    @property
    def key(self) -> tuple[float, int, int]:
        return (-self.at.timestamp(), list(KINDS).index(self.kind), -self.id)

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.kind}~{self.id}"

    @classmethod
    def read(cls, written: str) -> "Place | None":
        """The place that `str` wrote; None for anything else."""
        parts = written.split("~")
        if len(parts) != 3 or parts[1] not in KINDS or not parts[2].isdecimal():
            return None
        try:
            at = datetime.fromisoformat(parts[0])
        except ValueError:
            return None
        if timezone.is_naive(at) or len(parts[2]) > 18:
            return None
        return cls(at, parts[1], int(parts[2]))


@dataclass(frozen=True, slots=True)
class Done:
    """A line of history and the one before it of the same row, None for the first."""

    kind: str
    line: Any
    before: Any

    @property
    def verb(self) -> str:
        return verb_of(self.line)

    @property
    def place(self) -> Place:
        return Place(self.line.history_date, self.kind, self.line.history_id)


@dataclass(frozen=True, slots=True)
class Activity:
    done: tuple[Done, ...]
    more: bool


def activity(asked: Asked, *, after: Place | None = None, length: int = 50) -> Activity:
    """The next `length` lines behind `after`. Two queries for each kind."""
    found: list[tuple[str, Any]] = []
    for kind in asked.kinds:
        lines = _behind(_lines(kind, asked), kind, after)
        newest = lines.order_by("-history_date", "-history_id")[: length + 1]
        found += [(kind, line) for line in newest]
    found.sort(key=lambda pair: _place(*pair).key)
    shown = found[:length]
    before = _before(shown)
    return Activity(
        tuple(
            Done(kind, line, before.get((kind, line.before))) for kind, line in shown
        ),
        more=len(found) > length,
    )


def verb_of(line: Any) -> str:
    """What was done, as the page and its filter call it."""
    reason = line.history_change_reason or ""
    for verb, (begins, holds) in VERBS.items():
        if reason.startswith(tuple(begins)) or any(words in reason for words in holds):
            return verb
    return {"+": "added", "-": "deleted"}.get(line.history_type, "changed")


def why_of(line: Any) -> str:
    """The reason that was given, without the verb that it begins with."""
    reason = line.history_change_reason or ""
    verb = verb_of(line)
    if reason == verb or reason.startswith(f"{verb}: "):
        return reason.removeprefix(verb).removeprefix(": ")
    return reason


def _lines(kind: str, asked: Asked) -> Any:
    history = KINDS[kind].history
    rows = history.filter(history_user__isnull=False).exclude(
        history_change_reason__isnull=False,
        history_change_reason__startswith=SIGNED_BY_IMPORT,
    )
    if kind == "action":
        # The preference itself has a line that tells of both acts.
        for verb in ("preferred", "not preferred", "preference undone"):
            rows = rows.exclude(
                history_change_reason__isnull=False,
                history_change_reason__startswith=verb,
            )
    if asked.person is not None:
        rows = rows.filter(history_user=asked.person)
    if asked.verb:
        rows = rows.filter(_by_verb(asked.verb))
    if asked.crisis is not None:
        rows = _in_crisis(rows, kind, asked.crisis)
    if asked.on is not None:
        midnight = datetime(
            asked.on.year,
            asked.on.month,
            asked.on.day,
            tzinfo=timezone.get_current_timezone(),
        )
        rows = rows.filter(
            history_date__gte=midnight, history_date__lt=midnight + timedelta(days=1)
        )
    earlier = history.filter(
        id=OuterRef("id"), history_id__lt=OuterRef("history_id")
    ).order_by("-history_id")
    before = Subquery(earlier.values("history_id")[:1])
    return rows.select_related("history_user").annotate(before=before)


def _by_verb(verb: str) -> Q:
    if verb == "deleted":
        return Q(history_type="-")
    begins, holds = VERBS[verb]
    found = Q()
    for words in begins:
        found |= Q(**{f"{REASON}__startswith": words})
    for words in holds:
        found |= Q(**{f"{REASON}__contains": words})
    return found


def _in_crisis(rows: Any, kind: str, crisis: int) -> Any:
    """Officials belong to no crisis."""
    if kind == "official":
        return rows.none()
    name = {"crisis": "id", "preference": "preferred__crisis"}.get(kind, "crisis")
    return rows.filter(**{name: crisis})


def _behind(rows: Any, kind: str, after: Place | None) -> Any:
    if after is None:
        return rows
    kinds = list(KINDS)
    rows = rows.filter(history_date__lte=after.at)
    if kinds.index(kind) > kinds.index(after.kind):
        return rows
    if kinds.index(kind) < kinds.index(after.kind):
        return rows.exclude(history_date=after.at)
    return rows.exclude(history_date=after.at, history_id__gte=after.id)


def _place(kind: str, line: Any) -> Place:
    return Place(line.history_date, kind, line.history_id)


def _before(shown: Sequence[tuple[str, Any]]) -> dict[tuple[str, Any], Any]:
    """The lines before those shown, by kind and id."""
    found = {}
    for kind in {kind for kind, _ in shown}:
        ids = {line.before for each, line in shown if each == kind} - {None}
        if ids:
            lines = KINDS[kind].history.filter(history_id__in=ids)
            found |= {(kind, line.history_id): line for line in lines}
    return found
