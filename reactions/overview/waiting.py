"""The review queue: proposals of every kind, those that matter most first.

Acts, statements and officials wait in three tables; each has an index in the order of
the queue, so that the first few are found by a seek however many wait.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from reactions.models import (
    Action,
    Article,
    Country,
    Crisis,
    Evidence,
    Official,
    Statement,
)
from reactions.overview.versions import mark_taken_back
from reactions.vocabulary import ReviewState

KINDS: Mapping[str, Any] = {
    "action": Action,
    "statement": Statement,
    "official": Official,
}
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in the queue: lower keys come first."""

    priority: int
    kind: str
    id: int

    @property
    def key(self) -> tuple[int, int, int]:
        return (-self.priority, list(KINDS).index(self.kind), -self.id)

    def __str__(self) -> str:
        return f"{self.priority}.{self.kind}.{self.id}"

    @classmethod
    def read(cls, written: str) -> "Place | None":
        """The place that `str` wrote; None for anything else."""
        parts = written.split(".")
        if len(parts) != 3 or parts[1] not in KINDS:
            return None
        try:
            return cls(int(parts[0]), parts[1], int(parts[2]))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which proposals: empty values ask for all. `kinds` are those one may see."""

    kinds: tuple[str, ...] = tuple(KINDS)
    crisis: str = ""
    country: str = ""
    type: str = ""
    article: int | None = None
    run: int | None = None
    assigned_to: Any = None
    skipped: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Queue:
    """The proposals next in turn, and how many wait in all: at most MOST_COUNTED,
    then `more` says that there are more."""

    rows: tuple[Any, ...]
    waiting: int
    more: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How many rows that an article proves are decided, of how many."""

    decided: int
    total: int


def queue(asked: Asked, *, after: Place | None = None, length: int = 6) -> Queue:
    """The next `length` proposals behind `after`, in the order of the queue."""
    asked_for = {kind: proposals(kind, asked) for kind in asked.kinds}
    waiting = {kind: rows for kind, rows in asked_for.items() if rows is not None}
    found: list[Any] = []
    for kind, rows in waiting.items():
        found += _behind(rows, kind, after).most_urgent_first()[:length]
    found.sort(key=lambda row: place_of(row).key)
    (counted,) = counts([list(waiting.values())])
    return Queue(
        tuple(found[:length]), min(counted, MOST_COUNTED), counted > MOST_COUNTED
    )


def counts(wanted: Sequence[Sequence[QuerySet[Any]]]) -> list[int]:
    """How many rows there are in each group of query sets, of each set no more than
    one over MOST_COUNTED. One question for all: the counts as columns of one row."""
    asked = [
        [_written(rows.order_by().values("pk")[: MOST_COUNTED + 1]) for rows in group]
        for group in wanted
    ]
    columns = [
        f"(SELECT COUNT(*) FROM ({sql}) capped)"  # noqa: S608  Django wrote the SQL
        for group in asked
        for sql, _ in group
        if sql
    ]
    if not columns:
        return [0 for _ in wanted]
    values = [value for group in asked for _, values in group for value in values]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(columns), values)
        found = iter(cursor.fetchone())
    return [sum(next(found) for sql, _ in group if sql) for group in asked]


