"""Decisions on rows: the only code that changes a review state.

Every function locks what it decides on, writes the decision with who, when and a new
version, and leaves a line of history with the reason. The database holds the rules as
well; here they become errors that a person can read. Importing, admin and API call it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import F

from reactions.models import Action, Evidence, Official, Reviewable
from reactions.models.official import fold_name
from reactions.vocabulary import ReviewState

BATCH = 500
# What a decision, a merge or the database itself writes; no one amends it by hand.
NOT_AMENDABLE = {
    "id",
    "review",
    "decided_by",
    "decided_at",
    "public_id",
    "version",
    "updated_at",
    "merged_into",
    "counts_on",
    "rank",
}


class ReviewError(Exception):
    """A decision that cannot be; `str()` says why, `row` is the row it was about."""

    def __init__(self, message: str, *, row: Reviewable | None = None) -> None:
        super().__init__(message)
        self.row = row


class NotAllowed(ReviewError):
    """The person lacks the right."""


class NoEvidence(ReviewError):
    """Nothing proves the row."""


class AlreadyDecided(ReviewError):
    """The row is in the state asked for."""


class StaleVersion(ReviewError):
    """Somebody changed the row since the caller read it."""


class NotAmendable(ReviewError):
    """The field is unknown, or is not changed by hand."""


class NotMergeable(ReviewError):
    """The two rows cannot become one, or are not merged."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one row of a bulk decision; without `error` it went through."""

    pk: int
    public_id: str
    error: ReviewError | None = None


@dataclass(frozen=True, slots=True)
class _Decision:
    review: ReviewState
    by: User | None
    note: str
    at: datetime
    version: int | None = None

    @property
    def reason(self) -> str:
        verb = "reopened" if self.review is ReviewState.PROPOSED else self.review.value
        return f"{verb}: {self.note}" if self.note else verb


def accept(
    row: Reviewable,
    *,
    by: User,
    at: datetime,
    note: str = "",
    version: int | None = None,
) -> None:
    """Accept `row`, proposed or rejected, and refresh it.

    `version` is the one the caller showed to the person, None to decide whatever
    happened since. Raises NotAllowed without the right `review_…`, NoEvidence,
    AlreadyDecided when it is accepted, StaleVersion, NotMergeable for a merged row.
    """
    _decide_one(row, _Decision(ReviewState.ACCEPTED, by, note, at, version))


def reject(
    row: Reviewable,
    *,
    by: User,
    at: datetime,
    note: str = "",
    version: int | None = None,
) -> None:
    """Reject `row`, proposed or accepted, and refresh it. Raises as `accept` does."""
    _decide_one(row, _Decision(ReviewState.REJECTED, by, note, at, version))


def reopen(
    row: Reviewable,
    *,
    by: User | None,
    at: datetime,
    note: str = "",
    version: int | None = None,
) -> None:
    """Make a decided `row` a proposal again, unsigned; history keeps who had decided.

    `by` is None when an import reopens: the words that proved the row are gone.
    Raises as `accept` does.
    """
    _decide_one(row, _Decision(ReviewState.PROPOSED, by, note, at, version))


def accept_all(
    rows: models.QuerySet[Any], *, by: User, at: datetime, note: str = ""
) -> tuple[Outcome, ...]:
    """Accept every row that can be; an outcome a row, in the order of their ids.

    Raises NotAllowed when `by` may decide on none; other errors are in the outcomes.
    """
    return _decide(rows, _Decision(ReviewState.ACCEPTED, by, note, at))


def reject_all(
    rows: models.QuerySet[Any], *, by: User, at: datetime, note: str = ""
) -> tuple[Outcome, ...]:
    """Reject every row that can be; as `accept_all`."""
    return _decide(rows, _Decision(ReviewState.REJECTED, by, note, at))


def reopen_all(
    rows: models.QuerySet[Any], *, by: User | None, at: datetime, note: str = ""
) -> tuple[Outcome, ...]:
    """Reopen every decided row; as `accept_all`, `by` None for an import."""
    return _decide(rows, _Decision(ReviewState.PROPOSED, by, note, at))


