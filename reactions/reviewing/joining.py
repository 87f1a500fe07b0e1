"""Several rows made one as an editor saw them side by side, and that undone at once.

One merge after another, all or none. What was asked about pairs of them is answered by
it, and asked again when it is undone.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from reactions.models import MergeProposal, Official
from reactions.reviewing.errors import NotMergeable
from reactions.reviewing.locking import lock, require
from reactions.reviewing.merging import merge, unmerge
from reactions.vocabulary import ReviewState


def join(
    rows: Sequence[Any],
    *,
    into: Any,
    by: User,
    at: datetime,
    note: str = "",
    values: Mapping[str, Any] | None = None,
    versions: Mapping[int, int] | None = None,
) -> None:
    """Merge each of `rows` into `into`, which gets `values` (field name to value).

    `versions` (id to version) are those the person saw. Raises as `merge` does, and
    StaleVersion where one of the rows was changed since.
    """
    if not rows:
        raise NotMergeable("Choose at least two rows.", row=into)
    with transaction.atomic():
        seen = versions or {}
        for row in sorted([*rows, into], key=lambda each: each.pk):
            lock(row, version=seen.get(row.pk))
        for number, row in enumerate(rows):
            chosen = values if number == 0 else None
            merge(row, into=into, by=by, at=at, note=note, values=chosen)
        _settle([*rows, into], by=by, at=at, note=note)


def part(rows: Sequence[Any], *, by: User, at: datetime, note: str = "") -> None:
    """Undo the merges of `rows`, the latest first; each stands by itself again.

    Raises NotAllowed and NotMergeable as `unmerge` does.
    """
    if not rows:
        raise NotMergeable("Nothing to undo.")
    require(by, "review", rows[0])
    with transaction.atomic():
        together = [*rows, *(row.merged_into for row in rows if row.merged_into)]
        for row in sorted(rows, key=_merged_at, reverse=True):
            unmerge(row, by=by, at=at, note=note)
        _ask_again(together)


def _merged_at(row: Any) -> int:
    """The line of history that tells of the merge."""
    lines = row.history.filter(history_change_reason__startswith="merged into ")
    newest = lines.order_by("-history_id").values_list("history_id", flat=True)
    return newest.first() or 0


def _settle(rows: Sequence[Any], *, by: User, at: datetime, note: str) -> None:
    _pairs_of(rows).filter(review=ReviewState.PROPOSED.value).update(
        review=ReviewState.ACCEPTED.value, decided_by=by, decided_at=at, note=note
    )


def _ask_again(rows: Sequence[Any]) -> None:
    _pairs_of(rows).filter(review=ReviewState.ACCEPTED.value).update(
        review=ReviewState.PROPOSED.value, decided_by=None, decided_at=None, note=""
    )


def _pairs_of(rows: Sequence[Any]) -> Any:
    if not isinstance(rows[0], Official):
        return MergeProposal.objects.none()
    ids = {row.pk for row in rows}
    return MergeProposal.objects.filter(official__in=ids, into__in=ids)
