"""Taking a row out for good; its history and a tombstone stay."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import ProtectedError

from reactions.models import Reviewable
from reactions.reviewing.errors import NotRemovable
from reactions.reviewing.locking import lock, require
from reactions.vocabulary import ReviewState


def remove(
    row: Reviewable,
    *,
    by: User,
    at: datetime,
    note: str = "",
    version: int | None = None,
) -> None:
    """Delete `row` and its evidence. Raises NotAllowed without the right `delete_…`,
    StaleVersion, and NotRemovable where it is accepted or other rows name it."""
    with transaction.atomic():
        locked = lock(row, version=version)
        require(by, "delete", locked)
        if locked.review == ReviewState.ACCEPTED:
            raise NotRemovable(
                "It is accepted: reopen or reject it before you delete it.", row=row
            )
        locked._history_user = by
        locked._history_date = at
        locked._change_reason = f"deleted: {note}" if note else "deleted"
        try:
            locked.delete()
        except ProtectedError as error:
            kinds = {one._meta.verbose_name for one in error.protected_objects}
            named = ", ".join(sorted(map(str, kinds)))
            raise NotRemovable(f"Other rows name it: {named}.", row=row) from error
