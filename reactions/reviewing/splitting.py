"""One row that is two: some of its evidence gets a row of its own.

An action that is two acts, or an official who is two people; with a person go
statements.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from reactions.models import Action, Evidence, Official, Statement
from reactions.models.urgency import acts_near, rank_acts
from reactions.reviewing.amending import set_values
from reactions.reviewing.errors import NameTaken, NotSplittable
from reactions.reviewing.four_eyes import SPLIT_FROM, WRITING, split_name
from reactions.reviewing.giving_statements import give_all_back, give_statements
from reactions.reviewing.locking import lock, require, write
from reactions.reviewing.parted_preferences import (
    carry_preferences,
    end_parted,
    reopen_parted,
)
from reactions.reviewing.together import give_back, groups_of, refuse_invalid
from reactions.vocabulary import ReviewState

NAMED_ALREADY = (
    "This country has an official of that name already: two people need two names."
)


def split(
    row: Any,
    pieces: Collection[Evidence],
    *,
    by: User,
    at: datetime,
    statements: Collection[Statement] = (),
    note: str = "",
    version: int | None = None,
    values: Mapping[str, Any] | None = None,
    staying_values: Mapping[str, Any] | None = None,
) -> Any:
    """Move `pieces` of the evidence of an action or official to a new row with the same
    values, proposed, and return it; what was merged into `row` stays with it.

    `values` (field name to value) are written to the new row, `staying_values` to the
    old; a new official needs a name of its own. Of an official `statements` go to the
    new one. Each of two actions is known from its own evidence, unless somebody set
    another day. A decision between two claims goes with them, or ends where they part.
    Raises NotAllowed, StaleVersion, ValidationError for values that the table refuses,
    and NotSplittable where a piece or a statement is not the row's own, none would
    stay, or the new official's name is taken.
    """
    require(by, "review", row)
    with transaction.atomic():
        held = lock(row, version=version)
        moving, staying = _parted(held, pieces)
        new = _copy_of(held)
        _part_days(held, new, moving=moving, staying=staying)
        because = f": {note}" if note else ""
        wrote = _written(held, staying_values or {})
        write(held, by=by, at=at, reason=f"{_split_off(new)}{wrote}{because}")
        wrote = _written(new, values or {})
        write(new, by=by, at=at, reason=f"{SPLIT_FROM}{held.public_id}{wrote}{because}")
        _move(moving, held, new, by=by, at=at)
        give_statements(statements, held, to=new, by=by, at=at, note=note)
        _rank(held, new)
    row.refresh_from_db()
    return new


def undo_split(new: Any, *, by: User, at: datetime, note: str = "") -> Any:
    """Give the evidence of `new` back to the row it was split from, with what that said
    before, its statements and the decisions that the split ended; delete `new`, and
    return the other. Its history stays.

    Raises NotAllowed, and NotSplittable where it was not split off, where it was
    changed since, where other rows point to it (merging does it then), or where what
    the other said before cannot be any more.
    """
    require(by, "review", new)
    with transaction.atomic():
        origin = split_from(new)
        if origin is None:
            raise NotSplittable("It was not split from another row.", row=new)
        by_id = sorted([new, origin], key=lambda each: each.pk)
        held = {row.pk: lock(row) for row in by_id}
        gone, back = held[new.pk], held[origin.pk]
        if gone.version != 1 or gone.merged.exists() or _is_named(gone):
            raise NotSplittable("It was changed since: merge it back instead.", row=new)
        is_act = isinstance(gone, Action)
        beside = acts_near([gone.pk]) - {gone.pk} if is_act else set()
        _move_back(gone, back, by=by, at=at)
        _take_back_values(back, gone)
        because = f": {note}" if note else ""
        gone._history_user, gone._history_date = by, at
        gone._change_reason = f"split undone{because}"
        gone.delete()
        refuse_invalid(back, refusal=NotSplittable)
        told = f"{gone.public_id} split undone{because}"
        write(back, by=by, at=at, reason=told)
        if is_act:
            rank_acts(beside | {back.pk})
    return back


def split_from(row: Any) -> Any:
    """The row that this one was split from; None for any other."""
    reasons = row.history.filter(history_change_reason__startswith=SPLIT_FROM)
    reason = reasons.values_list("history_change_reason", flat=True).first()
    if reason is None:
        return None
    return type(row).objects.filter(public_id=split_name(reason)).first()


def _split_off(new: Any) -> str:
    return f"{new.public_id} split from it"


def _written(row: Any, values: Mapping[str, Any]) -> str:
    """Set what differs; how the history tells that a person wrote it."""
    before = {name: getattr(row, name, None) for name in values}
    differs = set_values(row, values)
    _refuse_taken_name(row)
    if not differs:
        return ""
    row.full_clean(exclude=["public_id"])
    written = [name for name in values if getattr(row, name) != before[name]]
    return f"{WRITING}{', '.join(name.replace('_', ' ') for name in written)}"


def _parted(
    row: Any, pieces: Collection[Evidence]
) -> tuple[list[Evidence], list[Evidence]]:
    """The pieces of evidence that move and those that stay, each in order."""
    ids = {piece.pk for piece in pieces}
    mine = list(row.evidence.select_related("article").order_by("pk"))
    moving = [piece for piece in mine if piece.pk in ids]
    staying = [piece for piece in mine if piece.pk not in ids]
    _refuse_split(row, ids, moving=moving, staying=staying)
    return moving, staying


def _part_days(
    held: Any, new: Any, *, moving: Sequence[Evidence], staying: Sequence[Evidence]
) -> None:
    """Each of two actions is known from its own evidence, unless a person set a day."""
    if isinstance(held, Action) and held.known_on == _known_on([*moving, *staying]):
        new.known_on, held.known_on = _known_on(moving), _known_on(staying)


def _refuse_split(
    row: Any,
    ids: Collection[int],
    *,
    moving: Sequence[Evidence],
    staying: Sequence[Evidence],
) -> None:
    kind = row._meta.verbose_name
    if not isinstance(row, (Action, Official)):
        raise NotSplittable("Actions and officials can be split.", row=row)
    if not moving or len(moving) < len(ids):
        raise NotSplittable(f"Choose pieces of this {kind}'s own evidence.", row=row)
    if not staying:
        raise NotSplittable(f"At least one piece stays with the {kind}.", row=row)


def _refuse_taken_name(row: Any) -> None:
    if not isinstance(row, Official):
        return
    same = Official.objects.filter(country=row.country_id, name_key=row.name_key)
    if same.exclude(pk=row.pk).exists():
        raise NameTaken(NAMED_ALREADY, row=row)


def _move(
    moving: Sequence[Evidence], held: Any, new: Any, *, by: User, at: datetime
) -> None:
    """The evidence, and of an action what was decided between its claims."""
    ids = [piece.pk for piece in moving]
    ended = end_parted(ids, new, because=_split_off(new), by=by, at=at)
    Evidence.objects.filter(pk__in=ids).update(**{new._meta.model_name: new})
    carry_preferences(ended, to=new, by=by, at=at)


def _move_back(gone: Any, back: Any, *, by: User, at: datetime) -> None:
    if isinstance(gone, Action):
        gone.preferences.standing().between_claims().delete()
    kind = gone._meta.model_name
    Evidence.objects.filter(**{kind: gone}).update(**{kind: back})
    if isinstance(gone, Action):
        reopen_parted(because=_split_off(gone), by=by, at=at)
    else:
        give_all_back(gone, to=back, by=by, at=at)


def _take_back_values(back: Any, gone: Any) -> None:
    """What `back` said before the split, but for what somebody changed since."""
    lent = (
        back.history.filter(history_change_reason__startswith=_split_off(gone))
        .order_by("-history_id")
        .first()
    )
    if lent is not None:
        give_back(back, lent, groups=groups_of(type(back)))


def _is_named(row: Any) -> bool:
    return isinstance(row, Action) and row.fulfilled_by.exists()


def _rank(held: Any, new: Any) -> None:
    if isinstance(held, Action):
        rank_acts([held.pk, new.pk])


def _copy_of(row: Any) -> Any:
    new = type(row).objects.get(pk=row.pk)
    new.pk = None
    new._state.adding = True
    new.public_id = new._meta.get_field("public_id").get_default()
    new.review = ReviewState.PROPOSED.value
    new.decided_by = new.decided_at = new.merged_into = None
    new.version = 0
    return new


def _known_on(pieces: Sequence[Evidence]) -> date:
    return min(piece.article.known_on for piece in pieces)