def _written(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    """A query set as SQL; empty where Django knows that nothing fits."""
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return "", ()


def proposals(kind: str, asked: Asked) -> QuerySet[Any] | None:
    """Proposed rows of one kind; None where the question leaves the kind out."""
    if asked.type and kind != "action":
        return None
    rows = KINDS[kind].objects.proposed().with_names()
    if kind != "statement":
        # As an expression: a planner that sees the bare column takes its index, finds
        # every row that stands, and sorts them all.
        rows = rows.alias(into=Coalesce("merged_into_id", 0)).filter(into=0)
    if asked.crisis and kind != "official":
        rows = rows.filter(crisis__slug=asked.crisis)
    if asked.country:
        rows = rows.filter(country=asked.country)
    if asked.type:
        rows = rows.filter(type=asked.type)
    if asked.assigned_to is not None:
        rows = rows.assigned_to(asked.assigned_to)
    articles = _articles(asked, with_crisis=kind == "official")
    if articles is not None:
        rows = rows.told_by(articles)
    skipped = [pk for of_kind, pk in asked.skipped if of_kind == kind]
    return rows.exclude(pk__in=skipped) if skipped else rows


def crises_and_countries(
    kinds: Iterable[str],
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What the queue may be filtered by, each with its name: every crisis, and the
    countries that a proposal of these kinds is of. One question, a seek a country."""
    something_waits = Q(pk__in=[])
    for kind in kinds:
        rows = KINDS[kind].objects.proposed().filter(country=OuterRef("pk"))
        something_waits |= Q(Exists(rows.order_by()))
    countries = Country.objects.filter(something_waits).order_by()
    crises = Crisis.objects.order_by()
    columns = [
        crises.values_list(Value("crisis"), "slug", "name"),
        countries.values_list(Value("country"), "code", "name"),
    ]
    found: dict[str, list[tuple[str, str]]] = {"crisis": [], "country": []}
    for of, value, name in columns[0].union(columns[1], all=True):
        found[of].append((value, name))
    by_name = {of: sorted(pairs, key=lambda p: p[1]) for of, pairs in found.items()}
    return by_name["crisis"], by_name["country"]


def acts_waiting(crisis: Crisis) -> int:
    """How many acts of a crisis wait for review; counted no further than one more than
    `MOST_COUNTED`."""
    rows = Action.objects.standing().filter(
        crisis=crisis, review=ReviewState.PROPOSED.value
    )
    return rows.order_by()[: MOST_COUNTED + 1].count()


def place_of(row: Any) -> Place:
    return Place(row.priority, row._meta.model_name, row.pk)


def progress_of(evidence: Iterable[Evidence]) -> Progress:
    """Of the rows that an article's evidence proves, each once, a merged one by its
    survivor."""
    rows = {
        (piece.kind, row.pk): row.review
        for piece in evidence
        if (row := _proved_by(piece)) is not None
    }
    decided = sum(review != ReviewState.PROPOSED for review in rows.values())
    return Progress(decided, len(rows))


def officials_of(evidence: Iterable[Evidence]) -> tuple[Any, ...]:
    """The officials that an article names, in the order of their names."""
    named = {row.pk: row for e in evidence if e.official and (row := _proved_by(e))}
    return tuple(sorted(named.values(), key=lambda official: official.name))


def _proved_by(piece: Evidence) -> Any:
    row = piece.action or piece.statement or piece.official
    return row.survivor() if row is not None else None


def proofs_of(row: Any) -> Sequence[Evidence]:
    """The row's evidence, that of rows merged into it too, the best first, each piece
    marked whose words the newest version has no more."""
    kind = type(row)
    same = Q(pk=row.pk)
    if kind is not Statement:
        same |= Q(merged_into=row.pk)
    rows = kind.objects.filter(same).values("pk")
    found = Evidence.objects.filter(**{f"{kind._meta.model_name}__in": rows})
    pieces = list(found.with_article().best_first())
    mark_taken_back(pieces)
    return pieces


def _articles(asked: Asked, *, with_crisis: bool) -> QuerySet[Article] | None:
    """Officials belong to no crisis: theirs is that of the articles naming them."""
    wanted: dict[str, Any] = {}
    if asked.article is not None:
        wanted["pk"] = asked.article
    if asked.run is not None:
        wanted["import_run"] = asked.run
    if asked.crisis and with_crisis:
        wanted["crisis__slug"] = asked.crisis
    return Article.objects.filter(**wanted) if wanted else None


def _behind(rows: Any, kind: str, after: Place | None) -> Any:
    """In the form that an index of either engine walks (performance.md, pitfall 2)."""
    if after is None:
        return rows
    kinds = list(KINDS)
    if kinds.index(kind) > kinds.index(after.kind):
        return rows.filter(priority__lte=after.priority)
    if kinds.index(kind) < kinds.index(after.kind):
        return rows.filter(priority__lt=after.priority)
    return rows.filter(priority__lte=after.priority).exclude(
        priority=after.priority, id__gte=after.id
    )


def evidence_of(article: Article) -> Sequence[Evidence]:
    """All claims of an article with the rows they prove, in reading order."""
    return list(article.evidence.with_rows().order_by("start", "end", "pk"))


def still_standing(
    evidence: Iterable[Evidence], kinds: Iterable[str]
) -> tuple[Evidence, ...]:
    """Without the claims of rejected rows and of kinds other than these."""
    seen = set(kinds)
    return tuple(
        piece
        for piece in evidence
        if piece.kind in seen
        and (row := _proved_by(piece)) is not None
        and row.review != ReviewState.REJECTED
    )