def amend(
    row: Reviewable,
    changes: Mapping[str, Any],
    *,
    by: User,
    at: datetime,
    note: str = "",
    version: int | None = None,
) -> bool:
    """Write `changes` (field name to value) to `row`; whether anything differed.

    The review state stays. A decided row is amended by those who may decide.
    Raises NotAllowed, NotAmendable, StaleVersion, and Django's ValidationError for
    values that the codebook or the table refuses.
    """
    with transaction.atomic():
        locked = _lock(row, version=version)
        _require(by, "change", locked)
        if locked.review != ReviewState.PROPOSED:
            _require(by, "review", locked)
        _refuse_parting(locked, changes)
        if not _set_values(locked, changes):
            return False
        locked.full_clean()
        _write(locked, by=by, at=at, reason=f"amended: {note}" if note else "amended")
    row.refresh_from_db()
    return True


def merge(
    row: Action | Official,
    *,
    into: Action | Official,
    by: User,
    at: datetime,
    note: str = "",
) -> None:
    """Make `row` part of `into`: reads follow, its evidence stays, `unmerge` undoes it.

    An action merged into another lends it the earlier day on which it was known.
    Raises NotAllowed, and NotMergeable for rows of two kinds, crises or countries, for
    one with itself, and where either is merged or has rows merged into it: one level.
    """
    _require(by, "review", row)
    with transaction.atomic():
        by_id = sorted([row, into], key=lambda one: one.pk)
        held = {one.pk: _lock(one) for one in by_id}
        source, target = held[row.pk], held[into.pk]
        _refuse_merge(source, target)
        source.merged_into = target
        if isinstance(source, Action):
            target.known_on = min(target.known_on, source.known_on)
        because = f": {note}" if note else ""
        reason = f"merged into {target.public_id}{because}"
        _write(source, by=by, at=at, reason=reason)
        _write(target, by=by, at=at, reason=_absorbed(source) + because)
    row.refresh_from_db()
    into.refresh_from_db()


def unmerge(row: Action | Official, *, by: User, at: datetime, note: str = "") -> None:
    """Make a merged `row` stand by itself again. Raises NotAllowed, NotMergeable."""
    _require(by, "review", row)
    if row.merged_into is None:
        raise NotMergeable("It is not merged into another row.", row=row)
    with transaction.atomic():
        by_id = sorted([row, row.merged_into], key=lambda one: one.pk)
        held = {one.pk: _lock(one) for one in by_id}
        source, target = held[row.pk], held[row.merged_into.pk]
        source.merged_into = None
        because = f": {note}" if note else ""
        reason = f"unmerged from {target.public_id}{because}"
        _write(source, by=by, at=at, reason=reason)
        if isinstance(target, Action):
            _give_back_known_on(target, source)
        _write(target, by=by, at=at, reason=f"{source.public_id} unmerged{because}")
    row.refresh_from_db()


def _decide_one(row: Reviewable, decision: _Decision) -> None:
    (outcome,) = _decide(type(row).objects.filter(pk=row.pk), decision)
    if outcome.error:
        raise outcome.error
    row.refresh_from_db()


def _decide(rows: models.QuerySet[Any], decision: _Decision) -> tuple[Outcome, ...]:
    if decision.by is not None:
        _require(decision.by, "review", rows.model)
    outcomes: list[Outcome] = []
    with transaction.atomic():
        for locked in _lock_in_batches(rows):
            proved = _proved(locked)
            errors = {row.pk: _refusal(row, decision, proved) for row in locked}
            _write_decision([r for r in locked if not errors[r.pk]], decision)
            outcomes += [Outcome(r.pk, r.public_id, errors[r.pk]) for r in locked]
    return tuple(outcomes)


def _lock_in_batches(rows: models.QuerySet[Any]) -> Iterator[list[Any]]:
    """The rows in the order of their ids, so that two deciders never wait crosswise."""
    ids = sorted(set(rows.values_list("pk", flat=True)))
    for first in range(0, len(ids), BATCH):
        batch = rows.model.objects.filter(pk__in=ids[first : first + BATCH])
        yield list(batch.order_by("pk").select_for_update())


def _proved(rows: Sequence[Reviewable]) -> set[int]:
    """The ids of those rows that have evidence."""
    if not rows:
        return set()
    parent = rows[0]._meta.model_name
    pieces = Evidence.objects.filter(**{f"{parent}__in": [row.pk for row in rows]})
    return set(pieces.values_list(f"{parent}_id", flat=True))


