"""What becomes of a decision between two claims of an act when the claims move: it goes
along where both do, and ends where they part. An undone split brings it back."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q

from reactions.models import Action, Preference
from reactions.reviewing.preferring import mark, save_preference, unmark


def end_parted(
    pieces: Collection[int], home: Any, *, because: str, by: User, at: datetime
) -> list[Preference]:
    """End the open decisions that name one of `pieces`, which become evidence of
    `home`, and are not about `home` already; return them."""
    if not isinstance(home, Action):
        return []
    ids = set(pieces)
    about = (
        Preference.objects.standing()
        .between_claims()
        .filter(Q(preferred_piece__in=ids) | Q(other_piece__in=ids))
        .exclude(preferred=home.pk)
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    ended = list(about)
    for made in ended:
        made.undone_by, made.undone_at, made.undone_because = by, at, because
        save_preference(made, by=by, at=at, reason=f"ended: {because}")
        unmark(made)
    return ended


def carry_preferences(
    ended: Sequence[Preference], *, to: Action, by: User, at: datetime
) -> None:
    """Decide the same, signed as before, where both claims are evidence of `to`."""
    own = set(to.evidence.values_list("pk", flat=True)) if ended else set()
    for made in ended:
        if not {made.preferred_piece_id, made.other_piece_id} <= own:
            continue
        carried = Preference(
            kind=made.kind,
            preferred=to,
            other=to,
            preferred_piece=made.preferred_piece,
            other_piece=made.other_piece,
            reason=made.reason,
            decided_by=made.decided_by,
            decided_at=made.decided_at,
        )
        save_preference(carried, by=by, at=at, reason=f"preferred: {made.reason}")
        mark(carried)


def reopen_parted(*, because: str, by: User, at: datetime) -> None:
    """Bring back what ended for this reason, where the claims are of the act again and
    nobody has decided between them since."""
    ended = Preference.objects.between_claims().filter(undone_because=because)
    for made in ended.select_related("preferred_piece__action", "other_piece__action"):
        if not _can_stand(made):
            continue
        made.undone_by = made.undone_at = None
        made.undone_because = ""
        save_preference(made, by=by, at=at, reason="the split is undone")
        mark(made)


def _can_stand(made: Any) -> bool:
    pieces = [made.preferred_piece, made.other_piece]
    acts = {
        (each.action_id, each.action.merged_into_id) for each in pieces if each.action
    }
    both = [each.pk for each in pieces]
    again = Preference.objects.standing().filter(
        kind=made.kind, preferred_piece__in=both, other_piece__in=both
    )
    return all(made.preferred_id in act for act in acts) and not again.exists()
