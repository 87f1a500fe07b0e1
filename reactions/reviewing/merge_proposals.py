"""What becomes of two officials that may be one person: merged by the usual verb, or
kept apart and never asked about again."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from reactions.models import MergeProposal, Official
from reactions.reviewing.errors import AlreadyDecided, NotMergeable
from reactions.reviewing.locking import require
from reactions.reviewing.merging import merge
from reactions.vocabulary import ReviewState


def accept_merge(
    proposal: MergeProposal,
    *,
    by: User,
    at: datetime,
    note: str = "",
    keeps_later: bool = False,
) -> None:
    """Merge the two, the later into the earlier, or with `keeps_later` the other way.

    Merges of one of them since then are followed. Raises NotAllowed, AlreadyDecided,
    and NotMergeable where both have rows merged into them.
    """
    require(by, "review", Official)
    with transaction.atomic():
        locked = _lock(proposal)
        source = Official.objects.get(pk=locked.official.survivor().pk)
        target = Official.objects.get(pk=locked.into.survivor().pk)
        if keeps_later:
            source, target = target, source
        if source.pk != target.pk:
            if source.merged.exists():
                source, target = target, source
            if source.merged.exists():
                raise NotMergeable("Both have rows merged into them.", row=source)
            merge(source, into=target, by=by, at=at, note=note or "one person")
        _decide(locked, ReviewState.ACCEPTED, by=by, at=at, note=note)
    proposal.refresh_from_db()


def reject_merge(
    proposal: MergeProposal, *, by: User, at: datetime, note: str = ""
) -> None:
    """Keep the two apart for good. Raises NotAllowed, AlreadyDecided."""
    require(by, "review", Official)
    with transaction.atomic():
        _decide(_lock(proposal), ReviewState.REJECTED, by=by, at=at, note=note)
    proposal.refresh_from_db()


def _lock(proposal: MergeProposal) -> MergeProposal:
    locked = MergeProposal.objects.select_for_update().get(pk=proposal.pk)
    if locked.review != ReviewState.PROPOSED:
        raise AlreadyDecided(f"It is {locked.review} already.")
    return locked


def _decide(
    proposal: MergeProposal, review: ReviewState, *, by: User, at: datetime, note: str
) -> None:
    proposal.review = review.value
    proposal.decided_by = by
    proposal.decided_at = at
    proposal.note = note
    proposal.save(update_fields=["review", "decided_by", "decided_at", "note"])
