"""One action that is two: some of its evidence gets an action of its own."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from reactions.models import Action, Evidence
from reactions.models.action import new_action_id
from reactions.models.urgency import acts_near, rank_acts
from reactions.reviewing.amending import set_values
from reactions.reviewing.errors import NotSplittable
from reactions.reviewing.four_eyes import SPLIT_FROM
from reactions.reviewing.locking import lock, require, write
from reactions.reviewing.together import give_back, groups_of
from reactions.vocabulary import ReviewState


def split(
    action: Action,
    pieces: Collection[Evidence],
    *,
    by: User,
    at: datetime,
    note: str = "",
    version: int | None = None,
    values: Mapping[str, Any] | None = None,
    staying_values: Mapping[str, Any] | None = None,
) -> Action:
    """Move `pieces` of its evidence to a new action with the same values, proposed, and
    return it; what was merged into `action` stays with it.

    `values` (field name to value) are written to the new action, `staying_values` to
    the old. Each of the two is known from its own evidence, unless somebody set another
    day. Raises NotAllowed, StaleVersion, ValidationError for values that the table
    refuses, and NotSplittable where a piece is not the action's own or none would stay.
    """
    require(by, "review", action)
    with transaction.atomic():
        held = lock(action, version=version)
        mine = list(held.evidence.select_related("article").order_by("pk"))
        ids = {piece.pk for piece in pieces}
        moving = [piece for piece in mine if piece.pk in ids]
        staying = [piece for piece in mine if piece.pk not in ids]
        _refuse_split(held, ids, moving=moving, staying=staying)
        because = f": {note}" if note else ""
        new = _copy_of(held)
        if held.known_on == _known_on(mine):
            new.known_on, held.known_on = _known_on(moving), _known_on(staying)
        for row, given in ((new, values), (held, staying_values)):
            if set_values(row, given or {}):
                row.full_clean(exclude=["public_id"])
        write(new, by=by, at=at, reason=f"{SPLIT_FROM}{held.public_id}{because}")
        Evidence.objects.filter(pk__in=[p.pk for p in moving]).update(action=new)
        write(held, by=by, at=at, reason=f"{_split_off(new)}{because}")
        rank_acts([held.pk, new.pk])
    action.refresh_from_db()
    return new


def undo_split(new: Action, *, by: User, at: datetime, note: str = "") -> Action:
    """Give the evidence of `new` back to the action it was split from, with what that
    said before, and delete `new`; return the other. Its history stays.

    Raises NotAllowed, and NotSplittable where it was not split off, where it was
    changed since, or where other rows point to it: merging does it then.
    """
    require(by, "review", new)
    with transaction.atomic():
        origin = split_from(new)
        if origin is None:
            raise NotSplittable("It was not split from another act.", row=new)
        by_id = sorted([new, origin], key=lambda each: each.pk)
        held = {row.pk: lock(row) for row in by_id}
        gone, back = held[new.pk], held[origin.pk]
        if gone.version != 1 or gone.merged.exists() or gone.fulfilled_by.exists():
            raise NotSplittable("It was changed since: merge it back instead.", row=new)
        beside = acts_near([gone.pk]) - {gone.pk}
        Evidence.objects.filter(action=gone).update(action=back)
        lent = (
            back.history.filter(history_change_reason__startswith=_split_off(gone))
            .order_by("-history_id")
            .first()
        )
        if lent is not None:
            give_back(back, lent, groups=groups_of(Action))
        because = f": {note}" if note else ""
        gone._history_user, gone._history_date = by, at
        gone._change_reason = f"split undone{because}"
        gone.delete()
        told = f"{gone.public_id} split undone{because}"
        write(back, by=by, at=at, reason=told)
        rank_acts(beside | {back.pk})
    return back


def split_from(action: Action) -> Action | None:
    """The action that this one was split from; None for any other."""
    reasons = action.history.filter(history_change_reason__startswith=SPLIT_FROM)
    reason = reasons.values_list("history_change_reason", flat=True).first()
    if reason is None:
        return None
    name = reason.removeprefix(SPLIT_FROM).partition(":")[0]
    return Action.objects.filter(public_id=name).first()


def _split_off(new: Action) -> str:
    return f"{new.public_id} split from it"


def _refuse_split(
    action: Action,
    ids: Collection[int],
    *,
    moving: Sequence[Evidence],
    staying: Sequence[Evidence],
) -> None:
    if not moving or len(moving) < len(ids):
        raise NotSplittable("Choose pieces of this action's own evidence.", row=action)
    if not staying:
        raise NotSplittable("At least one piece stays with the action.", row=action)


def _copy_of(action: Action) -> Action:
    new = Action.objects.get(pk=action.pk)
    new.pk = None
    new._state.adding = True
    new.public_id = new_action_id()
    new.review = ReviewState.PROPOSED.value
    new.decided_by = new.decided_at = new.merged_into = None
    new.version = 0
    return new


def _known_on(pieces: Sequence[Evidence]) -> date:
    return min(piece.article.known_on for piece in pieces)