def _refusal(
    row: Reviewable, decision: _Decision, proved: set[int]
) -> ReviewError | None:
    if decision.version is not None and row.version != decision.version:
        return _stale(row, decision.version)
    if row.review == decision.review:
        return AlreadyDecided(f"It is {row.review} already.", row=row)
    if decision.review is ReviewState.ACCEPTED and row.pk not in proved:
        return NoEvidence("Nothing is accepted without evidence.", row=row)
    merged_into = getattr(row, "merged_into", None)
    if merged_into is not None and decision.by is not None:
        return NotMergeable(
            f"It was merged into {merged_into.public_id}: decide on that.", row=row
        )
    return None


def _write_decision(rows: Sequence[Any], decision: _Decision) -> None:
    if not rows:
        return
    signed = decision.review is not ReviewState.PROPOSED
    values: dict[str, Any] = {
        "review": decision.review.value,
        "decided_by": decision.by if signed else None,
        "decided_at": decision.at if signed else None,
        "updated_at": decision.at,
    }
    if decision.note:
        values["note"] = decision.note
    model = type(rows[0])
    ids = [row.pk for row in rows]
    model.objects.filter(pk__in=ids).update(version=F("version") + 1, **values)
    for row in rows:
        row.version += 1
        for name, value in values.items():
            setattr(row, name, value)
    model.history.bulk_history_create(
        rows,
        update=True,
        default_user=decision.by,
        default_change_reason=decision.reason,
        default_date=decision.at,
    )


def _lock(row: Reviewable, *, version: int | None = None) -> Any:
    locked = type(row).objects.select_for_update().get(pk=row.pk)
    if version is not None and locked.version != version:
        raise _stale(locked, version)
    return locked


def _stale(row: Reviewable, version: int) -> StaleVersion:
    return StaleVersion(
        f"It was changed meanwhile: version {row.version}, not {version}.", row=row
    )


def _require(by: User, verb: str, row: Any) -> None:
    right = f"{row._meta.app_label}.{verb}_{row._meta.model_name}"
    if not by.has_perm(right):
        raise NotAllowed(f"{by} lacks the right {right}.")


def _set_values(row: Any, changes: Mapping[str, Any]) -> bool:
    """Set what differs; whether anything did."""
    fields = {field.name for field in row._meta.concrete_fields} - NOT_AMENDABLE
    unknown = sorted(changes.keys() - fields)
    if unknown:
        raise NotAmendable(f"Not to be amended: {', '.join(unknown)}.", row=row)
    values = dict(changes)
    if "name" in values:
        values.setdefault("name_key", fold_name(values["name"]))
    differing = {n: v for n, v in values.items() if getattr(row, n) != v}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _write(row: Any, *, by: User, at: datetime, reason: str) -> None:
    row.version += 1
    row._history_user = by
    row._history_date = at
    row._change_reason = reason
    row.save()


def _refuse_merge(source: Any, target: Any) -> None:
    if type(source) is not type(target) or not hasattr(source, "merged_into"):
        raise NotMergeable("Two actions or two officials can be merged.", row=source)
    if source.pk == target.pk:
        raise NotMergeable("A row cannot be merged into itself.", row=source)
    if source.merged_into_id or target.merged_into_id or source.merged.exists():
        raise NotMergeable("One of them takes part in a merge already.", row=source)
    if source.country_id != target.country_id:
        raise NotMergeable("They belong to two countries.", row=source)
    if getattr(source, "crisis_id", None) != getattr(target, "crisis_id", None):
        raise NotMergeable("They belong to two crises.", row=source)


def _refuse_parting(row: Any, changes: Mapping[str, Any]) -> None:
    """Rows merged into one have one country and one crisis."""
    given = {name: changes[name] for name in ("country", "crisis") if name in changes}
    moves = any(getattr(row, name) != value for name, value in given.items())
    if not moves or not hasattr(row, "merged_into"):
        return
    if row.merged_into_id or row.merged.exists():
        raise NotAmendable("It takes part in a merge: undo that first.", row=row)


def _absorbed(source: Any) -> str:
    return f"{source.public_id} merged into it"


def _give_back_known_on(target: Action, source: Action) -> None:
    """Undo the day that the merge lent, unless somebody has set another since."""
    lines = target.history.order_by("-history_id")
    lent = lines.filter(history_change_reason__startswith=_absorbed(source)).first()
    if lent is None or lent.known_on != target.known_on:
        return
    before = lines.filter(history_id__lt=lent.history_id).first()
    if before is not None:
        others = target.merged.values_list("known_on", flat=True)
        target.known_on = min([before.known_on, *others])
