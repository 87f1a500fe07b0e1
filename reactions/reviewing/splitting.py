"""One action that is two: some of its evidence gets an action of its own."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction

from reactions.models import Action, Evidence
from reactions.models.action import new_action_id
from reactions.reviewing.errors import NotSplittable
from reactions.reviewing.locking import lock, require, write
from reactions.vocabulary import ReviewState


def split(
    action: Action,
    pieces: Collection[Evidence],
    *,
    by: User,
    at: datetime,
    note: str = "",
) -> Action:
    """Move `pieces` of its evidence to a new action with the same values, proposed, and
    return it; what was merged into `action` stays with it.

    Each of the two is known from its own evidence, unless somebody set another day.
    Raises NotAllowed, and NotSplittable where a piece is not the action's own or none
    would stay.
    """
    require(by, "review", action)
    with transaction.atomic():
        held = lock(action)
        mine = list(held.evidence.select_related("article").order_by("pk"))
        ids = {piece.pk for piece in pieces}
        moving = [piece for piece in mine if piece.pk in ids]
        staying = [piece for piece in mine if piece.pk not in ids]
        _refuse_split(held, ids, moving=moving, staying=staying)
        because = f": {note}" if note else ""
        new = _copy_of(held)
        if held.known_on == _known_on(mine):
            new.known_on, held.known_on = _known_on(moving), _known_on(staying)
        write(new, by=by, at=at, reason=f"split from {held.public_id}{because}")
        Evidence.objects.filter(pk__in=[p.pk for p in moving]).update(action=new)
        write(held, by=by, at=at, reason=f"{new.public_id} split from it{because}")
    action.refresh_from_db()
    return new


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
