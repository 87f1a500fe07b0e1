"""Accept, reject, reopen: one row or many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import F

from reactions.models import Action, Evidence, Reviewable
from reactions.models.urgency import rank_acts
from reactions.reviewing.errors import (
    AlreadyDecided,
    NoEvidence,
    NotMergeable,
    OwnWork,
    ReviewError,
)
from reactions.reviewing.four_eyes import own_work
from reactions.reviewing.locking import require, stale
from reactions.vocabulary import ReviewState

BATCH = 500


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
    AlreadyDecided when it is accepted, StaleVersion, NotMergeable for a merged row, and
    OwnWork where the site asks for four eyes and `by` wrote values of the row.
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


def _decide_one(row: Reviewable, decision: _Decision) -> None:
    (outcome,) = _decide(type(row).objects.filter(pk=row.pk), decision)
    if outcome.error:
        raise outcome.error
    row.refresh_from_db()


def _decide(rows: models.QuerySet[Any], decision: _Decision) -> tuple[Outcome, ...]:
    if decision.by is not None:
        require(decision.by, "review", rows.model)
    outcomes: list[Outcome] = []
    with transaction.atomic():
        for locked in _lock_in_batches(rows):
            proved, own = _proved(locked), own_work(locked, decision.by)
            errors = {
                row.pk: _refusal(row, decision, proved) or _own(row, decision, own)
                for row in locked
            }
            decided = [row for row in locked if not errors[row.pk]]
            moved = [row.pk for row in decided if _ranks_anew(row, decision)]
            _write_decision(decided, decision)
            outcomes += [Outcome(r.pk, r.public_id, errors[r.pk]) for r in locked]
            rank_acts(moved)
    return tuple(outcomes)


def _ranks_anew(row: Reviewable, decision: _Decision) -> bool:
    """Whether the decision ends a contradiction, makes one, or puts an act back into
    the queue; a proposal that is accepted says what it said."""
    was_rejected = row.review == ReviewState.REJECTED
    stands_as_before = decision.review is ReviewState.ACCEPTED and not was_rejected
    return isinstance(row, Action) and not stands_as_before


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
        return stale(row, decision.version)
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


def _own(row: Reviewable, decision: _Decision, own: set[int]) -> ReviewError | None:
    if decision.review is ReviewState.ACCEPTED and row.pk in own:
        return OwnWork("You wrote this yourself: somebody else accepts it.", row=row)
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
