"""Changing what a row says, by hand; its review state stays."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from reactions.models import Action, Preference, Reviewable
from reactions.models.official import fold_name, spelling_key
from reactions.models.urgency import acts_near, rank_acts
from reactions.reviewing.errors import NotAmendable
from reactions.reviewing.locking import lock, require, write
from reactions.vocabulary import ReviewState

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
    "spelling_key",
    "counts_on",
    "rank",
}
# What of an act says which others contradict it.
CONTRADICTING = {
    "crisis",
    "country",
    "type",
    "stage",
    "announced_on",
    "effective_on",
}


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
        locked = lock(row, version=version)
        require(by, "change", locked)
        if locked.review != ReviewState.PROPOSED:
            require(by, "review", locked)
        _refuse_parting(locked, changes)
        beside = _contradicted(locked, changes)
        if not set_values(locked, changes):
            return False
        locked.full_clean()
        write(locked, by=by, at=at, reason=f"amended: {note}" if note else "amended")
        rank_acts(beside)
    row.refresh_from_db()
    return True


def set_values(row: Any, changes: Mapping[str, Any]) -> bool:
    """Set what differs; whether anything did. Raises NotAmendable for other fields."""
    fields = {field.name for field in row._meta.concrete_fields} - NOT_AMENDABLE
    unknown = sorted(changes.keys() - fields)
    if unknown:
        raise NotAmendable(f"Not to be amended: {', '.join(unknown)}.", row=row)
    values = dict(changes)
    if "name" in values:
        values.setdefault("name_key", fold_name(values["name"]))
        values.setdefault("spelling_key", spelling_key(values["name"]))
    differing = {n: v for n, v in values.items() if getattr(row, n) != v}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _contradicted(row: Any, changes: Mapping[str, Any]) -> set[int]:
    """The act and what it may contradict as it is, where the changes could end that."""
    is_moved = isinstance(row, Action) and CONTRADICTING & changes.keys()
    return acts_near([row.pk]) if is_moved else set()


def _refuse_parting(row: Any, changes: Mapping[str, Any]) -> None:
    """Rows that are merged or preferred to one another share country and crisis."""
    given = {name: changes[name] for name in ("country", "crisis") if name in changes}
    moves = any(getattr(row, name) != value for name, value in given.items())
    if not moves or not hasattr(row, "merged_into"):
        return
    if isinstance(row, Action) and Preference.objects.standing().about([row]).exists():
        raise NotAmendable("A conflict was decided about it: undo that first.", row=row)
    if row.merged_into_id or row.merged.exists():
        raise NotAmendable("It takes part in a merge: undo that first.", row=row)
