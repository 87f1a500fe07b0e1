"""Acts that look like one and are two: said once, and asked no more."""

from datetime import datetime

from django.contrib.auth.models import User

from reactions.models import Action, ActsApart
from reactions.reviewing.errors import NotMergeable
from reactions.reviewing.locking import require


def keep_apart(
    one: Action, *, and_other: Action, by: User, at: datetime, note: str = ""
) -> ActsApart:
    """Never offer the two as one again. Raises NotAllowed, NotMergeable for one act."""
    require(by, "review", Action)
    if one.pk == and_other.pk:
        raise NotMergeable("An act can't be kept apart from itself.", row=one)
    earlier, later = sorted([one, and_other], key=lambda act: act.pk)
    kept, _ = ActsApart.objects.get_or_create(
        later=later,
        earlier=earlier,
        defaults={"decided_by": by, "decided_at": at, "note": note},
    )
    return kept


def offer_again(kept: ActsApart, *, by: User) -> None:
    """Undo `keep_apart`. Raises NotAllowed."""
    require(by, "review", Action)
    kept.delete()
