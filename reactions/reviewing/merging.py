"""Two rows that are one: merged, and taken apart again."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from reactions.models import Action, Official
from reactions.reviewing.errors import NotMergeable
from reactions.reviewing.locking import lock, require, write


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
    require(by, "review", row)
    with transaction.atomic():
        by_id = sorted([row, into], key=lambda one: one.pk)
        held = {one.pk: lock(one) for one in by_id}
        source, target = held[row.pk], held[into.pk]
        _refuse_merge(source, target)
        source.merged_into = target
        if isinstance(source, Action):
            target.known_on = min(target.known_on, source.known_on)
        because = f": {note}" if note else ""
        reason = f"merged into {target.public_id}{because}"
        write(source, by=by, at=at, reason=reason)
        write(target, by=by, at=at, reason=_absorbed(source) + because)
    row.refresh_from_db()
    into.refresh_from_db()


def unmerge(row: Action | Official, *, by: User, at: datetime, note: str = "") -> None:
    """Make a merged `row` stand by itself again. Raises NotAllowed, NotMergeable."""
    require(by, "review", row)
    if row.merged_into is None:
        raise NotMergeable("It is not merged into another row.", row=row)
    with transaction.atomic():
        by_id = sorted([row, row.merged_into], key=lambda one: one.pk)
        held = {one.pk: lock(one) for one in by_id}
        source, target = held[row.pk], held[row.merged_into.pk]
        source.merged_into = None
        because = f": {note}" if note else ""
        reason = f"unmerged from {target.public_id}{because}"
        write(source, by=by, at=at, reason=reason)
        if isinstance(target, Action):
            _give_back_known_on(target, source)
        write(target, by=by, at=at, reason=f"{source.public_id} unmerged{because}")
    row.refresh_from_db()


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
