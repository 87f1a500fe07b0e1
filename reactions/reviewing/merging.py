"""Two rows that are one: merged, and taken apart again."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from reactions.models import Action, Official
from reactions.models.urgency import rank_acts
from reactions.reviewing.amending import set_values
from reactions.reviewing.errors import NotMergeable
from reactions.reviewing.locking import lock, refuse_stale, require, write
from reactions.reviewing.parted_preferences import carry_preferences, end_parted
from reactions.reviewing.preferring import give_value_back
from reactions.reviewing.together import (
    groups_to_choose,
    put_back,
    refuse_invalid,
    stored,
)

# How the history goes on where the row that stays took values of the other.
TAKING = ", taking its "
# How the history of a row begins where another was merged into it, or that was undone.
MERGING = re.compile(r"\w+ (merged into it|unmerged)\b")


def merge(
    row: Action | Official,
    *,
    into: Action | Official,
    by: User,
    at: datetime,
    note: str = "",
    version: int | None = None,
    values: Mapping[str, Any] | None = None,
) -> None:
    """Make `row` part of `into`: reads follow, its evidence stays, `unmerge` undoes it.

    `values` (field name to value) are written to `into` in the same step. An action
    merged into another lends it the earlier day on which it was known. Raises
    NotAllowed, StaleVersion where `row` is not of the `version` that the caller read,
    ValidationError for values that the table refuses, and NotMergeable for rows of two
    kinds, crises or countries, for one with itself, and where either is merged or has
    rows merged into it: one level.
    """
    require(by, "review", row)
    with transaction.atomic():
        by_id = sorted([row, into], key=lambda one: one.pk)
        held = {one.pk: lock(one) for one in by_id}
        source, target = held[row.pk], held[into.pk]
        refuse_stale(source, version)
        refuse_merge(source, target)
        source.merged_into = target
        taken = _take(target, values or {})
        if isinstance(source, Action):
            target.known_on = min(target.known_on, source.known_on)
        because = f": {note}" if note else ""
        reason = f"merged into {target.public_id}{because}"
        write(source, by=by, at=at, reason=reason)
        write(target, by=by, at=at, reason=_absorbed(source) + taken + because)
        _rank(source, target)
    row.refresh_from_db()
    into.refresh_from_db()


def unmerge(
    row: Action | Official,
    *,
    by: User,
    at: datetime,
    note: str = "",
    version: int | None = None,
) -> None:
    """Make a merged `row` stand by itself again, and give the other back the values
    that the merge wrote, but for those that somebody changed since.

    Raises NotAllowed, StaleVersion, and NotMergeable where it is not merged or where
    the values from before cannot be any more.
    """
    require(by, "review", row)
    if row.merged_into is None:
        raise NotMergeable("It is not merged into another row.", row=row)
    with transaction.atomic():
        by_id = sorted([row, row.merged_into], key=lambda one: one.pk)
        held = {one.pk: lock(one) for one in by_id}
        source, target = held[row.pk], held[row.merged_into.pk]
        refuse_stale(source, version)
        if source.merged_into_id != target.pk:
            raise NotMergeable("Somebody undid it meanwhile.", row=row)
        because = f": {note}" if note else ""
        ended = _end_parted(source, target, by=by, at=at)
        source.merged_into = None
        reason = f"unmerged from {target.public_id}{because}"
        write(source, by=by, at=at, reason=reason)
        carry_preferences(ended, to=source, by=by, at=at)
        _give_back(target, source)
        _give_decided_back(target, ended)
        write(target, by=by, at=at, reason=f"{source.public_id} unmerged{because}")
        _rank(source, target)
    row.refresh_from_db()


def refuse_merge(source: Any, target: Any) -> None:
    """Raise NotMergeable where `source` can't become part of `target`."""
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


def _end_parted(source: Any, target: Any, *, by: User, at: datetime) -> Any:
    """End what was decided between a claim of `source` and one of `target`, or between
    two claims of `source`; return it."""
    if not isinstance(source, Action):
        return []
    ids = list(source.evidence.values_list("pk", flat=True))
    told = f"{source.public_id} unmerged"
    return end_parted(ids, source, because=told, by=by, at=at)


def _give_decided_back(target: Any, ended: Sequence[Any]) -> None:
    """What `target` said before a claim was preferred that it has no more."""
    for made in ended:
        if made.preferred_piece.action_id != target.pk:
            give_value_back(target, made)


def _rank(source: Any, target: Any) -> None:
    if isinstance(source, Action):
        rank_acts([source.pk, target.pk])


def _take(target: Any, values: Mapping[str, Any]) -> str:
    """Write the values chosen for the row that stays; how the history tells of it."""
    before = {name: getattr(target, name) for name in values}
    if not set_values(target, values):
        return ""
    target.full_clean()
    taken = [name for name in values if getattr(target, name) != before[name]]
    return f"{TAKING}{', '.join(name.replace('_', ' ') for name in taken)}"


def _absorbed(source: Any) -> str:
    return f"{source.public_id} merged into it"


def _give_back(target: Any, source: Any) -> None:
    lines = list(target.history.order_by("history_id"))
    lent = _line_of(source, lines)
    if lent is None:
        return
    if isinstance(target, Action) and lent.known_on == target.known_on:
        own = _own_line(lines, ("known_on",), in_force=set())
        others = target.merged.values_list("known_on", flat=True)
        target.known_on = min([own.known_on, *others])
    in_force = {_line_of(row, lines) for row in target.merged.all()}
    given = False
    for names in groups_to_choose(type(target)).values():
        own = _own_line(lines, names, in_force=in_force)
        if stored(own, names) != stored(lent, names) == stored(target, names):
            put_back(target, names, own)
            given = True
    if given:
        refuse_invalid(target, refusal=NotMergeable)


def _line_of(source: Any, lines: Sequence[Any]) -> Any:
    """The last of these lines of a row's history that tells that `source` was merged
    into it; None where none does."""
    found = [
        line
        for line in lines
        if (line.history_change_reason or "").startswith(_absorbed(source))
    ]
    return found[-1] if found else None


def _own_line(lines: Sequence[Any], names: Sequence[str], *, in_force: set[Any]) -> Any:
    """The line of a row's history from which its fields have what they have without
    the merges that were undone; `in_force` are the lines of those that were not."""
    own = lines[0]
    for before, line in pairwise(lines):
        is_merge = MERGING.match(line.history_change_reason or "")
        if is_merge and line not in in_force:
            continue
        if stored(line, names) != stored(before, names):
            own = line
    return own
